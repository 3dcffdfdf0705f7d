package dev.ansatz.neural.candidate;

import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.decoding.Proposing;
import dev.ansatz.problems.Instance;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A trained candidate-scoring policy in plain Java. Of the rollouts of a request, greedy ones (augmentations · starts) and samples
 * alike, the first ones are greedy, one for each symmetry of the problem, and all others are samples, where the policy {@linkplain
 * #isSampled is sampled}: there are no starts to choose from. Thread-safe.
 */
public final class CandidatePolicy<I extends Instance, S> implements Policy<I, S> {
    private final CandidateKind<I, S> kind;
    private final ModelCard card;
    private final CandidateArchitecture arch;
    private final Map<String, float[]> weights;

    public CandidatePolicy(CandidateKind<I, S> kind, ModelCard card, Map<String, float[]> weights) {
        this.kind = kind;
        this.card = card;
        this.weights = weights;
        arch = kind.architecture(card.layers(), card.embeddingSize(), card.heads(), card.feedForwardSize())
                .withLatent(card.latentSize());
        arch.check(weights);
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public @Nullable String refuses(I instance) {
        return kind.refuses(instance);
    }

    @Override
    public boolean isSampled() {
        return kind.isSampled();
    }

    @Override
    public @Nullable Rollouts<S> rollouts(I instance) {
        return isSampled() ? new CandidateRollouts<>(kind, instance, arch, weights) : null;
    }

    @Override
    public List<S> propose(I instance, DecodingRequest request, BooleanSupplier stop) {
        return Proposing.fromTheBeginning(
                new CandidateRollouts<>(kind, instance, arch, weights),
                request.starts() == 0 ? instance.size() : request.starts(),
                isSampled(),
                request,
                stop);
    }
}
