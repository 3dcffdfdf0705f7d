package dev.ansatz.neural.pointer;

import dev.ansatz.neural.ActiveRollouts.Adapted;
import dev.ansatz.neural.decoding.AdaptedPolicy;
import dev.ansatz.neural.kernel.Kernels;
import dev.ansatz.neural.network.Parameter;
import dev.ansatz.problems.Instance;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A pointer policy of which the pointer keys of the instance (EAS-Emb) or a layer in front of the pointer (EAS-Lay) are adapted, gradients
 * and all in plain Java.
 */
final class AdaptedPointer<I extends Instance, S> implements AdaptedPolicy<S> {
    /** Learning rates, about those of the paper; at 0.01 a few steps of so few rollouts end in the incumbent. */
    private static final double RATE_EMBEDDINGS = 0.002;

    private static final double RATE_LAYER = 0.003;

    /** Width of the hidden layer of EAS-Lay: the paper's is that of an embedding, which would cost more than the decoder. */
    private static final int HIDDEN = 32;

    private static final double TEMPERATURE = 0.3;

    private final PointerKind<I, S> kind;
    private final PointerEnvironment env;
    private final float[] projected;
    private final PointerDecoder decoder;
    private final float[] toProjected;
    private final @Nullable ResidualLayer layer;
    private final Parameter[] parameters;
    private final DecisionTape tape;
    private final int width;

    /** @param projected encoding of the instance, {@code [N, P]}; changed */
    AdaptedPointer(
            PointerKind<I, S> kind,
            PointerEnvironment env,
            PointerWeights weights,
            int k,
            float[] projected,
            Adapted adapted,
            long seed) {
        this.kind = kind;
        this.env = env;
        this.projected = projected;
        PointerArchitecture arch = weights.architecture();
        decoder = new PointerDecoder(weights, k, env.features(), projected);
        int d = arch.embeddingSize();
        width = arch.projectionSize();
        toProjected = new float[projected.length];
        tape = new DecisionTape(d);
        decoder.record(tape);
        if (adapted == Adapted.LAYER) {
            layer = new ResidualLayer(d, Math.min(HIDDEN, d), seed);
            decoder.insert(layer);
            parameters = new Parameter[] {
                new Parameter(layer.w1, layer.toW1), new Parameter(layer.b1, layer.toB1),
                new Parameter(layer.w2, layer.toW2), new Parameter(layer.b2, layer.toB2)
            };
        } else {
            layer = null;
            parameters = new Parameter[] {new Parameter(projected, toProjected, width, width - d, width)};
        }
    }

    @Override
    public int decode(
            int[] starts, int @Nullable [] imitated, double temperature, RandomGenerator random, BooleanSupplier stop) {
        int count = imitated == null ? starts.length : starts.length + 1;
        env.reset(count);
        for (int t = 0; t < starts.length; t++) {
            env.step(t, env.start(starts[t]));
        }
        if (imitated == null) {
            decoder.force(-1, new int[0]);
        } else {
            env.step(count - 1, imitated[0]);
            decoder.force(count - 1, imitated);
        }
        tape.clear();
        return decoder.decode(env, count, temperature, random, stop);
    }

    @Override
    public double cost(int t) {
        return env.cost(t);
    }

    @Override
    public int[] choices(int t) {
        int[] trajectory = new int[env.steps(t)];
        for (int i = 0; i < trajectory.length; i++) {
            trajectory[i] = env.action(t, i);
        }
        return trajectory;
    }

    @Override
    public S solution(int t) {
        return kind.solution(env, t);
    }

    @Override
    public void learn(float[] weights, int imitated, float imitation, int step) {
        float[] all = Arrays.copyOf(weights, weights.length + 1);
        all[imitated] += imitation;
        tape.addGradient(all, projected, toProjected, width, layer);
        for (Parameter parameter : parameters) {
            parameter.step(layer == null ? RATE_EMBEDDINGS : RATE_LAYER, step);
        }
        if (layer != null) {
            layer.refresh();
        } else {
            decoder.refreshPointer();
        }
    }

    @Override
    public double temperature() {
        return TEMPERATURE;
    }

    /** With the incumbent they fill the columns that are decoded side by side. */
    @Override
    public int samplesPerStep() {
        return Kernels.PADDING - 1;
    }
}
