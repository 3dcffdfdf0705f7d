package dev.ansatz.search;

import dev.ansatz.problems.Solver;
import org.jspecify.annotations.Nullable;

/**
 * How engines use the policy of a problem: what was measured to be best. Said by the {@link SearchProvider} of the problem.
 *
 * <p>Where rollouts are only {@linkplain PolicyWarmStarts#propose proposed}, the policy's time is capped as well. Where they are {@linkplain
 * PolicyWarmStarts#search searched} (there is a strategy, and the policy can be searched) it is the whole share, however long the limit. Before
 * libraries, which have the largest shares, that was measured at limits of 1 s and 10 s: at 60 s, routes would have 36 s and job shops
 * 30 s, which is not measured. Before tabu search on job shops limits up to 60 s were measured: 3 s there.
 *
 * @param hybridFrom time limit in seconds from which {@code hybrid} asks a bundled policy: 0 = always, infinite = never, as its own
 *     refinement is as good or better alone
 * @param hybridFromLoaded the same where the policy was loaded before the run
 * @param share part of the time limit for the policy where the search of a library follows
 * @param ownShare the same where a search follows that {@linkplain Solver#refinesAnyStart leaves any start behind}, as our own do
 * @param strategy how the policy is asked for seeds; null for greedy rollouts from as many starts and under as many symmetries as the
 *     share allows
 * @param temperature of samples
 */
public record HybridTuning(
        double hybridFrom,
        double hybridFromLoaded,
        double share,
        double ownShare,
        @Nullable Strategy strategy,
        double temperature) {
    /** A time limit that no run has: {@code hybrid} never asks a bundled policy. */
    public static final double NEVER = Double.POSITIVE_INFINITY;

    /** Always a quarter of the time, greedy rollouts, temperature 1. Libraries hardly leave the neighbourhood of their start. */
    public static final HybridTuning USUAL = new HybridTuning(0, 0, 0.25, 0.25, null, 1);

    /** The same before a search that {@linkplain Solver#refinesAnyStart leaves any start behind}. */
    HybridTuning beforeOwnSearch() {
        Strategy how = strategy == Strategy.DECOMPOSITION ? null : strategy;
        return new HybridTuning(hybridFrom, hybridFromLoaded, ownShare, ownShare, how, temperature);
    }
}
