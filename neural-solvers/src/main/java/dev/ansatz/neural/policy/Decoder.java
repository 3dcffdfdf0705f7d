package dev.ansatz.neural.policy;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Decodes solutions of one encoded instance, step by step. Only feasible nodes are looked at, so a step costs O(feasible · D).
 * Not thread-safe: one per thread; allocates nothing per step.
 */
public final class Decoder {
    private static final int STOP_INTERVAL = 64;
    private final float[] contextQuery;
    private final float[] distance;
    private final Architecture arch;
    private final NodeFeatures features;
    private final int n;
    private final int d;
    private final int heads;
    private final int dk;
    private final float[] lastQuery;
    private final float[] firstQuery;
    private final float[] keys;
    private final float[] values;
    private final float[] pointerKeys;
    private final float[] query;
    private final float[] glimpse;
    private final float[] attention;
    private final float[] scores;
    private final float[] logits;
    private final int stride;
    private final int[] feasible;

    /**
     * @param features the instance
     * @param projected its encoding, {@code [N, P]}, from {@link Encoder#project}
     */
    public Decoder(Weights weights, NodeFeatures features, float[] projected) {
        contextQuery = weights.architecture().contexts() > 0 ? weights.get("decoder.context") : new float[0];
        distance = weights.get("decoder.distance");
        this.arch = weights.architecture();
        this.features = features;
        n = features.nodes();
        d = arch.embeddingSize();
        heads = arch.heads();
        dk = arch.headSize();
        int p = arch.projectionSize();
        lastQuery = slice(projected, p, 0);
        firstQuery = arch.usesFirst() ? slice(projected, p, 1) : new float[0];
        int rest = arch.usesFirst() ? 2 : 1;
        stride = Kernels.padded(n);
        keys = transposed(projected, p, rest);
        values = slice(projected, p, rest + 1);
        pointerKeys = transposed(projected, p, rest + 2);
        query = new float[d];
        glimpse = new float[d];
        attention = new float[heads * stride];
        scores = new float[stride];
        logits = new float[stride];
        feasible = new int[n];
    }

    private float[] slice(float[] projected, int width, int part) {
        float[] slice = new float[n * d];
        for (int i = 0; i < n; i++) {
            System.arraycopy(projected, i * width + part * d, slice, i * d, d);
        }
        return slice;
    }

    /** One part of the projection as {@code [D, stride]}. */
    private float[] transposed(float[] projected, int width, int part) {
        float[] transposed = new float[d * stride];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                transposed[c * stride + i] = projected[i * width + part * d + c];
            }
        }
        return transposed;
    }

    /**
     * Decodes every trajectory of an environment to its end. Each must have made its first step.
     *
     * @param temperature 0 = greedy, else softmax(logits / temperature) is sampled
     * @param stop asked before each trajectory and every {@value #STOP_INTERVAL} steps
     * @return how many trajectories, from the first on, are complete
     */
    public int decode(
            Environment env, int trajectories, double temperature, RandomGenerator random, BooleanSupplier stop) {
        for (int t = 0; t < trajectories; t++) {
            if (stop.getAsBoolean()) {
                return t;
            }
            int steps = 0;
            for (int k = env.feasible(t, feasible); k > 0; k = env.feasible(t, feasible)) {
                if (++steps % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                    return t;
                }
                env.step(t, k == 1 ? feasible[0] : choose(env, t, k, temperature, random));
            }
        }
        return trajectories;
    }

    private int choose(Environment env, int t, int k, double temperature, RandomGenerator random) {
        computeLogits(env, t, k);
        int best = 0;
        for (int i = 1; i < k; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        if (temperature <= 0) {
            return feasible[best];
        }
        float inverse = (float) (1 / temperature);
        float max = logits[best];
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum += logits[i] = Kernels.exp((logits[i] - max) * inverse);
        }
        float r = random.nextFloat() * sum;
        for (int i = 0; i < k; i++) {
            r -= logits[i];
            if (r < 0) {
                return feasible[i];
            }
        }
        return feasible[best];
    }

    /** Clipped logits of the first {@code k} entries of {@link #feasible}, into {@link #logits}. */
    private void computeLogits(Environment env, int t, int k) {
        int last = env.last(t);
        System.arraycopy(lastQuery, last * d, query, 0, d);
        if (arch.usesFirst()) {
            int from = env.first(t) * d;
            for (int c = 0; c < d; c++) {
                query[c] += firstQuery[from + c];
            }
        }
        if (arch.contexts() > 0) {
            float context = env.context(t);
            for (int c = 0; c < d; c++) {
                query[c] += context * contextQuery[c];
            }
        }
        float scale = (float) (1 / Math.sqrt(dk));
        for (int h = 0; h < heads; h++) {
            Kernels.scores(query, h * dk, dk, keys, h * dk, stride, scale, scores, 0, n);
            for (int i = 0; i < k; i++) {
                attention[h * stride + i] = scores[feasible[i]];
            }
            softmax(attention, h * stride, k);
            Kernels.mix(attention, h * stride, feasible, k, values, d, h * dk, glimpse, h * dk, dk);
        }
        Kernels.scores(glimpse, 0, d, pointerKeys, 0, stride, (float) (1 / Math.sqrt(d)), scores, 0, n);
        float distanceFactor = distance[0];
        float[] distances = features.distances();
        for (int i = 0; i < k; i++) {
            int node = feasible[i];
            logits[i] = Architecture.LOGIT_CLIPPING
                    * Kernels.tanh(scores[node] + distanceFactor * distances[last * n + node]);
        }
    }

    private static void softmax(float[] x, int from, int k) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + k; i++) {
            max = Math.max(max, x[i]);
        }
        Kernels.exp(x, from, k, max);
        float sum = 0;
        for (int i = from; i < from + k; i++) {
            sum += x[i];
        }
        float inverse = 1 / sum;
        for (int i = from; i < from + k; i++) {
            x[i] *= inverse;
        }
    }
}
