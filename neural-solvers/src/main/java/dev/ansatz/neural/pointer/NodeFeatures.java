package dev.ansatz.neural.pointer;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.distance.Distances;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a policy sees it: scaled to the unit square, so that raw units never matter.
 *
 * @param nodes N
 * @param values node features, {@code [N * F]} row-major
 * @param distances Euclidean or given distances divided by the scale, {@code [N * N]} row-major
 */
public record NodeFeatures(int nodes, float[] values, float[] distances) {
    /** One sentence why a policy that needs coordinates cannot take an instance; null where it has some. */
    public static @Nullable String refusal(Instance instance, Distances distances) {
        return distances.coordinates() == null
                ? "The policy needs coordinates; " + instance.name() + " has a distance matrix only."
                : null;
    }

    /**
     * Coordinates scaled into the unit square (one factor for both axes, so that shapes are kept).
     *
     * @return {@code [N][2]}
     * @throws IllegalArgumentException if the instance has no coordinates
     */
    public static double[][] unitSquare(Distances distances) {
        double[][] xy = distances.onMap();
        if (xy == null) {
            throw new IllegalArgumentException("The instance has no coordinates.");
        }
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (double[] p : xy) {
            minX = Math.min(minX, p[0]);
            maxX = Math.max(maxX, p[0]);
            minY = Math.min(minY, p[1]);
            maxY = Math.max(maxY, p[1]);
        }
        double side = Math.max(maxX - minX, maxY - minY);
        double scale = side > 0 ? 1 / side : 1;
        for (double[] p : xy) {
            p[0] = (p[0] - minX) * scale;
            p[1] = (p[1] - minY) * scale;
        }
        return xy;
    }

    /**
     * One of the 8 symmetries of the unit square (Kwon et al. 2020, table 1).
     *
     * @param symmetry 0 (identity) to 7
     */
    public static void transform(double[] point, int symmetry) {
        double x = (symmetry & 1) == 0 ? point[0] : 1 - point[0];
        double y = (symmetry & 2) == 0 ? point[1] : 1 - point[1];
        point[0] = (symmetry & 4) == 0 ? x : y;
        point[1] = (symmetry & 4) == 0 ? y : x;
    }

    /** Euclidean distances of planar points, {@code [N * N]}. */
    public static float[] euclidean(double[][] xy) {
        int n = xy.length;
        float[] d = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double dx = xy[i][0] - xy[j][0];
                double dy = xy[i][1] - xy[j][1];
                float dist = (float) Math.sqrt(dx * dx + dy * dy);
                d[i * n + j] = dist;
                d[j * n + i] = dist;
            }
        }
        return d;
    }
}
