package dev.ansatz.training.method;

/** Over what the loss of a batch is a mean. */
public enum LossMean {
    /** Over its trajectories: the loss of one is the sum over its decisions. */
    TRAJECTORY,
    /** Over their decisions. */
    DECISION;

    /** What the sum over trajectories is multiplied by. */
    public double factor(long trajectories, long decisions) {
        return 1.0 / Math.max(1, this == TRAJECTORY ? trajectories : decisions);
    }
}
