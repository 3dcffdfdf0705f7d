package dev.ansatz.neural.pointer;

import dev.ansatz.neural.kernel.Kernels;

/** Embeds the nodes of one instance: see {@link PointerArchitecture}. O(L·N²·D) time, O(N²) memory. Stateless, thread-safe. */
public final class PointerEncoder {
    private final PointerWeights weights;

    public PointerEncoder(PointerWeights weights) {
        this.weights = weights;
    }

    /**
     * Encodes an instance down to what the first decoder needs.
     *
     * @return {@code [N, P]}, P = {@link PointerArchitecture#projectionSize()}
     */
    public float[] project(NodeFeatures features) {
        return project(embed(features), 0);
    }

    /**
     * What a decoder needs of the embeddings.
     *
     * @param embeddings {@code [N, D]} from {@link #embed}
     * @param decoder 0 to K - 1
     * @return {@code [N, P]}, P = {@link PointerArchitecture#projectionSize()}
     */
    public float[] project(float[] embeddings, int decoder) {
        PointerArchitecture arch = weights.architecture();
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
        PointerArchitecture arch = weights.architecture();
        int n = features.nodes();
        int d = arch.embeddingSize();
        float[] h = new float[n * d];
        Kernels.matmul(
                features.values(), weights.get("input.weight"), weights.get("input.bias"), h, n, arch.features(), d);
        Pass pass = new Pass(features);
        for (int l = 0; l < arch.layers(); l++) {
            pass.layer("encoder." + l + ".", h);
        }
        float[] normed = new float[n * d];
        Kernels.layerNorm(h, weights.get("norm.weight"), weights.get("norm.bias"), normed, n, d);
        return normed;
    }

    /** Memory of one pass. Its methods are small: the JIT compiler takes a second for them as one. */
    private final class Pass {
        private final PointerArchitecture arch = weights.architecture();
        private final int n;
        private final int d = arch.embeddingSize();
        private final int dk = arch.headSize();
        private final int stride;
        private final float[] distances;
        private final float[] normed;
        private final float[] qkv;
        private final float[] queries;
        private final float[] attention;
        private final float[] columns;
        private final float[] mixed;
        private final float[] out;
        private final float[] hidden;

        Pass(NodeFeatures features) {
            n = features.nodes();
            stride = Kernels.padded(n);
            distances = new float[n * stride];
            for (int i = 0; i < n; i++) {
                System.arraycopy(features.distances(), i * n, distances, i * stride, n);
            }
            normed = new float[n * d];
            qkv = new float[n * 3 * d];
            queries = new float[dk * stride];
            attention = new float[n * stride];
            columns = new float[dk * stride];
            mixed = new float[n * d];
            out = new float[n * d];
            hidden = new float[n * arch.feedForwardSize()];
        }

        /** h += attention of the normalised h; h += two dense layers of the normalised h. */
        void layer(String p, float[] h) {
            Kernels.layerNorm(h, weights.get(p + "norm1.weight"), weights.get(p + "norm1.bias"), normed, n, d);
            Kernels.matmul(normed, weights.get(p + "qkv.weight"), null, qkv, n, d, 3 * d);
            float[] distanceFactor = weights.get(p + "distance");
            for (int head = 0; head < arch.heads(); head++) {
                attend(head, distanceFactor[head]);
            }
            Kernels.matmul(mixed, weights.get(p + "out.weight"), weights.get(p + "out.bias"), out, n, d, d);
            Kernels.add(h.length, out, 0, h, 0);
            Kernels.layerNorm(h, weights.get(p + "norm2.weight"), weights.get(p + "norm2.bias"), normed, n, d);
            int f = arch.feedForwardSize();
            Kernels.matmul(normed, weights.get(p + "ff1.weight"), weights.get(p + "ff1.bias"), hidden, n, d, f);
            rectify(hidden);
            Kernels.matmul(hidden, weights.get(p + "ff2.weight"), weights.get(p + "ff2.bias"), out, n, f, d);
            Kernels.add(h.length, out, 0, h, 0);
        }

        /** One head of attention: keys in the rows and queries in the columns. */
        private void attend(int head, float distanceFactor) {
            int query = head * dk;
            Kernels.transpose(n, dk, qkv, query, 3 * d, queries, 0, stride);
            scale(queries, (float) (1 / Math.sqrt(dk)));
            Kernels.nn(n, stride, dk, qkv, d + query, 3 * d, queries, 0, stride, attention, 0, stride, false);
            Kernels.columnSoftmax(n, stride, attention, 0, stride, distanceFactor, distances, 0, stride);
            Kernels.tn(dk, stride, n, qkv, 2 * d + query, 3 * d, attention, 0, stride, columns, 0, stride, false);
            Kernels.transpose(dk, n, columns, 0, stride, mixed, query, d);
        }
    }

    private static void rectify(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(0f, x[i]);
        }
    }

    private static void scale(float[] x, float factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }
}
