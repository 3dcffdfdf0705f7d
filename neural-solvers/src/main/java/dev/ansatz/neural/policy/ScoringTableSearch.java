package dev.ansatz.neural.policy;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.Rollouts;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Efficient active search with a table instead of gradients (EAS-Tab, Hottung et al. 2022, arXiv 2106.05126, section 3.3) and a
 * candidate-scoring policy: samples that tend towards the best one so far. For job shops the table is the order of the operations on each
 * machine. Some samples without it come first, since the search hardly leaves the neighbourhood of its first incumbent. Deterministic in
 * its seeds.
 */
final class ScoringTableSearch<S> implements ActiveRollouts<S>, Rollouts.Sink<S> {
    /** Logarithm of the table's entry for a choice of the incumbent, sigma; all others are 1. */
    private static final float PREFERENCE = 2;

    private static final int SAMPLES = 48;

    /** Steps without the table. */
    private static final int FREE = 5;

    private final ScoringTrajectories<S> trajectories;
    private int steps;
    private double cost = Double.POSITIVE_INFINITY;
    private @Nullable S incumbent;
    private boolean isBetter;

    ScoringTableSearch(ScoringTrajectories<S> trajectories) {
        this.trajectories = trajectories;
    }

    @Override
    public Rollouts.Result<S> greedy(int[] starts, BooleanSupplier stop) {
        return sample(starts.length, 0, new SplittableRandom(0), stop);
    }

    @Override
    public Rollouts.Result<S> learn(int[] starts, long seed, BooleanSupplier stop) {
        if (++steps > FREE && incumbent != null) {
            trajectories.follow(incumbent, PREFERENCE);
        }
        return sample(starts.length, 1, new SplittableRandom(seed), stop);
    }

    private Rollouts.Result<S> sample(int count, double temperature, RandomGenerator random, BooleanSupplier stop) {
        isBetter = false;
        int rollouts = trajectories.sample(count, temperature, 1, random, stop, this);
        return new Rollouts.Result<>(rollouts, cost, isBetter ? incumbent : null, new double[0]);
    }

    /** Rollouts as good as the incumbent take its place: the search moves on plateaus. */
    @Override
    public double cutoff() {
        return Math.nextUp(cost);
    }

    @Override
    public void offer(double newCost, Supplier<S> solution) {
        if (newCost < cutoff()) {
            isBetter |= newCost < cost;
            cost = newCost;
            incumbent = solution.get();
            if (steps > FREE) {
                trajectories.follow(incumbent, PREFERENCE);
            }
        }
    }

    @Override
    public int samplesPerStep() {
        return SAMPLES;
    }

    @Override
    public double spread() {
        return isBetter || steps <= FREE ? 1 : 0;
    }
}
