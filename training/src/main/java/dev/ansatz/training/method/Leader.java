package dev.ansatz.training.method;

import java.util.List;

/**
 * POMO with a leader reward (Wang et al. 2024, arXiv 2405.13947): as POMO, but the advantage of the best trajectory of an instance counts
 * several times, since the best of many is what a search keeps. Goes on from a trained policy.
 *
 * @param factor how much more the best counts, above 1
 * @param scale unit of the advantages
 */
public record Leader(double factor, Scale scale) implements Sampled {
    public Leader {
        if (!(factor > 1)) {
            throw new IllegalArgumentException("The leader's factor (" + factor + ") must be above 1.");
        }
    }

    @Override
    public String id() {
        return LEADER;
    }

    @Override
    public boolean needsInitial() {
        return true;
    }

    @Override
    public List<List<Weighted>> weigh(double[][][] costs, double[][] greedy) {
        return Reinforce.pomo(scale).weigh(costs, greedy).stream()
                .map(this::leaderFirst)
                .toList();
    }

    private List<Weighted> leaderFirst(List<Weighted> advantages) {
        double best = advantages.stream().mapToDouble(Weighted::weight).max().orElse(0);
        boolean differ = advantages.stream().anyMatch(a -> a.weight() < best);
        return advantages.stream()
                .map(a -> differ && a.weight() == best ? new Weighted(a.variant(), a.start(), factor * a.weight()) : a)
                .toList();
    }
}
