package dev.ansatz.neural.candidate;

import dev.ansatz.neural.jssp.JobShopCandidateKind;
import dev.ansatz.neural.knapsack.KnapsackCandidateKind;
import dev.ansatz.neural.mkp.MultiKnapsackCandidateKind;
import dev.ansatz.neural.rmab.RestlessBanditCandidateKind;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a candidate-scoring policy needs to know of a problem. */
public interface CandidateKind<I extends Instance, S> {
    /** All adapters. */
    List<CandidateKind<?, ?>> ALL = List.of(
            new JobShopCandidateKind(),
            new KnapsackCandidateKind(),
            new MultiKnapsackCandidateKind(),
            new RestlessBanditCandidateKind());

    Problem<I, S> problem();

    /** The architecture with this problem's inputs. */
    CandidateArchitecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize);

    /** One sentence why an instance cannot be given to a policy, or null. */
    @Nullable
    String refuses(I instance);

    /** Number of forms of an instance that have the same solutions up to a known mapping, at least 1. */
    int symmetries();

    /**
     * PointerEnvironment of a form of an instance; its solutions are those of the instance itself.
     *
     * @param symmetry 0 (the instance as it is) to {@link #symmetries()} - 1
     */
    CandidateEnvironment<S> environment(I instance, int symmetry);

    /** As {@link dev.ansatz.neural.Policy#isSampled}. */
    default boolean isSampled() {
        return true;
    }

    /** Sizes of a training batch, each at least {@code min} and at most {@code max}. */
    int[] randomShape(int min, int max, RandomGenerator random);

    /** Name of the mixture that training instances come from; null if their distributions can be chosen. */
    default @Nullable String mixture() {
        return null;
    }

    /**
     * A random training instance of these sizes.
     *
     * @param distribution of the problem's; of no meaning where there is a {@link #mixture()}
     */
    I randomInstance(String distribution, int[] shape, RandomGenerator random);

    /**
     * The adapter of a problem, or null where it has none.
     */
    static @Nullable CandidateKind<?, ?> of(String problemId) {
        return ALL.stream()
                .filter(a -> a.problem().id().equalsIgnoreCase(problemId))
                .findFirst()
                .orElse(null);
    }

    /**
     * The adapter of a problem.
     *
     * @throws InputException if it has none
     */
    static CandidateKind<?, ?> required(String problemId) {
        CandidateKind<?, ?> adapter = of(problemId);
        if (adapter == null) {
            throw new InputException("There is no candidate-scoring policy for problem '" + problemId + "'.");
        }
        return adapter;
    }
}
