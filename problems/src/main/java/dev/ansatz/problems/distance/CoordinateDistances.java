package dev.ansatz.problems.distance;

/** Distances computed from planar (or, for GEO, geographical) coordinates: O(n) memory. */
public final class CoordinateDistances implements Distances {
    private final double[] x;
    private final double[] y;
    private final Metric metric;

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
        return metric.distance(x[i], y[i], x[j], y[j]);
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
}
