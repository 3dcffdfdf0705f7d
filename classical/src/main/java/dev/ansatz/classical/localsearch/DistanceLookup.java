package dev.ansatz.classical.localsearch;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Distances made fast for hot loops: a dense table for small instances, plain arithmetic on coordinates for large ones.
 * Same values as the {@link Distances} it is made from.
 */
public final class DistanceLookup {
    private static final int DENSE_NODES = 2_000;

    private final int n;
    /** Half the memory where every distance is a float, as integers up to 2^24 are: more of it stays in the cache. */
    private final float @Nullable [] compact;

    private final double @Nullable [] table;
    private final double @Nullable [] x;
    private final double @Nullable [] y;
    private final Distances distances;

    public DistanceLookup(Distances distances) {
        this.n = distances.size();
        this.distances = distances;
        boolean dense = n <= DENSE_NODES;
        this.compact = dense ? floats(distances) : null;
        this.table = dense && compact == null ? distances.matrix() : null;
        boolean rounded = distances instanceof CoordinateDistances c && c.metric() == Metric.EUC_2D;
        if (!dense && rounded) {
            CoordinateDistances coordinates = (CoordinateDistances) distances;
            this.x = new double[n];
            this.y = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = coordinates.x(i);
                y[i] = coordinates.y(i);
            }
        } else {
            this.x = null;
            this.y = null;
        }
    }

    /** All distances as floats, or null if one of them is not exact. */
    private static float @Nullable [] floats(Distances distances) {
        int n = distances.size();
        boolean symmetric = distances.symmetric();
        float[] floats = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < (symmetric ? i + 1 : n); j++) {
                double distance = distances.between(i, j);
                float value = (float) distance;
                if (value != distance) {
                    return null;
                }
                floats[i * n + j] = value;
                if (symmetric) {
                    floats[j * n + i] = value;
                }
            }
        }
        return floats;
    }

    /** Number of nodes. */
    public int size() {
        return n;
    }

    /** Distance from {@code i} to {@code j}. */
    public double of(int i, int j) {
        float[] c = compact;
        if (c != null) {
            return c[i * n + j];
        }
        double[] t = table;
        if (t != null) {
            return t[i * n + j];
        }
        double[] xs = x;
        double[] ys = y;
        if (xs != null && ys != null) {
            double dx = xs[i] - xs[j];
            double dy = ys[i] - ys[j];
            return (long) (Math.sqrt(dx * dx + dy * dy) + 0.5);
        }
        return distances.between(i, j);
    }
}
