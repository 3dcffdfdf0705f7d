package dev.ansatz.neural.policy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Dimensions of an attention policy and the names and shapes of its weights.
 *
 * <p>Encoder: L pre-norm transformer layers; attention scores carry a learned multiple (one per head and layer) of the distance
 * between the two nodes. Decoder: the query is a sum of projections of the last node, of the first node (TSP) and of scalar
 * context (CVRP: remaining load); one multi-head glimpse; a single-head pointer clipped by 10·tanh (Bello et al. 2016), whose
 * argument carries a learned multiple of the distance from the last node, as in ICAM (Zhou et al. 2024). The glimpse's output
 * projection is folded into the pointer keys: both are linear.
 *
 * @param features F, input features of a node
 * @param usesFirst whether the query includes the first node
 * @param contexts number of scalar context features in the query
 * @param layers L
 * @param embeddingSize D
 * @param heads H
 * @param feedForwardSize width of the hidden feed-forward layer
 */
public record Architecture(
        int features, boolean usesFirst, int contexts, int layers, int embeddingSize, int heads, int feedForwardSize) {
    /** Clipping constant of the pointer logits. */
    public static final float LOGIT_CLIPPING = 10f;

    /** Epsilon of layer normalisation. */
    public static final float NORM_EPSILON = 1e-5f;

    public Architecture {
        if (embeddingSize % heads != 0 || (embeddingSize / heads) % 4 != 0) {
            throw new IllegalArgumentException(
                    "embeddingSize (" + embeddingSize + ") must be a multiple of 4·heads (" + 4 * heads + ").");
        }
    }

    /** D / H. */
    public int headSize() {
        return embeddingSize / heads;
    }

    /** Width of the decoder projection: [last, (first,) key, value, pointer key], each D wide. */
    public int projectionSize() {
        return (usesFirst ? 5 : 4) * embeddingSize;
    }

    /** Names and shapes of all weights, in their canonical order. Matrices are [in, out]. */
    public Map<String, int[]> shapes() {
        int d = embeddingSize;
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("input.weight", new int[] {features, d});
        shapes.put("input.bias", new int[] {d});
        for (int l = 0; l < layers; l++) {
            String p = "encoder." + l + ".";
            shapes.put(p + "norm1.weight", new int[] {d});
            shapes.put(p + "norm1.bias", new int[] {d});
            shapes.put(p + "qkv.weight", new int[] {d, 3 * d});
            shapes.put(p + "distance", new int[] {heads});
            shapes.put(p + "out.weight", new int[] {d, d});
            shapes.put(p + "out.bias", new int[] {d});
            shapes.put(p + "norm2.weight", new int[] {d});
            shapes.put(p + "norm2.bias", new int[] {d});
            shapes.put(p + "ff1.weight", new int[] {d, feedForwardSize});
            shapes.put(p + "ff1.bias", new int[] {feedForwardSize});
            shapes.put(p + "ff2.weight", new int[] {feedForwardSize, d});
            shapes.put(p + "ff2.bias", new int[] {d});
        }
        shapes.put("norm.weight", new int[] {d});
        shapes.put("norm.bias", new int[] {d});
        shapes.put("decoder.projection", new int[] {d, projectionSize()});
        if (contexts > 0) {
            shapes.put("decoder.context", new int[] {contexts, d});
        }
        shapes.put("decoder.distance", new int[] {1});
        return shapes;
    }
}
