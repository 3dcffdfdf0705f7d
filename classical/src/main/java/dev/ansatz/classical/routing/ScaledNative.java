package dev.ansatz.classical.routing;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** A {@link ScaledRouting} as a native model. */
final class ScaledNative<S> extends NativeRouting<S> {
    private final ScaledRouting<S> routing;
    private final int vehicles;
    private final boolean optionalCustomers;

    /** @param optionalCustomers whether customers may be left out at a penalty; such routes are no solution */
    ScaledNative(ScaledRouting<S> routing, int vehicles, boolean optionalCustomers) {
        super(new RoutingIndexManager(routing.nodes(), vehicles, 0));
        this.routing = routing;
        this.vehicles = vehicles;
        this.optionalCustomers = optionalCustomers;
        int arcs = transit(0);
        model.setArcCostEvaluatorOfAllVehicles(arcs);
        addCapacity();
        addMaxLength(arcs);
        if (optionalCustomers) {
            addOptionalCustomers();
        }
    }

    /** Registers distance plus service time of the node left. */
    private int transit(long service) {
        int n = routing.nodes();
        if (n <= ScaledRouting.MATRIX_NODES) {
            // No call back into the JVM: about twice the moves per second.
            long[][] matrix = new long[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    matrix[i][j] = routing.distance(i, j) + (i == 0 ? 0 : service);
                }
            }
            return model.registerTransitMatrix(matrix);
        }
        int[] nodeOfIndex = new int[manager.getNumberOfIndices()];
        Arrays.setAll(nodeOfIndex, manager::indexToNode);
        LongBinaryOperator callback = keep((from, to) -> {
            int i = nodeOfIndex[(int) from];
            return routing.distance(i, nodeOfIndex[(int) to]) + (i == 0 ? 0 : service);
        });
        return model.registerTransitCallback(callback);
    }

    private void addCapacity() {
        if (routing.hasCapacity()) {
            long[] demands = new long[routing.nodes()];
            Arrays.setAll(demands, routing::demand);
            long[] capacities = new long[vehicles];
            Arrays.fill(capacities, routing.capacity());
            int unary = model.registerUnaryTransitVector(demands);
            model.addDimensionWithVehicleCapacity(unary, 0, capacities, true, "load");
        }
    }

    private void addMaxLength(int arcs) {
        Long maxLength = routing.maxLength();
        if (maxLength != null) {
            int durations = routing.service() == 0 ? arcs : transit(routing.service());
            model.addDimension(durations, 0, maxLength, true, "length");
        }
    }

    private void addOptionalCustomers() {
        long longest = 1;
        for (int node = 1; node < routing.nodes(); node++) {
            longest = Math.max(longest, Math.max(routing.distance(0, node), routing.distance(node, 0)));
        }
        for (int node = 1; node < routing.nodes(); node++) {
            // No detour costs more than 4 times the longest way from the depot.
            model.addDisjunction(new long[] {manager.nodeToIndex(node)}, 10 * longest);
        }
    }

    @Override
    public long cost(int[][] routes) {
        return routing.cost(routes);
    }

    @Override
    public @Nullable S solution(int[][] routes, @Nullable Assignment assignment) {
        int served = 0;
        for (int[] route : routes) {
            served += route.length;
        }
        return optionalCustomers && served < routing.nodes() - 1 ? null : routing.solution(routes);
    }
}
