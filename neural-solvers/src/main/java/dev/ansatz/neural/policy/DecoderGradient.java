package dev.ansatz.neural.policy;

/**
 * Gradient of a weighted sum of log-probabilities of trajectories on one instance with respect to what the decoder computes
 * with: the backward pass of {@link Decoder}, step by step, looking at feasible nodes only. A graph over padded and masked
 * tensors does several times the arithmetic and moves far more memory; its gradient is the same (tested).
 *
 * <p>Not thread-safe; allocates nothing per step.
 */
public final class DecoderGradient {
    private final Architecture arch;
    private final NodeFeatures features;
    private final int n;
    private final int d;
    private final int heads;
    private final int dk;
    private final int width;
    private final int rest;
    private final int stride;
    private final float[] projected;
    private final float[] contextQuery;
    private final float distance;
    private final float[] latentQuery;
    private final float[] latentValue;
    private final float[] keysTransposed;
    private final float[] valuesTransposed;
    private final float[] pointerTransposed;
    private final float[] query;
    private final float[] glimpse;
    private final float[] glimpseGradient;
    private final float[] queryGradient;
    private final float[] attention;
    private final float[] scores;
    private final float[] logits;
    private final float[] slopes;
    private final int[] feasible;

    private final float[] toProjected;
    private final float[] toContext;
    private final float[] toLatentQuery;
    private final float[] toLatentValue;
    private double toDistance;

    /**
     * @param decoder 0 to K - 1
     * @param projected encoding of the instance for this decoder, {@code [N, P]}, from {@link Encoder#project}
     */
    public DecoderGradient(Weights weights, int decoder, NodeFeatures features, float[] projected) {
        arch = weights.architecture();
        this.features = features;
        this.projected = projected;
        String prefix = arch.decoder(decoder);
        contextQuery = arch.contexts() > 0 ? weights.get(prefix + "context") : new float[0];
        distance = weights.get(prefix + "distance")[0];
        latentQuery = arch.latentSize() > 0 ? weights.get(prefix + "latent.query") : new float[0];
        latentValue = arch.latentSize() > 0 ? weights.get(prefix + "latent.value") : new float[0];
        n = features.nodes();
        d = arch.embeddingSize();
        heads = arch.heads();
        dk = arch.headSize();
        width = arch.projectionSize();
        rest = arch.usesFirst() ? 2 : 1;
        stride = Kernels.padded(n);
        keysTransposed = transposed(rest);
        valuesTransposed = transposed(rest + 1);
        pointerTransposed = transposed(rest + 2);
        query = new float[d];
        glimpse = new float[d];
        glimpseGradient = new float[d];
        queryGradient = new float[d];
        attention = new float[heads * stride];
        scores = new float[stride];
        logits = new float[stride];
        slopes = new float[stride];
        feasible = new int[n];
        toProjected = new float[n * width];
        toContext = new float[contextQuery.length];
        toLatentQuery = new float[latentQuery.length];
        toLatentValue = new float[latentValue.length];
    }

    private float[] transposed(int part) {
        float[] transposed = new float[d * stride];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                transposed[c * stride + i] = projected[i * width + part * d + c];
            }
        }
        return transposed;
    }

    /** Gradient with respect to the encoding, {@code [N, P]}. */
    public float[] toProjected() {
        return toProjected;
    }

    /** Gradient with respect to the context's weights, as they are shaped; empty where the policy has no context. */
    public float[] toContext() {
        return toContext;
    }

    /** Gradient with respect to the latent vector's query weights; empty where the policy has no latent vector. */
    public float[] toLatentQuery() {
        return toLatentQuery;
    }

    /** Gradient with respect to the latent vector's value weights; empty where the policy has no latent vector. */
    public float[] toLatentValue() {
        return toLatentValue;
    }

    /** Gradient with respect to the multiple of the distance. */
    public float toDistance() {
        return (float) toDistance;
    }

    /**
     * Adds the gradient of {@code weight} times the log-probability of a trajectory after its first step.
     *
     * @param env the instance; its state is overwritten
     * @param trajectory a complete trajectory
     * @param latent latent vector that it was made under, {@code [Z]}
     * @return {@code weight} times the log-probability
     */
    public double add(Environment env, int[] trajectory, float weight, float[] latent) {
        env.reset(1);
        env.step(0, trajectory[0]);
        double sum = 0;
        for (int step = 1; step < trajectory.length; step++) {
            int k = env.feasible(0, feasible);
            if (k > 1) {
                sum += add(env, k, trajectory[step], weight, latent);
            }
            env.step(0, trajectory[step]);
        }
        return weight * sum;
    }

    /** One step; returns the log-probability of the chosen node. */
    private double add(Environment env, int k, int chosen, float weight, float[] latent) {
        int last = env.last(0);
        forward(env, k, last, latent);
        // logits = clipping * tanh(u); slopes = tanh(u) until here, then du
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            max = Math.max(max, logits[i]);
        }
        float chosenLogit = 0;
        for (int i = 0; i < k; i++) {
            if (feasible[i] == chosen) {
                chosenLogit = logits[i];
            }
        }
        Kernels.exp(logits, 0, k, max);
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum += logits[i];
        }
        float inverse = 1 / sum;
        float[] distances = features.distances();
        for (int i = 0; i < k; i++) {
            float probability = logits[i] * inverse;
            float toLogit = weight * ((feasible[i] == chosen ? 1f : 0f) - probability);
            slopes[i] = toLogit * Architecture.LOGIT_CLIPPING * (1 - slopes[i] * slopes[i]);
            toDistance += slopes[i] * distances[last * n + feasible[i]];
        }
        backward(env, k, last, latent);
        return chosenLogit - max - Math.log(sum);
    }

    private void forward(Environment env, int k, int last, float[] latent) {
        System.arraycopy(projected, last * width, query, 0, d);
        if (arch.usesFirst()) {
            int from = env.first(0) * width + d;
            for (int c = 0; c < d; c++) {
                query[c] += projected[from + c];
            }
        }
        if (arch.contexts() > 0) {
            float context = env.context(0);
            for (int c = 0; c < d; c++) {
                query[c] += context * contextQuery[c];
            }
        }
        for (int z = 0; z < latent.length; z++) {
            for (int c = 0; c < d; c++) {
                query[c] += latent[z] * latentQuery[z * d + c];
            }
        }
        float scale = (float) (1 / Math.sqrt(dk));
        for (int h = 0; h < heads; h++) {
            Kernels.scores(query, h * dk, dk, keysTransposed, h * dk, stride, scale, scores, 0, n);
            for (int i = 0; i < k; i++) {
                attention[h * stride + i] = scores[feasible[i]];
            }
            Decoder.softmax(attention, h * stride, k);
            Kernels.mix(
                    attention, h * stride, feasible, k, projected, width, (rest + 1) * d + h * dk, glimpse, h * dk, dk);
        }
        for (int z = 0; z < latent.length; z++) {
            for (int c = 0; c < d; c++) {
                glimpse[c] += latent[z] * latentValue[z * d + c];
            }
        }
        Kernels.scores(glimpse, 0, d, pointerTransposed, 0, stride, (float) (1 / Math.sqrt(d)), scores, 0, n);
        float[] distances = features.distances();
        for (int i = 0; i < k; i++) {
            slopes[i] = scores[feasible[i]] + distance * distances[last * n + feasible[i]];
        }
        Kernels.tanh(slopes, k);
        for (int i = 0; i < k; i++) {
            logits[i] = Architecture.LOGIT_CLIPPING * slopes[i];
        }
    }

    /** From {@link #slopes}, the gradient with respect to the arguments of the clipping. */
    private void backward(Environment env, int k, int last, float[] latent) {
        float pointerScale = (float) (1 / Math.sqrt(d));
        for (int i = 0; i < k; i++) {
            slopes[i] *= pointerScale;
        }
        int pointer = (rest + 2) * d;
        Kernels.mix(slopes, 0, feasible, k, projected, width, pointer, glimpseGradient, 0, d);
        Kernels.addOuter(slopes, 0, feasible, k, glimpse, 0, toProjected, width, pointer, d);
        for (int z = 0; z < latent.length; z++) {
            for (int c = 0; c < d; c++) {
                toLatentValue[z * d + c] += latent[z] * glimpseGradient[c];
            }
        }
        float scale = (float) (1 / Math.sqrt(dk));
        for (int h = 0; h < heads; h++) {
            int a = h * stride;
            int value = (rest + 1) * d + h * dk;
            int key = rest * d + h * dk;
            Kernels.scores(glimpseGradient, h * dk, dk, valuesTransposed, h * dk, stride, 1, scores, 0, n);
            Kernels.addOuter(attention, a, feasible, k, glimpseGradient, h * dk, toProjected, width, value, dk);
            float mean = 0;
            for (int i = 0; i < k; i++) {
                mean += attention[a + i] * scores[feasible[i]];
            }
            for (int i = 0; i < k; i++) {
                attention[a + i] *= scale * (scores[feasible[i]] - mean);
            }
            Kernels.mix(attention, a, feasible, k, projected, width, key, queryGradient, h * dk, dk);
            Kernels.addOuter(attention, a, feasible, k, query, h * dk, toProjected, width, key, dk);
        }
        int lastRow = last * width;
        for (int c = 0; c < d; c++) {
            toProjected[lastRow + c] += queryGradient[c];
        }
        if (arch.usesFirst()) {
            int firstRow = env.first(0) * width + d;
            for (int c = 0; c < d; c++) {
                toProjected[firstRow + c] += queryGradient[c];
            }
        }
        if (arch.contexts() > 0) {
            float context = env.context(0);
            for (int c = 0; c < d; c++) {
                toContext[c] += context * queryGradient[c];
            }
        }
        for (int z = 0; z < latent.length; z++) {
            for (int c = 0; c < d; c++) {
                toLatentQuery[z * d + c] += latent[z] * queryGradient[c];
            }
        }
    }
}
