package dev.ansatz.problems.cvrp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lower bounds on the number of vehicles from the demands alone: what is known of bin packing.
 *
 * <p>The bound is L2 of Martello and Toth ("Lower bounds and reduction procedures for the bin packing problem", Discrete Applied
 * Mathematics 28, 1990), with the largest load that demands can add up to in place of the capacity.
 */
final class FleetBound {
    /** Words of the table of loads times customers: some tens of milliseconds. */
    private static final double MOST_WORK = 5e7;

    private FleetBound() {}

    /** Why the fleet of an instance cannot carry its demands, or null where that is not proven. O(n log n + n * capacity / 64). */
    static @Nullable String infeasible(CvrpInstance instance) {
        Integer vehicles = instance.maxVehicles();
        if (vehicles == null || vehicles >= instance.size()) {
            return null;
        }
        long capacity = instance.capacity();
        String fleet = vehicles == 1
                ? "the one vehicle of capacity " + capacity
                : "the " + vehicles + " vehicles of capacity " + capacity;
        long[] descending = descending(instance);
        long total = Arrays.stream(descending).sum();
        if ((double) total > (double) vehicles * capacity) {
            return "There is no solution: the demands, " + total + ", exceed " + fleet + ", which carry "
                    + vehicles * capacity + ".";
        }
        int least = l2(descending, capacity);
        if (least > vehicles) {
            return "There is no solution: the demands do not fit into " + fleet + "; at least " + least
                    + " are needed (bound L2 of Martello and Toth).";
        }
        long largest = largestLoad(descending, capacity);
        if (largest < capacity) {
            least = l2(descending, largest);
            if (least > vehicles) {
                return "There is no solution: the demands do not fit into " + fleet + "; at least " + least
                        + " are needed, as no demands add up to more than " + largest + " within the capacity.";
            }
        }
        return null;
    }

    private static long[] descending(CvrpInstance instance) {
        long[] demands = instance.demands();
        Arrays.sort(demands);
        long[] descending = new long[demands.length];
        int count = 0;
        for (int i = demands.length - 1; i >= 0 && demands[i] > 0; i--) {
            descending[count++] = demands[i];
        }
        return Arrays.copyOf(descending, count);
    }

    /** L2: the items above a half, and what of the smaller ones down to some size does not fit beside them. */
    static int l2(long[] descending, long capacity) {
        int n = descending.length;
        int big = 0; // items above half of the capacity
        while (big < n && 2 * descending[big] > capacity) {
            big++;
        }
        long[] sum = new long[n + 1];
        for (int i = 0; i < n; i++) {
            sum[i + 1] = sum[i] + descending[i];
        }
        int best = big;
        int alone = big; // of them those that leave less room than alpha: the first ones
        for (int end = big + 1; end <= n; end++) {
            // The size of the smallest item that counts.
            long alpha = descending[end - 1];
            while (alone > 0 && descending[alone - 1] <= capacity - alpha) {
                alone--;
            }
            long room = (big - alone) * capacity - (sum[big] - sum[alone]);
            long left = sum[end] - sum[big] - room;
            long more = left <= 0 ? 0 : (left + capacity - 1) / capacity;
            best = (int) Math.max(best, big + more);
        }
        return best;
    }

    /** The largest sum of some demands that is within the capacity; the capacity where that would take long to find out. */
    static long largestLoad(long[] demands, long capacity) {
        if (demands.length * (capacity / 64.0 + 1) > MOST_WORK
                || Arrays.stream(demands).sum() <= capacity) {
            return capacity;
        }
        int top = (int) capacity;
        long[] reachable = SubsetSums.none(top);
        for (long demand : demands) {
            SubsetSums.add(reachable, (int) demand);
            if (SubsetSums.has(reachable, top)) {
                return capacity;
            }
        }
        while (!SubsetSums.has(reachable, top)) {
            top--;
        }
        return top;
    }
}
