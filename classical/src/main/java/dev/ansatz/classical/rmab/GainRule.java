package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.RestlessBanditInstance;

/** Takes the allowed action of the largest total gain. */
final class GainRule implements DecisionRule {
    private final Gains gains;
    private final ActionMaximiser maximiser;
    private final double[][] table;

    GainRule(RestlessBanditInstance instance, Gains gains, ActionMaximiser maximiser) {
        this.gains = gains;
        this.maximiser = maximiser;
        this.table = table(instance);
    }

    static double[][] table(RestlessBanditInstance instance) {
        double[][] table = new double[instance.size()][];
        for (int j = 0; j < table.length; j++) {
            table[j] = new double[instance.arm(j).actions()];
        }
        return table;
    }

    static void fill(double[][] table, Gains gains, int step, int[] states) {
        for (int j = 0; j < table.length; j++) {
            for (int a = 1; a < table[j].length; a++) {
                table[j][a] = gains.of(j, step, states[j], a);
            }
        }
    }

    @Override
    public void decide(int episode, int step, int[] states, Decision decision) {
        fill(table, gains, step, states);
        maximiser.maximise(table, decision);
    }
}
