package dev.ansatz.classical.cvrp;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.RoutingDimension;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.MatrixDistances;
import org.jspecify.annotations.Nullable;

/**
 * A routing model of OR-Tools of one's own as an instance of this library, and a plan of this library as the start of its search.
 *
 * <pre>{@code
 * RoutingModelAdapter adapter = RoutingModelAdapter.of(manager, model, "Capacity", parameters);
 * Outcome<Routes> plan = Ansatz.cvrp().timeLimit(ofSeconds(1)).solve(adapter.instance());
 * Assignment start = adapter.assignment(plan.best());
 * Assignment end = model.solveFromAssignmentWithParameters(start, parameters);
 * }</pre>
 *
 * <p>Arc costs are those of vehicle 0; all vehicles start and end at one depot. The smallest capacity counts for all, and the
 * fleet is limited to the vehicles that there are. What the model knows beyond that (time windows, penalties, fixed costs) the plan
 * is made without; {@link #assignment} says whether the model accepts it. Used by one thread, as the model is.
 */
public final class RoutingModelAdapter {
    private final RoutingIndexManager manager;
    private final RoutingModel model;
    private final int[] nodes;
    private final CvrpInstance instance;

    private RoutingModelAdapter(RoutingIndexManager manager, RoutingModel model, int[] nodes, CvrpInstance instance) {
        this.manager = manager;
        this.model = model;
        this.nodes = nodes;
        this.instance = instance;
    }

    /**
     * Reads a model and closes it: constraints and dimensions cannot be added after that.
     *
     * @param capacity name of the dimension of the loads, whose transits are the demands of the nodes that are left; null where
     *     there is none
     * @param parameters those of the later search. OR-Tools fixes the metaheuristic when the model is closed: in a model that was
     *     closed without them, a search from an assignment would not use it
     * @throws IllegalArgumentException if there is no such dimension, vehicles have several depots, or a cost or demand is negative
     */
    public static RoutingModelAdapter of(
            RoutingIndexManager manager,
            RoutingModel model,
            @Nullable String capacity,
            RoutingSearchParameters parameters) {
        if (capacity != null && !model.hasDimension(capacity)) {
            throw new IllegalArgumentException("The model has no dimension '" + capacity + "'.");
        }
        int depot = manager.indexToNode(model.start(0));
        for (int v = 0; v < model.vehicles(); v++) {
            if (manager.indexToNode(model.start(v)) != depot || manager.indexToNode(model.end(v)) != depot) {
                throw new IllegalArgumentException("Vehicle " + v + " starts or ends at another depot than vehicle 0.");
            }
        }
        model.closeModelWithParameters(parameters);
        int n = manager.getNumberOfNodes();
        int[] nodes = new int[n];
        nodes[0] = depot;
        for (int node = 0, next = 1; node < n; node++) {
            if (node != depot) {
                nodes[next++] = node;
            }
        }
        double[] matrix = new double[Math.multiplyExact(n, n)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = i == j
                        ? 0
                        : model.getArcCostForVehicle(
                                leaving(manager, model, nodes[i]), arriving(manager, model, nodes[j]), 0);
            }
        }
        long[] demands = new long[n];
        long smallest = Long.MAX_VALUE;
        if (capacity != null) {
            RoutingDimension loads = model.getMutableDimension(capacity);
            for (int v = 0; v < model.vehicles(); v++) {
                smallest = Math.min(smallest, loads.cumulVar(model.end(v)).max());
            }
            for (int i = 1; i < n; i++) {
                demands[i] = loads.getTransitValue(manager.nodeToIndex(nodes[i]), model.end(0), 0);
            }
        }
        CvrpInstance instance = new CvrpInstance(
                "routing model",
                new MatrixDistances(n, matrix, null),
                demands,
                capacity == null ? 0 : smallest,
                model.vehicles(),
                null,
                0);
        return new RoutingModelAdapter(manager, model, nodes, instance);
    }

    /** The depot has one index for each start and end, another node has one. */
    private static long leaving(RoutingIndexManager manager, RoutingModel model, int node) {
        return node == manager.indexToNode(model.start(0)) ? model.start(0) : manager.nodeToIndex(node);
    }

    private static long arriving(RoutingIndexManager manager, RoutingModel model, int node) {
        return node == manager.indexToNode(model.start(0)) ? model.end(0) : manager.nodeToIndex(node);
    }

    /**
     * The instance: node 0 is the depot, the customers are the model's other nodes in their order. It has a distance matrix and no
     * coordinates.
     */
    public CvrpInstance instance() {
        return instance;
    }

    /**
     * The instance with coordinates, which learned policies need; distances are still the model's.
     *
     * @param coordinates {x, y} of each node of the index manager
     */
    public CvrpInstance instance(double[][] coordinates) {
        double[][] own = new double[nodes.length][];
        for (int i = 0; i < own.length; i++) {
            own[i] = coordinates[nodes[i]];
        }
        return new CvrpInstance(
                instance.name(),
                new MatrixDistances(nodes.length, instance.distances().matrix(), own),
                instance.demands(),
                instance.capacity(),
                instance.maxVehicles(),
                null,
                0);
    }

    /** Node of the index manager of a node of the instance. */
    public int node(int ofInstance) {
        return nodes[ofInstance];
    }

    /**
     * A plan as an assignment to start the search from.
     *
     * @return null if the model does not accept the plan
     */
    public @Nullable Assignment assignment(Routes plan) {
        if (plan.count() > model.vehicles()) {
            return null;
        }
        long[][] routes = new long[model.vehicles()][];
        for (int v = 0; v < routes.length; v++) {
            int[] route = v < plan.count() ? plan.route(v) : new int[0];
            routes[v] = new long[route.length];
            for (int i = 0; i < route.length; i++) {
                routes[v][i] = manager.nodeToIndex(nodes[route[i]]);
            }
        }
        return model.readAssignmentFromRoutes(routes, true);
    }
}
