package dev.ansatz.training.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * REINFORCE (Williams 1992): every sampled trajectory, by how much better it is than a baseline.
 *
 * @param baseline what it is compared with
 * @param scale unit of the advantages
 */
public record Reinforce(Baseline baseline, Scale scale) implements Sampled {
    /** What a trajectory is compared with. */
    public enum Baseline {
        /** The mean of the instance's trajectories (POMO, Kwon et al. 2020). */
        SHARED,
        /** The greedy trajectory of the present policy from the same start (Rennie et al. 2017; Kool et al. 2019). */
        GREEDY
    }

    /** With the shared baseline. */
    public static Reinforce pomo(Scale scale) {
        return new Reinforce(Baseline.SHARED, scale);
    }

    @Override
    public String id() {
        return baseline == Baseline.SHARED ? POMO : REINFORCE;
    }

    @Override
    public boolean comparesWithGreedy() {
        return baseline == Baseline.GREEDY;
    }

    @Override
    public List<List<Weighted>> weigh(double[][][] costs, double[][] greedy) {
        List<List<Weighted>> advantages = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            double[] own = costs[i][0];
            double mean = Arrays.stream(own).average().orElse(0);
            List<Weighted> weighted = new ArrayList<>();
            for (int t = 0; t < own.length; t++) {
                weighted.add(new Weighted(0, t, (baseline == Baseline.SHARED ? mean : greedy[i][t]) - own[t]));
            }
            advantages.add(weighted);
        }
        return scale.apply(advantages, costs);
    }
}
