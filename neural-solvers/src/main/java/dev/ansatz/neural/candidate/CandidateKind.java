package dev.ansatz.neural.candidate;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.PolicyKind;
import dev.ansatz.problems.Instance;
import java.util.Map;

/**
 * Candidate policies of a problem: its {@linkplain CandidateEnvironment environment}, and the instances that they are trained on. All
 * that a problem must say to have a policy trained and used.
 */
public interface CandidateKind<I extends Instance, S> extends PolicyKind<I, S> {
    /** Id of the architecture. */
    String ARCHITECTURE = "candidate";

    @Override
    default String architecture() {
        return ARCHITECTURE;
    }

    /** R, relations that partition the nodes into groups. */
    int relations();

    /** The architecture with this problem's inputs. */
    default CandidateArchitecture architecture(int layers, int embeddingSize, int heads, int feedForwardSize) {
        return new CandidateArchitecture(
                columns().nodes().size(),
                columns().contexts().size(),
                relations(),
                layers,
                embeddingSize,
                heads,
                feedForwardSize);
    }

    @Override
    default int symmetries() {
        return 1;
    }

    @Override
    default Policy<I, S> policy(ModelCard card, Map<String, float[]> weights) {
        return new CandidatePolicy<>(this, card, weights);
    }

    /**
     * Environment of a form of an instance; its solutions are those of the instance itself.
     *
     * @param symmetry 0 (the instance as it is) to {@link #symmetries()} - 1
     */
    CandidateEnvironment<S> environment(I instance, int symmetry);
}
