package dev.ansatz.neural.decoding;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A policy on one instance of which a few parameters are adapted to it, for {@link ActiveSearch}. Not thread-safe. */
public interface AdaptedPolicy<S> {
    /**
     * Decodes a solution from each of some starts, and keeps what {@link #learn} needs where they are sampled.
     *
     * @param starts indices of first nodes
     * @param imitated choices of one more solution, which is decoded last; null = none
     * @return how many, from the first on, are complete
     */
    int decode(
            int[] starts, int @Nullable [] imitated, double temperature, RandomGenerator random, BooleanSupplier stop);

    /** Cost of a decoded solution. */
    double cost(int t);

    /** Choices of a decoded solution. */
    int[] choices(int t);

    /** A decoded solution. */
    S solution(int t);

    /**
     * One step uphill of the log-probabilities of what was decoded last.
     *
     * @param weights by solution
     * @param imitated the solution that is imitated
     * @param imitation its further weight
     * @param step number of the step, from 1 on
     */
    void learn(float[] weights, int imitated, float imitation, int step);

    /** Temperature at which samples of the policy are best. */
    double temperature();

    /** As {@link dev.ansatz.neural.ActiveRollouts#samplesPerStep}. */
    int samplesPerStep();
}
