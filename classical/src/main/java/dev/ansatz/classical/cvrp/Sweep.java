package dev.ansatz.classical.cvrp;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.Distances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sweep of Gillett and Miller (1974): customers in the order of their polar angle around the depot are cut into routes, from several
 * first customers on, and each route is improved by 2-opt. Routes are petals, which drivers and dispatchers like. No limit applies, seed
 * and threads are ignored.
 */
public final class Sweep implements Solver<CvrpInstance, Routes> {
    private static final int FIRST_CUSTOMERS = 32;
    private static final int PIECE = 50;
    private static final int PASSES = 20;

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public String description() {
        return "sweep by polar angle around the depot, 2-opt within routes";
    }

    @Override
    public @Nullable String refuses(CvrpInstance instance) {
        return instance.distances().onMap() == null
                ? "The sweep needs coordinates; " + instance.name() + " has a distance matrix only."
                : null;
    }

    @Override
    public Outcome<Routes> solve(CvrpInstance instance, Options<Routes> options) {
        checkAccepts(instance);
        SearchContext<CvrpInstance, Routes> context = new SearchContext<>(Cvrp.PROBLEM, instance, options);
        int[] byAngle = byAngle(instance);
        int tried = Math.min(FIRST_CUSTOMERS, byAngle.length);
        for (int k = 0; k < tried && (k == 0 || !context.shouldStop()); k++) {
            context.offer(new Routes(routes(instance, byAngle, (int) ((long) k * byAngle.length / tried))), "sweep");
        }
        if (context.best() == null) {
            Packing.offer(context); // the fleet is too small for petals
        }
        return context.finish();
    }

    private static int[] byAngle(CvrpInstance instance) {
        double[][] xy = Objects.requireNonNull(instance.distances().onMap());
        return IntStream.rangeClosed(1, instance.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        customer -> Math.atan2(xy[customer][1] - xy[0][1], xy[customer][0] - xy[0][0])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A customer that fits no more, by load or by length in this order, begins the next route. */
    private static int[][] routes(CvrpInstance instance, int[] byAngle, int first) {
        Distances distances = instance.distances();
        double limit = instance.maxRouteLength() == null ? Double.POSITIVE_INFINITY : instance.maxRouteLength();
        List<int[]> routes = new ArrayList<>();
        int[] route = new int[byAngle.length];
        int length = 0;
        long load = 0;
        double duration = 0;
        for (int i = 0; i < byAngle.length; i++) {
            int customer = byAngle[(first + i) % byAngle.length];
            double there = distances.between(length == 0 ? 0 : route[length - 1], customer) + instance.serviceTime();
            if (length > 0
                    && (load + instance.demand(customer) > instance.capacity()
                            || duration + there + distances.between(customer, 0) > limit)) {
                routes.add(Arrays.copyOf(route, length));
                length = 0;
                load = 0;
                duration = 0;
                there = distances.between(0, customer) + instance.serviceTime();
            }
            route[length++] = customer;
            load += instance.demand(customer);
            duration += there;
        }
        if (length > 0) {
            routes.add(Arrays.copyOf(route, length));
        }
        routes.forEach(one -> improve(distances, one));
        return routes.toArray(int[][]::new);
    }

    /** 2-opt with first improvement over pieces of up to {@value #PIECE} customers, a few passes. */
    private static void improve(Distances distances, int[] route) {
        boolean improved = true;
        for (int pass = 0; pass < PASSES && improved; pass++) {
            improved = false;
            for (int i = 0; i < route.length - 1; i++) {
                for (int j = i + 1; j < Math.min(route.length, i + PIECE); j++) {
                    int before = i == 0 ? 0 : route[i - 1];
                    int after = j == route.length - 1 ? 0 : route[j + 1];
                    double removed = distances.between(before, route[i]) + distances.between(route[j], after);
                    double added = distances.between(before, route[j]) + distances.between(route[i], after);
                    if (added < removed - 1e-9 * removed) {
                        reverse(route, i, j);
                        improved = true;
                    }
                }
            }
        }
    }

    private static void reverse(int[] route, int from, int to) {
        for (int i = from, j = to; i < j; i++, j--) {
            int customer = route[i];
            route[i] = route[j];
            route[j] = customer;
        }
    }
}
