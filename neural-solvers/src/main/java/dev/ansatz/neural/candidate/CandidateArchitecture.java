package dev.ansatz.neural.candidate;

import dev.ansatz.neural.network.Shapes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Dimensions of a candidate-scoring policy and the names and shapes of its weights. Letters: N nodes, F node features, C context
 * features of a candidate, K candidates of a decision, R relations, L layers, D embedding size, H heads, W feed-forward width.
 *
 * <p>Encoder: node features to D; L pre-norm layers, each of which has one multi-head attention per relation, within the groups
 * that the relation partitions the nodes into (jobs and machines of a job shop), and one feed-forward block. Decoder: h = ReLU(the
 * candidate's encoding + its context features, both projected), z = ReLU(h projected + mean of h over the candidates projected),
 * score = w·z; softmax over the candidates. What changes from step to step is in the context features, as in the self-labelling
 * job-shop policy of Corsini et al. 2024, so that the log-probabilities of recorded decisions come from one parallel pass.
 *
 * <p>The decoder may be conditioned on a latent vector (COMPASS, Chalumeau et al. 2023, arXiv 2311.13569), which is appended to the
 * inputs of both its hidden layers: two matrices [Z, D], zero before training.
 *
 * @param features F
 * @param contexts C
 * @param relations R
 * @param layers L
 * @param embeddingSize D
 * @param heads H
 * @param feedForwardSize W
 * @param latentSize Z, length of the latent vector, 0 = none
 */
public record CandidateArchitecture(
        int features,
        int contexts,
        int relations,
        int layers,
        int embeddingSize,
        int heads,
        int feedForwardSize,
        int latentSize) {
    public CandidateArchitecture {
        if (embeddingSize % heads != 0 || (embeddingSize / heads) % 4 != 0) {
            throw new IllegalArgumentException(
                    "embeddingSize (" + embeddingSize + ") must be a multiple of 4·heads (" + 4 * heads + ").");
        }
    }

    /** Without a latent vector. */
    public CandidateArchitecture(
            int features, int contexts, int relations, int layers, int embeddingSize, int heads, int feedForwardSize) {
        this(features, contexts, relations, layers, embeddingSize, heads, feedForwardSize, 0);
    }

    /** The same network with another latent vector. */
    public CandidateArchitecture withLatent(int newLatentSize) {
        return new CandidateArchitecture(
                features, contexts, relations, layers, embeddingSize, heads, feedForwardSize, newLatentSize);
    }

    /** D / H. */
    public int headSize() {
        return embeddingSize / heads;
    }

    /** Names and shapes of all weights, in their canonical order. Matrices are [in, out]. */
    public Map<String, int[]> shapes() {
        int d = embeddingSize;
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("input.weight", new int[] {features, d});
        shapes.put("input.bias", new int[] {d});
        for (int l = 0; l < layers; l++) {
            for (int r = 0; r < relations; r++) {
                String p = attention(l, r);
                shapes.put(p + "norm.weight", new int[] {d});
                shapes.put(p + "norm.bias", new int[] {d});
                shapes.put(p + "qkv.weight", new int[] {d, 3 * d});
                shapes.put(p + "out.weight", new int[] {d, d});
                shapes.put(p + "out.bias", new int[] {d});
            }
            String p = feedForward(l);
            shapes.put(p + "norm.weight", new int[] {d});
            shapes.put(p + "norm.bias", new int[] {d});
            shapes.put(p + "1.weight", new int[] {d, feedForwardSize});
            shapes.put(p + "1.bias", new int[] {feedForwardSize});
            shapes.put(p + "2.weight", new int[] {feedForwardSize, d});
            shapes.put(p + "2.bias", new int[] {d});
        }
        shapes.put("norm.weight", new int[] {d});
        shapes.put("norm.bias", new int[] {d});
        shapes.put("decoder.node.weight", new int[] {d, d});
        shapes.put("decoder.context.weight", new int[] {contexts, d});
        shapes.put("decoder.context.bias", new int[] {d});
        shapes.put("decoder.own.weight", new int[] {d, d});
        shapes.put("decoder.pooled.weight", new int[] {d, d});
        shapes.put("decoder.pooled.bias", new int[] {d});
        shapes.put("decoder.score.weight", new int[] {d, 1});
        if (latentSize > 0) {
            shapes.put(LATENT_HIDDEN, new int[] {latentSize, d});
            shapes.put(LATENT_POOLED, new int[] {latentSize, d});
        }
        return shapes;
    }

    /** What the latent vector adds to the first hidden layer of the decoder. */
    public static final String LATENT_HIDDEN = "decoder.latent.hidden";

    /** What the latent vector adds to the second hidden layer of the decoder. */
    public static final String LATENT_POOLED = "decoder.latent.pooled";

    /** Prefix of the weights of an attention block. */
    public static String attention(int layer, int relation) {
        return "encoder." + layer + ".attention." + relation + ".";
    }

    /** Prefix of the weights of a feed-forward block. */
    public static String feedForward(int layer) {
        return "encoder." + layer + ".feedforward.";
    }

    /** Random initial weights: matrices uniform in ±1/sqrt(fan-in), norms 1, biases and latent rows 0. */
    public Map<String, float[]> randomWeights(long seed) {
        Random random = new Random(seed);
        Map<String, float[]> weights = new LinkedHashMap<>();
        shapes().forEach((name, shape) -> {
            float[] value = new float[Shapes.length(shape)];
            if (shape.length == 2 && !name.contains(".latent.")) {
                float bound = (float) (1 / Math.sqrt(shape[0]));
                for (int i = 0; i < value.length; i++) {
                    value[i] = (2 * random.nextFloat() - 1) * bound;
                }
            } else if (name.endsWith("norm.weight")) {
                java.util.Arrays.fill(value, 1f);
            }
            weights.put(name, value);
        });
        return weights;
    }

    /**
     * The weights of the same function in this architecture: where they have no latent vector, its rows are zero. The arrays
     * themselves.
     *
     * @throws IllegalArgumentException if they are of another network
     */
    public Map<String, float[]> from(Map<String, float[]> weights) {
        Map<String, float[]> mine = new LinkedHashMap<>(weights);
        if (latentSize > 0) {
            mine.computeIfAbsent(LATENT_HIDDEN, name -> new float[latentSize * embeddingSize]);
            mine.computeIfAbsent(LATENT_POOLED, name -> new float[latentSize * embeddingSize]);
        } else {
            mine.remove(LATENT_HIDDEN);
            mine.remove(LATENT_POOLED);
        }
        check(mine);
        return mine;
    }

    /**
     * Checks that there is a value of the right length for each weight and nothing else.
     *
     * @throws IllegalArgumentException if not
     */
    public void check(Map<String, float[]> weights) {
        Shapes.check(shapes(), weights);
    }
}
