package dev.ansatz.problems.distance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Distances computed from coordinates, planar or {@linkplain Metric#geographic geographic}: O(n) memory. */
public final class CoordinateDistances implements Distances {
    private final double[] x;
    private final double[] y;
    private final Metric metric;

    /** Places on the unit sphere, {@code [3 * n]}; for HAVERSINE only, whose trigonometry would cost more than all else. */
    private final double @Nullable [] sphere;

    /**
     * @throws IllegalArgumentException if the arrays differ in length or hold a value that is not finite
     */
    public CoordinateDistances(double[] x, double[] y, Metric metric) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x has " + x.length + " values and y has " + y.length + ".");
        }
        this.x = x.clone();
        this.y = y.clone();
        this.metric = metric;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                throw new IllegalArgumentException("The coordinates of node " + i + " are not finite.");
            }
        }
        this.sphere = metric == Metric.HAVERSINE ? metric.sphere(x, y) : null;
    }

    public Metric metric() {
        return metric;
    }

    public double x(int node) {
        return x[node];
    }

    public double y(int node) {
        return y[node];
    }

    @Override
    public int size() {
        return x.length;
    }

    @Override
    public double between(int i, int j) {
        double[] s = sphere;
        return s == null
                ? metric.distance(x[i], y[i], x[j], y[j])
                : Metric.metres(s[3 * i] - s[3 * j], s[3 * i + 1] - s[3 * j + 1], s[3 * i + 2] - s[3 * j + 2]);
    }

    @Override
    public boolean integral() {
        return metric.integral();
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public double[][] coordinates() {
        double[][] all = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            all[i] = new double[] {x[i], y[i]};
        }
        return all;
    }

    /**
     * Longitude times the cosine of the middle latitude, and latitude (equirectangular projection), in degrees: north is up. The
     * map is cut where the longitudes leave the widest gap, so that places on both sides of the date line stay together.
     */
    @Override
    public double[][] onMap() {
        double[][] map = coordinates();
        if (!metric.geographic() || x.length == 0) {
            return map;
        }
        double[] latitudes = new double[x.length];
        double[] longitudes = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            latitudes[i] = Math.toDegrees(metric.radians(x[i]));
            longitudes[i] = Math.toDegrees(metric.radians(y[i]));
        }
        double cut = widestGap(longitudes);
        double middle = Math.toRadians((Arrays.stream(latitudes).min().orElse(0)
                        + Arrays.stream(latitudes).max().orElse(0))
                / 2);
        for (int i = 0; i < x.length; i++) {
            map[i][0] = (longitudes[i] < cut ? longitudes[i] + 360 : longitudes[i]) * Math.cos(middle);
            map[i][1] = latitudes[i];
        }
        return map;
    }

    /** The longitude at which a map begins: the first one east of the widest gap. */
    private static double widestGap(double[] longitudes) {
        double[] sorted = longitudes.clone();
        Arrays.sort(sorted);
        double start = sorted[0];
        double gap = sorted[0] + 360 - sorted[sorted.length - 1];
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] - sorted[i - 1] > gap) {
                gap = sorted[i] - sorted[i - 1];
                start = sorted[i];
            }
        }
        return start;
    }
}
