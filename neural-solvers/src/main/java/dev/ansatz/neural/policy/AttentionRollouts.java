package dev.ansatz.neural.policy;

import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Rollouts of an attention policy: one encoding per symmetry, one projection per symmetry and decoder, made when first used. */
final class AttentionRollouts<I extends Instance, S> implements Rollouts<S> {
    private static final int SYMMETRIES = 8;

    private final ProblemAdapter<I, S> adapter;
    private final I instance;
    private final Weights weights;
    private final Architecture arch;
    private final Encoder encoder;
    private final @Nullable Environment[] environments = new Environment[SYMMETRIES];
    private final float @Nullable [][] embeddings = new float[SYMMETRIES][];
    private final @Nullable Decoder[][] decoders;

    AttentionRollouts(ProblemAdapter<I, S> adapter, I instance, Weights weights) {
        this.adapter = adapter;
        this.instance = instance;
        this.weights = weights;
        arch = weights.architecture();
        encoder = new Encoder(weights);
        decoders = new Decoder[SYMMETRIES][arch.decoders()];
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
        return Architecture.LATENT_RANGE;
    }

    Environment environment(int symmetry) {
        Environment env = environments[symmetry];
        if (env == null) {
            env = adapter.environment(instance, symmetry);
            environments[symmetry] = env;
        }
        return env;
    }

    private Decoder decoder(int symmetry, int k) {
        Decoder decoder = decoders[symmetry][k];
        if (decoder == null) {
            NodeFeatures features = environment(symmetry).features();
            float[] embedding = embeddings[symmetry];
            if (embedding == null) {
                embedding = encoder.embed(features);
                embeddings[symmetry] = embedding;
            }
            decoder = new Decoder(weights, k, features, encoder.project(embedding, k));
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
        Environment env = environment(request.symmetry());
        int[] starts = request.starts();
        env.reset(starts.length);
        if (env.startCount() == 0) {
            return starts.length; // nothing to choose
        }
        for (int t = 0; t < starts.length; t++) {
            env.step(t, env.start(starts[t]));
        }
        Decoder decoder = decoder(request.symmetry(), request.decoder());
        decoder.condition(request.latent().length == 0 ? new float[arch.latentSize()] : request.latent());
        return decoder.decode(env, starts.length, request.temperature(), new SplittableRandom(request.seed()), stop);
    }

    @Override
    public Result<S> make(Request request, BooleanSupplier stop) {
        int complete = decode(request, stop);
        Environment env = environment(request.symmetry());
        int best = -1;
        double cost = Double.POSITIVE_INFINITY;
        for (int t = 0; t < complete; t++) {
            double c = env.cost(t);
            if (c < cost) {
                cost = c;
                best = t;
            }
        }
        return new Result<>(complete, cost, best < 0 ? null : adapter.solution(env, best));
    }
}
