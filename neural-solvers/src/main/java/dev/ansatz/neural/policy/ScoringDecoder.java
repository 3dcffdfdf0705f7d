package dev.ansatz.neural.policy;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

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
    }

    private static float[] get(Map<String, float[]> weights, String name) {
        return java.util.Objects.requireNonNull(weights.get(name), name);
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
            double temperature,
            RandomGenerator random,
            BooleanSupplier stop,
            @org.jspecify.annotations.Nullable Decisions decisions) {
        env.reset();
        int steps = 0;
        for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
            if (++steps % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                return false;
            }
            env.contexts(context, 0);
            computeScores(k);
            int index = choose(k, temperature, random);
            if (decisions != null) {
                decisions.add(candidates, k, context, contexts, index);
            }
            env.choose(index);
        }
        return true;
    }

    private int choose(int k, double temperature, RandomGenerator random) {
        int best = 0;
        for (int i = 1; i < k; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        if (temperature <= 0) {
            return best;
        }
        float inverse = (float) (1 / temperature);
        float max = scores[best];
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum += scores[i] = Kernels.exp((scores[i] - max) * inverse);
        }
        float r = random.nextFloat() * sum;
        for (int i = 0; i < k; i++) {
            r -= scores[i];
            if (r < 0) {
                return i;
            }
        }
        return best;
    }

    /** Scores of the current candidates. */
    private void computeScores(int k) {
        Kernels.matmul(context, contextWeight, contextBias, hidden, k, contexts, d);
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
        Kernels.matmul(mean, pooledWeight, pooledBias, pooled, 1, d, d);
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

    /** Log-probability of a recorded decision on the same instance. */
    public double logProbability(Decisions decisions, int decision) {
        int k = decisions.candidates(decision);
        decisions.copyContexts(decision, contexts, context, 0);
        for (int i = 0; i < k; i++) {
            candidates[i] = decisions.node(decision, i);
        }
        computeScores(k);
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
