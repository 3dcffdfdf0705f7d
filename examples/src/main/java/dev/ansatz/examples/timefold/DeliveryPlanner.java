package dev.ansatz.examples.timefold;

import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.phase.custom.CustomPhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import dev.ansatz.classical.cvrp.RoutingDomain;
import dev.ansatz.classical.cvrp.RoutingPhase;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Engines;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an existing Timefold application adds: the mapping of its domain, and a phase before its own. */
public final class DeliveryPlanner {
    /** The mapping, all of it. */
    public static final class Domain implements RoutingDomain<DeliveryDay, Truck, Order> {
        @Override
        public Class<Truck> vehicleClass() {
            return Truck.class;
        }

        @Override
        public List<Truck> vehicles(DeliveryDay day) {
            return day.getTrucks();
        }

        @Override
        public List<Order> visits(DeliveryDay day) {
            return day.getOrders();
        }

        @Override
        public List<Order> route(Truck truck) {
            return truck.getOrders();
        }

        @Override
        public long capacity(Truck truck) {
            return truck.getBoxes();
        }

        @Override
        public long demand(Order order) {
            return order.boxes();
        }

        @Override
        public double distance(DeliveryDay day, @Nullable Order from, @Nullable Order to) {
            return day.metres(from, to);
        }

        @Override
        public double[] location(DeliveryDay day, @Nullable Order order) {
            return order == null ? new double[] {day.depotX(), day.depotY()} : new double[] {order.x(), order.y()};
        }
    }

    private DeliveryPlanner() {}

    /** The phase to add: the default engine, a policy's proposals refined by a local search. */
    public static RoutingPhase<DeliveryDay, Truck, Order> phase(Duration time) {
        Solver<CvrpInstance, Routes> engine = Engines.byName(Cvrp.PROBLEM, Engines.DEFAULT, null);
        return new RoutingPhase<>(new Domain(), engine, Options.ofTime(time));
    }

    /** Plans a day: first Ansatz, then Timefold from there. */
    public static DeliveryDay plan(
            DeliveryDay day, Duration ansatz, Duration timefold, Consumer<DeliveryDay> onImprovement) {
        SolverConfig config = new SolverConfig()
                .withSolutionClass(DeliveryDay.class)
                .withEntityClasses(Truck.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withEasyScoreCalculatorClass(DeliveryScore.class))
                .withTerminationSpentLimit(ansatz.plus(timefold))
                .withPhases(
                        new CustomPhaseConfig().withCustomPhaseCommandList(List.of(phase(ansatz))),
                        new ConstructionHeuristicPhaseConfig(),
                        new LocalSearchPhaseConfig());
        ai.timefold.solver.core.api.solver.Solver<DeliveryDay> solver =
                SolverFactory.<DeliveryDay>create(config).buildSolver();
        solver.addEventListener(event -> onImprovement.accept(event.getNewBestSolution()));
        return solver.solve(day);
    }
}
