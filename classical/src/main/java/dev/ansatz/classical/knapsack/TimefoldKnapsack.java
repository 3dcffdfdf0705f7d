package dev.ansatz.classical.knapsack;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.ansatz.classical.RunWatch;
import dev.ansatz.classical.timefold.IncumbentFilter;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.DensityOrder;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackBounds;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Timefold Solver (community edition): a Boolean planning variable an item with an incremental score, Timefold's first-fit
 * construction over the items by density, then late acceptance (Burke and Bykov 2017) over putting in, taking out and exchanging.
 * With a warm start the construction is left out and the best feasible one is continued. The bound is the one of Martello and Toth,
 * not Timefold's. An iteration is a move tried by the local search. One thread.
 */
public final class TimefoldKnapsack implements Solver<KnapsackInstance, ItemSet> {
    private final EnvironmentMode mode;

    public TimefoldKnapsack() {
        this(EnvironmentMode.NO_ASSERT);
    }

    TimefoldKnapsack(EnvironmentMode mode) {
        this.mode = mode;
    }

    @Override
    public String name() {
        return "timefold";
    }

    @Override
    public String description() {
        return "Timefold Solver (community): first fit by density, then late acceptance";
    }

    @Override
    public void warmUp() {
        WarmUp.touch();
    }

    /** One tiny run, once: loads Timefold's classes (about a second). */
    private static final class WarmUp {
        static {
            long[] values = {1, 2, 3, 4};
            new TimefoldKnapsack().solve(new KnapsackInstance("warm-up", values, values, 5), Options.ofIterations(100));
        }

        private static void touch() {}
    }

    @Override
    public Outcome<ItemSet> solve(KnapsackInstance instance, Options<ItemSet> options) {
        SearchContext<KnapsackInstance, ItemSet> run = new SearchContext<>(Knapsack.PROBLEM, instance, options);
        GreedyFill.answerFirst(run);
        run.offerBound(KnapsackBounds.martelloToth(instance));
        ItemSet start = run.best();
        List<PackedItem> items = new ArrayList<>();
        for (int item : DensityOrder.of(instance)) {
            Boolean packed = start == null ? null : (Boolean) start.contains(item);
            items.add(new PackedItem(item, instance.profit(item), instance.weight(item), packed));
        }
        if (!run.shouldStop()) {
            search(run, new PackingPlan(items, instance.capacity()));
        }
        GreedyFill.answerIfNone(run, "Timefold");
        return run.finish();
    }

    private void search(SearchContext<KnapsackInstance, ItemSet> run, PackingPlan plan) {
        ai.timefold.solver.core.api.solver.Solver<PackingPlan> solver =
                SolverFactory.<PackingPlan>create(config(run)).buildSolver();
        IncumbentFilter filter = new IncumbentFilter();
        solver.addEventListener(event -> {
            if (event.isNewBestSolutionInitialized()
                    && event.getNewBestScore() instanceof HardSoftScore score
                    && score.hardScore() == 0
                    && filter.due()) {
                run.offer(event.getNewBestSolution().packed(), "timefold");
                filter.done();
            }
        });
        PackingPlan best;
        try (RunWatch watch = new RunWatch(run, solver::terminateEarly)) {
            best = solver.solve(plan);
        }
        if (best.decided()) {
            run.offer(best.packed(), "timefold");
        }
    }

    private SolverConfig config(SearchContext<KnapsackInstance, ItemSet> run) {
        UnionMoveSelectorConfig moves = new UnionMoveSelectorConfig();
        moves.setMoveSelectorList(new ArrayList<>(List.of(
                new ChangeMoveSelectorConfig().withFixedProbabilityWeight(1.0),
                new SwapMoveSelectorConfig().withFixedProbabilityWeight(2.0))));
        LocalSearchPhaseConfig localSearch = new LocalSearchPhaseConfig()
                .withLocalSearchType(LocalSearchType.LATE_ACCEPTANCE)
                .withMoveSelectorConfig(moves);
        Long limit = run.options().iterationLimit();
        if (limit != null) {
            // Not steps: one that no move is accepted for would never end.
            localSearch.withTerminationConfig(new TerminationConfig().withMoveCountLimit(Math.max(1, limit)));
        }
        SolverConfig config = new SolverConfig()
                .withSolutionClass(PackingPlan.class)
                .withEntityClasses(PackedItem.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(PackingScore.class))
                .withEnvironmentMode(mode)
                .withRandomSeed(run.options().seed())
                .withPhases(new ConstructionHeuristicPhaseConfig(), localSearch);
        if (run.options().timeLimit() != null) {
            // In whole milliseconds; the watch keeps the exact deadline.
            config.withTerminationSpentLimit(Duration.ofMillis(run.remaining().toMillis() + 1));
        }
        return config;
    }
}
