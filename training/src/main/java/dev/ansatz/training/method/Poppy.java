package dev.ansatz.training.method;

import dev.ansatz.problems.io.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Poppy (Grinsztajn et al. 2023, arXiv 2210.03475): K decoders on one encoder, copies of a trained policy's; of each instance and start
 * only the best decoder is rewarded, by how much it is better than the second best.
 *
 * @param decoders K, at least 2
 * @param frozen whether the encoder stays as it is
 */
public record Poppy(int decoders, boolean frozen) implements Sampled {
    /** @throws InputException if there are fewer than 2 decoders */
    public Poppy {
        if (decoders < 2) {
            throw new InputException("Poppy needs at least 2 decoders.");
        }
    }

    @Override
    public String id() {
        return POPPY;
    }

    @Override
    public boolean needsInitial() {
        return true;
    }

    @Override
    public boolean freezes(String weight) {
        return frozen && !weight.startsWith("decoder.");
    }

    @Override
    public String suffix() {
        return "-poppy" + decoders;
    }

    @Override
    public List<List<Weighted>> weigh(double[][][] costs, double[][] greedy) {
        List<List<Weighted>> advantages = new ArrayList<>();
        for (double[][] own : costs) {
            List<Weighted> winners = new ArrayList<>();
            for (int t = 0; t < own[0].length; t++) {
                int best = best(own, t);
                double second = Double.POSITIVE_INFINITY;
                for (int k = 0; k < own.length; k++) {
                    if (k != best) {
                        second = Math.min(second, own[k][t]);
                    }
                }
                winners.add(new Weighted(best, t, second - own[best][t]));
            }
            advantages.add(winners);
        }
        return Scale.BATCH.apply(advantages, costs);
    }

    /** The best variant from a start; the first of equally good ones. */
    static int best(double[][] costs, int start) {
        int best = 0;
        for (int k = 1; k < costs.length; k++) {
            if (costs[k][start] < costs[best][start]) {
                best = k;
            }
        }
        return best;
    }
}
