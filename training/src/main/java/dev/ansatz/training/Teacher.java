package dev.ansatz.training;

import dev.ansatz.problems.Instance;

/** Gives near-optimal solutions to imitate. Must be thread-safe and deterministic in the instance and the seed. */
@FunctionalInterface
public interface Teacher {
    /** A feasible solution of the problem's solution type. */
    Object solve(Instance instance, long seed);
}
