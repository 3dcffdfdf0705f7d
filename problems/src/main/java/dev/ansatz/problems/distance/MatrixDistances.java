package dev.ansatz.problems.distance;

import org.jspecify.annotations.Nullable;

/** Distances given as a full matrix: O(n²) memory. */
public final class MatrixDistances implements Distances {
    private final int n;
    private final double[] matrix;
    private final double @Nullable [][] coordinates;
    private final boolean integral;
    private final boolean symmetric;

    /**
     * @param n number of nodes
     * @param matrix row-major {@code [n * n]}, finite and not negative
     * @param coordinates where to draw the nodes, {@code [n][2]}, or null; distances do not depend on them
     * @throws IllegalArgumentException if a size is wrong or a value is negative or not finite
     */
    public MatrixDistances(int n, double[] matrix, double @Nullable [][] coordinates) {
        if (matrix.length != Math.multiplyExact(n, n)) {
            throw new IllegalArgumentException("The matrix has " + matrix.length + " values; " + n + "² are needed.");
        }
        if (coordinates != null && coordinates.length != n) {
            throw new IllegalArgumentException("There are " + coordinates.length + " coordinates for " + n + " nodes.");
        }
        this.n = n;
        this.matrix = matrix.clone();
        this.coordinates = coordinates == null ? null : copy(coordinates);
        boolean allIntegral = true;
        boolean allSymmetric = true;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double d = matrix[i * n + j];
                if (!Double.isFinite(d) || d < 0) {
                    throw new IllegalArgumentException("The distance from " + i + " to " + j + " is " + d + ".");
                }
                allIntegral &= d == Math.rint(d);
                allSymmetric &= d == matrix[j * n + i];
            }
        }
        this.integral = allIntegral;
        this.symmetric = allSymmetric;
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    @Override
    public int size() {
        return n;
    }

    @Override
    public double between(int i, int j) {
        return matrix[i * n + j];
    }

    @Override
    public boolean integral() {
        return integral;
    }

    @Override
    public boolean symmetric() {
        return symmetric;
    }

    @Override
    public double @Nullable [][] coordinates() {
        return coordinates == null ? null : copy(coordinates);
    }

    @Override
    public double[] matrix() {
        return matrix.clone();
    }
}
