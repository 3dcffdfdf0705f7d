package dev.ansatz.neural;

import dev.ansatz.problems.Instance;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A trained policy that constructs solutions of one problem. Does not care about units: features are scaled inside.
 * Thread-safe.
 */
public interface Policy<I extends Instance, S> extends AutoCloseable {
    /** What was trained, how, and how good it was found to be. */
    ModelCard card();

    /** One sentence why this policy cannot take the instance (it has no coordinates, say), or null. */
    default @org.jspecify.annotations.Nullable String refuses(I instance) {
        return null;
    }

    /**
     * Constructs solutions.
     *
     * @param instance any size; far beyond the training sizes quality falls
     * @param request which and how many rollouts
     * @param stop asked between batches of rollouts; when it says true, what there is by then is returned
     * @return distinct solutions, best first, at most {@code request.keep()}; empty only if stopped before the first rollout
     *     ended. They satisfy the constraints that the policy masks (capacity, not a fixed fleet): validate them.
     */
    List<S> propose(I instance, DecodingRequest request, BooleanSupplier stop);

    /**
     * Rollouts under the control of a search.
     *
     * @return null where the policy only takes {@linkplain #propose whole requests}
     */
    default @org.jspecify.annotations.Nullable Rollouts<S> rollouts(I instance) {
        return null;
    }

    /**
     * Rollouts in which some nodes are linked in pairs: whichever of the two comes first, the other comes next. A tour search links
     * the ends of what it leaves as it is.
     *
     * @param partners by node: the other node of its pair, -1 for none
     * @return null where the policy has no such rollouts
     */
    default @org.jspecify.annotations.Nullable Rollouts<S> linkedRollouts(I instance, int[] partners) {
        return null;
    }

    /**
     * Whether rollouts may be sampled and the best one kept. Not where the objective is an expectation estimated from given random
     * numbers: the best of some samples would be the luckiest. Then only greedy rollouts are made, whatever the request.
     */
    default boolean isSampled() {
        return true;
    }

    @Override
    default void close() {}
}
