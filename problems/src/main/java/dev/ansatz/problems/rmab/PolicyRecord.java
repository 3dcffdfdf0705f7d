package dev.ansatz.problems.rmab;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a policy did in every episode of an instance: enough to simulate it again and to check every action, without knowing the
 * policy. Immutable by convention: the arrays are not copied.
 */
public final class PolicyRecord {
    private final String policy;
    private final int[][][] actions;
    private final int[][][] certificates;
    private final int @Nullable [][] states;

    /** What the last instance that asked has found the record to be worth: simulating it again may take seconds. */
    private volatile @Nullable Assessed assessed;

    private record Assessed(RestlessBanditInstance instance, Simulation.Assessment assessment) {}

    /**
     * @param policy name of the policy, for people
     * @param actions {@code [episode][step]}: the arms acted on, ascending; an arm under action k stands there k times
     * @param certificates {@code [episode][step]}: how the {@link ActionConstraint} is kept; empty arrays without one
     * @param states {@code [step][arm]} of the first episode, before each step; null where they are not told
     */
    public PolicyRecord(String policy, int[][][] actions, int[][][] certificates, int @Nullable [][] states) {
        this.policy = policy;
        this.actions = actions;
        this.certificates = certificates;
        this.states = states;
    }

    /** {@link Simulation#assess} of this record. */
    Simulation.Assessment assess(RestlessBanditInstance instance) {
        Assessed known = assessed;
        if (known == null || known.instance != instance) {
            known = new Assessed(instance, new Simulation(instance).assess(this));
            assessed = known;
        }
        return known.assessment;
    }

    public String policy() {
        return policy;
    }

    public int episodes() {
        return actions.length;
    }

    /** Number of steps of an episode. */
    public int steps(int episode) {
        return actions[episode].length;
    }

    /** The arms acted on, not to be changed. */
    public int[] arms(int episode, int step) {
        return actions[episode][step];
    }

    /** The certificate of a step, not to be changed; empty where there is none. */
    public int[] certificate(int episode, int step) {
        return episode < certificates.length && step < certificates[episode].length
                ? certificates[episode][step]
                : new int[0];
    }

    /** States of the first episode by step and arm, or null; not to be changed. */
    public int @Nullable [][] states() {
        return states;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PolicyRecord record
                && policy.equals(record.policy)
                && Arrays.deepEquals(actions, record.actions)
                && Arrays.deepEquals(certificates, record.certificates);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(actions);
    }

    @Override
    public String toString() {
        return "record of policy " + policy + " over " + actions.length + " episodes";
    }
}
