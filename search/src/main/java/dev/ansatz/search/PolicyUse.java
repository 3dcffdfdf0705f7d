package dev.ansatz.search;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How engines use the policy of a problem: what was measured to be best, see {@code docs/policy-search.md}.
 *
 * <p>Where rollouts are only {@linkplain Seeding#propose proposed}, the policy's time is capped as well. Where they are {@linkplain
 * Seeding#search searched} (there is a strategy, and the policy can be searched) it is the whole share, however long the limit. Before
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
record PolicyUse(
        double hybridFrom,
        double hybridFromLoaded,
        double share,
        double ownShare,
        @Nullable Strategy strategy,
        double temperature) {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    /** Libraries hardly leave the neighbourhood of their start. */
    private static final PolicyUse USUAL = new PolicyUse(0, 0, 0.25, 0.25, null, 1);

    private static final Map<String, PolicyUse> BY_PROBLEM = Map.of(
            "tsp", new PolicyUse(0, 0, 0.25, 0.25, null, 0.3),
            "cvrp", new PolicyUse(NEVER, NEVER, 0.6, 0.25, Strategy.PIECES, 0.3),
            "jssp", new PolicyUse(2, 1, 0.5, 0.05, Strategy.SGBS, 1),
            "kp", new PolicyUse(NEVER, NEVER, 0.25, 0.25, null, 1),
            "mkp", new PolicyUse(NEVER, NEVER, 0.25, 0.25, null, 1),
            "rmab", new PolicyUse(10, 10, 0.05, 0.25, null, 1));

    static PolicyUse of(Problem<?, ?> problem) {
        return BY_PROBLEM.getOrDefault(problem.id(), USUAL);
    }

    /** How an engine is seeded. */
    static PolicyUse before(Problem<?, ?> problem, Solver<?, ?> engine) {
        PolicyUse use = of(problem);
        if (!engine.refinesAnyStart()) {
            return use;
        }
        Strategy how = use.strategy == Strategy.PIECES ? null : use.strategy;
        return new PolicyUse(use.hybridFrom, use.hybridFromLoaded, use.ownShare, use.ownShare, how, use.temperature);
    }
}
