package dev.ansatz.classical.vrp;

import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.List;

/**
 * The search of a library for rich routing. What is the same for all: instances that are proven infeasible are answered at once; where the
 * library finds nothing, the answer is a cheapest insertion, if that is feasible.
 */
abstract class VrpRoutingLibrary implements Solver<VrpInstance, VrpPlan> {
    private static final int WARM_UP_SIZE = 5;

    /** Part of the budget that the insertion may take: it is the answer where the library finds none, and says how many vehicles are needed. */
    private static final double INSERTION_SHARE = 0.5;

    private final String library;

    VrpRoutingLibrary(String library) {
        this.library = library;
    }

    /** One tiny run, which loads the classes of the library. */
    final void solveTiny(long iterations) {
        var tiny = VrpInstance.builder("tiny")
                .profile("plane", Metric.EUC_2D, Rounding.ROUND)
                .location("depot", 0, 0)
                .vehicles(
                        "van",
                        2,
                        van -> van.start("depot").end("depot").capacity(3).shift(0, 100));
        for (int i = 0; i < WARM_UP_SIZE; i++) {
            String id = "c" + i;
            tiny.location(id, i, i * i).job(id, job -> job.at(id).delivery(1).window(0, 50));
        }
        solve(tiny.build(), Options.ofIterations(iterations));
    }

    @Override
    public final Outcome<VrpPlan> solve(VrpInstance instance, Options<VrpPlan> options) {
        checkAccepts(instance);
        SearchContext<VrpInstance, VrpPlan> run = new SearchContext<>(Vrp.PROBLEM, instance, options);
        List<Issue> infeasible = run.infeasible();
        if (!infeasible.isEmpty()) {
            infeasible.forEach(issue -> run.note(new Note.Infeasible(issue)));
            return run.finish(true);
        }
        if (instance.size() == 0) {
            run.offer(new VrpPlan(List.of()), "only solution");
            return run.finish(true);
        }
        double end = run.seconds() + INSERTION_SHARE * run.remaining().toNanos() * 1e-9;
        VrpPlan inserted = VrpRoutingInsertion.plan(instance, () -> run.shouldStop() || run.seconds() > end);
        search(run, inserted);
        if (run.best() == null && run.offer(inserted, "insertion")) {
            run.note(new Note.Fallback(library, "found no feasible plan within the limit", "a cheapest insertion"));
        }
        return run.finish();
    }

    /**
     * Runs the search of the library.
     *
     * @param inserted a cheapest insertion, perhaps infeasible or cut off
     */
    abstract void search(SearchContext<VrpInstance, VrpPlan> run, VrpPlan inserted);
}
