package dev.ansatz.neural.pointer;

import dev.ansatz.neural.ActiveRollouts;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.decoding.Advantages;
import dev.ansatz.neural.kernel.Kernels;
import dev.ansatz.neural.network.Parameter;
import dev.ansatz.problems.Instance;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Efficient active search with an attention policy, gradients and all in plain Java. Costs are in units of their standard deviation in a
 * step, so that samples and incumbent keep their proportion while the policy sharpens. Deterministic in its seeds.
 */
final class PointerActiveSearch<I extends Instance, S> implements ActiveRollouts<S> {
    /** Learning rates, about those of the paper; at 0.01 a few steps of so few rollouts end in the incumbent. */
    private static final double RATE_EMBEDDINGS = 0.002;

    private static final double RATE_LAYER = 0.003;

    /** Width of the hidden layer of EAS-Lay: the paper's is that of an embedding, which would cost more than the decoder. */
    private static final int HIDDEN = 32;

    /** Weight of the incumbent's imitation, lambda. */
    private static final double IMITATION = 0.1;

    /** That at which samples of these policies are best. */
    private static final double TEMPERATURE = 0.3;

    private final PointerKind<I, S> adapter;
    private final PointerEnvironment env;
    private final float[] projected;
    private final PointerDecoder decoder;
    private final float[] toProjected;
    private final @Nullable ResidualLayer layer;
    private final Parameter[] parameters;
    private final DecisionTape tape;
    private final int width;
    private int steps;
    private int[] incumbent = new int[0];
    private double incumbentCost = Double.POSITIVE_INFINITY;
    private double spread;
    private int best = -1;
    private boolean improved;

    /** @param projected encoding of the instance, {@code [N, P]}; changed */
    PointerActiveSearch(
            PointerKind<I, S> adapter,
            PointerEnvironment env,
            PointerWeights weights,
            int k,
            float[] projected,
            Adapted adapted,
            long seed) {
        this.adapter = adapter;
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
    public Rollouts.Result<S> greedy(int[] starts, BooleanSupplier stop) {
        return decode(starts, 0, new SplittableRandom(0), stop);
    }

    /** Decodes, the incumbent with them where decisions are written on the tape. */
    private Rollouts.Result<S> decode(int[] starts, double temperature, RandomGenerator random, BooleanSupplier stop) {
        int count = starts.length;
        boolean isImitated = temperature > 0 && incumbent.length > 0;
        env.reset(isImitated ? count + 1 : count);
        for (int t = 0; t < count; t++) {
            env.step(t, env.start(starts[t]));
        }
        if (isImitated) {
            env.step(count, incumbent[0]);
        }
        decoder.force(isImitated ? count : -1, incumbent);
        tape.clear();
        int complete = Math.min(count, decoder.decode(env, isImitated ? count + 1 : count, temperature, random, stop));
        double cost = Double.POSITIVE_INFINITY;
        best = -1;
        double[] costs = new double[complete];
        for (int t = 0; t < complete; t++) {
            costs[t] = env.cost(t);
            if (costs[t] < cost) {
                cost = costs[t];
                best = t;
            }
        }
        improved = cost < incumbentCost;
        if (improved) {
            incumbentCost = cost;
            incumbent = trajectory(best);
        }
        return Rollouts.Result.of(costs, best < 0 ? null : adapter.solution(env, best));
    }

    private int[] trajectory(int t) {
        int[] trajectory = new int[env.steps(t)];
        for (int i = 0; i < trajectory.length; i++) {
            trajectory[i] = env.action(t, i);
        }
        return trajectory;
    }

    @Override
    public Rollouts.Result<S> learn(int[] starts, long seed, BooleanSupplier stop) {
        SplittableRandom random = new SplittableRandom(seed);
        Rollouts.Result<S> result = decode(starts, TEMPERATURE, random, stop);
        int count = starts.length;
        if (result.rollouts() < count || stop.getAsBoolean()) {
            return result;
        }
        Advantages advantages = Advantages.of(result.costs());
        spread = advantages.spread();
        float[] weights = Arrays.copyOf(advantages.values(), count + 1);
        weights[improved ? best : count] += (float) IMITATION;
        tape.addGradient(weights, projected, toProjected, width, layer);
        steps++;
        double base = layer == null ? RATE_EMBEDDINGS : RATE_LAYER;
        for (Parameter parameter : parameters) {
            parameter.step(base, steps);
        }
        if (layer != null) {
            layer.refresh();
        } else {
            decoder.refreshPointer();
        }
        return result;
    }

    /** With the incumbent they fill the columns that are decoded side by side. */
    @Override
    public int samplesPerStep() {
        return Kernels.PADDING - 1;
    }

    @Override
    public double spread() {
        return spread;
    }
}
