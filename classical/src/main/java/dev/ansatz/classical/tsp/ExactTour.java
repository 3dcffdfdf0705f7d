package dev.ansatz.classical.tsp;

import dev.ansatz.problems.distance.Distances;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Optimal tours of very small instances by dynamic programming over subsets (Held and Karp 1962): O(n² 2ⁿ) time. */
final class ExactTour {
    /** Largest instance worth it: some milliseconds. */
    static final int MAX_CITIES = 12;

    private ExactTour() {}

    static int[] of(Distances distances) {
        int n = distances.size();
        if (n <= 2 || (n == 3 && distances.symmetric())) {
            return IntStream.range(0, n).toArray();
        }
        int m = n - 1; // the cities but the last, which is begin and end
        double[] shortest = new double[m * (1 << m)]; // [subset * m + last city in it]
        Arrays.fill(shortest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < m; i++) {
            shortest[(1 << i) * m + i] = distances.between(m, i);
        }
        for (int set = 1; set < 1 << m; set++) {
            for (int last = 0; last < m; last++) {
                double length = shortest[set * m + last];
                if (length == Double.POSITIVE_INFINITY) {
                    continue;
                }
                for (int next = 0; next < m; next++) {
                    if ((set & 1 << next) == 0) {
                        int state = (set | 1 << next) * m + next;
                        shortest[state] = Math.min(shortest[state], length + distances.between(last, next));
                    }
                }
            }
        }
        int[] order = new int[n];
        order[m] = m;
        int set = (1 << m) - 1;
        int following = m;
        for (int i = m - 1; i >= 0; i--) {
            int best = -1;
            double length = Double.POSITIVE_INFINITY;
            for (int last = 0; last < m; last++) {
                if ((set & 1 << last) != 0) {
                    double candidate = shortest[set * m + last] + distances.between(last, following);
                    if (best < 0 || candidate < length) {
                        best = last;
                        length = candidate;
                    }
                }
            }
            order[i] = best;
            set ^= 1 << best;
            following = best;
        }
        return order;
    }
}
