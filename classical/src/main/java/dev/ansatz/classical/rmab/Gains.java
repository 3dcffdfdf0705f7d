package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.LagrangianRelaxation;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.IdentityHashMap;
import java.util.function.BooleanSupplier;

/** What an action of one arm is worth over resting it, by step and state: the part in which index policies differ. */
@FunctionalInterface
interface Gains {
    /** Gain of an action above 0. */
    double of(int j, int step, int state, int action);

    /** Expected reward of this step alone. */
    static Gains myopic(RestlessBanditInstance instance) {
        return (j, step, state, action) ->
                instance.arm(j).reward(state, action) - instance.arm(j).reward(state, 0);
    }

    /**
     * Reward of the step plus the value of the state after it in the Lagrangian relaxation: one step of policy improvement on
     * its value function (Hawkins 2003; Adelman and Mersereau 2008; Brown and Zhang, "Dynamic programs with shared resources and
     * signals", Operations Research 70(5), 2022, doi:10.1287/opre.2021.2181).
     */
    static Gains lagrangian(RestlessBanditInstance instance) {
        LagrangianRelaxation relaxation = instance.relaxation();
        return (j, step, state, action) ->
                relaxation.lookahead(j, step, state, action) - relaxation.lookahead(j, step, state, 0);
    }

    /** Whittle indices with the number of arms that are not indexable. */
    record Whittle(double[][] index, int[] states, boolean stationary, int notIndexable) implements Gains {
        /**
         * The indices of all arms.
         *
         * @throws java.util.concurrent.CancellationException if it is stopped before
         */
        static Whittle of(RestlessBanditInstance instance, BooleanSupplier stop) {
            boolean stationary = instance.horizon() == null;
            double[][] index = new double[instance.size()][];
            int[] states = new int[instance.size()];
            IdentityHashMap<Object, WhittleIndex> known = new IdentityHashMap<>();
            int notIndexable = 0;
            for (int j = 0; j < index.length; j++) {
                WhittleIndex found = known.computeIfAbsent(
                        instance.arm(j),
                        arm -> stationary
                                ? WhittleIndex.of((dev.ansatz.problems.rmab.Arm) arm, instance.discount())
                                : WhittleIndex.finiteHorizon(
                                        (dev.ansatz.problems.rmab.Arm) arm,
                                        instance.steps(),
                                        instance.discount(),
                                        stop));
                index[j] = found.index();
                states[j] = instance.arm(j).states();
                notIndexable += found.indexable() ? 0 : 1;
            }
            return new Whittle(index, states, stationary, notIndexable);
        }

        @Override
        public double of(int j, int step, int state, int action) {
            return index[j][stationary ? state : step * states[j] + state];
        }
    }
}
