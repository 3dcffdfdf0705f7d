package dev.ansatz.classical.construction;

import dev.ansatz.problems.cvrp.CvrpInstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Routes by demand alone, for fleets so tight that distance has to wait: best fit, largest demand first. */
public final class Packing {
    private Packing() {}

    /** Routes that keep the capacity, few of them; their number and their length are not guaranteed. Deterministic. */
    public static int[][] routes(CvrpInstance instance) {
        List<List<Integer>> routes = new ArrayList<>();
        List<Long> free = new ArrayList<>();
        int[] largestFirst = IntStream.rangeClosed(1, instance.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer c) -> -instance.demand(c)))
                .mapToInt(c -> c)
                .toArray();
        for (int customer : largestFirst) {
            long demand = instance.demand(customer);
            int tightest = -1;
            for (int r = 0; r < routes.size(); r++) {
                if (free.get(r) >= demand && (tightest < 0 || free.get(r) < free.get(tightest))) {
                    tightest = r;
                }
            }
            if (tightest < 0) {
                tightest = routes.size();
                routes.add(new ArrayList<>());
                free.add(instance.capacity());
            }
            routes.get(tightest).add(customer);
            free.set(tightest, free.get(tightest) - demand);
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
