package dev.ansatz.neural.candidate;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.decoding.Advantages;
import dev.ansatz.neural.network.Parameter;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Efficient active search with a candidate-scoring policy: the encoding of the instance's nodes is adapted (EAS-Emb). Costs are in units
 * of their standard deviation, since those of job shops have any scale. Deterministic in its seeds.
 */
final class CandidateActiveSearch<S> implements ActiveRollouts<S> {
    private static final double RATE = 0.01;

    /** Weight of the incumbent's imitation, lambda. */
    private static final float IMITATION = 0.1f;

    /** As these policies are trained. */
    private static final double TEMPERATURE = 1;

    /** More steps of fewer samples were better than 16 or 31. */
    private static final int SAMPLES = 8;

    private final CandidateTrajectories<S> trajectories;
    private final float[] gradient;
    private final Parameter parameter;
    private int[] incumbent = new int[0];
    private double incumbentCost = Double.POSITIVE_INFINITY;
    private int improvedBy = -1;
    private double spread;
    private int steps;

    /** @param projected encoding of the instance, {@code [N, D]}; changed */
    CandidateActiveSearch(CandidateTrajectories<S> trajectories, float[] projected) {
        this.trajectories = trajectories;
        trajectories.recordGradients();
        gradient = new float[projected.length];
        parameter = new Parameter(projected, gradient);
    }

    @Override
    public Rollouts.Result<S> greedy(int[] starts, BooleanSupplier stop) {
        return decode(starts.length, 0, new SplittableRandom(0), stop);
    }

    /** Decodes, the incumbent with them where gradients are recorded. */
    private Rollouts.Result<S> decode(int count, double temperature, RandomGenerator random, BooleanSupplier stop) {
        boolean isImitated = temperature > 0 && incumbent.length > 0;
        trajectories.force(isImitated ? count : -1, incumbent);
        if (!trajectories.decode(isImitated ? count + 1 : count, temperature, random, stop)) {
            return Rollouts.Result.of(new double[0], null);
        }
        double[] costs = new double[count];
        int best = 0;
        for (int t = 0; t < count; t++) {
            costs[t] = trajectories.environment(t).cost();
            best = costs[t] < costs[best] ? t : best;
        }
        improvedBy = -1;
        if (costs[best] < incumbentCost) {
            incumbentCost = costs[best];
            incumbent = trajectories.choices(best);
            improvedBy = best;
        }
        return Rollouts.Result.of(costs, trajectories.environment(best).solution());
    }

    @Override
    public Rollouts.Result<S> learn(int[] starts, long seed, BooleanSupplier stop) {
        int count = starts.length;
        Rollouts.Result<S> result = decode(count, TEMPERATURE, new SplittableRandom(seed), stop);
        if (result.rollouts() < count || stop.getAsBoolean()) {
            return result;
        }
        Advantages advantages = Advantages.of(result.costs());
        spread = advantages.spread();
        for (int t = 0; t < count && spread > 0; t++) {
            addGradient(t, advantages.values()[t]);
        }
        if (incumbent.length > 0) {
            addGradient(improvedBy < 0 ? count : improvedBy, IMITATION);
        }
        parameter.step(RATE, ++steps);
        return result;
    }

    private void addGradient(int t, float weight) {
        float[] own = trajectories.gradient(t);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += weight * own[i];
        }
    }

    @Override
    public int samplesPerStep() {
        return SAMPLES;
    }

    @Override
    public double spread() {
        return spread;
    }
}
