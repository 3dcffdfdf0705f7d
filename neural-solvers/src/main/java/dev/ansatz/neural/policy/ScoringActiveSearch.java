package dev.ansatz.neural.policy;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.Rollouts;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Efficient active search with a candidate-scoring policy: the encoding of the instance's nodes is adapted (EAS-Emb). Costs are in units
 * of their standard deviation, since those of job shops have any scale. Deterministic in its seeds.
 */
final class ScoringActiveSearch<S> implements ActiveRollouts<S> {
    private static final double RATE = 0.01;

    /** Weight of the incumbent's imitation, lambda. */
    private static final float IMITATION = 0.1f;

    /** As these policies are trained. */
    private static final double TEMPERATURE = 1;

    private final ScoringEnvironment<S> env;
    private final ScoringDecoder decoder;
    private final float[] gradient;
    private final Parameter parameter;
    private Decisions incumbent = new Decisions();
    private double incumbentCost = Double.POSITIVE_INFINITY;
    private Decisions[] samples = new Decisions[0];
    private double spread;
    private int steps;

    /** @param projected encoding of the instance, {@code [N, D]}; changed */
    ScoringActiveSearch(ScoringEnvironment<S> env, ScoringDecoder decoder, float[] projected) {
        this.env = env;
        this.decoder = decoder;
        gradient = new float[projected.length];
        parameter = new Parameter(projected, gradient);
    }

    @Override
    public Rollouts.Result<S> greedy(int[] starts, BooleanSupplier stop) {
        return decode(starts.length, 0, new SplittableRandom(0), stop);
    }

    private Rollouts.Result<S> decode(int count, double temperature, RandomGenerator random, BooleanSupplier stop) {
        if (samples.length < count) {
            samples = new Decisions[count];
            Arrays.setAll(samples, t -> new Decisions());
        }
        double[] costs = new double[count];
        double cost = Double.POSITIVE_INFINITY;
        S best = null;
        int complete = 0;
        for (; complete < count && !stop.getAsBoolean(); complete++) {
            if (samples[complete] == incumbent) {
                samples[complete] = new Decisions();
            }
            Decisions decisions = samples[complete];
            decisions.clear();
            if (!decoder.decode(temperature, random, stop, decisions)) {
                break;
            }
            costs[complete] = env.cost();
            if (env.cost() < cost) {
                cost = env.cost();
                best = env.solution();
            }
            if (env.cost() < incumbentCost) {
                incumbentCost = env.cost();
                incumbent = decisions;
            }
        }
        return Rollouts.Result.of(Arrays.copyOf(costs, complete), best);
    }

    @Override
    public Rollouts.Result<S> learn(int[] starts, long seed, BooleanSupplier stop) {
        int count = starts.length;
        Rollouts.Result<S> result = decode(count, TEMPERATURE, new SplittableRandom(seed), stop);
        if (result.rollouts() < count || stop.getAsBoolean()) {
            return result;
        }
        double[] costs = result.costs();
        double mean = Arrays.stream(costs).average().orElse(0);
        double squares = 0;
        for (double cost : costs) {
            squares += (cost - mean) * (cost - mean) / count;
        }
        spread = Math.sqrt(squares);
        for (int t = 0; t < count && spread > 0; t++) {
            if (stop.getAsBoolean()) {
                return result;
            }
            addGradient(samples[t], (float) ((mean - costs[t]) / spread / count));
        }
        addGradient(incumbent, IMITATION);
        parameter.step(RATE, ++steps);
        return result;
    }

    private void addGradient(Decisions decisions, float weight) {
        for (int i = 0; i < decisions.count(); i++) {
            decoder.addGradient(decisions, i, TEMPERATURE, weight, gradient);
        }
    }

    @Override
    public double spread() {
        return spread;
    }
}
