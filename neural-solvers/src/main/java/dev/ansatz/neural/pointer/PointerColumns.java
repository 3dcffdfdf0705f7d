package dev.ansatz.neural.pointer;

import dev.ansatz.neural.decoding.StepScorer;
import dev.ansatz.neural.kernel.Kernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Scores the next nodes of several trajectories together: nodes in the rows and trajectories in the columns of matrices, so that keys and
 * values are fetched once for all. All nodes that are feasible for one trajectory are looked at for all of them. Rows are padded with
 * zeros. Allocates nothing per step.
 */
final class PointerColumns implements StepScorer {
    /** Most trajectories, a multiple of {@link Kernels#PADDING}. */
    static final int COLUMNS = 32;

    private static final int STOP_INTERVAL = 8;

    /** Of more nodes the rows are not packed. */
    private static final double MOST_PACKED = 0.9;

    private static final float INFEASIBLE = -1e9f;

    private final PointerNetwork net;
    private final PointerArchitecture arch;
    private final float[] projected;
    private final int n;
    private final int d;
    private final int dk;
    private final int ld;
    private final float[] all; // key, value and pointer key of each node
    private final float[] packed; // of the nodes in question
    private float[] parts;
    private final float[] queries;
    private final float[] queryColumns;
    private final float[] glimpses;
    private final float[] attention;
    private final float[] logits;
    private final float[] mask;
    private final float[] contexts;
    private final float[] distances;
    private final float[] uniform = new float[COLUMNS];
    private final float[] chosen = new float[COLUMNS];
    private final float[] best = new float[COLUMNS];
    private float[] taped = new float[0]; // glimpses in rows
    private final int[] feasibleCount = new int[COLUMNS];
    private final int[][] feasibleNodes;
    private final int[] nodeOf;
    private final int[] rowOf;
    private int nodes;
    private int rows;

    // The trajectories: count of them from the first on.
    private PointerEnvironment env;
    private int first;
    private int count;
    private int width;

    /** @param env of the instance */
    PointerColumns(PointerNetwork net, PointerEnvironment env) {
        this.net = net;
        this.env = env;
        arch = net.arch;
        contexts = new float[arch.contexts()];
        projected = net.projected;
        n = net.n;
        d = net.d;
        dk = arch.headSize();
        ld = 3 * d + Kernels.PADDING; // no power of two, whose rows would share few sets of the cache
        int most = (n + 7) / 8 * 8;
        all = new float[most * ld];
        packed = new float[most * ld];
        parts = all;
        queries = new float[COLUMNS * d];
        queryColumns = new float[d * COLUMNS];
        glimpses = new float[d * COLUMNS];
        attention = new float[most * COLUMNS];
        logits = new float[most * COLUMNS];
        mask = new float[most * COLUMNS];
        distances = new float[most * COLUMNS];
        feasibleNodes = new int[COLUMNS][n];
        nodeOf = new int[n];
        rowOf = new int[n];
        refresh();
    }

    /** To be called after the projection has changed. */
    void refresh() {
        for (int i = 0; i < n; i++) {
            System.arraycopy(projected, i * arch.projectionSize() + net.keysAt(), all, i * ld, 3 * d);
        }
    }

    /**
     * Puts trajectories into the slots.
     *
     * @param newCount at most {@value #COLUMNS}
     */
    void take(PointerEnvironment newEnv, int newFirst, int newCount) {
        env = newEnv;
        first = newFirst;
        count = newCount;
        width = Kernels.padded(newCount);
    }

    @Override
    public int stopInterval() {
        return STOP_INTERVAL;
    }

    @Override
    public void beginRound() {
        Arrays.fill(rowOf, -1);
    }

    @Override
    public int look(int j) {
        int[] own = feasibleNodes[j];
        int k = env.feasible(first + j, own);
        feasibleCount[j] = k;
        if (k == 1) {
            env.step(first + j, own[0]);
            return k;
        }
        for (int i = 0; i < k; i++) {
            rowOf[own[i]] = 0;
        }
        return k;
    }

    @Override
    public double lowerBound(int j) {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public void admit(int j) {}

    /** Logits of the next node, 10 tanh + mask. */
    @Override
    public void score() {
        pack();
        Arrays.fill(mask, 0, rows * width, INFEASIBLE);
        for (int j = 0; j < count; j++) {
            if (feasibleCount[j] > 1) {
                open(j);
                query(j);
            } else {
                Arrays.fill(queries, j * d, (j + 1) * d, 0f);
            }
        }
        Arrays.fill(queries, count * d, width * d, 0f);
        Kernels.transpose(width, d, queries, 0, d, queryColumns, 0, width);
        for (int h = 0; h < arch.heads(); h++) {
            glimpse(h * dk);
        }
        shiftGlimpses();
        if (net.tape != null) {
            taped = taped.length == 0 ? new float[COLUMNS * d] : taped;
            Kernels.transpose(d, width, glimpses, 0, width, taped, 0, d);
        }
        if (net.layer != null) {
            net.layer.apply(glimpses, width);
        }
        Kernels.nn(rows, width, d, parts, 2 * d, ld, glimpses, 0, width, logits, 0, width, false);
        Kernels.clip(rows * width, logits, distances, mask, (float) (1 / Math.sqrt(d)), net.distance);
    }

    /** Nodes that no trajectory may go to are left out where they are many. */
    private void pack() {
        int some = 0;
        for (int node = 0; node < n; node++) {
            some += rowOf[node] + 1;
        }
        boolean whole = some > MOST_PACKED * n;
        nodes = 0;
        for (int node = 0; node < n; node++) {
            if (whole || rowOf[node] == 0) {
                if (!whole) {
                    System.arraycopy(all, node * ld, packed, nodes * ld, 3 * d);
                }
                rowOf[node] = nodes;
                nodeOf[nodes++] = node;
            }
        }
        parts = whole ? all : packed;
        rows = (nodes + 7) / 8 * 8;
        if (!whole) {
            Arrays.fill(packed, nodes * ld, rows * ld, 0f);
        }
    }

    /** Opens the rows of the feasible nodes of column j. */
    private void open(int j) {
        float[] from = net.features.distances();
        int distanceRow = env.last(first + j) * n;
        int[] own = feasibleNodes[j];
        for (int i = 0, k = feasibleCount[j]; i < k; i++) {
            int at = rowOf[own[i]] * width + j;
            mask[at] = 0;
            distances[at] = from[distanceRow + own[i]];
        }
    }

    private void query(int j) {
        int t = first + j;
        int to = j * d;
        float scale = (float) (1 / Math.sqrt(dk));
        int row = env.last(t) * arch.projectionSize();
        int shift = net.shift(t);
        float[] queryShift = net.queryShift;
        for (int i = 0; i < d; i++) {
            queries[to + i] = scale * (projected[row + i] + queryShift[shift + i]);
        }
        if (arch.usesFirst()) {
            int firstRow = env.first(t) * arch.projectionSize() + d;
            for (int i = 0; i < d; i++) {
                queries[to + i] += scale * projected[firstRow + i];
            }
        }
        if (arch.contexts() > 0) {
            env.context(t, contexts);
            float[] contextQuery = net.contextQuery;
            for (int k = 0; k < contexts.length; k++) {
                float context = scale * contexts[k];
                for (int i = 0; i < d; i++) {
                    queries[to + i] += context * contextQuery[k * d + i];
                }
            }
        }
    }

    /** One head of attention. */
    private void glimpse(int part) {
        int column = part * width;
        Kernels.nn(rows, width, dk, parts, part, ld, queryColumns, column, width, attention, 0, width, false);
        Kernels.columnSoftmax(rows, width, attention, 0, width, 1, mask, 0, width);
        Kernels.tn(dk, width, rows, parts, d + part, ld, attention, 0, width, glimpses, column, width, false);
    }

    private void shiftGlimpses() {
        if (arch.latentSize() == 0) {
            return;
        }
        float[] glimpseShift = net.glimpseShift;
        for (int j = 0; j < count; j++) {
            int shift = net.shift(first + j);
            for (int i = 0; i < d; i++) {
                glimpses[i * width + j] += glimpseShift[shift + i];
            }
        }
    }

    @Override
    public void choose(Sampling how, Feed feed) {
        drawNumbers(how.temperature(), how.random());
        DecisionTape tape = net.tape;
        if (tape == null || how.temperature() <= 0) {
            choose((float) how.temperature(), feed);
        } else {
            record(tape, how.temperature(), feed);
        }
    }

    private void drawNumbers(double temperature, RandomGenerator random) {
        if (temperature > 0) {
            for (int j = 0; j < count; j++) {
                uniform[j] = feasibleCount[j] > 1 ? random.nextFloat() : 0;
            }
        }
    }

    private void choose(float temperature, Feed feed) {
        Kernels.choose(nodes, width, logits, width, temperature, uniform, chosen, best);
        for (int j = 0; j < count; j++) {
            if (feasibleCount[j] > 1) {
                int row = (int) chosen[j];
                // rounding may leave the sample beyond the last row, or between two
                boolean isFeasible = row < nodes && mask[row * width + j] == 0;
                step(j, nodeOf[isFeasible ? row : (int) best[j]], feed);
            }
        }
    }

    private void step(int j, int node, Feed feed) {
        feed.decided(j, node);
        env.step(first + j, node);
    }

    /** As {@link #choose}, with the decisions written on a tape. */
    private void record(DecisionTape tape, double temperature, Feed feed) {
        Arrays.fill(attention, 0, rows * width, 0f);
        Kernels.columnSoftmax(rows, width, attention, 0, width, (float) (1 / temperature), logits, 0, width);
        for (int j = 0; j < count; j++) {
            if (feasibleCount[j] > 1) {
                int forced = feed.forced(j);
                int node = forced < 0 ? sample(j) : forced;
                tape.open(first + j, taped, j * d);
                int[] own = feasibleNodes[j];
                for (int i = 0, k = feasibleCount[j]; i < k; i++) {
                    int at = rowOf[own[i]] * width + j;
                    tape.put(own[i], attention[at], own[i] == node, logits[at], temperature);
                }
                step(j, node, feed);
            }
        }
    }

    /** A node by the probabilities of column j. */
    private int sample(int j) {
        int[] own = feasibleNodes[j];
        float left = uniform[j];
        int greatest = own[0];
        float most = 0;
        for (int i = 0, k = feasibleCount[j]; i < k; i++) {
            float probability = attention[rowOf[own[i]] * width + j];
            left -= probability;
            if (left < 0) {
                return own[i];
            }
            if (probability > most) {
                most = probability;
                greatest = own[i];
            }
        }
        return greatest; // rounding
    }
}
