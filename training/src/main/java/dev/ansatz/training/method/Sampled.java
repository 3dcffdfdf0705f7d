package dev.ansatz.training.method;

import java.util.List;

/**
 * A method that learns from the costs of trajectories that the policy samples. An instance has trajectories of several <em>variants</em>
 * of the policy — decoder k under latent vector l is variant {@code k · L + l} — from the same S starts. Where a kind of policy has no
 * starts to choose from, they are repeated samples.
 */
public sealed interface Sampled extends Method permits Reinforce, Leader, Poppy, Compass {
    /**
     * A trajectory in the loss, which is minus the mean of weight times log-probability.
     *
     * @param weight positive = to become more probable
     */
    record Weighted(int variant, int start, double weight) {}

    /**
     * The trajectories that are learned from. Costs are in any unit.
     *
     * @param costs {@code [B][variants][S]}
     * @param greedy costs of greedy trajectories from the same starts {@code [B][S]}; empty unless {@link #comparesWithGreedy}
     * @return by instance
     */
    List<List<Weighted>> weigh(double[][][] costs, double[][] greedy);

    /** L, latent vectors drawn for each instance. */
    default int latents() {
        return 1;
    }

    /** S, of which so many are asked for. */
    default int starts(int wanted) {
        return wanted;
    }

    /** Whether greedy trajectories are made, too. */
    default boolean comparesWithGreedy() {
        return false;
    }
}
