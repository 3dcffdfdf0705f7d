package dev.ansatz.classical.jssp;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.list.ListChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.list.ListSwapMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.ansatz.classical.RunWatch;
import dev.ansatz.classical.timefold.IncumbentFilter;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timefold Solver for job-shop scheduling: the operations of each machine in a list variable of their own, start times from the
 * orders, late acceptance (Burke and Bykov 2017) over list change and list swap. Orders that wait for one another in a cycle
 * cost hard score, so that the search may pass through them.
 *
 * <p>Begins with the best warm start, else with the most-work-remaining rule, and that the solver saw exactly this
 * schedule is verified. An iteration is a step of the local search. One thread; the seed is Timefold's.
 */
public final class TimefoldJobShop implements Solver<JobShopInstance, Schedule> {
    /** Starts are ints. */
    private static final long MAX_WORK = Integer.MAX_VALUE;

    private final EnvironmentMode mode;

    public TimefoldJobShop() {
        this(EnvironmentMode.NO_ASSERT);
    }

    TimefoldJobShop(EnvironmentMode mode) {
        this.mode = mode;
    }

    @Override
    public String name() {
        return "timefold";
    }

    @Override
    public String description() {
        return "Timefold Solver (community): late acceptance over one list variable per machine";
    }

    @Override
    public @Nullable String refuses(JobShopInstance instance) {
        long work = new Shop(instance).work();
        return work > MAX_WORK
                ? "The durations sum to " + work + "; this engine computes with sums up to " + MAX_WORK + "."
                : null;
    }

    @Override
    public void warmUp() {
        WarmUp.touch();
    }

    /** One tiny run, once: loads Timefold's classes (about a second). */
    private static final class WarmUp {
        static {
            JobShopInstance instance =
                    new JobShopInstance("warm-up", new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 2, 0}}, new int[][] {
                        {3, 2, 2}, {2, 1, 4}, {4, 3, 1}
                    });
            new TimefoldJobShop().solve(instance, Options.ofIterations(100));
        }

        private static void touch() {}
    }

    @Override
    public Outcome<Schedule> solve(JobShopInstance instance, Options<Schedule> options) {
        checkAccepts(instance);
        SearchContext<JobShopInstance, Schedule> run = new SearchContext<>(JobShop.PROBLEM, instance, options);
        Shop shop = new Shop(instance);
        Schedule warmStart = run.best();
        int[] start = warmStart != null ? shop.sequences(warmStart) : Dispatching.sequences(shop);
        Schedule first = shop.schedule(start);
        run.offer(first, warmStart != null ? "warm start" : "dispatching");
        if (run.shouldStop(0) || run.boundMet() || nothingToOrder(shop)) {
            return run.finish(nothingToOrder(shop));
        }
        JobShopPlan plan = new JobShopPlan(shop, start);
        long makespan = (long) JobShop.PROBLEM.evaluate(instance, first).objective();
        search(run, plan);
        if (warmStart != null && !plan.firstScore().matches(makespan)) {
            run.note(new Note.WarmStartNotTaken(
                    "Timefold",
                    plan.firstScore().seen()
                            ? "did not take the warm start as it was given"
                            : "had no time to take the warm start"));
        }
        return run.finish();
    }

    private static boolean nothingToOrder(Shop shop) {
        return shop.machines() == shop.size();
    }

    private void search(SearchContext<JobShopInstance, Schedule> run, JobShopPlan plan) {
        SolverFactory<JobShopPlan> factory = SolverFactory.create(config(run));
        ai.timefold.solver.core.api.solver.Solver<JobShopPlan> solver = factory.buildSolver();
        IncumbentFilter filter = new IncumbentFilter();
        solver.addEventListener(event -> {
            if (event.getNewBestScore() instanceof HardSoftScore score && score.hardScore() == 0 && filter.due()) {
                offer(run, event.getNewBestSolution());
                filter.done();
            }
        });
        try (RunWatch watch = new RunWatch(run, solver::terminateEarly)) {
            offer(run, solver.solve(plan));
        }
    }

    private static void offer(SearchContext<JobShopInstance, Schedule> run, JobShopPlan plan) {
        HardSoftScore score = plan.getScore();
        if (score != null && score.hardScore() == 0) {
            run.offer(plan.shop().schedule(plan.sequences()), "timefold");
        }
    }

    private SolverConfig config(SearchContext<JobShopInstance, Schedule> run) {
        UnionMoveSelectorConfig moves = new UnionMoveSelectorConfig();
        moves.setMoveSelectorList(List.of(new ListChangeMoveSelectorConfig(), new ListSwapMoveSelectorConfig()));
        LocalSearchPhaseConfig localSearch = new LocalSearchPhaseConfig()
                .withLocalSearchType(LocalSearchType.LATE_ACCEPTANCE)
                .withMoveSelectorConfig(moves);
        Long limit = run.options().iterationLimit();
        if (limit != null) {
            int steps = (int) Math.min(Integer.MAX_VALUE, Math.max(1, limit));
            localSearch.withTerminationConfig(new TerminationConfig().withStepCountLimit(steps));
        }
        SolverConfig config = new SolverConfig()
                .withSolutionClass(JobShopPlan.class)
                .withEntityClasses(MachineSequence.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(JobShopScore.class))
                .withEnvironmentMode(mode)
                .withRandomSeed(run.options().seed())
                .withPhases(localSearch);
        if (run.options().timeLimit() != null) {
            // In whole milliseconds; the watch keeps the exact deadline.
            config.withTerminationSpentLimit(Duration.ofMillis(run.remaining().toMillis() + 1));
        }
        return config;
    }
}
