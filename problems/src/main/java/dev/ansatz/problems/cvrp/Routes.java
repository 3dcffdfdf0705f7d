package dev.ansatz.problems.cvrp;

import java.util.Arrays;

/** Routes of a CVRP: each is a list of customers 1..n in order, without the depot. Immutable. */
public final class Routes {
    private final int[][] routes;

    /** Empty routes are dropped. */
    public Routes(int[]... routes) {
        this.routes = Arrays.stream(routes)
                .filter(r -> r.length > 0)
                .map(int[]::clone)
                .toArray(int[][]::new);
    }

    /** Number of routes. */
    public int count() {
        return routes.length;
    }

    /** Customers of one route in order. A copy. */
    public int[] route(int index) {
        return routes[index].clone();
    }

    /** All routes. A copy. */
    public int[][] toArray() {
        return Arrays.stream(routes).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Routes that && Arrays.deepEquals(routes, that.routes);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(routes);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(routes);
    }
}
