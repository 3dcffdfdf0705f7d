package dev.ansatz.neural.pointer;

import dev.ansatz.neural.kernel.Kernels;
import java.util.Arrays;

/**
 * Gradient of a weighted sum of log-probabilities of trajectories with respect to what a decoder computes with: the backward
 * pass of {@link PointerDecoder}.
 *
 * <p>All decisions of a trajectory are known, so they go through the decoder side by side: C decisions in the columns, nodes in
 * the rows of each matrix. Rows are ordered by the last decision at which their node was feasible; what lies below that
 * staircase, about half, is left out.
 *
 * <p>Not thread-safe. Memory is reused from instance to instance: one object per thread.
 */
public final class DecoderGradient {
    /** C: columns that are worked on at a time, a multiple of {@link Kernels#PADDING}. */
    private static final int COLUMNS = 64;

    private static final int LANE_BLOCK = Kernels.PADDING;
    private static final int BLOCKS = COLUMNS / LANE_BLOCK;

    /** Rows are taken together in groups that begin at multiples of this. */
    private static final int ROW_BLOCK = 8;

    private static final float INFEASIBLE = -1e9f;

    private final PointerArchitecture arch;
    private final String prefix;
    private final int d;
    private final int heads;
    private final int dk;
    private final int width;
    private final int rest;
    private final float clipping;
    private final float[] toContext;
    private final float[] toLatentQuery;
    private final float[] toLatentValue;
    private double toDistance;

    private PointerWeights weights;
    private NodeFeatures features = new NodeFeatures(0, new float[0], new float[0]);
    private int n;
    private int rows;
    private float[] projected = new float[0];
    private float[] toProjected = new float[0];
    private int offset;

    // decisions of a trajectory with more than one feasible node
    private int decisions;
    private int[] choices = new int[0];
    private int[] feasible = new int[0];
    private int[] begin = new int[1];
    private int[] last = new int[0];
    private int[] chosen = new int[0];
    /** Contexts of all decisions, {@code [decisions * C]}. */
    private float[] context = new float[0];

    private final float[] contexts;
    private int[] lastFeasible = new int[0];
    private int[] order = new int[0];
    private int[] position = new int[0];
    private int[] counts = new int[0];

    // in that order: key, value and pointer key of a node beside each other, {@code [rows, ld]}, and their gradients
    private final int ld;
    private float[] parts = new float[0];
    private float[] toParts = new float[0];

    // [rows, C], of all heads for the attention
    private float[] attention = new float[0];
    private float[] scores = new float[0];
    private float[] slopes = new float[0];
    private float[] mask = new float[0];
    private float[] distances = new float[0];

    // [C, rowLength], of which D are used, and [D, C]
    private final int rowLength;
    private final float[] query;
    private final float[] queryColumns;
    private final float[] glimpse;
    private final float[] glimpseColumns;
    private final float[] slope;
    private final float[] slopeColumns;
    private final float[] shift;
    private final float[] weight = new float[COLUMNS];
    private final float[] max = new float[COLUMNS];
    private final float[] sum = new float[COLUMNS];

    /** First row of each block of 16 columns. */
    private final int[] firstRow = new int[BLOCKS];

    /** @param decoder 0 to K - 1 */
    public DecoderGradient(PointerWeights weights, int decoder) {
        this(weights, decoder, 1);
    }

    /**
     * Of probabilities softmax(logits / temperature).
     *
     * @param decoder 0 to K - 1
     */
    public DecoderGradient(PointerWeights weights, int decoder, double temperature) {
        clipping = (float) (Kernels.LOGIT_CLIPPING / temperature);
        this.weights = weights;
        arch = weights.architecture();
        prefix = arch.decoder(decoder);
        d = arch.embeddingSize();
        heads = arch.heads();
        dk = arch.headSize();
        width = arch.projectionSize();
        rest = arch.usesFirst() ? 2 : 1;
        ld = 3 * d + Kernels.PADDING; // no power of two, whose rows would share few sets of the cache
        rowLength = d + Kernels.PADDING;
        contexts = new float[arch.contexts()];
        toContext = new float[arch.contexts() * d];
        toLatentQuery = new float[arch.latentSize() * d];
        toLatentValue = new float[arch.latentSize() * d];
        query = new float[COLUMNS * rowLength];
        queryColumns = new float[COLUMNS * d];
        glimpse = new float[COLUMNS * rowLength];
        glimpseColumns = new float[COLUMNS * d];
        slope = new float[COLUMNS * rowLength];
        slopeColumns = new float[COLUMNS * d];
        shift = new float[d];
    }

    /**
     * Goes to another instance.
     *
     * @param present weights of the same architecture, until the next instance
     * @param projected its encoding for this decoder, {@code [N, P]} from {@code offset} on, see {@link PointerEncoder#project}
     * @param toProjected to which its gradient is added, laid out as {@code projected}
     */
    public void begin(
            PointerWeights present, NodeFeatures features, float[] projected, float[] toProjected, int offset) {
        weights = present;
        this.features = features;
        this.projected = projected;
        this.toProjected = toProjected;
        this.offset = offset;
        n = features.nodes();
        rows = (n + ROW_BLOCK - 1) / ROW_BLOCK * ROW_BLOCK;
        if (order.length < rows) {
            lastFeasible = new int[rows];
            order = new int[rows];
            position = new int[rows];
            parts = new float[rows * ld];
            toParts = new float[rows * ld];
            choices = new int[rows];
            attention = new float[heads * rows * COLUMNS];
            scores = new float[rows * COLUMNS];
            slopes = new float[rows * COLUMNS];
            mask = new float[rows * COLUMNS];
            distances = new float[rows * COLUMNS];
        }
    }

    /** Forgets the gradients by the decoder's own weights. */
    public void clear() {
        Arrays.fill(toContext, 0f);
        Arrays.fill(toLatentQuery, 0f);
        Arrays.fill(toLatentValue, 0f);
        toDistance = 0;
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
     * Adds the gradient of {@code factor} times the log-probability of a trajectory after its first step.
     *
     * @param env the instance; its state is overwritten
     * @param trajectory a complete trajectory
     * @param latent latent vector that it was made under, {@code [Z]}
     * @return {@code factor} times the log-probability
     */
    public double add(PointerEnvironment env, int[] trajectory, float factor, float[] latent) {
        replay(env, trajectory);
        if (decisions == 0) {
            return 0;
        }
        sortRows();
        gatherRows();
        int first = arch.usesFirst() ? trajectory[0] : 0;
        double logProbability = 0;
        for (int from = 0; from < decisions; from += COLUMNS) {
            logProbability += columns(from, Math.min(COLUMNS, decisions - from), first, factor, latent);
        }
        scatterRows();
        return factor * logProbability;
    }

    /** Follows a trajectory and notes its decisions. */
    private void replay(PointerEnvironment env, int[] trajectory) {
        int steps = trajectory.length;
        if (last.length < steps) {
            last = new int[steps];
            chosen = new int[steps];
            context = new float[steps * arch.contexts()];
            begin = new int[steps + 1];
        }
        Arrays.fill(lastFeasible, 0, n, -1);
        env.reset(1);
        env.step(0, trajectory[0]);
        decisions = 0;
        begin[0] = 0;
        for (int step = 1; step < steps; step++) {
            int from = begin[decisions];
            int k = env.feasible(0, choices);
            if (k > 1) {
                if (feasible.length < from + k) {
                    feasible = Arrays.copyOf(feasible, Math.max(from + k, 2 * feasible.length));
                }
                for (int i = 0; i < k; i++) {
                    feasible[from + i] = choices[i];
                    lastFeasible[choices[i]] = decisions;
                }
                last[decisions] = env.last(0);
                chosen[decisions] = trajectory[step];
                if (contexts.length > 0) {
                    env.context(0, contexts);
                    System.arraycopy(contexts, 0, context, decisions * contexts.length, contexts.length);
                }
                begin[++decisions] = from + k;
            }
            env.step(0, trajectory[step]);
        }
    }

    /** Orders the rows by the last decision at which their node was feasible; rows without a node come first. */
    private void sortRows() {
        int[] count = last.length + 2 > counts.length ? counts = new int[last.length + 2] : counts;
        Arrays.fill(count, 0, decisions + 2, 0);
        for (int node = 0; node < n; node++) {
            count[lastFeasible[node] + 2]++;
        }
        count[0] = rows - n;
        for (int t = 0; t <= decisions; t++) {
            count[t + 1] += count[t];
        }
        for (int node = 0; node < n; node++) {
            int row = count[lastFeasible[node] + 1]++;
            order[row] = node;
            position[node] = row;
        }
    }

    private void gatherRows() {
        int empty = rows - n;
        Arrays.fill(parts, 0, empty * ld, 0f);
        Arrays.fill(toParts, 0, rows * ld, 0f);
        for (int row = empty; row < rows; row++) {
            System.arraycopy(projected, offset + order[row] * width + rest * d, parts, row * ld, 3 * d);
        }
    }

    private void scatterRows() {
        for (int row = rows - n; row < rows; row++) {
            Kernels.add(3 * d, toParts, row * ld, toProjected, offset + order[row] * width + rest * d);
        }
    }

    /** Up to C decisions; returns the sum of their log-probabilities. */
    private double columns(int from, int count, int first, float factor, float[] latent) {
        int blocks = (count + LANE_BLOCK - 1) / LANE_BLOCK;
        int row = rows - n;
        for (int block = 0; block < blocks; block++) {
            while (lastFeasible[order[row]] < from + block * LANE_BLOCK) {
                row++;
            }
            firstRow[block] = row / ROW_BLOCK * ROW_BLOCK;
        }
        queries(from, count, blocks * LANE_BLOCK, first, latent);
        masks(from, count);
        for (int h = 0; h < heads; h++) {
            int a = h * rows * COLUMNS;
            byNode(blocks, dk, h * dk, queryColumns, h * dk * COLUMNS, attention, a);
            for (int block = 0; block < blocks; block++) {
                int at = firstRow[block] * COLUMNS + block * LANE_BLOCK;
                Kernels.columnSoftmax(
                        rows - firstRow[block], LANE_BLOCK, attention, a + at, COLUMNS, 1, mask, at, COLUMNS);
            }
            byColumn(blocks, dk, d + h * dk, attention, a, glimpseColumns, h * dk * COLUMNS);
        }
        for (int z = 0; z < latent.length; z++) {
            float[] latentValue = weights.get(prefix + "latent.value");
            for (int c = 0; c < d; c++) {
                float more = latent[z] * latentValue[z * d + c];
                for (int j = 0; j < count; j++) {
                    glimpseColumns[c * COLUMNS + j] += more;
                }
            }
        }
        Kernels.transpose(d, blocks * LANE_BLOCK, glimpseColumns, 0, COLUMNS, glimpse, 0, rowLength);
        byNode(blocks, d, 2 * d, glimpseColumns, 0, scores, 0);
        double logProbability = pointer(from, count, blocks, factor);
        backward(from, count, blocks, first, latent);
        return logProbability;
    }

    private void queries(int from, int count, int columns, int first, float[] latent) {
        Arrays.fill(shift, 0f);
        if (arch.usesFirst()) {
            System.arraycopy(projected, offset + first * width + d, shift, 0, d);
        }
        for (int z = 0; z < latent.length; z++) {
            float[] latentQuery = weights.get(prefix + "latent.query");
            for (int c = 0; c < d; c++) {
                shift[c] += latent[z] * latentQuery[z * d + c];
            }
        }
        float scale = (float) (1 / Math.sqrt(dk));
        for (int j = 0; j < count; j++) {
            int node = offset + last[from + j] * width;
            for (int c = 0; c < d; c++) {
                query[j * rowLength + c] = scale * (projected[node + c] + shift[c]);
            }
            if (arch.contexts() > 0) {
                float[] contextQuery = weights.get(prefix + "context");
                for (int k = 0; k < contexts.length; k++) {
                    float multiple = scale * context[(from + j) * contexts.length + k];
                    for (int c = 0; c < d; c++) {
                        query[j * rowLength + c] += multiple * contextQuery[k * d + c];
                    }
                }
            }
        }
        Arrays.fill(query, count * rowLength, columns * rowLength, 0f);
        Kernels.transpose(columns, d, query, 0, rowLength, queryColumns, 0, COLUMNS);
    }

    private void masks(int from, int count) {
        Arrays.fill(mask, firstRow[0] * COLUMNS, rows * COLUMNS, INFEASIBLE);
        float[] all = features.distances();
        for (int j = 0; j < count; j++) {
            int row = last[from + j] * n;
            for (int i = begin[from + j]; i < begin[from + j + 1]; i++) {
                int node = feasible[i];
                int at = position[node] * COLUMNS + j;
                mask[at] = 0;
                distances[at] = all[row + node];
            }
        }
    }

    /** The pointer and the derivative of the loss by its scores; returns the sum of the log-probabilities. */
    private double pointer(int from, int count, int blocks, float factor) {
        float scale = (float) (1 / Math.sqrt(d));
        Arrays.fill(weight, 0f);
        Arrays.fill(weight, 0, count, factor);
        for (int block = 0; block < blocks; block++) {
            Kernels.pointer(
                    rows - firstRow[block],
                    LANE_BLOCK,
                    scores,
                    firstRow[block] * COLUMNS + block * LANE_BLOCK,
                    distances,
                    mask,
                    slopes,
                    COLUMNS,
                    scale,
                    weights.get(prefix + "distance")[0],
                    clipping,
                    weight,
                    max,
                    sum,
                    block * LANE_BLOCK);
        }
        double logProbability = 0;
        for (int j = 0; j < count; j++) {
            int at = position[chosen[from + j]] * COLUMNS + j;
            float tanh = scores[at];
            slopes[at] += factor * clipping * (1 - tanh * tanh);
            logProbability += clipping * tanh - max[j] - Math.log(sum[j]);
        }
        for (int block = 0; block < blocks; block++) {
            for (int row = firstRow[block]; row < rows; row++) {
                int at = row * COLUMNS + block * LANE_BLOCK;
                toDistance += Kernels.dot(LANE_BLOCK, slopes, at, distances, at);
                for (int j = at; j < at + LANE_BLOCK; j++) {
                    slopes[j] *= scale;
                }
            }
        }
        return logProbability;
    }

    /** From {@link #slopes}, the derivative by the scalar products of the pointer. */
    private void backward(int from, int count, int blocks, int first, float[] latent) {
        int columns = blocks * LANE_BLOCK;
        byColumn(blocks, d, 2 * d, slopes, 0, slopeColumns, 0);
        Kernels.transpose(d, columns, slopeColumns, 0, COLUMNS, slope, 0, rowLength);
        byRow(blocks, d, slopes, 0, glimpse, 0, 2 * d);
        for (int h = 0; h < heads; h++) {
            int a = h * rows * COLUMNS;
            byRow(blocks, dk, attention, a, slope, h * dk, d + h * dk);
            byNode(blocks, dk, d + h * dk, slopeColumns, h * dk * COLUMNS, scores, 0);
            for (int block = 0; block < blocks; block++) {
                int at = firstRow[block] * COLUMNS + block * LANE_BLOCK;
                Kernels.columnSoftmaxGradient(
                        rows - firstRow[block], LANE_BLOCK, attention, a + at, scores, at, COLUMNS);
            }
            byRow(blocks, dk, scores, 0, query, h * dk, h * dk);
            byColumn(blocks, dk, h * dk, scores, 0, glimpseColumns, h * dk * COLUMNS);
        }
        // glimpseColumns now holds the derivative by the scaled query
        for (int z = 0; z < latent.length; z++) {
            for (int j = 0; j < count; j++) {
                for (int c = 0; c < d; c++) {
                    toLatentValue[z * d + c] += latent[z] * slope[j * rowLength + c];
                }
            }
        }
        Kernels.transpose(d, columns, glimpseColumns, 0, COLUMNS, slope, 0, rowLength);
        float scale = (float) (1 / Math.sqrt(dk));
        Arrays.fill(shift, 0f);
        for (int j = 0; j < count; j++) {
            int node = offset + last[from + j] * width;
            for (int c = 0; c < d; c++) {
                float g = slope[j * rowLength + c] * scale;
                toProjected[node + c] += g;
                shift[c] += g;
            }
            if (arch.contexts() > 0) {
                for (int k = 0; k < contexts.length; k++) {
                    float multiple = scale * context[(from + j) * contexts.length + k];
                    for (int c = 0; c < d; c++) {
                        toContext[k * d + c] += multiple * slope[j * rowLength + c];
                    }
                }
            }
        }
        if (arch.usesFirst()) {
            Kernels.add(d, shift, 0, toProjected, offset + first * width + d);
        }
        for (int z = 0; z < latent.length; z++) {
            for (int c = 0; c < d; c++) {
                toLatentQuery[z * d + c] += latent[z] * shift[c];
            }
        }
    }

    private int groupEnd(int block, int blocks) {
        return block + 1 < blocks ? firstRow[block + 1] : rows;
    }

    /** out [rows, C] = part [rows, k] · columns [k, C] above the staircase; the part is named by its column in {@link #parts}. */
    private void byNode(int blocks, int k, int part, float[] columns, int from, float[] out, int to) {
        for (int block = 0; block < blocks; block++) {
            int row = firstRow[block];
            Kernels.nn(
                    groupEnd(block, blocks) - row,
                    (block + 1) * LANE_BLOCK,
                    k,
                    parts,
                    row * ld + part,
                    ld,
                    columns,
                    from,
                    COLUMNS,
                    out,
                    to + row * COLUMNS,
                    COLUMNS,
                    false);
        }
    }

    /** out [m, C] = partᵀ [m, rows] · x [rows, C], x above the staircase. */
    private void byColumn(int blocks, int m, int part, float[] x, int from, float[] out, int to) {
        for (int block = 0; block < blocks; block += 2) {
            boolean pair = block + 1 < blocks;
            int row = firstRow[pair ? block + 1 : block];
            int column = block * LANE_BLOCK;
            Kernels.tn(
                    m,
                    pair ? 2 * LANE_BLOCK : LANE_BLOCK,
                    rows - row,
                    parts,
                    row * ld + part,
                    ld,
                    x,
                    from + row * COLUMNS + column,
                    COLUMNS,
                    out,
                    to + column,
                    COLUMNS,
                    false);
            if (row > firstRow[block]) {
                Kernels.tn(
                        m,
                        LANE_BLOCK,
                        row - firstRow[block],
                        parts,
                        firstRow[block] * ld + part,
                        ld,
                        x,
                        from + firstRow[block] * COLUMNS + column,
                        COLUMNS,
                        out,
                        to + column,
                        COLUMNS,
                        true);
            }
        }
    }

    /** Adds x [rows, C] · columns [C, m] to a part of {@link #toParts}, x above the staircase. */
    private void byRow(int blocks, int m, float[] x, int from, float[] columns, int column, int part) {
        for (int block = 0; block < blocks; block++) {
            int row = firstRow[block];
            Kernels.nn(
                    groupEnd(block, blocks) - row,
                    m,
                    (block + 1) * LANE_BLOCK,
                    x,
                    from + row * COLUMNS,
                    COLUMNS,
                    columns,
                    column,
                    rowLength,
                    toParts,
                    row * ld + part,
                    ld,
                    true);
        }
    }
}
