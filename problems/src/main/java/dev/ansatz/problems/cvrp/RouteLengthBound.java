package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Customers that no route can serve within the largest length: a route that serves one is at least as long as the shortest way from the
 * depot to it and back, over whatever nodes, and its own service. Direct ways alone prove nothing, since a matrix, and rounding, may
 * break the triangle inequality.
 */
final class RouteLengthBound {
    /** Nodes up to which shortest ways are looked for where direct ones are too long: O(n²). */
    private static final int MOST_NODES = 5000;

    private RouteLengthBound() {}

    /** An issue for each customer that provably cannot be served. */
    static List<Issue> infeasible(CvrpInstance instance) {
        Double limit = instance.maxRouteLength();
        int nodes = instance.size() + 1;
        if (limit == null || nodes > MOST_NODES) {
            return List.of();
        }
        Distances distances = instance.distances();
        boolean direct = true;
        for (int node = 1; node < nodes && direct; node++) {
            direct = distances.between(0, node) + instance.serviceTime() + distances.between(node, 0) <= limit;
        }
        if (direct) {
            return List.of();
        }
        double[] there = shortest(nodes, distances, false);
        double[] back = shortest(nodes, distances, true);
        List<Issue> issues = new ArrayList<>();
        for (int node = 1; node < nodes; node++) {
            double least = there[node] + instance.serviceTime() + back[node];
            // Sums of the validator may be rounded otherwise.
            if (least > limit + 1e-9 * Math.abs(limit)) {
                issues.add(Issue.infeasible(
                        "route-length",
                        List.of(instance.id(node)),
                        "There is no solution: a route to customer " + instance.id(node) + " and back is at least "
                                + Numbers.format(least) + " long, more than the largest length " + Numbers.format(limit)
                                + "."));
            }
        }
        return issues;
    }

    /** Lengths of the shortest ways from the depot, or to it (Dijkstra), {@code [nodes]}. */
    private static double[] shortest(int nodes, Distances distances, boolean toDepot) {
        double[] length = new double[nodes];
        boolean[] done = new boolean[nodes];
        Arrays.fill(length, Double.POSITIVE_INFINITY);
        length[0] = 0;
        for (int round = 0; round < nodes; round++) {
            int next = -1;
            for (int node = 0; node < nodes; node++) {
                if (!done[node] && (next < 0 || length[node] < length[next])) {
                    next = node;
                }
            }
            done[next] = true;
            for (int node = 0; node < nodes; node++) {
                double edge = toDepot ? distances.between(node, next) : distances.between(next, node);
                length[node] = Math.min(length[node], length[next] + edge);
            }
        }
        return length;
    }
}
