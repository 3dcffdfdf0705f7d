package dev.ansatz.classical.vrp;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.solver.SolutionManager;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.MoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.factory.MoveIteratorFactoryConfig;
import ai.timefold.solver.core.config.phase.PhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import dev.ansatz.classical.timefold.ListSearch;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Timefold Solver: stops, breaks and reloads in list variables of vehicles, where what is not needed stays out; constraint
 * streams over the times, loads and cost of each list. It expresses every attribute of an instance.
 *
 * <p>The search begins with the best feasible warm start, else with a cheapest insertion, and goes on by simulated annealing over the moves of {@link ListSearch}: late acceptance never leaves so good a start. Both
 * ends of a shipment are moved at once, too. That the solver saw exactly the warm start is verified. An iteration is a step of the local
 * search. One thread; the seed is Timefold's.
 */
public final class TimefoldVrp extends VrpRoutingLibrary {
    /** Beyond, the solver needs more than some seconds before it looks at the clock. */
    private static final int MOST_STOPS = 5000;

    /** First temperature as a part of the cost of a stop; a good start is not to be lost. */
    private static final double TEMPERATURE = 0.5;

    private static final double WARM_TEMPERATURE = 0.1;

    private static final AtomicBoolean WARM = new AtomicBoolean();

    private final EnvironmentMode mode;

    public TimefoldVrp() {
        this(EnvironmentMode.NO_ASSERT);
    }

    TimefoldVrp(EnvironmentMode mode) {
        super("Timefold");
        this.mode = mode;
    }

    @Override
    public String name() {
        return "timefold";
    }

    @Override
    public String description() {
        return "Timefold Solver (community): a cheapest insertion, then simulated annealing over list variables";
    }

    @Override
    public @Nullable String refuses(VrpInstance instance) {
        return instance.size() > MOST_STOPS
                ? "Timefold holds every stop for every vehicle: it takes up to " + MOST_STOPS + " stops, not "
                        + instance.size() + "."
                : null;
    }

    /** One tiny run, once: loads Timefold's classes (about a second). */
    @Override
    public void warmUp() {
        if (!WARM.getAndSet(true)) {
            solveTiny(100);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Timefold has it
    void search(SearchContext<VrpInstance, VrpPlan> run, VrpPlan inserted) {
        VrpInstance instance = run.instance();
        VrpPlan warm = run.best();
        VrpRoutingFleet fleet =
                VrpRoutingFleet.of(instance, warm == null ? List.of(inserted) : List.of(warm, inserted));
        int[][] start = fleet.activities(warm == null ? inserted : warm);
        if (fleet.size() == 0 || start == null || run.shouldStop()) {
            return;
        }
        TimefoldPlan plan = new TimefoldPlan(instance, fleet, start);
        List<MoveSelectorConfig> moves = ListSearch.moves();
        if (instance.tasks().stream().anyMatch(Task::isShipment)) {
            moves.add(new MoveIteratorFactoryConfig()
                    .withMoveIteratorFactoryClass(TimefoldPairMoves.class)
                    .withFixedProbabilityWeight(3.0));
        }
        List<PhaseConfig> phases = new ArrayList<>();
        if (warm == null && !run.offer(inserted, "insertion")) {
            phases.add(new ConstructionHeuristicPhaseConfig()); // places what the insertion could not
        }
        VrpPlan first = warm == null ? inserted : warm;
        double each = VrpSchedule.of(instance, first).objective() / (double) instance.size();
        phases.add(ListSearch.annealing(run, moves, (warm == null ? TEMPERATURE : WARM_TEMPERATURE) * each));
        SolverConfig config = new SolverConfig()
                .withSolutionClass(TimefoldPlan.class)
                .withEntityClasses(TimefoldVehicle.class, TimefoldVisit.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withConstraintProviderClass(TimefoldConstraints.class))
                .withEnvironmentMode(mode)
                .withPhaseList(phases);
        SolverFactory<TimefoldPlan> factory = ListSearch.factory(run, config);
        if (warm != null) {
            check(run, factory, plan, warm);
        }
        ListSearch.solve(run, factory, plan, found -> fleet.plan(instance, found.activities()));
    }

    /** Tells if the solver does not see the warm start as the validator does. */
    private static void check(
            SearchContext<VrpInstance, VrpPlan> run,
            SolverFactory<TimefoldPlan> factory,
            TimefoldPlan plan,
            VrpPlan warm) {
        HardSoftScore seen =
                SolutionManager.<TimefoldPlan, HardSoftScore>create(factory).update(plan);
        long cost = VrpSchedule.of(run.instance(), warm).objective();
        if (!HardSoftScore.of(0, -cost).equals(seen)) {
            run.note(new Note.WarmStartNotTaken("Timefold", "did not take the warm start as it was given"));
        }
    }
}
