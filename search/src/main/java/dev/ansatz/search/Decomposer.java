package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How the solutions of a problem are cut into pieces that a policy re-solves. Stateless and thread-safe. */
public interface Decomposer<I extends Instance, S> {
    /** Up to this size, the whole is searched better than its pieces. */
    int largestAsAWhole();

    /** Nodes of a piece, about. */
    int pieceSize();

    /**
     * Begins.
     *
     * @param policy takes the instance
     * @param start a feasible solution; null where there is none: then one is constructed, by the policy where that fits the time
     */
    Decomposition<S> begin(
            RolloutContext<I, S> context, Policy<I, S> policy, @Nullable S start, SplittableRandom random);
}
