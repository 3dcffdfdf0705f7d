package dev.ansatz.neural.pointer;

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
 * <p>K decoders may share the encoder (Poppy, Grinsztajn et al. 2023, arXiv 2210.03475), and decoders may be conditioned on a
 * latent vector z (COMPASS, Chalumeau et al. 2023, arXiv 2311.13569). COMPASS appends z to the inputs of the glimpse's query,
 * key and value projections, hence adds z·W to each. The key's z·W shifts the scores of all nodes alike, which the softmax
 * cancels, and attention weights sum to 1, so that the value's z·W is added to the glimpse: two small matrices compute exactly
 * COMPASS's function.
 *
 * @param feedForwardSize width of the hidden feed-forward layer
 * @param decoders K, decoders on the one encoder
 * @param latentSize Z, length of the latent vector, 0 = none
 */
public record PointerArchitecture(
        int features,
        boolean usesFirst,
        int contexts,
        int layers,
        int embeddingSize,
        int heads,
        int feedForwardSize,
        int decoders,
        int latentSize) {
    public PointerArchitecture {
        if (decoders < 1 || latentSize < 0) {
            throw new IllegalArgumentException(
                    "decoders (" + decoders + ") must be positive and latentSize (" + latentSize + ") not negative.");
        }
        if (embeddingSize % heads != 0 || (embeddingSize / heads) % 4 != 0) {
            throw new IllegalArgumentException(
                    "embeddingSize (" + embeddingSize + ") must be a multiple of 4·heads (" + 4 * heads + ").");
        }
    }

    /** One decoder without a latent vector. */
    public PointerArchitecture(
            int features,
            boolean usesFirst,
            int contexts,
            int layers,
            int embeddingSize,
            int heads,
            int feedForwardSize) {
        this(features, usesFirst, contexts, layers, embeddingSize, heads, feedForwardSize, 1, 0);
    }

    /** The same encoder under another number of decoders and another latent vector. */
    public PointerArchitecture withDecoders(int newDecoders, int newLatentSize) {
        return new PointerArchitecture(
                features,
                usesFirst,
                contexts,
                layers,
                embeddingSize,
                heads,
                feedForwardSize,
                newDecoders,
                newLatentSize);
    }

    /**
     * Prefix of the names of a decoder's weights.
     *
     * @param decoder 0 to K - 1
     */
    public String decoder(int decoder) {
        return decoders == 1 ? "decoder." : "decoder." + decoder + ".";
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
        for (int k = 0; k < decoders; k++) {
            String p = decoder(k);
            shapes.put(p + "projection", new int[] {d, projectionSize()});
            if (contexts > 0) {
                shapes.put(p + "context", new int[] {contexts, d});
            }
            shapes.put(p + "distance", new int[] {1});
            if (latentSize > 0) {
                shapes.put(p + "latent.query", new int[] {latentSize, d});
                shapes.put(p + "latent.value", new int[] {latentSize, d});
            }
        }
        return shapes;
    }
}
