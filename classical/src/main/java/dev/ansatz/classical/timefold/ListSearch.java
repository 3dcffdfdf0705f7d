package dev.ansatz.classical.timefold;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.move.MoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.list.ListChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.list.ListRuinRecreateMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.list.ListSwapMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.list.kopt.KOptListMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.ansatz.classical.RunWatch;
import dev.ansatz.problems.SearchContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The search over list variables that routing models share: late acceptance over list change, list swap, 2-opt and 3-opt. Nearby selection, which large instances need, belongs to Timefold's enterprise edition and is not used.
 */
@SuppressWarnings("rawtypes") // as Timefold has it
public final class ListSearch {
    /** Ruin and recreate costs as much as hundreds of other moves. */
    private static final double RUIN_WEIGHT = 0.002;

    private static final int MIN_RUINED = 2;
    private static final int MAX_RUINED = 20;
    /** Insertions that one ruin and recreate may evaluate: Timefold looks at the clock only between moves. */
    private static final int RUIN_INSERTIONS = 10_000;

    private ListSearch() {}

    /** The moves, to which a model may add its own. */
    public static List<MoveSelectorConfig> moves() {
        return new ArrayList<>(List.of(
                new ListChangeMoveSelectorConfig().withFixedProbabilityWeight(1.0),
                new ListSwapMoveSelectorConfig().withFixedProbabilityWeight(1.0),
                new KOptListMoveSelectorConfig().withMinimumK(2).withMaximumK(3).withFixedProbabilityWeight(1.0)));
    }

    /**
     * The moves with a rare ruin and recreate: for models whose values must all be in lists, as Timefold 2.2 may throw where one is
     * better left out.
     */
    public static List<MoveSelectorConfig> movesWithRuin(int size) {
        List<MoveSelectorConfig> selectors = moves();
        int ruined = Math.min(Math.min(MAX_RUINED, RUIN_INSERTIONS / size), size - 1);
        if (ruined >= MIN_RUINED) {
            selectors.add(new ListRuinRecreateMoveSelectorConfig()
                    .withMinimumRuinedCount(MIN_RUINED)
                    .withMaximumRuinedCount(ruined)
                    .withFixedProbabilityWeight(RUIN_WEIGHT));
        }
        return selectors;
    }

    /** Late acceptance over moves, within the iterations of a run: a step is one. */
    public static LocalSearchPhaseConfig phase(SearchContext<?, ?> run, List<MoveSelectorConfig> moves) {
        return limited(run, moves).withLocalSearchType(LocalSearchType.LATE_ACCEPTANCE);
    }

    /**
     * Simulated annealing of the soft score over moves, cooled down over the time or the iterations of a run; late acceptance where it has
     * neither.
     *
     * @param temperature first temperature in units of the soft score
     */
    public static LocalSearchPhaseConfig annealing(
            SearchContext<?, ?> run, List<MoveSelectorConfig> moves, double temperature) {
        if (run.options().timeLimit() == null && run.options().iterationLimit() == null) {
            return phase(run, moves);
        }
        String start = HardSoftScore.of(0, Math.max(1, (long) temperature)).toString();
        return limited(run, moves)
                .withAcceptorConfig(new LocalSearchAcceptorConfig().withSimulatedAnnealingStartingTemperature(start))
                .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1));
    }

    private static LocalSearchPhaseConfig limited(SearchContext<?, ?> run, List<MoveSelectorConfig> moves) {
        LocalSearchPhaseConfig phase =
                new LocalSearchPhaseConfig().withMoveSelectorConfig(new UnionMoveSelectorConfig(moves));
        Long limit = run.options().iterationLimit();
        if (limit != null) {
            int steps = (int) Math.min(Integer.MAX_VALUE, Math.max(1, limit));
            phase.withTerminationConfig(new TerminationConfig().withStepCountLimit(steps));
        }
        return phase;
    }

    /** A factory of solvers that end with the time of a run. */
    public static <P> SolverFactory<P> factory(SearchContext<?, ?> run, SolverConfig config) {
        config.withRandomSeed(run.options().seed());
        if (run.options().timeLimit() != null) {
            // In whole milliseconds; the watch keeps the exact deadline.
            config.withTerminationSpentLimit(Duration.ofMillis(run.remaining().toMillis() + 1));
        }
        return SolverFactory.create(config);
    }

    /**
     * Solves within the limits of a run and offers what is found.
     *
     * @param solution makes a solution of the problem of a plan
     */
    public static <P, S> void solve(
            SearchContext<?, S> run, SolverFactory<P> factory, P plan, Function<P, S> solution) {
        ai.timefold.solver.core.api.solver.Solver<P> solver = factory.buildSolver();
        IncumbentFilter filter = new IncumbentFilter();
        AtomicReference<@Nullable P> latest = new AtomicReference<>();
        solver.addEventListener(event -> {
            if (event.isNewBestSolutionInitialized()
                    && event.getNewBestScore() instanceof HardSoftScore score
                    && score.hardScore() == 0) {
                latest.set(event.getNewBestSolution());
                if (!filter.due()) {
                    return;
                }
                run.offer(solution.apply(event.getNewBestSolution()), "timefold");
                filter.done();
            }
        });
        P best;
        try (RunWatch watch = new RunWatch(run, solver::terminateEarly)) {
            best = solver.solve(plan);
        } catch (IllegalStateException e) {
            // Timefold 2.2: a ruin-and-recreate move that is stopped half-way may throw "Unexpected unassigned
            // position".
            if (!run.shouldStop()) {
                throw e;
            }
            best = latest.get();
        }
        if (best != null) {
            run.offer(solution.apply(best), "timefold");
        }
    }
}
