package dev.ansatz.classical.tsp;

import dev.ansatz.problems.distance.Distances;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Greedy construction of a directed tour: the shortest arc that closes no cycle and leaves no city and enters none twice comes
 * next; {@link GreedyEdge} for asymmetric distances. O(n²) time.
 */
final class GreedyArcs {
    private static final int NEIGHBOURS = 8;

    private GreedyArcs() {}

    /** What an arc costs: not negative; may be drawn anew each time. */
    @FunctionalInterface
    interface Cost {
        double of(int from, int to);
    }

    /** A tour of all cities. Deterministic. */
    static int[] tour(Distances distances) {
        return tour(distances.size(), new int[0], distances::between);
    }

    /**
     * A tour.
     *
     * @param successors {@code [n * k]}: the arcs from city {@code i}, from {@code i * k}, that are looked at first; may be empty
     */
    static int[] tour(int n, int[] successors, Cost cost) {
        int[] next = new int[n];
        int[] head = IntStream.range(0, n).toArray(); // of the path that ends at a city
        int[] tail = IntStream.range(0, n).toArray(); // of the path that begins at a city
        Arrays.fill(next, -1);
        int paths = n;
        int[] tails = head.clone();
        int[] candidates = successors;
        int k = successors.length / n;
        while (paths > 1) {
            if (paths < n || k == 0) {
                int[] heads = Arrays.stream(tails).map(city -> head[city]).toArray();
                k = Math.min(NEIGHBOURS, paths - 1);
                candidates = nearest(tails, heads, head, k, cost);
            }
            long[] sorted = new long[tails.length * k];
            for (int slot = 0; slot < sorted.length; slot++) {
                float key = (float) cost.of(tails[slot / k], candidates[slot]);
                sorted[slot] = (long) Float.floatToIntBits(key) << 32 | slot;
            }
            Arrays.sort(sorted);
            boolean[] entered = new boolean[n];
            for (long entry : sorted) {
                int slot = (int) entry;
                int from = tails[slot / k];
                int to = candidates[slot];
                if (next[from] >= 0 || entered[to] || head[from] == to || paths == 1) {
                    continue;
                }
                next[from] = to;
                entered[to] = true;
                int first = head[from];
                int last = tail[to];
                head[last] = first;
                tail[first] = last;
                paths--;
            }
            tails = Arrays.stream(tails).filter(city -> next[city] < 0).toArray();
        }
        int[] order = new int[n];
        int city = head[tails[0]];
        for (int i = 0; i < n; i++) {
            order[i] = city;
            city = next[city];
        }
        return order;
    }

    /** For each path's end the k beginnings of other paths that are nearest. */
    private static int[] nearest(int[] tails, int[] heads, int[] head, int k, Cost cost) {
        int[] nearest = new int[tails.length * k];
        double[] key = new double[k];
        for (int i = 0; i < tails.length; i++) {
            int count = 0;
            for (int to : heads) {
                if (head[tails[i]] == to) {
                    continue;
                }
                double value = cost.of(tails[i], to);
                if (count == k && value >= key[k - 1]) {
                    continue;
                }
                int slot = count < k ? count++ : k - 1;
                while (slot > 0 && key[slot - 1] > value) {
                    key[slot] = key[slot - 1];
                    nearest[i * k + slot] = nearest[i * k + slot - 1];
                    slot--;
                }
                key[slot] = value;
                nearest[i * k + slot] = to;
            }
        }
        return nearest;
    }
}
