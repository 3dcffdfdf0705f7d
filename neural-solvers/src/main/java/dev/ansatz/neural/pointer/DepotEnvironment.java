package dev.ansatz.neural.pointer;

/**
 * Routes of equal vehicles from a depot, node 0: which nodes are unserved in each trajectory, and what it has done. Subclasses know what
 * may come next, and the state of the route that is being made.
 */
public abstract class DepotEnvironment implements PointerEnvironment {
    private final NodeFeatures features;
    private final int n;
    private int[][] actions = new int[0][];
    private int[][] left = new int[0][];
    private int[][] where = new int[0][];
    private int[] leftCount = new int[0];
    private int[] count = new int[0];

    protected DepotEnvironment(NodeFeatures features) {
        this.features = features;
        this.n = features.nodes();
    }

    /** A copy whose trajectories go their own way. */
    protected DepotEnvironment(DepotEnvironment other) {
        features = other.features;
        n = other.n;
        actions = PointerEnvironment.clone(other.actions);
        left = PointerEnvironment.clone(other.left);
        where = PointerEnvironment.clone(other.where);
        leftCount = other.leftCount.clone();
        count = other.count.clone();
    }

    /** Makes room for the state of so many trajectories. */
    protected abstract void allocate(int trajectories);

    /** Begins trajectory {@code t} with a vehicle at the depot. */
    protected abstract void begin(int t);

    /** Length of the way between two nodes in scaled units, as the objective counts it. */
    protected double way(int from, int to) {
        return features.distances()[from * n + to];
    }

    /** Nodes that are unserved in trajectory {@code t}, in any order: the first {@link #unservedCount}. Not to be changed. */
    protected final int[] unserved(int t) {
        return left[t];
    }

    protected final int unservedCount(int t) {
        return leftCount[t];
    }

    /** Where the vehicle of trajectory {@code t} is: its last node, the depot before its first step. */
    protected final int at(int t) {
        return count[t] == 0 ? 0 : actions[t][count[t] - 1];
    }

    /** Notes a step of trajectory {@code t}. */
    protected final void note(int t, int node) {
        if (node != 0) {
            int position = where[t][node];
            int moved = left[t][--leftCount[t]];
            left[t][position] = moved;
            where[t][moved] = position;
        }
        actions[t][count[t]++] = node;
    }

    @Override
    public final NodeFeatures features() {
        return features;
    }

    @Override
    public final void reset(int trajectories) {
        if (actions.length < trajectories) {
            actions = new int[trajectories][maxSteps()];
            left = new int[trajectories][n];
            where = new int[trajectories][n];
            leftCount = new int[trajectories];
            count = new int[trajectories];
            allocate(trajectories);
        }
        for (int t = 0; t < trajectories; t++) {
            count[t] = 0;
            leftCount[t] = n - 1;
            for (int i = 1; i < n; i++) {
                left[t][i - 1] = i;
                where[t][i] = i - 1;
            }
            begin(t);
        }
    }

    @Override
    public final int last(int t) {
        return actions[t][count[t] - 1];
    }

    @Override
    public final int first(int t) {
        return 0;
    }

    @Override
    public final double cost(int t) {
        double cost = 0;
        int previous = 0;
        for (int i = 0; i < count[t]; i++) {
            cost += way(previous, actions[t][i]);
            previous = actions[t][i];
        }
        return cost + way(previous, 0);
    }

    /** The way to the last node; a complete trajectory ends at the depot. */
    @Override
    public final double reward(int t) {
        int steps = count[t];
        int previous = steps < 2 ? 0 : actions[t][steps - 2];
        return steps == 0 ? 0 : -way(previous, actions[t][steps - 1]);
    }

    @Override
    public final int maxSteps() {
        return 2 * n;
    }

    @Override
    public final int steps(int t) {
        return count[t];
    }

    @Override
    public final int action(int t, int step) {
        return actions[t][step];
    }
}
