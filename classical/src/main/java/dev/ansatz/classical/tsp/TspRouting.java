package dev.ansatz.classical.tsp;

import dev.ansatz.classical.routing.RoutingModel;
import dev.ansatz.classical.routing.ScaledRouting;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.List;

/** A TSP for the routing searches of libraries: one vehicle without capacity that starts at city 0. */
public final class TspRouting implements RoutingModel<TspInstance, Tour> {
    /** Tours as the one route from city 0. */
    private static final ScaledRouting.Conversion<Tour> CONVERSION = new ScaledRouting.Conversion<>() {
        @Override
        public Tour solution(int[][] routes) {
            int[] route = routes.length == 0 ? new int[0] : routes[0];
            int[] order = new int[route.length + 1];
            System.arraycopy(route, 0, order, 1, route.length);
            return new Tour(order);
        }

        @Override
        public int[][] routes(Tour tour) {
            return new int[][] {fromCityZero(tour.order())};
        }
    };

    private static int[] fromCityZero(int[] order) {
        int start = 0;
        while (order[start] != 0) {
            start++;
        }
        int[] rest = new int[order.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = order[(start + 1 + i) % order.length];
        }
        return rest;
    }

    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public ScaledRouting<Tour> scaled(TspInstance instance) {
        return new ScaledRouting<>(
                instance.distances(), new ScaledRouting.Limits(new long[instance.size()], 0, 1, null, 0), CONVERSION);
    }

    @Override
    public int trivialNodes(TspInstance instance) {
        return instance.symmetric() ? 3 : 2;
    }

    @Override
    public long leastVehicles(TspInstance instance) {
        return 1;
    }

    @Override
    public List<String> firstSolutionStrategies() {
        return List.of("PATH_CHEAPEST_ARC", "CHRISTOFIDES", "SAVINGS", "PARALLEL_CHEAPEST_INSERTION");
    }

    @Override
    public boolean startsFromNearestNeighbour() {
        return false;
    }
}
