package dev.ansatz.search;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How engines use the policy of a problem: what was measured to be best, see {@code docs/policy-search.md}.
 *
 * <p>Shares were measured at limits of 1 s and 10 s. Where rollouts are only {@linkplain Seeding#propose proposed}, the policy's time
 * is capped as well; where they are {@linkplain Seeding#search searched} (a strategy is given, and the policy can be searched) it is
 * the whole share, however long the limit: 6 s of 10 s, and 36 s of 60 s, before the search of a library on routes. The latter was not
 * measured.
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
