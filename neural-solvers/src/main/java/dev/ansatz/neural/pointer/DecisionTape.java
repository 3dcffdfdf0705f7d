package dev.ansatz.neural.pointer;

import dev.ansatz.neural.kernel.Kernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PointerDecoder} computed while it sampled, kept for the gradient of active search: a sample's weight is only known when all are
 * complete, and to compute everything once more would double the time. Alternatives whose slope is below float precision beside others
 * are left out, which most are: a decision costs O(alternatives that matter · D). Growing primitive arrays. Not thread-safe.
 */
final class DecisionTape {
    private static final float LEAST_SLOPE = 1e-7f;

    /** Rows that the gradient of a layer takes at once. */
    private static final int BLOCK = 128;

    private final int d;
    private int decisions;
    private int entries;
    private int[] trajectories = new int[BLOCK];
    private int[] ends = new int[BLOCK]; // first entry after a decision
    private float[] glimpses;
    private int[] nodes = new int[1024];
    private float[] slopes = new float[1024];
    private int[] list = new int[16];
    private final float[] inputs;
    private final float[] gradients;

    /** @param d width of a glimpse */
    DecisionTape(int d) {
        this.d = d;
        glimpses = new float[BLOCK * d];
        inputs = new float[BLOCK * d];
        gradients = new float[BLOCK * d];
    }

    void clear() {
        decisions = 0;
        entries = 0;
    }

    /** Number of decisions so far. */
    int decisions() {
        return decisions;
    }

    /**
     * Begins a decision.
     *
     * @param trajectory number of the one that it belongs to
     * @param glimpse what the pointer was given, before an added layer, from {@code at} on
     */
    void open(int trajectory, float[] glimpse, int at) {
        if (decisions == trajectories.length) {
            trajectories = Arrays.copyOf(trajectories, 2 * decisions);
            ends = Arrays.copyOf(ends, 2 * decisions);
            glimpses = Arrays.copyOf(glimpses, 2 * decisions * d);
        }
        trajectories[decisions] = trajectory;
        System.arraycopy(glimpse, at, glimpses, decisions * d, d);
        ends[decisions++] = entries;
    }

    /**
     * An alternative of the decision that was begun last. Its slope is that of the log-probability of the choice with respect to the
     * scalar product of glimpse and pointer key.
     *
     * @param logit clipped, before it is divided by the temperature
     */
    void put(int node, float probability, boolean isChosen, float logit, double temperature) {
        float tanh = logit / Kernels.LOGIT_CLIPPING;
        float factor = (float) (Kernels.LOGIT_CLIPPING / temperature / Math.sqrt(d)) * (1 - tanh * tanh);
        float slope = ((isChosen ? 1f : 0f) - probability) * factor;
        if (Math.abs(slope) > LEAST_SLOPE) {
            if (entries == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * entries);
                slopes = Arrays.copyOf(slopes, 2 * entries);
            }
            nodes[entries] = node;
            slopes[entries++] = slope;
            ends[decisions - 1] = entries;
        }
    }

    /**
     * Adds the gradient of the log-probabilities of all decisions, each times the weight of its trajectory.
     *
     * @param weights by trajectory
     * @param projected encoding, {@code [N, width]}; its last D columns are the pointer keys
     * @param toProjected receives the gradient of the pointer keys, where there is no layer
     * @param layer receives the gradient of its weights; null where there is none
     */
    void addGradient(
            float[] weights, float[] projected, float[] toProjected, int width, @Nullable ResidualLayer layer) {
        int rows = 0;
        for (int i = 0; i < decisions; i++) {
            int from = i == 0 ? 0 : ends[i - 1];
            int k = ends[i] - from;
            float weight = weights[trajectories[i]];
            if (k == 0 || weight == 0) {
                continue;
            }
            list = list.length < k ? new int[2 * k] : list;
            System.arraycopy(nodes, from, list, 0, k);
            int row = rows * d;
            if (layer == null) {
                for (int c = 0; c < d; c++) {
                    gradients[c] = weight * glimpses[i * d + c];
                }
                Kernels.addOuter(slopes, from, list, k, gradients, 0, toProjected, width, width - d, d);
            } else {
                System.arraycopy(glimpses, i * d, inputs, row, d);
                Kernels.mix(slopes, from, list, k, projected, width, width - d, gradients, row, d);
                for (int c = row; c < row + d; c++) {
                    gradients[c] *= weight;
                }
                if (++rows == BLOCK) {
                    layer.backward(rows, inputs, gradients);
                    rows = 0;
                }
            }
        }
        if (layer != null && rows > 0) {
            layer.backward(rows, inputs, gradients);
        }
    }
}
