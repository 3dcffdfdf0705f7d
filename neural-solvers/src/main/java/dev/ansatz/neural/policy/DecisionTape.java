package dev.ansatz.neural.policy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Decoder} computed while it sampled, kept for the gradient of active search: a sample's weight is only known when it is
 * complete, and to compute everything once more would double the time. Growing primitive arrays. Not thread-safe.
 */
final class DecisionTape {
    private final int d;
    private int decisions;
    private int rows;
    private int[] ends = new int[256]; // first row after a decision
    private int[] choices = new int[256];
    private float[] glimpses;
    private int[] nodes = new int[4096];
    private float[] probabilities = new float[4096];
    private float[] slopes = new float[4096]; // of the logits, with respect to the pointer's products
    private final float[] weighted;

    /**
     * @param d width of a glimpse
     * @param stride padded number of nodes
     */
    DecisionTape(int d, int stride) {
        this.d = d;
        glimpses = new float[256 * d];
        weighted = new float[stride];
    }

    void clear() {
        decisions = 0;
        rows = 0;
    }

    /** Number of decisions so far. */
    int decisions() {
        return decisions;
    }

    /**
     * Before a choice.
     *
     * @param glimpse what the pointer was given
     * @param logits clipped logits, before they are divided by the temperature
     */
    void open(int[] feasible, int k, float[] glimpse, float[] logits, double temperature) {
        if (decisions == choices.length) {
            ends = Arrays.copyOf(ends, 2 * decisions);
            choices = Arrays.copyOf(choices, 2 * decisions);
            glimpses = Arrays.copyOf(glimpses, 2 * decisions * d);
        }
        if (rows + k > nodes.length) {
            int size = Math.max(rows + k, 2 * nodes.length);
            nodes = Arrays.copyOf(nodes, size);
            probabilities = Arrays.copyOf(probabilities, size);
            slopes = Arrays.copyOf(slopes, size);
        }
        System.arraycopy(glimpse, 0, glimpses, decisions * d, d);
        System.arraycopy(feasible, 0, nodes, rows, k);
        float factor = (float) (Architecture.LOGIT_CLIPPING / temperature / Math.sqrt(d));
        for (int i = 0; i < k; i++) {
            float tanh = logits[i] / Architecture.LOGIT_CLIPPING;
            slopes[rows + i] = factor * (1 - tanh * tanh);
        }
    }

    /**
     * After it.
     *
     * @param weights probabilities of the alternatives up to a common factor
     */
    void close(int k, int choice, float[] weights) {
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum += weights[i];
        }
        float inverse = 1 / sum;
        for (int i = 0; i < k; i++) {
            probabilities[rows + i] = weights[i] * inverse;
        }
        rows += k;
        choices[decisions] = choice;
        ends[decisions++] = rows;
    }

    /**
     * Adds the gradient of {@code weight} times the log-probability of the decisions of a range.
     *
     * @param projected encoding, {@code [N, width]}; its last D columns are the pointer keys
     * @param toProjected receives the gradient of the pointer keys, where there is no layer
     * @param layer receives the gradient of its weights; null where there is none
     * @param glimpseGradient scratch, {@code [D]}
     */
    void addGradient(
            int from,
            int to,
            float weight,
            float[] projected,
            float[] toProjected,
            int width,
            @Nullable ResidualLayer layer,
            float[] glimpseGradient,
            float[] glimpse) {
        int[] list = new int[weighted.length];
        for (int i = from; i < to; i++) {
            int row = i == 0 ? 0 : ends[i - 1];
            int k = ends[i] - row;
            System.arraycopy(nodes, row, list, 0, k);
            for (int j = 0; j < k; j++) {
                float chosen = j == choices[i] ? 1f : 0f;
                weighted[j] = weight * (chosen - probabilities[row + j]) * slopes[row + j];
            }
            if (layer == null) {
                Kernels.addOuter(weighted, 0, list, k, glimpses, i * d, toProjected, width, width - d, d);
            } else {
                System.arraycopy(glimpses, i * d, glimpse, 0, d);
                layer.apply(glimpse);
                Kernels.mix(weighted, 0, list, k, projected, width, width - d, glimpseGradient, 0, d);
                layer.backward(glimpseGradient);
            }
        }
    }
}
