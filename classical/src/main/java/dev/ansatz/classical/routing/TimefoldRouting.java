package dev.ansatz.classical.routing;

import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import dev.ansatz.classical.timefold.ListSearch;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.SearchContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Timefold Solver for problems with a {@link RoutingModel}: visits in list variables of vehicles; a start, nearest-neighbour routes or
 * Timefold's first-fit construction; then late acceptance (Burke and Bykov 2017) over list change, list swap, 2-opt and 3-opt, and a rare ruin and recreate. Nearby selection, which
 * large instances need, belongs to Timefold's enterprise edition and is not used.
 *
 * <p>With warm starts the best feasible one fills the lists, and that the solver saw exactly this plan is verified. Where
 * Timefold's own construction, which is quadratic, cannot end within the budget, a nearest-neighbour tour takes its place, with a
 * note; where nearest-neighbour routes need too many vehicles, Timefold's construction is used. An iteration is a step of the local search. One thread; the seed is Timefold's.
 */
public final class TimefoldRouting<I extends Instance, S> extends LibraryRouting<I, S> {
    /** Customers times vehicles; beyond, the solver needs more than some seconds before it looks at the clock. */
    private static final long MOST_PAIRS = 10_000_000;

    /** Insertions that the construction heuristic evaluates per second, a cautious estimate. */
    private static final double INSERTIONS_PER_SECOND = 300_000;
    /** Part of the budget that the construction heuristic may take. */
    private static final double CONSTRUCTION_SHARE = 0.4;
    /** Without a time limit, the construction heuristic is used up to this number of nodes. */
    private static final int CONSTRUCTION_NODES = 2000;

    private static final AtomicBoolean WARM = new AtomicBoolean();

    private final EnvironmentMode mode;

    public TimefoldRouting(RoutingModel<I, S> model) {
        this(model, EnvironmentMode.NO_ASSERT);
    }

    TimefoldRouting(RoutingModel<I, S> model, EnvironmentMode mode) {
        super(model, "Timefold", "found no feasible plan within the limit");
        this.mode = mode;
    }

    @Override
    public String name() {
        return "timefold";
    }

    @Override
    public String description() {
        return "Timefold Solver (community): a quick construction, then late acceptance over list variables";
    }

    @Override
    public @Nullable String refuses(I instance) {
        long vehicles = model.leastVehicles(instance);
        return vehicles * instance.size() > MOST_PAIRS
                ? "Timefold holds every customer for every vehicle: it takes up to " + MOST_PAIRS + " such pairs, not "
                        + vehicles + " x " + instance.size() + "."
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
    void search(SearchContext<I, S> run, ScaledRouting<S> routing, int[][] nearestNeighbour) {
        routing.startFullFleet(run, nearestNeighbour, "Timefold");
        S warmStart = run.best();
        int[][] start = warmStart != null ? routing.routes(warmStart) : ownStart(run, routing, nearestNeighbour);
        int vehicles = Math.max(routing.vehicles(nearestNeighbour), start.length);
        RoutingPlan plan = new RoutingPlan(routing, vehicles, start);
        if (!run.shouldStop()) {
            search(run, routing, plan);
        }
        if (warmStart != null && !plan.firstScore().matches(routing.cost(start), routing.nodes() - 1)) {
            run.note(new Note.WarmStartNotTaken(
                    "Timefold",
                    run.shouldStop()
                            ? "had no time to take the warm start"
                            : "did not take the warm start as it was given"));
        }
    }

    /** Empty where Timefold's own construction can be afforded and is a good start. */
    private int[][] ownStart(SearchContext<I, S> run, ScaledRouting<S> routing, int[][] nearestNeighbour) {
        double insertions = 0.5 * routing.nodes() * routing.nodes();
        boolean affordable = run.options().timeLimit() == null
                ? routing.nodes() <= CONSTRUCTION_NODES
                : insertions / INSERTIONS_PER_SECOND
                        <= CONSTRUCTION_SHARE * run.remaining().toNanos() * 1e-9;
        Integer fleet = routing.maxVehicles();
        if ((affordable && !model.startsFromNearestNeighbour()) || (fleet != null && nearestNeighbour.length > fleet)) {
            return new int[0][];
        }
        if (!model.startsFromNearestNeighbour()) {
            run.note(
                    "Timefold's construction heuristic cannot end within the budget; it starts from a nearest-neighbour tour.");
        }
        run.offer(routing.solution(nearestNeighbour), "nearest neighbour");
        return nearestNeighbour;
    }

    private void search(SearchContext<I, S> run, ScaledRouting<S> routing, RoutingPlan plan) {
        SolverConfig config = new SolverConfig()
                .withSolutionClass(RoutingPlan.class)
                .withEntityClasses(Vehicle.class)
                .withScoreDirectorFactory(new ScoreDirectorFactoryConfig()
                        .withIncrementalScoreCalculatorClass(RoutingScore.class)
                        .withInitializingScoreTrend("ONLY_DOWN"))
                .withEnvironmentMode(mode)
                .withPhases(
                        new ConstructionHeuristicPhaseConfig(),
                        ListSearch.phase(
                                run, ListSearch.movesWithRuin(run.instance().size())));
        SolverFactory<RoutingPlan> factory = ListSearch.factory(run, config);
        ListSearch.solve(run, factory, plan, found -> routing.solution(found.routes()));
    }
}
