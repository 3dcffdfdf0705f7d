package dev.ansatz.problems.io;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes of a file are: coordinates under a metric, or a matrix with or without coordinates to draw.
 *
 * @param size number of nodes
 * @param metric metric of the coordinates; null with a matrix
 * @param x first coordinate of each node, {@code [size]}, or null
 * @param y second coordinate of each node, {@code [size]}, or null
 * @param matrix distances, row-major {@code [size * size]}, with a zero diagonal; null with a metric
 * @param lines line of each node's coordinates or matrix row, {@code [size]}, for messages
 */
public record Geometry(
        int size,
        @Nullable Metric metric,
        double @Nullable [] x,
        double @Nullable [] y,
        double @Nullable [] matrix,
        int[] lines) {
    /** Largest number of nodes of a matrix: its array must fit one Java array. */
    static final int MAX_MATRIX_SIZE = 46_340;

    private static final int TILE = 64;

    /**
     * Largest distance that keeps every objective of {@code size} nodes exact. A solution passes at most {@code 2 * size}
     * edges: every customer on a route of its own.
     */
    static double maxDistance(int size) {
        return Numbers.MAX_EXACT / (2.0 * size);
    }

    /** What is wrong with a distance, or null. */
    static @Nullable String distanceFault(double distance, int size) {
        if (distance < 0) {
            return "the distance " + Numbers.format(distance) + " is negative.";
        }
        if (distance > maxDistance(size)) {
            return "the distance " + Numbers.format(distance) + " is too large: an objective could exceed 2^53.";
        }
        return null;
    }

    /**
     * Refuses coordinates so large that an objective could exceed 2^53.
     *
     * @throws InputException with the line of the coordinate
     */
    void checkCoordinates(Path file) {
        if (x == null || y == null) {
            return;
        }
        double limit =
                maxDistance(size) / 4; // no pair is further apart than twice the largest |x| plus twice the largest |y|
        for (int i = 0; i < size; i++) {
            double largest = Math.max(Math.abs(x[i]), Math.abs(y[i]));
            if (largest > limit) {
                throw new InputException(
                        file,
                        lines[i],
                        "the coordinate " + Numbers.format(largest) + " is too large: an objective could exceed 2^53.");
            }
        }
    }

    /**
     * Refuses an asymmetric matrix.
     *
     * @throws InputException with the line of a row that differs from its column
     */
    public void requireSymmetric(Path file) {
        if (matrix == null) {
            return;
        }
        // By tiles, since rows of one side are columns of the other.
        for (int top = 0; top < size; top += TILE) {
            for (int left = 0; left <= top; left += TILE) {
                for (int i = top; i < Math.min(size, top + TILE); i++) {
                    for (int j = left; j < Math.min(i, left + TILE); j++) {
                        if (matrix[i * size + j] != matrix[j * size + i]) {
                            throw new InputException(
                                    file,
                                    lines[i],
                                    "the matrix is asymmetric between " + (j + 1) + " and " + (i + 1)
                                            + "; only symmetric distances are supported.");
                        }
                    }
                }
            }
        }
    }

    /** Distances of the nodes in their order. */
    public Distances distances() {
        return distances(0);
    }

    /** Distances with node {@code first} moved to the front, the others in their order. */
    public Distances distances(int first) {
        if (metric != null && x != null && y != null) {
            return new CoordinateDistances(toFront(x, first), toFront(y, first), metric);
        }
        if (matrix == null) {
            throw new IllegalStateException("Neither a metric nor a matrix.");
        }
        double[][] coordinates = null;
        if (x != null && y != null) {
            double[] frontX = toFront(x, first);
            double[] frontY = toFront(y, first);
            coordinates = new double[size][];
            for (int i = 0; i < size; i++) {
                coordinates[i] = new double[] {frontX[i], frontY[i]};
            }
        }
        return new MatrixDistances(size, permuted(matrix, first), coordinates);
    }

    private double[] permuted(double[] all, int first) {
        if (first == 0) {
            return all;
        }
        double[] permuted = new double[all.length];
        for (int i = 0; i < size; i++) {
            int from = i == 0 ? first : i <= first ? i - 1 : i;
            for (int j = 0; j < size; j++) {
                permuted[i * size + j] = all[from * size + (j == 0 ? first : j <= first ? j - 1 : j)];
            }
        }
        return permuted;
    }

    private static double[] toFront(double[] values, int first) {
        double[] moved = values.clone();
        System.arraycopy(values, 0, moved, 1, first);
        moved[0] = values[first];
        return moved;
    }
}
