package dev.ansatz.classical.cvrp;

import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.NearestNeighbours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The parallel savings construction (Clarke and Wright, "Scheduling of vehicles from a central depot to a number of delivery
 * points", Operations Research 1964) with savings of near customers only, as in FILO (Accorsi and Vigo 2021): O(n) memory.
 */
public final class SavingsRoutes {
    /** Neighbours of each customer that it is merged with, or all where there are fewer. */
    public static final int NEIGHBOURS = 100;

    /** Half the slack of the validator. */
    private static final double LENGTH_TOLERANCE = 5e-10;

    private SavingsRoutes() {}

    /**
     * Routes that keep capacity and route length; where the fleet is limited they may be more than the vehicles.
     * Deterministic.
     */
    public static int[][] routes(CvrpInstance instance) {
        return routes(instance, neighbours(instance, NEIGHBOURS));
    }

    /** The nearest {@code k} customers of each, or all where there are fewer: those of customer {@code c} from {@code (c - 1) * k}. */
    public static int[] neighbours(CvrpInstance instance, int k) {
        int n = instance.size();
        return n == 0
                ? new int[0]
                : NearestNeighbours.of(
                        instance.distances(), IntStream.rangeClosed(1, n).toArray(), Math.min(k, n - 1));
    }

    /** As {@link #routes(CvrpInstance)}, given what {@link #neighbours} returns, of which it looks at the first of each customer. */
    public static int[][] routes(CvrpInstance instance, int[] near) {
        int n = instance.size();
        Distances distances = instance.distances();
        boolean symmetric = distances.symmetric();
        int k = n == 0 ? 0 : near.length / n;
        int looked = Math.min(k, NEIGHBOURS);
        Merger merger = new Merger(instance, symmetric);
        double[] farthest = new double[n + 1];
        for (int i = 1; symmetric && looked > 0 && i <= n; i++) {
            farthest[i] = distances.between(i, near[(i - 1) * k + looked - 1]);
        }
        long[] order = new long[symmetric ? n * looked : 2 * n * looked];
        int count = 0;
        for (int i = 1; i <= n; i++) {
            for (int slot = (i - 1) * k; slot < (i - 1) * k + looked; slot++) {
                int j = near[slot];
                double distance = distances.between(i, j);
                if (symmetric && j < i && distance < farthest[j]) {
                    continue; // j has the pair
                }
                double saving = merger.toDepot[i] + merger.fromDepot[j] - distance;
                if (saving > 0) {
                    order[count++] = (long) Float.floatToIntBits((float) saving) << 32 | slot * 2L;
                }
                if (!symmetric) {
                    double reverse = merger.toDepot[j] + merger.fromDepot[i] - distances.between(j, i);
                    if (reverse > 0) {
                        order[count++] = (long) Float.floatToIntBits((float) reverse) << 32 | slot * 2L + 1;
                    }
                }
            }
        }
        Arrays.sort(order, 0, count);
        for (int c = count - 1; c >= 0; c--) {
            int code = (int) (order[c] & 0xffffffffL);
            int slot = code >>> 1;
            int i = slot / k + 1;
            int j = near[slot];
            if ((code & 1) == 0) {
                merger.merge(i, j);
            } else {
                merger.merge(j, i);
            }
        }
        return merger.routes();
    }

    /** Routes while they grow; the attributes of a route stand at both of its ends. */
    private static final class Merger {
        private final CvrpInstance instance;
        private final Distances distances;
        private final boolean symmetric;
        private final @Nullable Double limit;
        private final int[] link; // before and after each customer, 0 where it meets the depot
        private final int[] otherEnd;
        private final long[] load;
        private final double[] duration;
        final double[] toDepot;
        final double[] fromDepot;

        Merger(CvrpInstance instance, boolean symmetric) {
            this.instance = instance;
            this.distances = instance.distances();
            this.symmetric = symmetric;
            this.limit = instance.maxRouteLength();
            int n = instance.size();
            this.link = new int[2 * (n + 1)];
            this.otherEnd = IntStream.rangeClosed(0, n).toArray();
            this.load = instance.demands();
            this.duration = new double[n + 1];
            this.toDepot = new double[n + 1];
            this.fromDepot = new double[n + 1];
            for (int i = 1; i <= n; i++) {
                toDepot[i] = distances.between(i, 0);
                fromDepot[i] = distances.between(0, i);
                duration[i] = fromDepot[i] + toDepot[i] + instance.serviceTime();
            }
        }

        /** Lets {@code j} follow {@code i} (or also the reverse, where distances are symmetric) if that is allowed. */
        void merge(int i, int j) {
            boolean open = symmetric
                    ? (link[2 * i] == 0 || link[2 * i + 1] == 0) && (link[2 * j] == 0 || link[2 * j + 1] == 0)
                    : link[2 * i + 1] == 0 && link[2 * j] == 0;
            if (!open || otherEnd[i] == j || load[i] + load[j] > instance.capacity()) {
                return;
            }
            double together = duration[i] + duration[j] - toDepot[i] - fromDepot[j] + distances.between(i, j);
            if (limit != null && together > limit * (1 + LENGTH_TOLERANCE)) {
                return;
            }
            link[link[2 * i + 1] == 0 ? 2 * i + 1 : 2 * i] = j;
            link[link[2 * j] == 0 ? 2 * j : 2 * j + 1] = i;
            int endI = otherEnd[i];
            int endJ = otherEnd[j];
            otherEnd[endI] = endJ;
            otherEnd[endJ] = endI;
            load[endI] = load[endJ] = load[i] + load[j];
            duration[endI] = duration[endJ] = together;
        }

        int[][] routes() {
            int n = instance.size();
            List<int[]> routes = new ArrayList<>();
            boolean[] visited = new boolean[n + 1];
            int[] route = new int[n];
            for (int i = 1; i <= n; i++) {
                boolean begins = symmetric ? link[2 * i] == 0 || link[2 * i + 1] == 0 : link[2 * i] == 0;
                if (visited[i] || !begins) {
                    continue;
                }
                int size = 0;
                int previous = 0;
                int city = i;
                while (city != 0) {
                    visited[city] = true;
                    route[size++] = city;
                    int before = link[2 * city];
                    int after = link[2 * city + 1];
                    int next = size == 1 ? Math.max(before, after) : before == previous ? after : before;
                    previous = city;
                    city = next;
                }
                routes.add(Arrays.copyOf(route, size));
            }
            return routes.toArray(int[][]::new);
        }
    }
}
