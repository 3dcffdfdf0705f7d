package dev.ansatz.neural;

import java.util.function.BooleanSupplier;

/**
 * Rollouts of a policy that learns on its one instance while they are made: efficient active search (Hottung, Kwon and Tierney,
 * ICLR 2022, arXiv 2106.05126). Few parameters that belong to this instance alone are adapted; the policy itself stays as it is. Not
 * thread-safe.
 */
public interface ActiveRollouts<S> {
    /** What is adapted. */
    enum Adapted {
        /** The instance's embeddings that the pointer compares with: EAS-Emb. */
        EMBEDDINGS,
        /** A residual layer in front of the pointer, zero at first: EAS-Lay. */
        LAYER
    }

    /**
     * Greedy rollouts from some starts; nothing is learned, but the best one may become the incumbent.
     *
     * @param starts indices of first nodes
     */
    Rollouts.Result<S> greedy(int[] starts, BooleanSupplier stop);

    /**
     * Samples a rollout from each of some starts, then makes one gradient step: REINFORCE with the mean as baseline, plus imitation of
     * the best rollout so far. Learns nothing where it is stopped before all rollouts are complete.
     *
     * @param starts indices of first nodes, at least two
     */
    Rollouts.Result<S> learn(int[] starts, long seed, BooleanSupplier stop);

    /** Number of samples that a gradient step should have: fewer than the paper's, since a processor makes a thousand in a second. */
    int samplesPerStep();

    /** Standard deviation of the costs of the last samples, in the policy's own scale: 0 once the policy has collapsed. */
    double spread();
}
