package dev.ansatz.neural;

/**
 * Which rollouts a policy shall make. One rollout = one constructed solution.
 *
 * @param augmentations how many of the 8 dihedral symmetries of the square to decode under, 1 to 8
 * @param starts how many first nodes to decode from per augmentation (POMO's multi-start); 0 = as many as nodes
 * @param samples further stochastic rollouts after the greedy ones, spread over the same starts
 * @param temperature of the sampling distribution, > 0
 * @param keep how many distinct solutions to return at most
 * @param seed of the sampling
 */
public record Proposals(int augmentations, int starts, int samples, double temperature, int keep, long seed) {
    public Proposals {
        if (augmentations < 1 || augmentations > 8) {
            throw new IllegalArgumentException("augmentations (" + augmentations + ") must be between 1 and 8.");
        }
        if (starts < 0 || samples < 0 || keep < 1 || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "starts and samples must not be negative, keep and temperature positive.");
        }
    }

    /** One greedy rollout. */
    public static Proposals greedy() {
        return new Proposals(1, 1, 0, 1, 1, 1);
    }

    /** One greedy rollout from each start, without augmentation. */
    public static Proposals multiStart() {
        return new Proposals(1, 0, 0, 1, 1, 1);
    }

    /** POMO's protocol: greedy from each start under each of 8 augmentations. */
    public static Proposals augmented() {
        return new Proposals(8, 0, 0, 1, 1, 1);
    }

    public Proposals withKeep(int newKeep) {
        return new Proposals(augmentations, starts, samples, temperature, newKeep, seed);
    }

    public Proposals withAugmentations(int newAugmentations) {
        return new Proposals(newAugmentations, starts, samples, temperature, keep, seed);
    }

    public Proposals withStarts(int newStarts) {
        return new Proposals(augmentations, newStarts, samples, temperature, keep, seed);
    }

    public Proposals withSamples(int newSamples) {
        return new Proposals(augmentations, starts, newSamples, temperature, keep, seed);
    }

    public Proposals withSeed(long newSeed) {
        return new Proposals(augmentations, starts, samples, temperature, keep, newSeed);
    }
}
