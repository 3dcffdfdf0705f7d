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
public record DecodingRequest(int augmentations, int starts, int samples, double temperature, int keep, long seed) {
    public DecodingRequest {
        if (augmentations < 1 || augmentations > 8) {
            throw new IllegalArgumentException("augmentations (" + augmentations + ") must be between 1 and 8.");
        }
        if (starts < 0 || samples < 0 || keep < 1 || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "starts and samples must not be negative, keep and temperature positive.");
        }
    }

    /** One greedy rollout. */
    public static DecodingRequest greedy() {
        return new DecodingRequest(1, 1, 0, 1, 1, 1);
    }

    /** One greedy rollout from each start, without augmentation. */
    public static DecodingRequest multiStart() {
        return new DecodingRequest(1, 0, 0, 1, 1, 1);
    }

    /** POMO's protocol: greedy from each start under each of 8 augmentations. */
    public static DecodingRequest augmented() {
        return new DecodingRequest(8, 0, 0, 1, 1, 1);
    }

    public DecodingRequest withKeep(int newKeep) {
        return new DecodingRequest(augmentations, starts, samples, temperature, newKeep, seed);
    }

    public DecodingRequest withAugmentations(int newAugmentations) {
        return new DecodingRequest(newAugmentations, starts, samples, temperature, keep, seed);
    }

    public DecodingRequest withStarts(int newStarts) {
        return new DecodingRequest(augmentations, newStarts, samples, temperature, keep, seed);
    }

    public DecodingRequest withSamples(int newSamples) {
        return new DecodingRequest(augmentations, starts, newSamples, temperature, keep, seed);
    }

    public DecodingRequest withSeed(long newSeed) {
        return new DecodingRequest(augmentations, starts, samples, temperature, keep, newSeed);
    }
}
