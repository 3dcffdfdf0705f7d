package dev.ansatz.neural.cvrp;

import dev.ansatz.neural.FeatureColumns;
import dev.ansatz.neural.pointer.DepotEnvironment;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.problems.cvrp.CvrpInstance;
import java.util.List;

/**
 * CVRP: unserved customers that fit the remaining load, or the depot (node 0) if the vehicle is not there. The first action of
 * a trajectory is a customer. Features: x, y, demand / capacity, 1 for the depot. Context: remaining load / capacity.
 */
public final class CvrpEnvironment extends DepotEnvironment {
    static final FeatureColumns COLUMNS = new FeatureColumns(
            List.of("x", "y", "demand / capacity", "is depot"), List.of("remaining load / capacity"));

    /** F. */
    public static final int FEATURES = COLUMNS.nodes().size();

    private final int n;
    private final long[] demands;
    private final long capacity;
    private long[] load = new long[0];

    /**
     * @param xy coordinates in the unit square, depot first, {@code [N][2]}
     * @param demands demand of each node, 0 for the depot
     */
    public CvrpEnvironment(double[][] xy, long[] demands, long capacity) {
        super(features(xy, demands, capacity));
        n = xy.length;
        this.demands = demands.clone();
        this.capacity = capacity;
    }

    private CvrpEnvironment(CvrpEnvironment other) {
        super(other);
        n = other.n;
        demands = other.demands;
        capacity = other.capacity;
        load = other.load.clone();
    }

    private static NodeFeatures features(double[][] xy, long[] demands, long capacity) {
        int n = xy.length;
        float[] values = new float[n * FEATURES];
        for (int i = 0; i < n; i++) {
            values[i * FEATURES] = (float) xy[i][0];
            values[i * FEATURES + 1] = (float) xy[i][1];
            values[i * FEATURES + 2] = capacity == 0 ? 0 : (float) demands[i] / capacity;
            values[i * FEATURES + 3] = i == 0 ? 1 : 0;
        }
        return new NodeFeatures(n, values, NodeFeatures.euclidean(xy));
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
    protected void allocate(int trajectories) {
        load = new long[trajectories];
    }

    @Override
    protected void begin(int t) {
        load[t] = capacity;
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
        int k = 0;
        if (at(t) != 0) {
            out[k++] = 0;
        }
        int[] unserved = unserved(t);
        long room = load[t];
        for (int i = 0, m = unservedCount(t); i < m; i++) {
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
        }
        note(t, node);
    }

    @Override
    public int contexts() {
        return COLUMNS.contexts().size();
    }

    @Override
    public void context(int t, float[] out) {
        out[0] = capacity == 0 ? 0 : (float) load[t] / capacity;
    }
}
