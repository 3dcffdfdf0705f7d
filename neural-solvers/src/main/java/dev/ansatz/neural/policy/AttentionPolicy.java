package dev.ansatz.neural.policy;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Proposals;
import dev.ansatz.problems.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** A trained attention policy in plain Java: no native library, no start-up beyond reading its weights. Thread-safe. */
public final class AttentionPolicy<I extends Instance, S> implements Policy<I, S> {
    private final ProblemAdapter<I, S> adapter;
    private final ModelCard card;
    private final Weights weights;

    public AttentionPolicy(ProblemAdapter<I, S> adapter, ModelCard card, Weights weights) {
        this.adapter = adapter;
        this.card = card;
        this.weights = weights;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public @org.jspecify.annotations.Nullable String refuses(I instance) {
        return adapter.refuses(instance);
    }

    private record Candidate<T>(T solution, double cost) {}

    @Override
    public List<S> propose(I instance, Proposals request, BooleanSupplier stop) {
        List<Candidate<S>> found = new ArrayList<>();
        Encoder encoder = new Encoder(weights);
        SplittableRandom random = new SplittableRandom(request.seed());
        Decoder[] decoders = new Decoder[request.augmentations()];
        Environment[] environments = new Environment[request.augmentations()];
        int starts = 0;
        for (int a = 0; a < request.augmentations() && !stop.getAsBoolean(); a++) {
            Environment env = adapter.environment(instance, a);
            if (env.startCount() == 0) {
                env.reset(1);
                return List.of(adapter.solution(env, 0));
            }
            starts = request.starts() == 0 ? env.startCount() : Math.min(request.starts(), env.startCount());
            environments[a] = env;
            decoders[a] = new Decoder(weights, env.features(), encoder.project(env.features()));
            rollouts(env, decoders[a], starts, starts, 0, 0, random, stop, request.keep(), found);
        }
        int left = request.samples();
        for (int round = 0; left > 0 && !stop.getAsBoolean(); round++) {
            Environment env = environments[round % environments.length];
            Decoder decoder = decoders[round % environments.length];
            if (env == null || decoder == null) {
                break;
            }
            int count = Math.min(left, starts);
            rollouts(
                    env,
                    decoder,
                    count,
                    starts,
                    round * count,
                    request.temperature(),
                    random,
                    stop,
                    request.keep(),
                    found);
            left -= count;
        }
        return best(instance, found, request.keep());
    }

    /** Decodes {@code count} trajectories whose first nodes are spread evenly over all, and keeps the best. */
    private void rollouts(
            Environment env,
            Decoder decoder,
            int count,
            int starts,
            int offset,
            double temperature,
            SplittableRandom random,
            BooleanSupplier stop,
            int keep,
            List<Candidate<S>> found) {
        env.reset(count);
        int all = env.startCount();
        for (int t = 0; t < count; t++) {
            int index = (int) ((long) ((offset + t) % starts) * all / starts);
            env.step(t, env.start(index));
        }
        int complete = decoder.decode(env, count, temperature, random, stop);
        double worst = found.size() < keep
                ? Double.POSITIVE_INFINITY
                : found.get(keep - 1).cost();
        for (int t = 0; t < complete; t++) {
            double cost = env.cost(t);
            if (cost < worst) {
                found.add(new Candidate<>(adapter.solution(env, t), cost));
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::cost));
        Set<S> distinct = new LinkedHashSet<>();
        found.removeIf(c -> distinct.size() >= keep || !distinct.add(c.solution()));
    }

    /** Ordered by the objective in the instance's own units, which rounding may order differently. */
    private List<S> best(I instance, List<Candidate<S>> found, int keep) {
        return found.stream()
                .sorted(Comparator.comparingDouble(
                        c -> adapter.problem().evaluate(instance, c.solution()).objective()))
                .limit(keep)
                .map(Candidate::solution)
                .toList();
    }
}
