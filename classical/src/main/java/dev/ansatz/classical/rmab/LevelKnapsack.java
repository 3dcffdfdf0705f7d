package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.Decision;
import java.util.Arrays;

/** Actions of several levels under a budget on their sum: dynamic programming over the budget. */
final class LevelKnapsack implements ActionMaximiser {
    private final int budget;

    LevelKnapsack(int budget) {
        this.budget = budget;
    }

    @Override
    public void maximise(double[][] gains, Decision decision) {
        decision.clear();
        solve(gains, budget, decision.levels);
    }

    /** Levels of largest total gain whose sum is at most {@code budget}. */
    static void solve(double[][] gains, int budget, int[] levels) {
        int items = gains.length;
        int most = 0;
        for (double[] gain : gains) {
            most += gain.length - 1;
        }
        int size = Math.min(budget, most) + 1;
        double[] best = new double[size];
        byte[][] choice = new byte[items][size];
        double[] before = new double[size];
        for (int i = 0; i < items; i++) {
            System.arraycopy(best, 0, before, 0, size);
            for (int k = 1; k < gains[i].length; k++) {
                double gain = gains[i][k];
                for (int b = k; b < size; b++) {
                    if (before[b - k] + gain > best[b]) {
                        best[b] = before[b - k] + gain;
                        choice[i][b] = (byte) k;
                    }
                }
            }
        }
        Arrays.fill(levels, 0);
        int left = size - 1;
        for (int i = items - 1; i >= 0; i--) {
            levels[i] = choice[i][left];
            left -= levels[i];
        }
    }
}
