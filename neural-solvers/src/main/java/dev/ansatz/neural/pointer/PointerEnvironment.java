package dev.ansatz.neural.pointer;

/**
 * Construction of S solutions of one instance, node by node, side by side. Not thread-safe; no allocation per step.
 *
 * <p>State of trajectory {@code t}: its last and first node, context in [0, 1], the feasible nodes (the mask), and its
 * cost so far in scaled units.
 */
public interface PointerEnvironment {
    /** What the policy is given. */
    NodeFeatures features();

    /** Begins {@code trajectories} empty solutions. */
    void reset(int trajectories);

    /** Number of sensible first nodes. */
    int startCount();

    /** The {@code index}-th sensible first node. */
    int start(int index);

    /**
     * Writes the nodes that may come next in trajectory {@code t}.
     *
     * @param out at least N long
     * @return their number; 0 once the solution is complete
     */
    int feasible(int t, int[] out);

    /** Appends a feasible node. */
    void step(int t, int node);

    /** Last node of trajectory {@code t}; only after its first step. */
    int last(int t);

    /** First node of trajectory {@code t}; only after its first step. */
    int first(int t);

    /** C, how many numbers the context of the query has. */
    int contexts();

    /**
     * Writes the context of the query.
     *
     * @param out C numbers in [0, 1]
     */
    void context(int t, float[] out);

    /** Cost of trajectory {@code t} in scaled units, once complete. */
    double cost(int t);

    /** Reward of the last step of trajectory {@code t}; those of all its steps sum to the negative {@link #cost}. 0 before the first. */
    double reward(int t);

    /** An environment of the same instance with copies of the trajectories, which go their own way from here. */
    PointerEnvironment copy();

    /** Upper bound on the number of steps of a trajectory. */
    int maxSteps();

    /** Number of steps made by trajectory {@code t}. */
    int steps(int t);

    /** The node chosen at a step of trajectory {@code t}. */
    int action(int t, int step);

    /**
     * Links nodes in pairs for all trajectories from now on: whichever of the two comes first, the other comes next.
     *
     * @param partners by node: the other node of its pair, -1 for none
     * @return false where the environment has no links
     */
    default boolean link(int[] partners) {
        return false;
    }

    /** A copy of an array of arrays, for {@link #copy}. */
    static int[][] clone(int[][] rows) {
        int[][] copy = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }
}
