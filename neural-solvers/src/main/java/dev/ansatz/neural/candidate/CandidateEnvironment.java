package dev.ansatz.neural.candidate;

/**
 * Construction of one solution of one instance by a sequence of decisions between candidates, for a candidate-scoring policy: see
 * {@link CandidateArchitecture} for the letters. Not thread-safe; no allocation per decision.
 *
 * @param <S> type of the solutions
 */
public interface CandidateEnvironment<S> {
    /** N. */
    int nodes();

    /** Features of the nodes, free of units, {@code [N * F]} row-major. */
    float[] features();

    /**
     * The groups that a relation partitions the nodes into, in order.
     *
     * @param relation 0 to R - 1
     */
    int[][] groups(int relation);

    /** Another environment of the same form of the instance, with an empty solution. */
    CandidateEnvironment<S> another();

    /** Another environment with a copy of the partial solution, which goes its own way from here. */
    CandidateEnvironment<S> copy();

    /** Begins an empty solution. */
    void reset();

    /**
     * Makes the steps that leave no choice, then finds the candidates of the next decision.
     *
     * @param out at least {@link #maxCandidates()} long; receives their nodes
     * @return K, at least 2; 0 once the solution is complete
     */
    int candidates(int[] out);

    /**
     * Reward of what was decided, and of the steps without a choice that followed, between the last two calls of {@link #candidates}, or
     * between {@link #reset} and the only one. Those of all calls, the one that completes the solution included, sum to the negative
     * {@link #cost}.
     */
    double reward();

    /** Largest K. */
    int maxCandidates();

    /**
     * Context features of the current candidates.
     *
     * @param out receives {@code [K * C]} row-major from {@code from} on
     */
    void contexts(float[] out, int from);

    /**
     * A lower bound on the cost of all that can become of the partial solution, which {@link #contexts} of the current candidates brings up
     * to date.
     */
    default double lowerBound() {
        return Double.NEGATIVE_INFINITY;
    }

    /** Decides for the candidate of this index, 0 to K - 1. */
    void choose(int index);

    /** Whether a rollout takes a few milliseconds at most. */
    default boolean isQuick() {
        return nodes() <= 2000;
    }

    /**
     * Completes the solution at once by a simple rule, where there is one: for rollouts that are cut short.
     *
     * @return whether it did
     */
    default boolean complete() {
        return false;
    }

    /** Cost of the complete solution in the instance's own units: less is better. */
    double cost();

    /** The complete solution. */
    S solution();

    /** Sets the solution that {@link #reference()} follows. */
    void follow(S solution);

    /** Index of the candidate that leads towards the solution followed. */
    int reference();
}
