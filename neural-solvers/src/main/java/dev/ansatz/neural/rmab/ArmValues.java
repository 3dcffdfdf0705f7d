package dev.ansatz.neural.rmab;

import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Arm;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * What the arms of an instance are worth each by itself under three simple ways to go on: never acted on, acted on at random as often
 * as the limits allow on average, and acted on whenever that helps. Inputs of the policy; no prices and no indices are computed.
 */
final class ArmValues {
    /** Ways to go on. */
    static final int WAYS = 3;

    private static final int RESTING = 0;
    private static final int RANDOM = 1;

    private final RestlessBanditInstance instance;
    private final int steps;
    private final boolean stationary;
    /** By way and arm: {@code [step * states + state]}, steps 0..T; without a horizon those of step 0 alone. */
    private final double[][][] values;

    ArmValues(RestlessBanditInstance instance) {
        this.instance = instance;
        steps = instance.steps();
        stationary = instance.horizon() == null;
        double share = share(instance);
        values = new double[WAYS][instance.size()][];
        IdentityHashMap<Arm, Integer> known = new IdentityHashMap<>();
        for (int j = 0; j < instance.size(); j++) {
            Integer same = known.putIfAbsent(instance.arm(j), j);
            for (int way = 0; way < WAYS; way++) {
                values[way][j] = same == null ? values(instance.arm(j), way, share) : values[way][same];
            }
        }
    }

    /** Number of values of an instance. */
    static long count(RestlessBanditInstance instance) {
        long perStep = instance.arms().stream().mapToLong(Arm::states).sum();
        return WAYS * perStep * (instance.horizon() == null ? 1 : instance.steps() + 1);
    }

    /** Part of the arms, or interventions, that can be acted on in a step on average. */
    private static double share(RestlessBanditInstance instance) {
        double share = switch (instance.constraint()) {
            case ActionConstraint.Capacity c ->
                (double) Arrays.stream(c.capacities()).asLongStream().sum()
                        / Math.max(1, Arrays.stream(c.costs()).asLongStream().sum());
            case ActionConstraint.Interventions i -> (double) instance.budget() / Math.max(1, i.count());
            case null -> (double) instance.budget() / instance.size();
            default -> (double) instance.budget() / instance.size();
        };
        return Math.min(1, share);
    }

    private double[] values(Arm arm, int way, double share) {
        int n = arm.states();
        double discount = instance.discount();
        double[] value = new double[stationary ? 2 * n : (steps + 1) * n];
        for (int t = steps - 1; t >= 0; t--) {
            int at = stationary ? (t & 1) * n : t * n;
            int next = stationary ? n - at : at + n;
            for (int s = 0; s < n; s++) {
                double rest = arm.reward(s, 0) + discount * arm.expectation(s, 0, value, next);
                double most = rest;
                double sum = 0;
                for (int a = 1; way != RESTING && a < arm.actions(); a++) {
                    double acted = arm.reward(s, a) + discount * arm.expectation(s, a, value, next);
                    most = Math.max(most, acted);
                    sum += acted;
                }
                value[at + s] = way == RESTING
                        ? rest
                        : way == RANDOM ? rest + share * (sum / (arm.actions() - 1) - rest) : most;
            }
        }
        return value;
    }

    /** Value of an arm in a state before a step. */
    double value(int way, int j, int step, int state) {
        return values[way][j][(stationary ? 0 : step * instance.arm(j).states()) + state];
    }

    /** What an action is worth over resting: in this step and, going on in some way, later. */
    double gain(int way, int j, int step, int state, int action) {
        Arm arm = instance.arm(j);
        int next = stationary ? 0 : (step + 1) * arm.states();
        return arm.reward(state, action)
                - arm.reward(state, 0)
                + instance.discount()
                        * (arm.expectation(state, action, values[way][j], next)
                                - arm.expectation(state, 0, values[way][j], next));
    }
}
