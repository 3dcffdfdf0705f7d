package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;

/**
 * Travel between points by a metric, computed when asked for: for more locations than a matrix has room for. Where there is no speed,
 * durations and distances are the same numbers.
 */
public final class PointTravel implements Travel {
    private final double[] x;
    private final double[] y;
    private final Metric metric;
    private final Rounding rounding;
    private final double speed;
    private final double factor;

    /**
     * @param x first coordinate of each location, latitude where the metric is geographic; copied
     * @param y second coordinate
     * @param rounding of Euclidean distances; distances of other metrics are whole numbers already
     * @param speed distance units per time unit of the user, or NaN where durations are distances
     */
    public PointTravel(double[] x, double[] y, Metric metric, Rounding rounding, double speed) {
        this(x.clone(), y.clone(), metric, rounding, speed, 1);
    }

    private PointTravel(double[] x, double[] y, Metric metric, Rounding rounding, double speed, double factor) {
        this.x = x;
        this.y = y;
        this.metric = metric;
        this.rounding = rounding;
        this.speed = speed;
        this.factor = factor;
    }

    /** The same whose durations are divided by a factor. */
    PointTravel faster(double by) {
        return new PointTravel(x, y, metric, rounding, speed, factor * by);
    }

    /** How lengths are computed. */
    public Metric metric() {
        return metric;
    }

    /** Rounding of lengths and durations. */
    public Rounding rounding() {
        return rounding;
    }

    /** Distance units per time unit of the user, NaN where durations are distances. */
    public double speed() {
        return speed;
    }

    /** The same as a matrix: four or eight bytes a pair. */
    MatrixTravel toMatrix() {
        return matrix().computedFrom(this);
    }

    private MatrixTravel matrix() {
        int n = size();
        if (sameUnits() && fitsInt()) {
            return MatrixTravel.of(n, (i, j) -> (int) distance(i, j));
        }
        long[][] distances = new long[n][n];
        long[][] durations = sameUnits() ? distances : new long[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[i][j] = distance(i, j);
                durations[i][j] = duration(i, j);
            }
        }
        return MatrixTravel.of(distances, durations);
    }

    private boolean fitsInt() {
        return longestDistance() < Integer.MAX_VALUE;
    }

    double longest() {
        return metric.longestWithin(span(x), span(y)) + 1;
    }

    private static double span(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return values.length == 0 ? 0 : most - least;
    }

    private double length(int from, int to) {
        return from == to ? 0 : metric.distance(x[from], y[from], x[to], y[to]);
    }

    @Override
    public int size() {
        return x.length;
    }

    @Override
    public long distance(int from, int to) {
        return rounding.units(length(from, to));
    }

    @Override
    public long duration(int from, int to) {
        long duration = Double.isNaN(speed) ? distance(from, to) : rounding.units(length(from, to) / speed);
        return factor == 1 ? duration : Math.round(duration / factor);
    }

    @Override
    public long longestDistance() {
        return rounding.units(longest()) + 1;
    }

    @Override
    public long longestDuration() {
        double longest = Double.isNaN(speed) ? longestDistance() : rounding.units(longest() / speed) + 1;
        return (long) (longest / factor) + 1;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public boolean sameUnits() {
        return Double.isNaN(speed) && factor == 1;
    }
}
