package dev.ansatz.neural.cvrp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.problems.cvrp.CvrpInstance;
import java.util.List;

/**
 * CVRP: unserved customers that fit the remaining load, or the depot (node 0) if the vehicle is not there. The first action of
 * a trajectory is a customer. Features: x, y, demand / capacity, 1 for the depot. Context: remaining load / capacity.
 */
public final class CvrpEnvironment implements PointerEnvironment {
    static final FeatureColumns COLUMNS = new FeatureColumns(
            List.of("x", "y", "demand / capacity", "is depot"), List.of("remaining load / capacity"));

    /** F. */
    public static final int FEATURES = COLUMNS.nodes().size();

    private final NodeFeatures features;
    private final int n;
    private final long[] demands;
    private final long capacity;
    private int[][] actions = new int[0][];
    private int[][] left = new int[0][];
    private int[][] where = new int[0][];
    private int[] leftCount = new int[0];
    private int[] count = new int[0];
    private long[] load = new long[0];

    /**
     * @param xy coordinates in the unit square, depot first, {@code [N][2]}
     * @param demands demand of each node, 0 for the depot
     */
    public CvrpEnvironment(double[][] xy, long[] demands, long capacity) {
        n = xy.length;
        this.demands = demands.clone();
        this.capacity = capacity;
        float[] values = new float[n * FEATURES];
        for (int i = 0; i < n; i++) {
            values[i * FEATURES] = (float) xy[i][0];
            values[i * FEATURES + 1] = (float) xy[i][1];
            values[i * FEATURES + 2] = capacity == 0 ? 0 : (float) demands[i] / capacity;
            values[i * FEATURES + 3] = i == 0 ? 1 : 0;
        }
        features = new NodeFeatures(n, values, NodeFeatures.euclidean(xy));
    }

    private CvrpEnvironment(CvrpEnvironment other) {
        features = other.features;
        n = other.n;
        demands = other.demands;
        capacity = other.capacity;
        actions = PointerEnvironment.clone(other.actions);
        left = PointerEnvironment.clone(other.left);
        where = PointerEnvironment.clone(other.where);
        leftCount = other.leftCount.clone();
        count = other.count.clone();
        load = other.load.clone();
    }

    @Override
    public CvrpEnvironment copy() {
        return new CvrpEnvironment(this);
    }

    /** An instance seen under one of the 8 symmetries. */
    public static CvrpEnvironment of(CvrpInstance instance, int symmetry) {
        double[][] xy = NodeFeatures.unitSquare(instance.distances());
        for (double[] p : xy) {
            NodeFeatures.transform(p, symmetry);
        }
        return new CvrpEnvironment(xy, instance.demands(), instance.capacity());
    }

    @Override
    public NodeFeatures features() {
        return features;
    }

    @Override
    public void reset(int trajectories) {
        if (actions.length < trajectories) {
            actions = new int[trajectories][maxSteps()];
            left = new int[trajectories][n];
            where = new int[trajectories][n];
            leftCount = new int[trajectories];
            count = new int[trajectories];
            load = new long[trajectories];
        }
        for (int t = 0; t < trajectories; t++) {
            count[t] = 0;
            load[t] = capacity;
            leftCount[t] = n - 1;
            for (int i = 1; i < n; i++) {
                left[t][i - 1] = i;
                where[t][i] = i - 1;
            }
        }
    }

    @Override
    public int startCount() {
        return n - 1;
    }

    @Override
    public int start(int index) {
        return index + 1;
    }

    @Override
    public int feasible(int t, int[] out) {
        int last = count[t] == 0 ? 0 : last(t);
        int k = 0;
        if (last != 0) {
            out[k++] = 0;
        }
        int[] unserved = left[t];
        long room = load[t];
        for (int i = 0, m = leftCount[t]; i < m; i++) {
            if (demands[unserved[i]] <= room) {
                out[k++] = unserved[i];
            }
        }
        return k;
    }

    @Override
    public void step(int t, int node) {
        if (node == 0) {
            load[t] = capacity;
        } else {
            load[t] -= demands[node];
            int position = where[t][node];
            int moved = left[t][--leftCount[t]];
            left[t][position] = moved;
            where[t][moved] = position;
        }
        actions[t][count[t]++] = node;
    }

    @Override
    public int last(int t) {
        return actions[t][count[t] - 1];
    }

    @Override
    public int first(int t) {
        return 0;
    }

    @Override
    public int contexts() {
        return COLUMNS.contexts().size();
    }

    @Override
    public void context(int t, float[] out) {
        out[0] = capacity == 0 ? 0 : (float) load[t] / capacity;
    }

    @Override
    public double cost(int t) {
        double cost = 0;
        int previous = 0;
        for (int i = 0; i < count[t]; i++) {
            cost += features.distances()[previous * n + actions[t][i]];
            previous = actions[t][i];
        }
        return cost + features.distances()[previous * n];
    }

    /** The way to the last node; a complete trajectory ends at the depot. */
    @Override
    public double reward(int t) {
        int steps = count[t];
        int previous = steps < 2 ? 0 : actions[t][steps - 2];
        return steps == 0 ? 0 : -features.distances()[previous * n + actions[t][steps - 1]];
    }

    @Override
    public int maxSteps() {
        return 2 * n;
    }

    @Override
    public int steps(int t) {
        return count[t];
    }

    @Override
    public int action(int t, int step) {
        return actions[t][step];
    }
}
