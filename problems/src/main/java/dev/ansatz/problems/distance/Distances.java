package dev.ansatz.problems.distance;

/** Distances between {@code n} nodes. Immutable and thread-safe. */
public sealed interface Distances permits CoordinateDistances, MatrixDistances, PairedDistances {
    /** Number of nodes. */
    int size();

    /** Distance from {@code i} to {@code j}; an integer value where {@link #integral}. */
    double between(int i, int j);

    /** Whether every distance is an integer, so that sums are exact. */
    boolean integral();

    /** Whether {@code between(i, j) == between(j, i)} for all pairs. */
    boolean symmetric();

    /**
     * The coordinates as given, {@code [node][0]} = x and {@code [node][1]} = y; latitude and longitude under a geographic metric.
     * A copy. Null where the instance has a matrix only.
     */
    double @org.jspecify.annotations.Nullable [][] coordinates();

    /**
     * Places in a plane, {@code [node][0]} = x to the right and {@code [node][1]} = y upwards, for pictures and policies: the
     * coordinates, under a geographic metric projected. A copy. Null where the instance has a matrix only.
     */
    default double @org.jspecify.annotations.Nullable [][] onMap() {
        return coordinates();
    }

    /** All distances, row-major {@code [n * n]}. A copy: O(n²) memory, for small instances only. */
    default double[] matrix() {
        int n = size();
        double[] matrix = new double[Math.multiplyExact(n, n)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = between(i, j);
            }
        }
        return matrix;
    }
}
