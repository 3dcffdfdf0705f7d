package dev.ansatz.neural.pointer;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.PartialSolutions;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Rollouts of an attention policy: one encoding per symmetry, one projection per symmetry and decoder, made when first used. */
final class PointerRollouts<I extends Instance, S> implements Rollouts<S> {
    private static final int SYMMETRIES = 8;

    /** Greedy decoding draws no numbers. */
    private static final RandomGenerator NEVER = () -> {
        throw new IllegalStateException();
    };

    private final PointerKind<I, S> adapter;
    private final I instance;
    private final PointerWeights weights;
    private final int[] partners;
    private final PointerArchitecture arch;
    private final PointerEncoder encoder;
    private final @Nullable PointerEnvironment[] environments = new PointerEnvironment[SYMMETRIES];
    private final float @Nullable [][] embeddings = new float[SYMMETRIES][];
    private final @Nullable PointerDecoder[][] decoders;

    /** @param partners nodes that are linked, or none */
    PointerRollouts(PointerKind<I, S> adapter, I instance, PointerWeights weights, int[] partners) {
        this.partners = partners;
        this.adapter = adapter;
        this.instance = instance;
        this.weights = weights;
        arch = weights.architecture();
        encoder = new PointerEncoder(weights);
        decoders = new PointerDecoder[SYMMETRIES][arch.decoders()];
    }

    @Override
    public int starts() {
        return Math.max(1, environment(0).startCount());
    }

    @Override
    public int symmetries() {
        return SYMMETRIES;
    }

    @Override
    public int decoders() {
        return arch.decoders();
    }

    @Override
    public int latentSize() {
        return arch.latentSize();
    }

    @Override
    public float latentRange() {
        return Rollouts.LATENT_RANGE;
    }

    PointerEnvironment environment(int symmetry) {
        PointerEnvironment env = environments[symmetry];
        if (env == null) {
            env = newEnvironment(symmetry);
            environments[symmetry] = env;
        }
        return env;
    }

    private PointerEnvironment newEnvironment(int symmetry) {
        PointerEnvironment env = adapter.environment(instance, symmetry);
        if (partners.length > 0 && !env.link(partners)) {
            throw new IllegalArgumentException("This problem has no links.");
        }
        return env;
    }

    private float[] embedding(int symmetry) {
        float[] embedding = embeddings[symmetry];
        if (embedding == null) {
            embedding = encoder.embed(environment(symmetry).features());
            embeddings[symmetry] = embedding;
        }
        return embedding;
    }

    private PointerDecoder decoder(int symmetry, int k) {
        PointerDecoder decoder = decoders[symmetry][k];
        if (decoder == null) {
            NodeFeatures features = environment(symmetry).features();
            decoder = new PointerDecoder(weights, k, features, encoder.project(embedding(symmetry), k));
            decoders[symmetry][k] = decoder;
        }
        return decoder;
    }

    /**
     * Decodes; the trajectories lie in {@link #environment} afterwards.
     *
     * @return number of complete trajectories
     */
    int decode(Request request, BooleanSupplier stop) {
        PointerEnvironment env = environment(request.symmetry());
        int[] starts = request.starts();
        env.reset(starts.length);
        if (env.startCount() == 0) {
            return starts.length; // nothing to choose
        }
        for (int t = 0; t < starts.length; t++) {
            env.step(t, env.start(starts[t]));
        }
        PointerDecoder decoder = decoder(request.symmetry(), request.decoder());
        decoder.condition(request.latents().length == 0 ? new float[1][arch.latentSize()] : request.latents());
        return decoder.decode(
                env, starts.length, request.temperature(), request.topP(), new SplittableRandom(request.seed()), stop);
    }

    @Override
    public Result<S> make(Request request, BooleanSupplier stop) {
        int complete = decode(request, stop);
        PointerEnvironment env = environment(request.symmetry());
        int best = -1;
        double[] costs = new double[complete];
        for (int t = 0; t < complete; t++) {
            costs[t] = env.cost(t);
            if (best < 0 || costs[t] < costs[best]) {
                best = t;
            }
        }
        return Result.of(costs, best < 0 ? null : adapter.solution(env, best));
    }

    @Override
    public PartialSolutions<S> partialSolutions(int symmetry, int k) {
        PointerEnvironment env = newEnvironment(symmetry); // its own: rollouts overwrite the other one's state
        if (env.startCount() == 0) {
            return new Prefixes(env, null);
        }
        PointerDecoder decoder = decoder(symmetry, k);
        decoder.condition(new float[arch.latentSize()]);
        return new Prefixes(env, decoder);
    }

    @Override
    public boolean learns(ActiveRollouts.Adapted adapted) {
        return environment(0).startCount() > 0;
    }

    @Override
    public @Nullable ActiveRollouts<S> active(ActiveRollouts.Adapted adapted, int symmetry, int k, long seed) {
        PointerEnvironment env = newEnvironment(symmetry);
        return env.startCount() == 0
                ? null
                : new PointerActiveSearch<>(
                        adapter, env, weights, k, encoder.project(embedding(symmetry), k), adapted, seed);
    }

    /** Choices are nodes. */
    private final class Prefixes implements PartialSolutions<S> {
        private final PointerEnvironment env;
        private final @Nullable PointerDecoder decoder;

        /** @param decoder null where there is nothing to choose */
        Prefixes(PointerEnvironment env, @Nullable PointerDecoder decoder) {
            this.env = env;
            this.decoder = decoder;
        }

        @Override
        public int maxLength() {
            return env.maxSteps();
        }

        @Override
        public int expand(int[] prefix, int length, int[] choices, double[] logProbabilities) {
            int all = env.startCount();
            if (length == 0) {
                int count = Math.min(choices.length, all);
                for (int i = 0; i < count; i++) {
                    choices[i] = env.start((int) ((long) i * all / count));
                    logProbabilities[i] = -Math.log(all);
                }
                return count;
            }
            replay(prefix, length);
            return decoder == null ? 0 : decoder.top(env, 0, choices, logProbabilities);
        }

        @Override
        public int complete(int[] choices, int length, BooleanSupplier stop) {
            replay(choices, length);
            if (decoder != null && decoder.decode(env, 1, 0, NEVER, stop) == 0) {
                return -1;
            }
            int steps = env.steps(0);
            for (int i = length; i < steps; i++) {
                choices[i] = env.action(0, i);
            }
            return steps;
        }

        @Override
        public int complete(int[][] choices, int[] lengths, double[] costs, Completion how, BooleanSupplier stop) {
            env.reset(choices.length);
            for (int t = 0; t < choices.length; t++) {
                replay(t, choices[t], lengths[t]);
            }
            int complete = decoder == null
                    ? choices.length
                    : decoder.decode(env, choices.length, how.temperature(), how.random(), stop);
            for (int t = 0; t < complete; t++) {
                int from = lengths[t];
                lengths[t] = env.steps(t);
                for (int i = from; i < lengths[t]; i++) {
                    choices[t][i] = env.action(t, i);
                }
                costs[t] = env.cost(t);
            }
            return complete;
        }

        private void replay(int[] prefix, int length) {
            env.reset(1);
            replay(0, prefix, length);
        }

        private void replay(int t, int[] prefix, int length) {
            for (int i = 0; i < length; i++) {
                env.step(t, prefix[i]);
            }
        }

        @Override
        public double cost() {
            return env.cost(0);
        }

        @Override
        public S solution() {
            return adapter.solution(env, 0);
        }
    }
}
