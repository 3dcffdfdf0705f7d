package dev.ansatz.classical.cvrp;

import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Routes by demand alone, for fleets so tight that distance has to wait. */
public final class Packing {
    private Packing() {}

    /** Offers packings of the demands alone, for a fleet that constructions by distance do not keep. */
    static void offer(SearchContext<CvrpInstance, Routes> context) {
        context.offer(new Routes(routes(context.instance())), "packing");
        int[][] tight = context.best() == null ? tight(context.instance(), context::shouldStop) : null;
        if (tight != null) {
            context.offer(new Routes(tight), "packing");
        }
    }

    /**
     * Best fit, largest demand first: routes that keep the capacity, few of them; their number and their length are not
     * guaranteed. Deterministic.
     */
    public static int[][] routes(CvrpInstance instance) {
        List<List<Integer>> routes = new ArrayList<>();
        // The routes by free room, then by number.
        TreeSet<long[]> free = new TreeSet<>(
                Comparator.<long[]>comparingLong(route -> route[0]).thenComparingLong(route -> route[1]));
        int[] largestFirst = IntStream.rangeClosed(1, instance.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer c) -> -instance.demand(c)))
                .mapToInt(c -> c)
                .toArray();
        for (int customer : largestFirst) {
            long demand = instance.demand(customer);
            long[] tightest = free.ceiling(new long[] {demand, 0});
            if (tightest == null) {
                tightest = new long[] {instance.capacity(), routes.size()};
                routes.add(new ArrayList<>());
            } else {
                free.remove(tightest);
            }
            routes.get((int) tightest[1]).add(customer);
            tightest[0] -= demand;
            free.add(tightest);
        }
        return routes.stream().map(route -> greedyOrder(instance, route)).toArray(int[][]::new);
    }

    /**
     * Routes within a fleet that {@link #routes best fit} does not keep to, by {@link BinCompletion}: every vehicle may have to be
     * exactly full. Deterministic unless it is stopped.
     *
     * @return null where best fit keeps to the fleet, or nothing was found; the length of routes is not guaranteed
     */
    public static int @Nullable [][] tight(CvrpInstance instance, BooleanSupplier stop) {
        Integer vehicles = instance.maxVehicles();
        if (vehicles == null || vehicles >= instance.size() || routes(instance).length <= vehicles) {
            return null;
        }
        return completed(instance, vehicles, stop);
    }

    /** Routes within a limited fleet: best fit, else as {@link #tight}. Null where the fleet is free or nothing was found. */
    public static int @Nullable [][] withinFleet(CvrpInstance instance, BooleanSupplier stop) {
        Integer vehicles = instance.maxVehicles();
        if (vehicles == null) {
            return null;
        }
        int[][] routes = routes(instance);
        return routes.length <= vehicles ? routes : completed(instance, vehicles, stop);
    }

    private static int @Nullable [][] completed(CvrpInstance instance, int vehicles, BooleanSupplier stop) {
        long[] demands = new long[instance.size()];
        for (int c = 1; c <= demands.length; c++) {
            demands[c - 1] = instance.demand(c);
        }
        int[] vehicle = BinCompletion.pack(demands, instance.capacity(), vehicles, stop);
        if (vehicle == null) {
            return null;
        }
        List<List<Integer>> routes = new ArrayList<>();
        for (int v = 0; v < vehicles; v++) {
            routes.add(new ArrayList<>());
        }
        for (int c = 1; c <= vehicle.length; c++) {
            routes.get(vehicle[c - 1]).add(c);
        }
        return routes.stream().map(route -> greedyOrder(instance, route)).toArray(int[][]::new);
    }

    /** Nearest next. */
    private static int[] greedyOrder(CvrpInstance instance, List<Integer> customers) {
        int[] order = customers.stream().mapToInt(c -> c).toArray();
        int previous = 0;
        for (int i = 0; i < order.length; i++) {
            int nearest = i;
            for (int j = i + 1; j < order.length; j++) {
                if (instance.distances().between(previous, order[j])
                        < instance.distances().between(previous, order[nearest])) {
                    nearest = j;
                }
            }
            int customer = order[nearest];
            order[nearest] = order[i];
            order[i] = customer;
            previous = customer;
        }
        return order;
    }
}
