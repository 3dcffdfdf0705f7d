package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.Decision;
import java.util.Arrays;

/** The arms with the largest positive gains, as many as the budget allows; the lower number first among equals. */
final class TopArms implements ActionMaximiser {
    private final int budget;

    TopArms(int budget) {
        this.budget = budget;
    }

    @Override
    public void maximise(double[][] gains, Decision decision) {
        decision.clear();
        int arms = gains.length;
        double[] positive = new double[arms];
        int count = 0;
        for (double[] gain : gains) {
            if (gain[1] > 0) {
                positive[count++] = gain[1];
            }
        }
        double threshold = 0;
        if (count > budget) {
            Arrays.sort(positive, 0, count);
            threshold = positive[count - budget - 1];
        }
        int left = Math.min(count, budget);
        for (int j = 0; j < arms && left > 0; j++) {
            if (gains[j][1] > threshold) {
                decision.levels[j] = 1;
                left--;
            }
        }
        for (int j = 0; j < arms && left > 0; j++) {
            if (gains[j][1] == threshold && threshold > 0) {
                decision.levels[j] = 1;
                left--;
            }
        }
    }
}
