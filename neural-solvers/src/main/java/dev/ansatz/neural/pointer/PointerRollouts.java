package dev.ansatz.neural.pointer;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.PartialSolutions;
import dev.ansatz.neural.decoding.ActiveSearch;
import dev.ansatz.neural.decoding.Choice;
import dev.ansatz.neural.decoding.PolicyRollouts;
import dev.ansatz.neural.decoding.StepScorer.Sampling;
import dev.ansatz.problems.Instance;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Rollouts of a pointer policy: one encoding per symmetry, one projection per symmetry and decoder. */
final class PointerRollouts<I extends Instance, S> extends PolicyRollouts<S, PointerDecoder> {
    /** A rollout on more nodes takes more than some milliseconds. */
    private static final int MOST_QUICK = 100;

    private final PointerKind<I, S> kind;
    private final I instance;
    private final PointerWeights weights;
    private final int[] partners;
    private final PointerArchitecture arch;
    private final PointerEncoder encoder;
    private final @Nullable PointerEnvironment[] environments;
    private final float[] @Nullable [] embeddings;
    private boolean made;

    /** @param partners nodes that are linked, or none */
    PointerRollouts(PointerKind<I, S> kind, I instance, PointerWeights weights, int[] partners) {
        super(
                kind.symmetries(),
                weights.architecture().decoders(),
                weights.architecture().latentSize());
        this.partners = partners;
        this.kind = kind;
        this.instance = instance;
        this.weights = weights;
        arch = weights.architecture();
        encoder = new PointerEncoder(weights);
        environments = new PointerEnvironment[kind.symmetries()];
        embeddings = new float[kind.symmetries()][];
    }

    @Override
    public int starts() {
        return Math.max(1, environment(0).startCount());
    }

    private PointerEnvironment environment(int symmetry) {
        PointerEnvironment env = environments[symmetry];
        if (env == null) {
            env = newEnvironment(symmetry);
            environments[symmetry] = env;
        }
        return env;
    }

    private PointerEnvironment newEnvironment(int symmetry) {
        PointerEnvironment env = kind.environment(instance, symmetry);
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

    private boolean isQuick() {
        return instance.size() <= MOST_QUICK;
    }

    @Override
    protected PointerDecoder newDecoder(int symmetry, int k) {
        NodeFeatures features = environment(symmetry).features();
        return new PointerDecoder(weights, k, features, encoder.project(embedding(symmetry), k));
    }

    @Override
    protected int decode(Request request, BooleanSupplier stop, Sink<S> sink) {
        PointerEnvironment env = environment(request.symmetry());
        int[] starts = request.starts();
        env.reset(starts.length);
        int complete = starts.length;
        if (env.startCount() > 0) {
            for (int t = 0; t < starts.length; t++) {
                env.step(t, env.start(starts[t]));
            }
            PointerDecoder decoder = decoder(request.symmetry(), request.decoder());
            decoder.condition(latents(request));
            Sampling how = new Sampling(request.temperature(), request.topP(), new SplittableRandom(request.seed()));
            // A quick first rollout is made whatever the limits are: a run has an answer.
            boolean isFirst = !made && starts.length == 1 && isQuick();
            complete = decoder.decode(env, starts.length, how, isFirst ? () -> false : stop);
            made |= complete > 0;
        }
        for (int t = 0; t < complete; t++) {
            int trajectory = t;
            sink.offer(env.cost(t), () -> kind.solution(env, trajectory));
        }
        return complete;
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
        if (env.startCount() == 0) {
            return null;
        }
        float[] projected = encoder.project(embedding(symmetry), k);
        return new ActiveSearch<>(new AdaptedPointer<>(kind, env, weights, k, projected, adapted, seed), isQuick());
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
            if (decoder != null && decoder.decode(env, 1, Choice.GREEDY, stop) == 0) {
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
            return kind.solution(env, 0);
        }
    }
}
