package dev.ansatz.neural.policy;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decodes solutions of one encoded instance. Not thread-safe: one per thread; allocates nothing per decision. */
public final class ScoringDecoder {
    private static final int STOP_INTERVAL = 64;
    private final ScoringEnvironment<?> env;
    private final float[] projected;
    private final int d;
    private final int contexts;
    private final float[] contextWeight;
    private final float[] contextBias;
    private final float[] ownWeight;
    private final float[] pooledWeight;
    private final float[] pooledBias;
    private final float[] scoreWeight;
    private final int[] candidates;
    private final float[] context;
    private final float[] hidden;
    private final float[] own;
    private final float[] mean;
    private final float[] pooled;
    private final float[] scores;
    private @Nullable Backward backward;
    private final float[] latentHidden;
    private final float[] latentPooled;
    private final float[] hiddenShift;
    private final float[] pooledShift;
    private float[] latent;

    /**
     * @param env the instance; decoding changes its state
     * @param projected its encoding, {@code [N, D]}, from {@link ScoringEncoder#project}
     */
    public ScoringDecoder(
            ScoringArchitecture arch, Map<String, float[]> weights, ScoringEnvironment<?> env, float[] projected) {
        this.env = env;
        this.projected = projected;
        d = arch.embeddingSize();
        contexts = arch.contexts();
        contextWeight = get(weights, "decoder.context.weight");
        contextBias = get(weights, "decoder.context.bias");
        ownWeight = get(weights, "decoder.own.weight");
        pooledWeight = get(weights, "decoder.pooled.weight");
        pooledBias = get(weights, "decoder.pooled.bias");
        scoreWeight = get(weights, "decoder.score.weight");
        int most = env.maxCandidates();
        candidates = new int[most];
        context = new float[most * contexts];
        hidden = new float[most * d];
        own = new float[most * d];
        mean = new float[d];
        pooled = new float[d];
        scores = new float[Kernels.padded(most)];
        latent = new float[arch.latentSize()];
        boolean isConditioned = latent.length > 0;
        latentHidden = isConditioned ? get(weights, ScoringArchitecture.LATENT_HIDDEN) : new float[0];
        latentPooled = isConditioned ? get(weights, ScoringArchitecture.LATENT_POOLED) : new float[0];
        hiddenShift = contextBias.clone();
        pooledShift = pooledBias.clone();
    }

    private static float[] get(Map<String, float[]> weights, String name) {
        return java.util.Objects.requireNonNull(weights.get(name), name);
    }

    /**
     * Sets the latent vector of what is decoded from now on; at first it is the origin.
     *
     * @param newLatent z, {@code [Z]}
     * @throws IllegalArgumentException if its length is not that of the architecture
     */
    public void condition(float[] newLatent) {
        if (newLatent.length != latent.length) {
            throw new IllegalArgumentException(
                    "The latent vector has " + newLatent.length + " entries; the policy's have " + latent.length + ".");
        }
        latent = newLatent;
        System.arraycopy(contextBias, 0, hiddenShift, 0, d);
        System.arraycopy(pooledBias, 0, pooledShift, 0, d);
        for (int i = 0; i < latent.length; i++) {
            for (int c = 0; c < d; c++) {
                hiddenShift[c] += latent[i] * latentHidden[i * d + c];
                pooledShift[c] += latent[i] * latentPooled[i * d + c];
            }
        }
    }

    /**
     * Decodes one solution from the beginning.
     *
     * @param temperature 0 = greedy, else softmax(scores / temperature) is sampled
     * @param stop asked every {@value #STOP_INTERVAL} decisions
     * @param decisions receives the decisions, or null
     * @return whether the solution is complete
     */
    public boolean decode(
            double temperature, RandomGenerator random, BooleanSupplier stop, @Nullable Decisions decisions) {
        return decode(temperature, 1, random, stop, decisions);
    }

    /**
     * As {@link #decode(double, RandomGenerator, BooleanSupplier, Decisions)}, sampling from the nucleus only.
     *
     * @param topP mass of the nucleus, in (0, 1]; 1 = all candidates
     */
    boolean decode(
            double temperature,
            double topP,
            RandomGenerator random,
            BooleanSupplier stop,
            @Nullable Decisions decisions) {
        env.reset();
        if (decisions != null) {
            decisions.setLatent(latent);
        }
        int steps = 0;
        for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
            if (++steps % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                return false;
            }
            env.contexts(context, 0);
            computeScores(k);
            int index = Choice.sample(scores, k, temperature, topP, random);
            if (decisions != null) {
                decisions.add(candidates, k, context, contexts, index);
            }
            env.choose(index);
        }
        return true;
    }

    /**
     * The most probable next decisions after some decisions, best first.
     *
     * @param prefix indices of the candidates decided for, in its first {@code length} entries
     * @param choices receives the indices of as many candidates as it is long and there are
     * @param logProbabilities receives their natural logarithms
     * @return their number; 0 if the solution is complete
     */
    int top(int[] prefix, int length, int[] choices, double[] logProbabilities) {
        replay(prefix, length);
        int k = env.candidates(candidates);
        if (k == 0) {
            return 0;
        }
        env.contexts(context, 0);
        computeScores(k);
        return Choice.top(scores, k, choices, logProbabilities);
    }

    /**
     * Completes a solution greedily.
     *
     * @param choices its first {@code length} entries are the decisions so far; receives the others
     * @param stop asked every {@value #STOP_INTERVAL} decisions
     * @return number of all decisions; -1 if stopped
     */
    int complete(int[] choices, int length, BooleanSupplier stop) {
        replay(choices, length);
        int steps = length;
        for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
            if (steps % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                return -1;
            }
            env.contexts(context, 0);
            computeScores(k);
            choices[steps] = Choice.best(scores, k);
            env.choose(choices[steps++]);
        }
        return steps;
    }

    private void replay(int[] prefix, int length) {
        env.reset();
        for (int i = 0; i < length; i++) {
            env.candidates(candidates);
            env.choose(prefix[i]);
        }
    }

    /** Scores of the current candidates. */
    private void computeScores(int k) {
        Kernels.matmul(context, contextWeight, hiddenShift, hidden, k, contexts, d);
        java.util.Arrays.fill(mean, 0f);
        float share = 1f / k;
        for (int i = 0; i < k; i++) {
            int row = i * d;
            int from = candidates[i] * d;
            for (int c = 0; c < d; c++) {
                float v = Math.max(0f, hidden[row + c] + projected[from + c]);
                hidden[row + c] = v;
                mean[c] += v * share;
            }
        }
        Kernels.matmul(mean, pooledWeight, pooledShift, pooled, 1, d, d);
        Kernels.matmul(hidden, ownWeight, null, own, k, d, d);
        for (int i = 0; i < k; i++) {
            int row = i * d;
            float score = 0;
            for (int c = 0; c < d; c++) {
                score += scoreWeight[c] * Math.max(0f, own[row + c] + pooled[c]);
            }
            scores[i] = score;
        }
    }

    /** Scores of the candidates of a recorded decision. */
    private int computeScores(Decisions decisions, int decision) {
        int k = decisions.candidates(decision);
        decisions.copyContexts(decision, contexts, context, 0);
        for (int i = 0; i < k; i++) {
            candidates[i] = decisions.node(decision, i);
        }
        computeScores(k);
        return k;
    }

    /**
     * Adds to a gradient with respect to the encoding: that of weight · log p of a recorded decision on the same instance.
     *
     * @param temperature p is softmax(scores / temperature)
     * @param gradient {@code [N, D]}
     */
    void addGradient(Decisions decisions, int decision, double temperature, float weight, float[] gradient) {
        Backward b = backward == null ? backward = new Backward() : backward;
        int k = computeScores(decisions, decision);
        float max = scores[Choice.best(scores, k)];
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum += scores[i] = Kernels.exp((float) ((scores[i] - max) / temperature));
        }
        java.util.Arrays.fill(mean, 0f);
        int choice = decisions.choice(decision);
        for (int i = 0; i < k; i++) {
            float toScore = (float) (weight / temperature) * ((i == choice ? 1 : 0) - scores[i] / sum);
            int row = i * d;
            for (int c = 0; c < d; c++) {
                float g = own[row + c] + pooled[c] > 0 ? toScore * scoreWeight[c] : 0;
                own[row + c] = g;
                mean[c] += g / k;
            }
        }
        Kernels.matmul(mean, b.pooledTransposed, null, b.toMean, 1, d, d);
        Kernels.matmul(own, b.ownTransposed, null, b.toHidden, k, d, d);
        for (int i = 0; i < k; i++) {
            int row = i * d;
            int to = candidates[i] * d;
            for (int c = 0; c < d; c++) {
                if (hidden[row + c] > 0) {
                    gradient[to + c] += b.toHidden[row + c] + b.toMean[c];
                }
            }
        }
    }

    /** What only {@link #addGradient} needs. */
    private final class Backward {
        private final float[] ownTransposed = new float[d * d];
        private final float[] pooledTransposed = new float[d * d];
        private final float[] toHidden = new float[hidden.length];
        private final float[] toMean = new float[d];

        Backward() {
            Kernels.transpose(d, d, ownWeight, 0, d, ownTransposed, 0, d);
            Kernels.transpose(d, d, pooledWeight, 0, d, pooledTransposed, 0, d);
        }
    }

    /** Log-probability of a recorded decision on the same instance. */
    public double logProbability(Decisions decisions, int decision) {
        int k = computeScores(decisions, decision);
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            max = Math.max(max, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += Math.exp(scores[i] - max);
        }
        return scores[decisions.choice(decision)] - max - Math.log(sum);
    }
}
