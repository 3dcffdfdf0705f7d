package dev.ansatz.neural.pointer;

import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.decoding.Proposing;
import dev.ansatz.problems.Instance;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A trained attention policy in plain Java: no native library, no start-up beyond reading its weights. Thread-safe. */
public final class PointerPolicy<I extends Instance, S> implements Policy<I, S> {
    private static final int[] NO_LINKS = {};
    private final PointerKind<I, S> kind;
    private final ModelCard card;
    private final PointerWeights weights;

    public PointerPolicy(PointerKind<I, S> kind, ModelCard card, PointerWeights weights) {
        this.kind = kind;
        this.card = card;
        this.weights = weights;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public @org.jspecify.annotations.Nullable String refuses(I instance) {
        return kind.refuses(instance);
    }

    @Override
    public Rollouts<S> rollouts(I instance) {
        return new PointerRollouts<>(kind, instance, weights, NO_LINKS);
    }

    @Override
    public @org.jspecify.annotations.Nullable Rollouts<S> linkedRollouts(I instance, int[] partners) {
        return kind.hasLinks() ? new PointerRollouts<>(kind, instance, weights, partners) : null;
    }

    @Override
    public List<S> propose(I instance, DecodingRequest request, BooleanSupplier stop) {
        return Proposing.fromStarts(
                kind, new PointerRollouts<>(kind, instance, weights, NO_LINKS), instance, request, stop);
    }
}
