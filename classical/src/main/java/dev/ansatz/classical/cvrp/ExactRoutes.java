package dev.ansatz.classical.cvrp;

import dev.ansatz.problems.cvrp.CvrpInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Optimal plans of very small instances: the shortest route of every set of customers (Held and Karp 1962), then the best
 * partition into sets, vehicle by vehicle: O(n² 2ⁿ + n 3ⁿ) time.
 */
final class ExactRoutes {
    /** Largest instance worth it: some milliseconds. */
    static final int MAX_CUSTOMERS = 9;

    private static final double LENGTH_TOLERANCE = 5e-10;

    private final CvrpInstance instance;
    private final int n;
    private final int sets;
    /** Shortest path from the depot through all of a set to one of its customers, {@code [set][customer]}. */
    private final double[][] path;
    /** Shortest route through a set, infinite where a limit forbids it. */
    private final double[] route;
    /** Last customer of that route. */
    private final int[] last;

    private ExactRoutes(CvrpInstance instance) {
        this.instance = instance;
        n = instance.size();
        sets = 1 << n;
        path = new double[sets][n];
        route = new double[sets];
        last = new int[sets];
    }

    /** An optimal plan, or null if there is no feasible one. */
    static int @Nullable [][] of(CvrpInstance instance) {
        ExactRoutes exact = new ExactRoutes(instance);
        exact.findRoutes();
        return exact.partition();
    }

    private void findRoutes() {
        Arrays.fill(route, Double.POSITIVE_INFINITY);
        route[0] = 0;
        for (int set = 1; set < sets; set++) {
            long load = 0;
            for (int i = 0; i < n; i++) {
                path[set][i] = Double.POSITIVE_INFINITY;
                if ((set & 1 << i) == 0) {
                    continue;
                }
                load += instance.demand(i + 1);
                path[set][i] = pathTo(i, set ^ 1 << i);
                double closed = path[set][i] + distance(i, -1);
                if (closed < route[set]) {
                    route[set] = closed;
                    last[set] = i;
                }
            }
            Double limit = instance.maxRouteLength();
            double duration = route[set] + instance.serviceTime() * Integer.bitCount(set);
            if (load > instance.capacity() || (limit != null && duration > limit * (1 + LENGTH_TOLERANCE))) {
                route[set] = Double.POSITIVE_INFINITY;
            }
        }
    }

    /** Shortest path from the depot through all of {@code before} to a customer outside it. */
    private double pathTo(int customer, int before) {
        if (before == 0) {
            return distance(-1, customer);
        }
        double shortest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if ((before & 1 << j) != 0) {
                shortest = Math.min(shortest, path[before][j] + distance(j, customer));
            }
        }
        return shortest;
    }

    private int @Nullable [][] partition() {
        Integer vehicles = instance.maxVehicles();
        int most = vehicles == null ? n : Math.min(n, vehicles);
        double[] cost = route.clone(); // with as many vehicles as rounds so far
        int[][] choice = new int[most + 1][sets];
        for (int set = 0; set < sets; set++) {
            choice[Math.min(1, most)][set] = set;
        }
        for (int vehicle = 2; vehicle <= most; vehicle++) {
            double[] more = cost.clone();
            for (int set = 1; set < sets; set++) {
                for (int part = set; part > 0; part = (part - 1) & set) {
                    double candidate = route[part] + cost[set ^ part];
                    if (candidate < more[set]) {
                        more[set] = candidate;
                        choice[vehicle][set] = part;
                    }
                }
            }
            cost = more;
        }
        return cost[sets - 1] == Double.POSITIVE_INFINITY ? null : plan(choice);
    }

    /** @param choice the part that a vehicle serves of a set where it and those before it serve the set, {@code [vehicle][set]} */
    private int[][] plan(int[][] choice) {
        List<int[]> plan = new ArrayList<>();
        int rest = sets - 1;
        for (int vehicle = choice.length - 1; rest != 0; vehicle--) {
            // No choice of this round: fewer vehicles did as well.
            int part = choice[vehicle][rest];
            if (part != 0) {
                plan.add(order(part));
                rest ^= part;
            }
        }
        return plan.toArray(int[][]::new);
    }

    private int[] order(int set) {
        int[] order = new int[Integer.bitCount(set)];
        int rest = set;
        int at = last[set];
        for (int position = order.length - 1; position >= 0; position--) {
            order[position] = at + 1;
            rest ^= 1 << at;
            int before = -1;
            for (int j = 0; j < n; j++) {
                if ((rest & 1 << j) != 0
                        && (before < 0
                                || path[rest][j] + distance(j, at) < path[rest][before] + distance(before, at))) {
                    before = j;
                }
            }
            at = before;
        }
        return order;
    }

    /** Between customers counted from 0; -1 is the depot. */
    private double distance(int i, int j) {
        return instance.distances().between(i + 1, j + 1);
    }
}
