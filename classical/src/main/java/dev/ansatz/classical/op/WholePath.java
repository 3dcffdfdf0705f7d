package dev.ansatz.classical.op;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.op.OpInstance;

/**
 * Distances and limit of an orienteering instance in whole numbers, for engines that have only these: as they are where all are whole, else in
 * units of about 2^-34 of the longest, rounded up, so that a path within the limit is within it in the instance.
 */
final class WholePath {
    private static final int SCALED_BITS = 34;

    private final long[][] distances;
    private final long limit;

    WholePath(OpInstance instance) {
        Distances original = instance.distances();
        int n = instance.size();
        double longest = Double.MIN_NORMAL;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                longest = Math.max(longest, i == j ? 0 : original.between(i, j));
            }
        }
        double factor = original.integral() ? 1 : Math.scalb(1.0, SCALED_BITS - Math.getExponent(longest));
        distances = new long[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[i][j] = i == j ? 0 : (long) Math.ceil(original.between(i, j) * factor);
            }
        }
        // No path is longer than n of the longest distances.
        limit = (long) Math.min(Math.floor(instance.tolerated() * factor), (n + 1.0) * Math.ceil(longest * factor));
    }

    /** {@code [from][to]}; do not change. */
    long[][] distances() {
        return distances;
    }

    long limit() {
        return limit;
    }
}
