package dev.ansatz.training.method;

import dev.ansatz.problems.io.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * COMPASS (Chalumeau et al. 2023, arXiv 2311.13569): a decoder conditioned on a latent vector, equal to a trained policy's at first; of
 * each instance and start only the best of the latent vectors drawn is rewarded, and nothing where two are equally good.
 *
 * @param latents L, latent vectors drawn for each instance, at least 2
 * @param latentSize Z, length of a latent vector, at least 1
 * @param frozen whether all that the parent has stays as it is, so that only the latent vector's rows learn and the origin remains the
 *     parent
 * @param spread how far an entry of the latent vector moves the policy at first, in square roots of twice a nat; 0 for rows of zero
 * @param credit how much the best vector is rewarded
 */
public record Compass(int latents, int latentSize, boolean frozen, double spread, Credit credit) implements Sampled {
    /** Equal tours differ by so much when their edges are summed in another order. */
    private static final double TIE = 1e-6;

    /** How much the best latent vector of a start is rewarded. */
    public enum Credit {
        /** By how much it is better than the mean over all starts under the same vector. */
        OWN_STARTS,
        /** All alike: cross-entropy on the best trajectory. One start is enough, so that each vector has one trajectory. */
        LIKELIHOOD
    }

    /** @throws InputException if there are fewer than 2 latent vectors, or they have no length */
    public Compass {
        if (latents < 2 || latentSize < 1) {
            throw new InputException("COMPASS needs at least 2 latent vectors of length 1 or more.");
        }
    }

    @Override
    public String id() {
        return COMPASS;
    }

    @Override
    public boolean needsInitial() {
        return true;
    }

    @Override
    public boolean freezes(String weight) {
        return frozen && !weight.contains(".latent.");
    }

    @Override
    public String suffix() {
        return "-compass";
    }

    @Override
    public int starts(int wanted) {
        return credit == Credit.LIKELIHOOD ? 1 : wanted;
    }

    @Override
    public List<List<Weighted>> weigh(double[][][] costs, double[][] greedy) {
        List<List<Weighted>> advantages = new ArrayList<>();
        for (double[][] own : costs) {
            List<Weighted> winners = new ArrayList<>();
            for (int t = 0; t < own[0].length; t++) {
                int best = Poppy.best(own, t);
                double gain = credit == Credit.LIKELIHOOD
                        ? 1
                        : Arrays.stream(own[best]).average().orElse(0) - own[best][t];
                winners.add(new Weighted(best, t, isTie(own, best, t) ? 0 : gain));
            }
            advantages.add(winners);
        }
        return credit == Credit.LIKELIHOOD ? advantages : Scale.BATCH.apply(advantages, costs);
    }

    private static boolean isTie(double[][] costs, int best, int start) {
        boolean tie = false;
        for (int l = 0; l < costs.length; l++) {
            tie |= l != best && costs[l][start] <= costs[best][start] + TIE;
        }
        return tie;
    }
}
