package dev.ansatz.neural.candidate;

import dev.ansatz.neural.kernel.Kernels;
import java.util.Map;

/** Embeds the nodes of one instance: see {@link CandidateArchitecture}. Stateless, thread-safe. */
public final class CandidateEncoder {
    private final CandidateArchitecture arch;
    private final Map<String, float[]> weights;

    public CandidateEncoder(CandidateArchitecture arch, Map<String, float[]> weights) {
        arch.check(weights);
        this.arch = arch;
        this.weights = weights;
    }

    /**
     * Encodes an instance down to what the decoder needs.
     *
     * @return {@code [N, D]}
     */
    public float[] project(CandidateEnvironment<?> env) {
        int n = env.nodes();
        int d = arch.embeddingSize();
        float[] h = new float[n * d];
        Kernels.matmul(env.features(), get("input.weight"), get("input.bias"), h, n, arch.features(), d);
        float[] normed = new float[n * d];
        float[] out = new float[n * d];
        float[] mixed = new float[n * d];
        float[] qkv = new float[n * 3 * d];
        float[] hidden = new float[n * arch.feedForwardSize()];
        for (int l = 0; l < arch.layers(); l++) {
            for (int r = 0; r < arch.relations(); r++) {
                String p = CandidateArchitecture.attention(l, r);
                Kernels.layerNorm(h, get(p + "norm.weight"), get(p + "norm.bias"), normed, n, d);
                Kernels.matmul(normed, get(p + "qkv.weight"), null, qkv, n, d, 3 * d);
                for (int[] group : env.groups(r)) {
                    attend(group, qkv, mixed);
                }
                Kernels.matmul(mixed, get(p + "out.weight"), get(p + "out.bias"), out, n, d, d);
                add(h, out);
            }
            String p = CandidateArchitecture.feedForward(l);
            Kernels.layerNorm(h, get(p + "norm.weight"), get(p + "norm.bias"), normed, n, d);
            Kernels.matmul(normed, get(p + "1.weight"), get(p + "1.bias"), hidden, n, d, arch.feedForwardSize());
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = Math.max(0f, hidden[i]);
            }
            Kernels.matmul(hidden, get(p + "2.weight"), get(p + "2.bias"), out, n, arch.feedForwardSize(), d);
            add(h, out);
        }
        Kernels.layerNorm(h, get("norm.weight"), get("norm.bias"), normed, n, d);
        Kernels.matmul(normed, get("decoder.node.weight"), null, out, n, d, d);
        return out;
    }

    private float[] get(String name) {
        return java.util.Objects.requireNonNull(weights.get(name), name);
    }

    /** Multi-head attention within a group; qkv is [N, 3, H, dk], mixed [N, H, dk]. */
    private void attend(int[] group, float[] qkv, float[] mixed) {
        int g = group.length;
        int d = arch.embeddingSize();
        int dk = arch.headSize();
        int stride = Kernels.padded(g);
        float[] keys = new float[dk * stride];
        float[] scores = new float[stride];
        float scale = (float) (1 / Math.sqrt(dk));
        for (int head = 0; head < arch.heads(); head++) {
            for (int j = 0; j < g; j++) {
                int from = group[j] * 3 * d + d + head * dk;
                for (int c = 0; c < dk; c++) {
                    keys[c * stride + j] = qkv[from + c];
                }
            }
            for (int node : group) {
                Kernels.scores(qkv, node * 3 * d + head * dk, dk, keys, 0, stride, scale, scores, 0, g);
                softmax(scores, g);
                Kernels.mix(scores, 0, group, g, qkv, 3 * d, 2 * d + head * dk, mixed, node * d + head * dk, dk);
            }
        }
    }

    private static void softmax(float[] x, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, x[i]);
        }
        Kernels.exp(x, 0, count, max);
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[i];
        }
        float inverse = 1 / sum;
        for (int i = 0; i < count; i++) {
            x[i] *= inverse;
        }
    }

    private static void add(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
    }
}
