package dev.ansatz.training;

import java.util.Arrays;

/**
 * Which sampled trajectories are rewarded, and how much: the estimators of POMO, Poppy and COMPASS as functions of costs. The
 * reward of a trajectory is minus its cost; the loss is minus the sum of advantage times log-probability.
 */
final class PolicyGradient {
    private PolicyGradient() {}

    /**
     * POMO (Kwon et al. 2020): reward minus the mean reward of the instance.
     *
     * @param costs {@code [B][S]}
     * @return advantages {@code [B][S]}
     */
    static double[][] pomo(double[][] costs) {
        double[][] advantage = new double[costs.length][];
        for (int b = 0; b < costs.length; b++) {
            double mean = Arrays.stream(costs[b]).average().orElse(0);
            advantage[b] = Arrays.stream(costs[b]).map(c -> mean - c).toArray();
        }
        return advantage;
    }

    /**
     * The one trajectory of each instance and start that is rewarded.
     *
     * @param index which decoder or latent vector made it, {@code [B][S]}
     * @param advantage {@code [B][S]}; 0 = no gradient
     */
    record Winners(int[][] index, double[][] advantage) {}

    /**
     * Poppy (Grinsztajn et al. 2023): the best decoder of each start, by its reward above the second best.
     *
     * @param costs {@code [B][K][S]}, K at least 2, the same starts for all decoders
     */
    static Winners poppy(double[][][] costs) {
        int b = costs.length;
        int s = costs[0][0].length;
        Winners winners = new Winners(new int[b][s], new double[b][s]);
        for (int i = 0; i < b; i++) {
            for (int t = 0; t < s; t++) {
                int best = best(costs[i], t);
                double second = Double.POSITIVE_INFINITY;
                for (int k = 0; k < costs[i].length; k++) {
                    if (k != best) {
                        second = Math.min(second, costs[i][k][t]);
                    }
                }
                winners.index()[i][t] = best;
                winners.advantage()[i][t] = second - costs[i][best][t];
            }
        }
        return winners;
    }

    /**
     * COMPASS (Chalumeau et al. 2023): the best latent vector of each start, by its reward above the mean over the
     * starts under the same vector; none where two are equally good.
     *
     * @param costs {@code [B][L][S]}, L at least 2, the same starts for all latent vectors
     */
    static Winners compass(double[][][] costs) {
        int b = costs.length;
        int s = costs[0][0].length;
        Winners winners = new Winners(new int[b][s], new double[b][s]);
        for (int i = 0; i < b; i++) {
            double[][] advantage = pomo(costs[i]);
            for (int t = 0; t < s; t++) {
                int best = best(costs[i], t);
                boolean tie = false;
                for (int l = 0; l < costs[i].length; l++) {
                    tie |= l != best && costs[i][l][t] <= costs[i][best][t] + TIE;
                }
                winners.index()[i][t] = best;
                winners.advantage()[i][t] = tie ? 0 : advantage[best][t];
            }
        }
        return winners;
    }

    /** Equal tours differ by so much when their edges are summed in another order. */
    private static final double TIE = 1e-6;

    private static int best(double[][] costs, int start) {
        int best = 0;
        for (int k = 1; k < costs.length; k++) {
            if (costs[k][start] < costs[best][start]) {
                best = k;
            }
        }
        return best;
    }

    /** Divided by their root mean square, so that the learning rate does not depend on the scale of the costs. */
    static double[][] normalised(double[][] advantage) {
        double squared = 0;
        int count = 0;
        for (double[] row : advantage) {
            for (double a : row) {
                squared += a * a;
                count++;
            }
        }
        double scale = 1 / (Math.sqrt(squared / count) + 1e-8);
        return Arrays.stream(advantage)
                .map(row -> Arrays.stream(row).map(a -> a * scale).toArray())
                .toArray(double[][]::new);
    }
}
