package dev.ansatz.neural.policy;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Proposals;
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
import org.jspecify.annotations.Nullable;

/**
 * A trained candidate-scoring policy in plain Java. Of the rollouts of a request, greedy ones (augmentations · starts) and samples
 * alike, the first ones are greedy, one for each symmetry of the problem, and all others are samples, where the policy {@linkplain
 * #isSampled is sampled}: there are no starts to choose from. Thread-safe.
 */
public final class ScoringPolicy<I extends Instance, S> implements Policy<I, S> {
    private final ScoringAdapter<I, S> adapter;
    private final ModelCard card;
    private final ScoringArchitecture arch;
    private final Map<String, float[]> weights;

    public ScoringPolicy(ScoringAdapter<I, S> adapter, ModelCard card, Map<String, float[]> weights) {
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

    private record Candidate<T>(T solution, double cost) {}

    @Override
    public @Nullable Rollouts<S> rollouts(I instance) {
        return isSampled() ? new ScoringRollouts<>(adapter, instance, arch, weights) : null;
    }

    /** {@inheritDoc} <p>A policy with a latent vector makes each sample under a random one. */
    @Override
    public List<S> propose(I instance, Proposals request, BooleanSupplier stop) {
        int starts = request.starts() == 0 ? instance.size() : request.starts();
        int rollouts = isSampled() ? request.augmentations() * starts + request.samples() : adapter.symmetries();
        int forms = Math.min(adapter.symmetries(), rollouts);
        ScoringEncoder encoder = new ScoringEncoder(arch, weights);
        List<ScoringEnvironment<S>> environments = new ArrayList<>();
        List<ScoringDecoder> decoders = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(request.seed());
        List<Candidate<S>> found = new ArrayList<>();
        Set<S> distinct = new HashSet<>();
        for (int r = 0; r < rollouts; r++) {
            int form = r % forms;
            ScoringEnvironment<S> env = r < forms ? adapter.environment(instance, form) : environments.get(form);
            // The first rollout is made whatever the limits are, if only by a simple rule: a run has an answer.
            BooleanSupplier limit = r == 0 && env.isQuick() ? () -> false : stop;
            if (limit.getAsBoolean()) {
                break;
            }
            if (r < forms) {
                environments.add(env);
                decoders.add(new ScoringDecoder(arch, weights, env, encoder.project(env)));
            }
            if (r >= forms && arch.latentSize() > 0) {
                decoders.get(form)
                        .condition(Rollouts.randomLatent(arch.latentSize(), Architecture.LATENT_RANGE, random));
            }
            if (!decoders.get(form).decode(r < forms ? 0 : request.temperature(), random, limit, null)
                    && (r > 0 || !env.complete())) {
                break;
            }
            double cost = env.cost();
            if (found.size() < request.keep()
                    || cost < found.get(found.size() - 1).cost()) {
                S solution = env.solution();
                if (distinct.add(solution)) {
                    found.add(new Candidate<>(solution, cost));
                    found.sort(Comparator.comparingDouble(Candidate::cost));
                    if (found.size() > request.keep()) {
                        found.remove(found.size() - 1);
                    }
                }
            }
        }
        return found.stream().map(Candidate::solution).toList();
    }
}
