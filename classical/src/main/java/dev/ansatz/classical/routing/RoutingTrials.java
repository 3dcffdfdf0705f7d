package dev.ansatz.classical.routing;

import dev.ansatz.problems.Note;
import dev.ansatz.problems.SearchContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search of OR-Tools from the best of several first solutions: each is tried with the search after it, for a fifth of the budget in
 * all, and the best one is continued. Where none is feasible, what has to be served becomes optional at a penalty.
 */
public final class RoutingTrials<S> {
    /** Part of the budget for trying first-solution strategies. */
    private static final double TRIAL_SHARE = 0.2;

    static final Note NOT_TAKEN = new Note.WarmStartNotTaken(
            "OR-Tools", "did not take the warm start as it was given; it begins from its own first solution");

    /** Makes a native model of the problem, to be used once. */
    public interface Models<S> {
        /**
         * A new model.
         *
         * @param relaxed whether what has to be served may be left out at a penalty
         */
        NativeRouting<S> make(boolean relaxed);
    }

    private final SearchContext<?, S> run;
    private final Models<S> models;

    public RoutingTrials(SearchContext<?, S> run, Models<S> models) {
        this.run = run;
        this.models = models;
    }

    /**
     * Runs until the run ends.
     *
     * @param strategies names of first-solution strategies
     * @param start routes of nodes, one per vehicle, to be tried first; or null
     * @param lastResort routes to begin with where no strategy finds any; null to make customers optional then
     */
    public void search(List<String> strategies, int @Nullable [][] start, int @Nullable [][] lastResort) {
        int trials = strategies.size() + (start == null ? 0 : 1);
        double trialEnd = run.seconds() + TRIAL_SHARE * run.remaining().toNanos() * 1e-9;
        Long limit = run.options().iterationLimit();
        long solutions = limit == null ? Long.MAX_VALUE : Math.max(1, (long) (limit * TRIAL_SHARE / trials));
        long spent = 0;
        double slowestStart = 0;
        RoutingSearch<S> best = null;
        try {
            for (int trial = 0; trial < trials && !run.shouldStop(spent); trial++) {
                double left = trialEnd - run.seconds();
                if (best != null && (left <= 0 || run.remaining().toNanos() * 1e-9 < 2 * slowestStart)) {
                    break;
                }
                double begin = run.seconds();
                RoutingSearch<S> search = new RoutingSearch<>(run, models.make(false));
                double seconds = left / (trials - trial);
                if (start == null || trial > 0) {
                    search.trial(strategies.get(start == null ? trial : trial - 1), seconds, solutions);
                } else if (!search.trial(start, seconds, solutions)) {
                    run.note(NOT_TAKEN);
                }
                spent += search.solutions();
                slowestStart = Math.max(slowestStart, search.firstSeconds() - begin);
                if (search.found() && (best == null || search.bestCost() < best.bestCost())) {
                    if (best != null) {
                        best.close();
                    }
                    best = search;
                } else {
                    search.close();
                }
            }
            if (run.shouldStop(spent)) {
                return;
            }
            if (best != null) {
                run.note("OR-Tools went on from " + best.strategy() + ".");
                best.continueFromBest(spent);
                return;
            }
        } finally {
            if (best != null) {
                best.close();
            }
        }
        if (lastResort != null) {
            try (RoutingSearch<S> search = new RoutingSearch<>(run, models.make(false))) {
                run.note("No first-solution strategy found a feasible solution; OR-Tools starts from an insertion.");
                search.countFrom(spent);
                if (search.improve(lastResort) || run.shouldStop()) {
                    return;
                }
            }
        }
        try (RoutingSearch<S> search = new RoutingSearch<>(run, models.make(true))) {
            run.note(
                    "No first-solution strategy found a feasible solution; customers were made optional at a penalty.");
            search.countFrom(spent);
            search.construct("PARALLEL_CHEAPEST_INSERTION");
        }
    }
}
