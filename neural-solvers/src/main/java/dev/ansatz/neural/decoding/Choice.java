package dev.ansatz.neural.decoding;

import dev.ansatz.neural.kernel.Kernels;
import java.util.random.RandomGenerator;

/** Choices between alternatives that have logits: the first {@code k} entries of an array. */
public final class Choice {
    /** Best alternatives only; draws no numbers. */
    public static final StepScorer.Sampling GREEDY = new StepScorer.Sampling(0, 1, () -> {
        throw new IllegalStateException();
    });

    private Choice() {}

    /** Index of the greatest logit. */
    public static int best(float[] logits, int k) {
        int best = 0;
        for (int i = 1; i < k; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Samples softmax(logits / temperature), cut to the nucleus: the fewest most probable alternatives whose probabilities sum to
     * at least {@code topP} (Holtzman et al. 2020, arXiv 1904.09751). Overwrites the logits.
     *
     * @param temperature 0 = the greatest logit
     * @param topP in (0, 1]; 1 = all
     * @return index of the choice
     */
    public static int sample(float[] logits, int k, double temperature, double topP, RandomGenerator random) {
        int best = best(logits, k);
        if (temperature <= 0) {
            return best;
        }
        float inverse = (float) (1 / temperature);
        float max = logits[best];
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum += logits[i] = Kernels.exp((logits[i] - max) * inverse);
        }
        if (topP < 1) {
            return nucleus(logits, k, (float) topP * sum, random);
        }
        float r = random.nextFloat() * sum;
        for (int i = 0; i < k; i++) {
            r -= logits[i];
            if (r < 0) {
                return i;
            }
        }
        return best;
    }

    /** The nucleus is small: its members are moved to the front of {@code order}'s place, the negative half of the weights. */
    private static int nucleus(float[] weights, int k, float mass, RandomGenerator random) {
        float inside = 0;
        int members = 0;
        while (inside < mass && members < k) {
            int next = best(weights, k);
            inside += weights[next];
            weights[next] = -weights[next]; // member
            members++;
        }
        float r = random.nextFloat() * inside;
        int last = 0;
        for (int i = 0; i < k; i++) {
            if (weights[i] < 0) {
                last = i;
                r += weights[i];
                if (r < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /**
     * The most probable alternatives, best first.
     *
     * @param indices receives as many as it is long and there are
     * @param logProbabilities receives their natural logarithms under softmax(logits)
     * @return their number
     */
    public static int top(float[] logits, int k, int[] indices, double[] logProbabilities) {
        float max = logits[best(logits, k)];
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += Math.exp(logits[i] - max);
        }
        double logSum = max + Math.log(sum);
        int count = Math.min(k, indices.length);
        for (int j = 0; j < count; j++) {
            int next = best(logits, k);
            indices[j] = next;
            logProbabilities[j] = logits[next] - logSum;
            logits[next] = Float.NEGATIVE_INFINITY;
        }
        return count;
    }
}
