package dev.ansatz.neural.policy;

/** Embeds the nodes of one instance: see {@link Architecture}. O(L·N²·D) time, O(N²) memory. Stateless, thread-safe. */
public final class Encoder {
    private final Weights weights;

    public Encoder(Weights weights) {
        this.weights = weights;
    }

    /**
     * Encodes an instance down to what the first decoder needs.
     *
     * @return {@code [N, P]}, P = {@link Architecture#projectionSize()}
     */
    public float[] project(NodeFeatures features) {
        return project(embed(features), 0);
    }

    /**
     * What a decoder needs of the embeddings.
     *
     * @param embeddings {@code [N, D]} from {@link #embed}
     * @param decoder 0 to K - 1
     * @return {@code [N, P]}, P = {@link Architecture#projectionSize()}
     */
    public float[] project(float[] embeddings, int decoder) {
        Architecture arch = weights.architecture();
        int d = arch.embeddingSize();
        int n = embeddings.length / d;
        float[] projected = new float[n * arch.projectionSize()];
        float[] matrix = weights.get(arch.decoder(decoder) + "projection");
        Kernels.matmul(embeddings, matrix, null, projected, n, d, arch.projectionSize());
        return projected;
    }

    /**
     * Embeds the nodes of an instance, for all decoders.
     *
     * @return {@code [N, D]}
     */
    public float[] embed(NodeFeatures features) {
        Architecture arch = weights.architecture();
        int n = features.nodes();
        int d = arch.embeddingSize();
        int heads = arch.heads();
        int dk = arch.headSize();
        float[] h = new float[n * d];
        Kernels.matmul(
                features.values(), weights.get("input.weight"), weights.get("input.bias"), h, n, arch.features(), d);
        float[] normed = new float[n * d];
        float[] qkv = new float[n * 3 * d];
        float[] mixed = new float[n * d];
        float[] out = new float[n * d];
        float[] hidden = new float[n * arch.feedForwardSize()];
        int stride = Kernels.padded(n);
        float[] keys = new float[dk * stride];
        float[] values = new float[n * dk];
        float[] scores = new float[stride];
        int[] all = java.util.stream.IntStream.range(0, n).toArray();
        float[] distances = features.distances();
        float scale = (float) (1 / Math.sqrt(dk));
        for (int l = 0; l < arch.layers(); l++) {
            String p = "encoder." + l + ".";
            Kernels.layerNorm(h, weights.get(p + "norm1.weight"), weights.get(p + "norm1.bias"), normed, n, d);
            Kernels.matmul(normed, weights.get(p + "qkv.weight"), null, qkv, n, d, 3 * d);
            float[] distanceFactor = weights.get(p + "distance");
            for (int hd = 0; hd < heads; hd++) {
                for (int j = 0; j < n; j++) {
                    for (int c = 0; c < dk; c++) {
                        keys[c * stride + j] = qkv[j * 3 * d + d + hd * dk + c];
                        values[j * dk + c] = qkv[j * 3 * d + 2 * d + hd * dk + c];
                    }
                }
                for (int i = 0; i < n; i++) {
                    Kernels.scores(qkv, i * 3 * d + hd * dk, dk, keys, 0, stride, scale, scores, 0, n);
                    attend(scores, distances, i * n, distanceFactor[hd], n);
                    Kernels.mix(scores, 0, all, n, values, dk, 0, mixed, i * d + hd * dk, dk);
                }
            }
            Kernels.matmul(mixed, weights.get(p + "out.weight"), weights.get(p + "out.bias"), out, n, d, d);
            add(h, out);
            Kernels.layerNorm(h, weights.get(p + "norm2.weight"), weights.get(p + "norm2.bias"), normed, n, d);
            Kernels.matmul(
                    normed,
                    weights.get(p + "ff1.weight"),
                    weights.get(p + "ff1.bias"),
                    hidden,
                    n,
                    d,
                    arch.feedForwardSize());
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = Math.max(0f, hidden[i]);
            }
            Kernels.matmul(
                    hidden,
                    weights.get(p + "ff2.weight"),
                    weights.get(p + "ff2.bias"),
                    out,
                    n,
                    arch.feedForwardSize(),
                    d);
            add(h, out);
        }
        Kernels.layerNorm(h, weights.get("norm.weight"), weights.get("norm.bias"), normed, n, d);
        return normed;
    }

    private static void add(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
    }

    /** scores = softmax(scores + factor · distances). */
    private static void attend(float[] scores, float[] distances, int row, float factor, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            scores[j] += factor * distances[row + j];
            max = Math.max(max, scores[j]);
        }
        Kernels.exp(scores, 0, n, max);
        float sum = 0;
        for (int j = 0; j < n; j++) {
            sum += scores[j];
        }
        float inverse = 1 / sum;
        for (int j = 0; j < n; j++) {
            scores[j] *= inverse;
        }
    }
}
