package dev.ansatz.neural.pointer;

import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** A trained attention policy in plain Java: no native library, no start-up beyond reading its weights. Thread-safe. */
public final class PointerPolicy<I extends Instance, S> implements Policy<I, S> {
    private static final int[] NO_LINKS = {};
    private final PointerKind<I, S> adapter;
    private final ModelCard card;
    private final PointerWeights weights;

    public PointerPolicy(PointerKind<I, S> adapter, ModelCard card, PointerWeights weights) {
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
    public Rollouts<S> rollouts(I instance) {
        return new PointerRollouts<>(adapter, instance, weights, NO_LINKS);
    }

    @Override
    public @org.jspecify.annotations.Nullable Rollouts<S> linkedRollouts(I instance, int[] partners) {
        return instance instanceof TspInstance ? new PointerRollouts<>(adapter, instance, weights, partners) : null;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Of several decoders each makes every K-th batch of rollouts. A policy with a latent vector makes its samples greedily
     * under random latent vectors.
     */
    @Override
    public List<S> propose(I instance, DecodingRequest request, BooleanSupplier stop) {
        PointerRollouts<I, S> rollouts = new PointerRollouts<>(adapter, instance, weights, NO_LINKS);
        int all = rollouts.starts();
        int starts = request.starts() == 0 ? all : Math.min(request.starts(), all);
        int decoders = rollouts.decoders();
        SplittableRandom random = new SplittableRandom(request.seed());
        List<Candidate<S>> found = new ArrayList<>();
        for (int a = 0; a < request.augmentations() && !stop.getAsBoolean(); a++) {
            for (int k = 0; k < decoders; k++) {
                // Every K-th of the starts; another share of them under each symmetry.
                int first = (k + a) % decoders;
                int[] some = spread((starts - first + decoders - 1) / decoders, first, decoders, starts, all);
                collect(rollouts, Rollouts.Request.greedy(a, k, some), stop, request.keep(), found);
            }
        }
        int left = request.samples();
        for (int round = 0; left > 0 && !stop.getAsBoolean(); round++) {
            int count = Math.min(left, starts);
            float[][] latents = new float[rollouts.latentSize() == 0 ? 0 : count][];
            Arrays.setAll(latents, l -> Rollouts.randomLatent(rollouts.latentSize(), rollouts.latentRange(), random));
            int[] some = spread(count, round * count, 1, starts, all);
            double temperature = latents.length == 0 ? request.temperature() : 0;
            Rollouts.Request sample = new Rollouts.Request(
                    round % request.augmentations(),
                    round % decoders,
                    latents,
                    some,
                    temperature,
                    1,
                    random.nextLong());
            collect(rollouts, sample, stop, request.keep(), found);
            left -= count;
        }
        return best(instance, found, request.keep());
    }

    /** {@code count} of {@code starts} first nodes that are spread evenly over {@code all}. */
    private static int[] spread(int count, int offset, int stride, int starts, int all) {
        int[] indices = new int[Math.max(0, count)];
        for (int t = 0; t < indices.length; t++) {
            indices[t] = (int) ((offset + (long) t * stride) % starts * all / starts);
        }
        return indices;
    }

    /** Makes rollouts and keeps the best distinct solutions of all so far. */
    private void collect(
            PointerRollouts<I, S> rollouts,
            Rollouts.Request request,
            BooleanSupplier stop,
            int keep,
            List<Candidate<S>> found) {
        int complete = rollouts.decode(request, stop);
        PointerEnvironment env = rollouts.environment(request.symmetry());
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
