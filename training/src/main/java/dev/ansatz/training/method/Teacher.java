package dev.ansatz.training.method;

import dev.ansatz.problems.Instance;

/** Gives near-optimal solutions to imitate. Must be thread-safe and deterministic in the instance and the seed. */
@FunctionalInterface
public interface Teacher {
    /**
     * A feasible solution of the problem's solution type.
     *
     * @throws java.util.NoSuchElementException if it finds none
     */
    Object solve(Instance instance, long seed);
}
