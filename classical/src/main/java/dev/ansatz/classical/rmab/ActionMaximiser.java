package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.ActionConstraint;
import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.RestlessBanditInstance;

/**
 * Finds the allowed action with the largest total gain, where the gain is a sum over the arms: the optimisation that every index
 * and myopic policy does in each step. Exact: by sorting or dynamic programming under a budget alone, else as a mixed-integer
 * program. Not thread-safe; reused from step to step.
 */
interface ActionMaximiser {
    /**
     * Finds the action.
     *
     * @param gains gain of action k of arm j over resting it, {@code [j][k]}, with {@code gains[j][0] == 0}
     * @param decision is overwritten
     */
    void maximise(double[][] gains, Decision decision);

    static ActionMaximiser of(RestlessBanditInstance instance) {
        ActionConstraint constraint = instance.constraint();
        return switch (constraint) {
            case null ->
                instance.maxActions() == 2 ? new TopArms(instance.budget()) : new LevelKnapsack(instance.budget());
            case ActionConstraint.Capacity c -> new CapacityProgram(instance.size(), c);
            case ActionConstraint.Schedule s -> new ScheduleProgram(instance.size(), s, instance.budget());
            case ActionConstraint.Path p -> new PathProgram(instance, p);
            case ActionConstraint.Interventions i -> new InterventionProgram(i, instance.budget());
        };
    }

    /** Whether instances with this constraint need the native library. */
    static boolean needsNatives(RestlessBanditInstance instance) {
        return instance.constraint() != null;
    }
}
