package dev.ansatz.classical.tsp;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.NearestNeighbours;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Greedy edge construction of a tour: the shortest edge that closes no cycle and meets no city a third time comes next
 * (Bentley, "Fast algorithms for geometric traveling salesman problems", ORSA J. Computing 1992). The candidates are
 * nearest neighbours, then again those of the ends of the fragments that remain. Typically 14 to 20 % above the Held-Karp
 * bound.
 */
public final class GreedyEdge {
    private static final int NEIGHBOURS = 8;

    private GreedyEdge() {}

    /** A tour of all cities as a permutation. Deterministic. */
    public static int[] tour(Distances distances) {
        int n = distances.size();
        return tour(distances, NearestNeighbours.of(distances, Math.min(NEIGHBOURS, n - 1)), () -> 1);
    }

    /**
     * A tour in whose making the length of each candidate edge counts times a factor drawn anew: random factors give different
     * tours.
     *
     * @param candidates {@code [n * k]}: neighbours of city {@code i} from {@code i * k}, the first candidates
     */
    public static int[] tour(Distances distances, int[] candidates, DoubleSupplier factor) {
        int n = distances.size();
        if (n <= 3) {
            return IntStream.range(0, n).toArray();
        }
        int[] link = new int[2 * n]; // the one or two tour neighbours of each city, -1 where there is none yet
        Arrays.fill(link, -1);
        int[] otherEnd = IntStream.range(0, n).toArray(); // valid for the ends of fragments
        int[] open = IntStream.range(0, n).toArray(); // cities with fewer than two tour neighbours
        int edges = 0;
        while (edges < n - 1) {
            boolean begin = open.length == n;
            int k = begin ? candidates.length / n : Math.min(NEIGHBOURS, open.length - 1);
            int[] near = begin ? candidates : NearestNeighbours.of(distances, open, k);
            long[] sorted = new long[open.length * k];
            int count = 0;
            for (int i = 0; i < open.length; i++) {
                for (int j = 0; j < k; j++) {
                    int slot = i * k + j;
                    int to = near[slot];
                    // The edge is listed by one of its cities where both list it; the other copy does no harm.
                    if (otherEnd[open[i]] != to) {
                        long order =
                                Float.floatToIntBits((float) (distances.between(open[i], to) * factor.getAsDouble()));
                        sorted[count++] = order << 32 | slot;
                    }
                }
            }
            Arrays.sort(sorted, 0, count);
            for (int c = 0; c < count; c++) {
                int slot = (int) sorted[c];
                int a = open[slot / k];
                int b = near[slot];
                if (link[2 * a + 1] >= 0 || link[2 * b + 1] >= 0 || otherEnd[a] == b) {
                    continue;
                }
                link[link[2 * a] < 0 ? 2 * a : 2 * a + 1] = b;
                link[link[2 * b] < 0 ? 2 * b : 2 * b + 1] = a;
                int endA = otherEnd[a];
                int endB = otherEnd[b];
                otherEnd[endA] = endB;
                otherEnd[endB] = endA;
                edges++;
            }
            open = Arrays.stream(open).filter(city -> link[2 * city + 1] < 0).toArray();
        }
        return walk(link, open[0]);
    }

    private static int[] walk(int[] link, int begin) {
        int[] order = new int[link.length / 2];
        int previous = -1;
        int city = begin;
        for (int i = 0; i < order.length; i++) {
            order[i] = city;
            int next = link[2 * city] == previous ? link[2 * city + 1] : link[2 * city];
            previous = city;
            city = next;
        }
        return order;
    }
}
