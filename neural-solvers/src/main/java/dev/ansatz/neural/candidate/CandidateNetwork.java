package dev.ansatz.neural.candidate;

import dev.ansatz.neural.kernel.Kernels;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The decoder's network of a candidate-scoring policy, for several decisions on one encoded instance at once: each is a group of
 * successive rows, one row per candidate. The caller fills {@link #nodes}, {@link #contexts} and {@link #ends}, then
 * reads {@link #scores}. Not thread-safe; allocates nothing once {@link #reserve} has made room.
 */
final class CandidateNetwork {
    private final float[] projected;
    private final int d;
    private final int width;
    private final float[] contextWeight;
    private final float[] contextBias;
    private final float[] ownWeight;
    private final float[] pooledWeight;
    private final float[] pooledBias;
    private final float[] scoreWeight;
    private final float[] latentHidden;
    private final float[] latentPooled;
    private final float[] hiddenShift;
    private final float[] pooledShift;
    private float[] hidden = new float[0];
    private float[] own = new float[0];
    private float[] mean = new float[0];
    private float[] pooled = new float[0];
    private @Nullable Backward backward;

    /** Node of each row. */
    int[] nodes = new int[0];

    /** Context features of each row. */
    float[] contexts = new float[0];

    /** First row after each group. */
    int[] ends = new int[0];

    /** Score of each row. */
    float[] scores = new float[0];

    /** @param projected encoding, {@code [N, D]}; may change between calls */
    CandidateNetwork(CandidateArchitecture arch, Map<String, float[]> weights, float[] projected) {
        this.projected = projected;
        d = arch.embeddingSize();
        width = arch.contexts();
        contextWeight = get(weights, "decoder.context.weight");
        contextBias = get(weights, "decoder.context.bias");
        ownWeight = get(weights, "decoder.own.weight");
        pooledWeight = get(weights, "decoder.pooled.weight");
        pooledBias = get(weights, "decoder.pooled.bias");
        scoreWeight = get(weights, "decoder.score.weight");
        boolean isConditioned = arch.latentSize() > 0;
        latentHidden = isConditioned ? get(weights, CandidateArchitecture.LATENT_HIDDEN) : new float[0];
        latentPooled = isConditioned ? get(weights, CandidateArchitecture.LATENT_POOLED) : new float[0];
        hiddenShift = contextBias.clone();
        pooledShift = pooledBias.clone();
    }

    private static float[] get(Map<String, float[]> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    /** Sets the latent vector; at first it is the origin. */
    void condition(float[] latent) {
        System.arraycopy(contextBias, 0, hiddenShift, 0, d);
        System.arraycopy(pooledBias, 0, pooledShift, 0, d);
        for (int i = 0; i < latent.length; i++) {
            for (int c = 0; c < d; c++) {
                hiddenShift[c] += latent[i] * latentHidden[i * d + c];
                pooledShift[c] += latent[i] * latentPooled[i * d + c];
            }
        }
    }

    /** Makes room. */
    void reserve(int rows, int groups) {
        if (nodes.length < rows) {
            int size = Math.max(rows, 2 * nodes.length);
            nodes = Arrays.copyOf(nodes, size);
            contexts = Arrays.copyOf(contexts, size * width);
            scores = Arrays.copyOf(scores, size);
            hidden = new float[size * d];
            own = new float[size * d];
        }
        if (ends.length < groups) {
            ends = Arrays.copyOf(ends, groups);
            mean = new float[groups * d];
            pooled = new float[groups * d];
        }
    }

    /** Computes the scores of all rows. */
    void score(int groups) {
        int rows = ends[groups - 1];
        Kernels.matmul(contexts, contextWeight, hiddenShift, hidden, rows, width, d);
        Arrays.fill(mean, 0, groups * d, 0f);
        for (int g = 0, i = 0; g < groups; i = ends[g++]) {
            hidden(i, ends[g], g * d);
        }
        Kernels.matmul(mean, pooledWeight, pooledShift, pooled, groups, d, d);
        Kernels.matmul(hidden, ownWeight, null, own, rows, d, d);
        for (int g = 0, i = 0; g < groups; i = ends[g++]) {
            for (int row = i; row < ends[g]; row++) {
                scores[row] = score(row * d, g * d);
            }
        }
    }

    private void hidden(int from, int to, int group) {
        float share = 1f / (to - from);
        for (int i = from; i < to; i++) {
            int row = i * d;
            int node = nodes[i] * d;
            for (int c = 0; c < d; c++) {
                float v = Math.max(0f, hidden[row + c] + projected[node + c]);
                hidden[row + c] = v;
                mean[group + c] += v * share;
            }
        }
    }

    private float score(int row, int group) {
        float score = 0;
        for (int c = 0; c < d; c++) {
            score += scoreWeight[c] * Math.max(0f, own[row + c] + pooled[group + c]);
        }
        return score;
    }

    /**
     * Backward pass of the last {@link #score}, which it overwrites.
     *
     * @param toScores gradient with respect to the scores
     * @param gradients by group: what the gradient with respect to the encoding, {@code [N, D]}, is added to
     */
    void addGradient(int groups, float[] toScores, float[][] gradients) {
        int rows = ends[groups - 1];
        Backward b = backward == null ? backward = new Backward() : backward;
        b.reserve(rows, groups);
        Arrays.fill(mean, 0, groups * d, 0f);
        for (int g = 0, i = 0; g < groups; i = ends[g++]) {
            float share = 1f / (ends[g] - i);
            for (int row = i; row < ends[g]; row++) {
                toOwn(row * d, g * d, toScores[row], share);
            }
        }
        Kernels.matmul(mean, b.pooledTransposed, null, b.toMean, groups, d, d);
        Kernels.matmul(own, b.ownTransposed, null, b.toHidden, rows, d, d);
        for (int g = 0, i = 0; g < groups; i = ends[g++]) {
            for (int row = i; row < ends[g]; row++) {
                b.add(row * d, g * d, gradients[g], nodes[row] * d);
            }
        }
    }

    private void toOwn(int row, int group, float toScore, float share) {
        for (int c = 0; c < d; c++) {
            float g = own[row + c] + pooled[group + c] > 0 ? toScore * scoreWeight[c] : 0;
            own[row + c] = g;
            mean[group + c] += g * share;
        }
    }

    /** What only {@link #addGradient} needs. */
    private final class Backward {
        private final float[] ownTransposed = new float[d * d];
        private final float[] pooledTransposed = new float[d * d];
        private float[] toHidden = new float[0];
        private float[] toMean = new float[0];

        Backward() {
            Kernels.transpose(d, d, ownWeight, 0, d, ownTransposed, 0, d);
            Kernels.transpose(d, d, pooledWeight, 0, d, pooledTransposed, 0, d);
        }

        void reserve(int rows, int groups) {
            if (toHidden.length < rows * d) {
                toHidden = new float[hidden.length];
            }
            if (toMean.length < groups * d) {
                toMean = new float[groups * d];
            }
        }

        void add(int row, int group, float[] gradient, int to) {
            for (int c = 0; c < d; c++) {
                if (hidden[row + c] > 0) {
                    gradient[to + c] += toHidden[row + c] + toMean[group + c];
                }
            }
        }
    }
}
