package dev.ansatz.neural.pointer;

import dev.ansatz.neural.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@link PointerEncoder} for several instances of one size, and its backward pass, in plain Java. The products with weights go over
 * the nodes of all instances at once; attention goes instance by instance and head by head, keys in the rows of a matrix and
 * queries in its columns, so that the softmax and its gradient are sums of whole rows. Attention weights are computed again on the
 * way back: that is faster than to fetch them from memory.
 *
 * <p>Not thread-safe. Memory is reused from batch to batch: one object per thread.
 */
public final class EncoderGradient {
    private final PointerArchitecture arch;
    private final int d;
    private final int heads;
    private final int dk;
    private final int hiddenSize;

    private PointerWeights weights;
    private int n;
    private int stride;
    private int m; // rows: nodes of all instances
    private List<NodeFeatures> batch = List.of();

    // what the backward pass needs of the forward pass
    private float[] features = new float[0];
    private float[] distances = new float[0]; // [B, N, stride], a column for each query
    private final Layer[] layers;
    private float[] finalNormed = new float[0];
    private float[] finalScale = new float[0];
    private float[] embeddings = new float[0];

    // scratch
    private float[] h = new float[0];
    private float[] normed = new float[0];
    private float[] gradient = new float[0];
    private float[] toNormed = new float[0];
    private float[] toQkv = new float[0];
    private float[] toHidden = new float[0];
    private float[] attention = new float[0];
    private float[] toAttention = new float[0];
    private float[] queries = new float[0];
    private float[] keys = new float[0];
    private float[] values = new float[0];
    private float[] columns = new float[0];
    private float[] out = new float[0];
    private final Products products = new Products();

    /** What a layer keeps for the backward pass. */
    private static final class Layer {
        private float[] normed1 = new float[0]; // before weight and bias
        private float[] scale1 = new float[0];
        private float[] qkv = new float[0];
        private float[] mixed = new float[0];
        private float[] normed2 = new float[0];
        private float[] scale2 = new float[0];
        private float[] hidden = new float[0];
    }

    public EncoderGradient(PointerWeights weights) {
        this.weights = weights;
        arch = weights.architecture();
        d = arch.embeddingSize();
        heads = arch.heads();
        dk = arch.headSize();
        hiddenSize = arch.feedForwardSize();
        layers = new Layer[arch.layers()];
        Arrays.setAll(layers, l -> new Layer());
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }

    private void resize() {
        int b = batch.size();
        features = atLeast(features, m * arch.features());
        distances = atLeast(distances, b * n * stride);
        for (Layer layer : layers) {
            layer.normed1 = atLeast(layer.normed1, m * d);
            layer.scale1 = atLeast(layer.scale1, m);
            layer.qkv = atLeast(layer.qkv, m * 3 * d);
            layer.mixed = atLeast(layer.mixed, m * d);
            layer.normed2 = atLeast(layer.normed2, m * d);
            layer.scale2 = atLeast(layer.scale2, m);
            layer.hidden = atLeast(layer.hidden, m * hiddenSize);
        }
        finalNormed = atLeast(finalNormed, m * d);
        finalScale = atLeast(finalScale, m);
        embeddings = atLeast(embeddings, m * d);
        h = atLeast(h, m * d);
        normed = atLeast(normed, m * d);
        gradient = atLeast(gradient, m * d);
        toNormed = atLeast(toNormed, m * d);
        toQkv = atLeast(toQkv, m * 3 * d);
        toHidden = atLeast(toHidden, m * hiddenSize);
        attention = atLeast(attention, stride * stride);
        toAttention = atLeast(toAttention, stride * stride);
        queries = atLeast(queries, stride * dk);
        keys = atLeast(keys, stride * dk);
        values = atLeast(values, stride * dk);
        columns = atLeast(columns, dk * stride);
        out = atLeast(out, stride * dk);
    }

    /**
     * Embeds the nodes of a batch.
     *
     * @param present weights of the same architecture, until the next batch
     * @param instances instances of equal size, N nodes each
     */
    public void embed(PointerWeights present, List<NodeFeatures> instances) {
        weights = present;
        batch = List.copyOf(instances);
        n = batch.getFirst().nodes();
        stride = Kernels.padded(n);
        m = batch.size() * n;
        resize();
        int f = arch.features();
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(batch.get(i).values(), 0, features, i * n * f, n * f);
            Kernels.transpose(n, n, batch.get(i).distances(), 0, n, distances, i * n * stride, stride);
        }
        fill(h, weights.get("input.bias"));
        products.nn(m, d, f, features, weights.get("input.weight"), h, true);
        for (int l = 0; l < layers.length; l++) {
            Layer layer = layers[l];
            String p = "encoder." + l + ".";
            Kernels.normalise(h, layer.normed1, layer.scale1, m, d);
            scaleAndShift(layer.normed1, p + "norm1.");
            products.nn(m, 3 * d, d, normed, weights.get(p + "qkv.weight"), layer.qkv, false);
            for (int i = 0; i < batch.size(); i++) {
                for (int hd = 0; hd < heads; hd++) {
                    attend(layer, i, hd, weights.get(p + "distance")[hd]);
                    Kernels.tn(
                            n, dk, n, attention, 0, stride, values, 0, dk, layer.mixed, i * n * d + hd * dk, d, false);
                }
            }
            addTo(h, weights.get(p + "out.bias"));
            products.nn(m, d, d, layer.mixed, weights.get(p + "out.weight"), h, true);
            Kernels.normalise(h, layer.normed2, layer.scale2, m, d);
            scaleAndShift(layer.normed2, p + "norm2.");
            fill(layer.hidden, weights.get(p + "ff1.bias"));
            products.nn(m, hiddenSize, d, normed, weights.get(p + "ff1.weight"), layer.hidden, true);
            float[] hidden = layer.hidden;
            for (int i = 0; i < m * hiddenSize; i++) {
                hidden[i] = Math.max(0f, hidden[i]);
            }
            addTo(h, weights.get(p + "ff2.bias"));
            products.nn(m, d, hiddenSize, hidden, weights.get(p + "ff2.weight"), h, true);
        }
        Kernels.normalise(h, finalNormed, finalScale, m, d);
        scaleAndShift(finalNormed, "norm.");
        System.arraycopy(normed, 0, embeddings, 0, m * d);
    }

    /**
     * What a decoder needs of the embeddings.
     *
     * @param decoder 0 to K - 1
     * @return {@code [B, N, P]}
     */
    public float[] project(int decoder) {
        float[] projected = new float[m * arch.projectionSize()];
        float[] matrix = weights.get(arch.decoder(decoder) + "projection");
        products.nn(m, arch.projectionSize(), d, embeddings, matrix, projected, false);
        return projected;
    }

    /**
     * Goes back from the projections of the last batch to the weights.
     *
     * @param toProjected gradient with respect to the projections of each decoder, {@code [K][B, N, P]}, null for those that
     *     are not in the loss
     * @param gradients to which those of the encoder's weights and of the decoders' projections are added, by name
     */
    public void backward(float[] @Nullable [] toProjected, Map<String, float[]> gradients) {
        Arrays.fill(toNormed, 0, m * d, 0f);
        int width = arch.projectionSize();
        for (int k = 0; k < toProjected.length; k++) {
            float[] g = toProjected[k];
            if (g != null) {
                String name = arch.decoder(k) + "projection";
                products.tn(d, width, m, embeddings, g, get(gradients, name));
                products.nt(m, d, width, g, weights.get(name), toNormed, true);
            }
        }
        Arrays.fill(gradient, 0, m * d, 0f);
        normBackward(finalNormed, finalScale, "norm.", gradients);
        for (int l = layers.length - 1; l >= 0; l--) {
            Layer layer = layers[l];
            String p = "encoder." + l + ".";
            addColumns(gradient, d, get(gradients, p + "ff2.bias"));
            products.tn(hiddenSize, d, m, layer.hidden, gradient, get(gradients, p + "ff2.weight"));
            products.nt(m, hiddenSize, d, gradient, weights.get(p + "ff2.weight"), toHidden, false);
            float[] hidden = layer.hidden;
            for (int i = 0; i < m * hiddenSize; i++) {
                toHidden[i] = hidden[i] > 0 ? toHidden[i] : 0f;
            }
            addColumns(toHidden, hiddenSize, get(gradients, p + "ff1.bias"));
            scaleAndShift(layer.normed2, p + "norm2.");
            products.tn(d, hiddenSize, m, normed, toHidden, get(gradients, p + "ff1.weight"));
            products.nt(m, d, hiddenSize, toHidden, weights.get(p + "ff1.weight"), toNormed, false);
            normBackward(layer.normed2, layer.scale2, p + "norm2.", gradients);
            attentionBackward(layer, p, gradients);
        }
        addColumns(gradient, d, get(gradients, "input.bias"));
        products.tn(arch.features(), d, m, features, gradient, get(gradients, "input.weight"));
    }

    private void attentionBackward(Layer layer, String p, Map<String, float[]> gradients) {
        addColumns(gradient, d, get(gradients, p + "out.bias"));
        products.tn(d, d, m, layer.mixed, gradient, get(gradients, p + "out.weight"));
        float[] toMixed = toNormed;
        products.nt(m, d, d, gradient, weights.get(p + "out.weight"), toMixed, false);
        float[] toFactor = get(gradients, p + "distance");
        for (int i = 0; i < batch.size(); i++) {
            for (int hd = 0; hd < heads; hd++) {
                attend(layer, i, hd, weights.get(p + "distance")[hd]);
                int at = i * n * d + hd * dk;
                for (int q = 0; q < n; q++) {
                    System.arraycopy(toMixed, at + q * d, out, q * dk, dk);
                }
                Arrays.fill(columns, 0, dk * stride, 0f);
                Kernels.transpose(n, dk, out, 0, dk, columns, 0, stride);
                Kernels.nn(n, stride, dk, values, 0, dk, columns, 0, stride, toAttention, 0, stride, false);
                int qkv = i * n * 3 * d + hd * dk;
                Kernels.nn(n, dk, n, attention, 0, stride, out, 0, dk, toQkv, qkv + 2 * d, 3 * d, false);
                Kernels.columnSoftmaxGradient(n, stride, attention, 0, toAttention, 0, stride);
                toFactor[hd] += Kernels.dot(n * stride, toAttention, 0, distances, i * n * stride);
                Kernels.nn(n, dk, n, toAttention, 0, stride, queries, 0, dk, toQkv, qkv + d, 3 * d, false);
                Kernels.tn(n, dk, n, toAttention, 0, stride, keys, 0, dk, out, 0, dk, false);
                float scale = (float) (1 / Math.sqrt(dk));
                for (int q = 0; q < n; q++) {
                    for (int c = 0; c < dk; c++) {
                        toQkv[qkv + q * 3 * d + c] = scale * out[q * dk + c];
                    }
                }
            }
        }
        scaleAndShift(layer.normed1, p + "norm1.");
        products.tn(d, 3 * d, m, normed, toQkv, get(gradients, p + "qkv.weight"));
        products.nt(m, d, 3 * d, toQkv, weights.get(p + "qkv.weight"), toNormed, false);
        normBackward(layer.normed1, layer.scale1, p + "norm1.", gradients);
    }

    /** Attention weights of one head, {@code [N keys, stride queries]}, with its keys, values and scaled queries beside. */
    private void attend(Layer layer, int instance, int head, float factor) {
        float scale = (float) (1 / Math.sqrt(dk));
        float[] qkv = layer.qkv;
        for (int j = 0; j < n; j++) {
            int from = (instance * n + j) * 3 * d + head * dk;
            for (int c = 0; c < dk; c++) {
                queries[j * dk + c] = scale * qkv[from + c];
                keys[j * dk + c] = qkv[from + d + c];
                values[j * dk + c] = qkv[from + 2 * d + c];
            }
        }
        Arrays.fill(queries, n * dk, stride * dk, 0f);
        Kernels.transpose(stride, dk, queries, 0, dk, columns, 0, stride);
        Kernels.nn(n, stride, dk, keys, 0, dk, columns, 0, stride, attention, 0, stride, false);
        Kernels.columnSoftmax(n, stride, attention, 0, stride, factor, distances, instance * n * stride, stride);
    }

    private static float[] get(Map<String, float[]> gradients, String name) {
        float[] gradient = gradients.get(name);
        if (gradient == null) {
            throw new IllegalArgumentException("There is no gradient " + name + ".");
        }
        return gradient;
    }

    private void fill(float[] x, float[] bias) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(bias, 0, x, i * bias.length, bias.length);
        }
    }

    private void addTo(float[] x, float[] bias) {
        for (int i = 0; i < m; i++) {
            Kernels.add(bias.length, bias, 0, x, i * bias.length);
        }
    }

    /** Adds the columns of x [m, width] to {@code sum}. */
    private void addColumns(float[] x, int width, float[] sum) {
        for (int i = 0; i < m; i++) {
            Kernels.add(width, x, i * width, sum, 0);
        }
    }

    /** {@link #normed} = x · weight + bias, row by row. */
    private void scaleAndShift(float[] x, String prefix) {
        float[] weight = weights.get(prefix + "weight");
        float[] bias = weights.get(prefix + "bias");
        for (int i = 0; i < m * d; i += d) {
            for (int c = 0; c < d; c++) {
                normed[i + c] = x[i + c] * weight[c] + bias[c];
            }
        }
    }

    /** Adds to {@link #gradient} what {@link #toNormed} becomes on its way back through a layer normalisation. */
    private void normBackward(float[] x, float[] scale, String prefix, Map<String, float[]> gradients) {
        Kernels.normaliseGradient(
                x,
                scale,
                weights.get(prefix + "weight"),
                toNormed,
                get(gradients, prefix + "weight"),
                get(gradients, prefix + "bias"),
                gradient,
                m,
                d);
    }

    /** Products of large matrices, all dense and row-major; panels are copied to where they stay in the cache. */
    private static final class Products {
        private static final int PANEL = 64;
        private static final int DEPTH = 192;
        private static final int ROWS = 8;
        private float[] panel = new float[0];
        private float[] strips = new float[0];

        /** C (+)= A·B with A [m, k], B [k, n]. */
        void nn(int m, int n, int k, float[] a, float[] b, float[] c, boolean add) {
            panel = atLeast(panel, k * PANEL);
            for (int j = 0; j < n; j += PANEL) {
                int w = Math.min(PANEL, n - j);
                for (int p = 0; p < k; p++) {
                    System.arraycopy(b, p * n + j, panel, p * w, w);
                }
                Kernels.nn(m, w, k, a, 0, k, panel, 0, w, c, j, n, add);
            }
        }

        /** C (+)= A·Bᵀ with A [m, k], B [n, k]. */
        void nt(int m, int n, int k, float[] a, float[] b, float[] c, boolean add) {
            panel = atLeast(panel, k * PANEL);
            for (int j = 0; j < n; j += PANEL) {
                int w = Math.min(PANEL, n - j);
                Kernels.transpose(w, k, b, j * k, k, panel, 0, w);
                Kernels.nn(m, w, k, a, 0, k, panel, 0, w, c, j, n, add);
            }
        }

        /** C += AᵀB with A [k, m], B [k, n]. */
        void tn(int m, int n, int k, float[] a, float[] b, float[] c) {
            strips = atLeast(strips, DEPTH * m);
            panel = atLeast(panel, DEPTH * PANEL);
            for (int p = 0; p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                for (int i = 0; i < m; i += ROWS) {
                    int rows = Math.min(ROWS, m - i);
                    for (int q = 0; q < depth; q++) {
                        for (int r = 0; r < rows; r++) {
                            strips[i * depth + q * rows + r] = a[(p + q) * m + i + r];
                        }
                    }
                }
                for (int j = 0; j < n; j += PANEL) {
                    int w = Math.min(PANEL, n - j);
                    for (int q = 0; q < depth; q++) {
                        System.arraycopy(b, (p + q) * n + j, panel, q * w, w);
                    }
                    for (int i = 0; i < m; i += ROWS) {
                        int rows = Math.min(ROWS, m - i);
                        Kernels.tn(rows, w, depth, strips, i * depth, rows, panel, 0, w, c, i * n + j, n, true);
                    }
                }
            }
        }
    }
}
