package dev.ansatz.classical.op;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Visits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Optimal paths where few nodes are in reach, by dynamic programming over subsets (Held and Karp 1962): the shortest path through each set,
 * and the best set whose path is short enough. O(m² 2ᵐ) time for m nodes.
 */
final class ExactPath {
    /** Most nodes in reach, start and end not counted, for which it is worth it: some milliseconds. */
    static final int MAX_NODES = 13;

    private ExactPath() {}

    /** The path of the largest score, the shortest of these; null where there is none. */
    static @Nullable Visits of(OpInstance instance, int[] nodes) {
        Distances distances = instance.distances();
        int start = instance.start();
        int end = instance.end();
        if (distances.between(start, end) > instance.tolerated()) {
            return null;
        }
        int m = nodes.length;
        double[] shortest = new double[m * (1 << m)]; // [set * m + last node in it]
        Arrays.fill(shortest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < m; i++) {
            shortest[(1 << i) * m + i] = distances.between(start, nodes[i]);
        }
        int bestSet = 0;
        int bestLast = -1;
        double bestScore = 0;
        double bestLength = distances.between(start, end);
        for (int set = 1; set < 1 << m; set++) {
            double score = 0;
            for (int i = 0; i < m; i++) {
                score += (set >> i & 1) == 1 ? instance.score(nodes[i]) : 0;
            }
            for (int last = 0; last < m; last++) {
                double length = shortest[set * m + last];
                if (length == Double.POSITIVE_INFINITY) {
                    continue;
                }
                double whole = length + distances.between(nodes[last], end);
                if (whole <= instance.tolerated()
                        && (score > bestScore || (score == bestScore && whole < bestLength))) {
                    bestScore = score;
                    bestLength = whole;
                    bestSet = set;
                    bestLast = last;
                }
                for (int next = 0; next < m; next++) {
                    if ((set >> next & 1) == 0) {
                        int state = (set | 1 << next) * m + next;
                        shortest[state] =
                                Math.min(shortest[state], length + distances.between(nodes[last], nodes[next]));
                    }
                }
            }
        }
        return new Visits(backwards(distances, nodes, shortest, bestSet, bestLast));
    }

    private static int[] backwards(Distances distances, int[] nodes, double[] shortest, int lastSet, int lastNode) {
        int m = nodes.length;
        int[] order = new int[Integer.bitCount(lastSet)];
        int set = lastSet;
        int last = lastNode;
        for (int i = order.length - 1; i >= 0; i--) {
            order[i] = nodes[last];
            int before = set & ~(1 << last);
            double length = shortest[set * m + last];
            int previous = -1;
            for (int candidate = 0; candidate < m; candidate++) {
                if ((before >> candidate & 1) == 1
                        && shortest[before * m + candidate] + distances.between(nodes[candidate], nodes[last])
                                == length) {
                    previous = candidate;
                }
            }
            set = before;
            last = previous;
        }
        return order;
    }
}
