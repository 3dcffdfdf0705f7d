package dev.ansatz.neural.candidate;

import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A trained candidate-scoring policy in plain Java. Of the rollouts of a request, greedy ones (augmentations · starts) and samples
 * alike, the first ones are greedy, one for each symmetry of the problem, and all others are samples, where the policy {@linkplain
 * #isSampled is sampled}: there are no starts to choose from. Thread-safe.
 */
public final class CandidatePolicy<I extends Instance, S> implements Policy<I, S> {
    /** Samples of one form before those of the next one. */
    private static final int SAMPLES = 8;

    private final CandidateKind<I, S> adapter;
    private final ModelCard card;
    private final CandidateArchitecture arch;
    private final Map<String, float[]> weights;

    public CandidatePolicy(CandidateKind<I, S> adapter, ModelCard card, Map<String, float[]> weights) {
        this.adapter = adapter;
        this.card = card;
        this.weights = weights;
        arch = adapter.architecture(card.layers(), card.embeddingSize(), card.heads(), card.feedForwardSize())
                .withLatent(card.latentSize());
        arch.check(weights);
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public @Nullable String refuses(I instance) {
        return adapter.refuses(instance);
    }

    @Override
    public boolean isSampled() {
        return adapter.isSampled();
    }

    @Override
    public @Nullable Rollouts<S> rollouts(I instance) {
        return isSampled() ? new CandidateRollouts<>(adapter, instance, arch, weights) : null;
    }

    /** {@inheritDoc} <p>A policy with a latent vector makes each sample under a random one. */
    @Override
    public List<S> propose(I instance, DecodingRequest request, BooleanSupplier stop) {
        int starts = request.starts() == 0 ? instance.size() : request.starts();
        int all = isSampled() ? request.augmentations() * starts + request.samples() : adapter.symmetries();
        int forms = Math.min(adapter.symmetries(), all);
        Rollouts<S> rollouts = new CandidateRollouts<>(adapter, instance, arch, weights);
        Best<S> best = new Best<>(request.keep());
        int made = 0;
        for (int form = 0; form < forms; form++) {
            made += rollouts.make(Rollouts.Request.greedy(form, 0, new int[1]), stop, best);
        }
        SplittableRandom random = new SplittableRandom(request.seed());
        for (int turn = 0; made >= forms && made < all && !stop.getAsBoolean(); turn++) {
            int count = Math.min(SAMPLES, all - made);
            float[][] latents = new float[arch.latentSize() > 0 ? count : 0][];
            for (int i = 0; i < latents.length; i++) {
                latents[i] = Rollouts.randomLatent(arch.latentSize(), Rollouts.LATENT_RANGE, random);
            }
            made += rollouts.make(
                    new Rollouts.Request(
                            turn % forms, 0, latents, new int[count], request.temperature(), 1, random.nextLong()),
                    stop,
                    best);
        }
        return best.solutions();
    }

    /** The best distinct solutions. */
    private static final class Best<S> implements Rollouts.Sink<S> {
        private record Candidate<S>(S solution, double cost) {}

        private final int keep;
        private final List<Candidate<S>> found = new ArrayList<>();
        private final Set<S> distinct = new HashSet<>();

        Best(int keep) {
            this.keep = keep;
        }

        @Override
        public double cutoff() {
            return found.size() < keep
                    ? Double.POSITIVE_INFINITY
                    : found.get(found.size() - 1).cost();
        }

        @Override
        public void offer(double cost, Supplier<S> solution) {
            if (cost >= cutoff()) {
                return;
            }
            S next = solution.get();
            if (distinct.add(next)) {
                found.add(new Candidate<>(next, cost));
                found.sort(Comparator.comparingDouble(Candidate::cost));
                if (found.size() > keep) {
                    found.remove(found.size() - 1);
                }
            }
        }

        List<S> solutions() {
            return found.stream().map(Candidate::solution).toList();
        }
    }
}
