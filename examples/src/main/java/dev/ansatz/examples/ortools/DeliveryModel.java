package dev.ansatz.examples.ortools;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.LocalSearchMetaheuristic;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import com.google.ortools.constraintsolver.main;
import com.google.protobuf.Duration;
import dev.ansatz.classical.cvrp.RoutingModelAdapter;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Ansatz;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** An existing model of OR-Tools' routing library, as in its guide: a distance matrix, a depot, trucks of one size. */
public final class DeliveryModel implements AutoCloseable {
    private final RoutingIndexManager manager;
    private final RoutingModel model;
    private final RoutingSearchParameters parameters;
    private final LongUnaryOperator boxesOfIndex;

    /**
     * @param metres {@code [n][n]}
     * @param boxes {@code [n]}, 0 for the depot
     * @param depot its node; any
     */
    public DeliveryModel(long[][] metres, long[] boxes, int depot, int trucks, long room, int seconds) {
        OrToolsNatives.load();
        manager = new RoutingIndexManager(metres.length, trucks, depot);
        model = new RoutingModel(manager);
        int transit = model.registerTransitMatrix(metres);
        model.setArcCostEvaluatorOfAllVehicles(transit);
        boxesOfIndex = index -> boxes[manager.indexToNode(index)];
        int demand = model.registerUnaryTransitCallback(boxesOfIndex);
        boolean unused = model.addDimension(demand, 0, room, true, "Boxes");
        parameters = main.defaultRoutingSearchParameters().toBuilder()
                .setLocalSearchMetaheuristic(LocalSearchMetaheuristic.Value.GUIDED_LOCAL_SEARCH)
                .setTimeLimit(Duration.newBuilder().setSeconds(seconds))
                .build();
    }

    /**
     * Costs of a run, in metres.
     *
     * @param seed of the plan by Ansatz, by its own account
     * @param start of the same plan, by the model's
     * @param first of the first solution that the search of OR-Tools reports
     * @param end of its last one
     * @param routes nodes of each truck, without the depot
     */
    public record Result(long seed, long start, long first, long end, List<int[]> routes) {}

    /** Plans with Ansatz, then lets OR-Tools go on from that plan. */
    public Result plan(java.time.Duration ansatz) {
        RoutingModelAdapter adapter = RoutingModelAdapter.of(manager, model, "Boxes", parameters);
        Outcome<Routes> plan = Ansatz.cvrp().timeLimit(ansatz).solve(adapter.instance());
        Assignment start = adapter.assignment(plan.best());
        if (start == null) {
            throw new IllegalStateException("The model does not accept the plan.");
        }
        long startCost = start.objectiveValue();
        List<Long> costs = new ArrayList<>();
        Runnable atSolution = () -> costs.add(model.costVar().value());
        model.addAtSolutionCallback(atSolution);
        Assignment end = model.solveFromAssignmentWithParameters(start, parameters);
        List<int[]> routes = new ArrayList<>();
        for (int truck = 0; truck < model.vehicles(); truck++) {
            List<Integer> route = new ArrayList<>();
            for (long index = end.value(model.nextVar(model.start(truck)));
                    !model.isEnd(index);
                    index = end.value(model.nextVar(index))) {
                route.add(manager.indexToNode(index));
            }
            routes.add(route.stream().mapToInt(Integer::intValue).toArray());
        }
        return new Result((long) plan.objective(), startCost, costs.get(0), end.objectiveValue(), routes);
    }

    @Override
    public void close() {
        model.delete();
        manager.delete();
    }
}
