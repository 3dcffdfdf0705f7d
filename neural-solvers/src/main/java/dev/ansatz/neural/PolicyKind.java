package dev.ansatz.neural;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One way to construct solutions of one problem by a learned policy: what the network is given, what may be chosen, and how choices
 * become a solution. Each architecture has an interface of its own that extends this one ({@code neural.pointer.PointerKind},
 * {@code neural.candidate.CandidateKind}); a problem implements it. Stateless and thread-safe.
 */
public interface PolicyKind<I extends Instance, S> {
    Problem<I, S> problem();

    /** Id of the architecture, such as {@code pointer}: model cards name it. */
    String architecture();

    /** What the network is given. */
    FeatureColumns columns();

    /** One sentence why an instance cannot be given to a policy, or null. */
    @Nullable
    String refuses(I instance);

    /** Number of forms of an instance that have the same solutions up to a known mapping, at least 1. */
    int symmetries();

    /** As {@link Policy#isSampled}. */
    default boolean isSampled() {
        return true;
    }

    /** Name of the mixture that training instances come from; null if their distributions can be chosen. */
    default @Nullable String mixture() {
        return null;
    }

    /** Sizes of a training batch, each at least {@code min} and at most {@code max}. */
    int[] randomShape(int min, int max, RandomGenerator random);

    /**
     * A random training instance of these sizes. Thread-safe.
     *
     * @param distribution of the problem's; of no meaning where there is a {@link #mixture()}
     */
    I randomInstance(String distribution, int[] shape, RandomGenerator random);

    /**
     * The policy of a network.
     *
     * @param card its {@linkplain ModelCard#columns columns} are those of this kind
     * @param weights row-major values by name
     * @throws IllegalArgumentException if the weights do not fit the card
     */
    Policy<I, S> policy(ModelCard card, Map<String, float[]> weights);
}
