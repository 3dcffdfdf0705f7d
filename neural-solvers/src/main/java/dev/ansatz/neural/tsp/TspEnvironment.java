package dev.ansatz.neural.tsp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.problems.distance.Distances;
import java.util.List;

/** TSP: any unvisited city may come next; the tour closes by itself. Features: x, y. */
public final class TspEnvironment implements PointerEnvironment {
    static final FeatureColumns COLUMNS = new FeatureColumns(List.of("x", "y"), List.of());

    /** F. */
    public static final int FEATURES = COLUMNS.nodes().size();

    private final NodeFeatures features;
    private final int n;
    private int[][] order = new int[0][];
    private int[][] left = new int[0][];
    private int[][] where = new int[0][];
    private int[] count = new int[0];
    private int[] partners = new int[0];

    /** @param xy coordinates in the unit square, {@code [N][2]} */
    public TspEnvironment(double[][] xy) {
        n = xy.length;
        float[] values = new float[n * FEATURES];
        for (int i = 0; i < n; i++) {
            values[i * 2] = (float) xy[i][0];
            values[i * 2 + 1] = (float) xy[i][1];
        }
        features = new NodeFeatures(n, values, NodeFeatures.euclidean(xy));
    }

    private TspEnvironment(TspEnvironment other) {
        features = other.features;
        n = other.n;
        partners = other.partners;
        order = PointerEnvironment.clone(other.order);
        left = PointerEnvironment.clone(other.left);
        where = PointerEnvironment.clone(other.where);
        count = other.count.clone();
    }

    @Override
    public TspEnvironment copy() {
        return new TspEnvironment(this);
    }

    /** An instance seen under one of the 8 symmetries. */
    public static TspEnvironment of(Distances distances, int symmetry) {
        double[][] xy = NodeFeatures.unitSquare(distances);
        for (double[] p : xy) {
            NodeFeatures.transform(p, symmetry);
        }
        return new TspEnvironment(xy);
    }

    @Override
    public NodeFeatures features() {
        return features;
    }

    @Override
    public void reset(int trajectories) {
        if (order.length < trajectories) {
            order = new int[trajectories][n];
            left = new int[trajectories][n];
            where = new int[trajectories][n];
            count = new int[trajectories];
        }
        for (int t = 0; t < trajectories; t++) {
            count[t] = 0;
            for (int i = 0; i < n; i++) {
                left[t][i] = i;
                where[t][i] = i;
            }
        }
    }

    @Override
    public boolean link(int[] newPartners) {
        partners = newPartners;
        return true;
    }

    @Override
    public int startCount() {
        return n;
    }

    @Override
    public int start(int index) {
        return index;
    }

    @Override
    public int feasible(int t, int[] out) {
        int k = n - count[t];
        if (partners.length > 0 && k > 0 && k < n) {
            int partner = partners[last(t)];
            if (partner >= 0 && where[t][partner] < k && left[t][where[t][partner]] == partner) { // not visited
                out[0] = partner;
                return 1;
            }
        }
        System.arraycopy(left[t], 0, out, 0, k);
        return k;
    }

    @Override
    public void step(int t, int node) {
        int position = where[t][node];
        int lastPosition = n - count[t] - 1;
        int moved = left[t][lastPosition];
        left[t][position] = moved;
        where[t][moved] = position;
        order[t][count[t]++] = node;
    }

    @Override
    public int last(int t) {
        return order[t][count[t] - 1];
    }

    @Override
    public int first(int t) {
        return order[t][0];
    }

    @Override
    public int contexts() {
        return 0;
    }

    @Override
    public void context(int t, float[] out) {
        // none
    }

    @Override
    public double cost(int t) {
        double cost = 0;
        int[] o = order[t];
        for (int i = 0; i < n; i++) {
            cost += features.distances()[o[i] * n + o[i + 1 == n ? 0 : i + 1]];
        }
        return cost;
    }

    /** The way from the last city but one, and after the last city also the way home. */
    @Override
    public double reward(int t) {
        int steps = count[t];
        int[] o = order[t];
        double cost = steps < 2 ? 0 : features.distances()[o[steps - 2] * n + o[steps - 1]];
        return steps < n ? -cost : -cost - features.distances()[o[n - 1] * n + o[0]];
    }

    @Override
    public int maxSteps() {
        return n;
    }

    @Override
    public int steps(int t) {
        return count[t];
    }

    @Override
    public int action(int t, int step) {
        return order[t][step];
    }
}
