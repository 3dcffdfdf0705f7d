package dev.ansatz.neural.decoding;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.Rollouts;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Efficient active search with a policy of any kind. Costs are in units of their standard deviation in a step, so that samples and
 * incumbent keep their proportion while the policy sharpens, and costs of any scale will do. Deterministic in its seeds.
 */
public final class ActiveSearch<S> implements ActiveRollouts<S> {
    /** Weight of the incumbent's imitation, lambda. */
    private static final float IMITATION = 0.1f;

    private final AdaptedPolicy<S> policy;
    private final boolean isQuick;
    private int[] incumbent = new int[0];
    private double incumbentCost = Double.POSITIVE_INFINITY;
    private int improvedBy = -1;
    private double spread;
    private int steps;

    /** @param isQuick whether a rollout takes a few milliseconds at most: a first single one is made whatever the limits are then */
    public ActiveSearch(AdaptedPolicy<S> policy, boolean isQuick) {
        this.policy = policy;
        this.isQuick = isQuick;
    }

    @Override
    public Rollouts.Result<S> greedy(int[] starts, BooleanSupplier stop) {
        boolean isFirst = isQuick && starts.length == 1 && incumbentCost == Double.POSITIVE_INFINITY;
        return decode(starts, 0, new SplittableRandom(0), isFirst ? () -> false : stop);
    }

    /** Decodes, the incumbent with them where they are sampled. */
    private Rollouts.Result<S> decode(int[] starts, double temperature, RandomGenerator random, BooleanSupplier stop) {
        boolean isImitated = temperature > 0 && incumbent.length > 0;
        int complete = Math.min(
                starts.length, policy.decode(starts, isImitated ? incumbent : null, temperature, random, stop));
        double[] costs = new double[complete];
        int best = -1;
        for (int t = 0; t < complete; t++) {
            costs[t] = policy.cost(t);
            if (best < 0 || costs[t] < costs[best]) {
                best = t;
            }
        }
        improvedBy = -1;
        if (best < 0) {
            return Rollouts.Result.of(costs, null);
        }
        if (costs[best] < incumbentCost) {
            incumbentCost = costs[best];
            incumbent = policy.choices(best);
            improvedBy = best;
        }
        return Rollouts.Result.of(costs, policy.solution(best));
    }

    @Override
    public Rollouts.Result<S> learn(int[] starts, long seed, BooleanSupplier stop) {
        Rollouts.Result<S> result = decode(starts, policy.temperature(), new SplittableRandom(seed), stop);
        if (result.rollouts() < starts.length || stop.getAsBoolean()) {
            return result;
        }
        Advantages advantages = Advantages.of(result.costs());
        spread = advantages.spread();
        if (incumbent.length == 0) { // nothing was decided: there is nothing to imitate
            policy.learn(advantages.values(), 0, 0, ++steps);
        } else {
            policy.learn(advantages.values(), improvedBy < 0 ? starts.length : improvedBy, IMITATION, ++steps);
        }
        return result;
    }

    @Override
    public int samplesPerStep() {
        return policy.samplesPerStep();
    }

    @Override
    public double spread() {
        return spread;
    }
}
