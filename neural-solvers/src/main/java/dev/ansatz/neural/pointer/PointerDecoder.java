package dev.ansatz.neural.pointer;

import dev.ansatz.neural.decoding.Choice;
import dev.ansatz.neural.kernel.Kernels;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decodes solutions of one encoded instance, step by step. Only feasible nodes are looked at, so a step costs O(feasible · D).
 * Not thread-safe: one per thread; allocates nothing per step.
 */
public final class PointerDecoder {
    private static final int STOP_INTERVAL = 64;

    /** C: most trajectories that are decoded side by side, a multiple of {@link Kernels#PADDING}. */
    private static final int COLUMNS = 32;

    private static final int FEWEST_SIDE_BY_SIDE = 3;

    /** Of more nodes the rows are not packed. */
    private static final double MOST_PACKED = 0.9;

    /** Beyond it, to look at feasible nodes only is worth more. */
    private static final int MOST_NODES_SIDE_BY_SIDE = 400;

    private static final float INFEASIBLE = -1e9f;
    private final float[] projected;
    private @Nullable Columns columns;
    private final float[] contextQuery;
    private final float[] distance;
    private final float[] latentQuery;
    private final float[] latentValue;

    // what the latent vectors add, [vectors, D]; trajectory t is made under vector t modulo their number
    private float[] queryShift;
    private float[] glimpseShift;
    private int vectors = 1;
    private final PointerArchitecture arch;
    private final NodeFeatures features;
    private final int n;
    private final int d;
    private final int heads;
    private final int dk;
    private final float[] lastQuery;
    private final float[] firstQuery;
    private final float[] keys;
    private final float[] values;
    private final float[] pointerKeys;
    private final float[] query;
    private final float[] glimpse;
    private final float[] attention;
    private final float[] scores;
    private final float[] logits;
    private final int stride;
    private final int[] feasible;
    private @Nullable ResidualLayer layer;
    private @Nullable DecisionTape tape;
    private final float[] taped;
    private int forced = -1;
    private int[] forcedNodes = new int[0];

    /**
     * The first decoder.
     *
     * @param features the instance
     * @param projected its encoding, {@code [N, P]}, from {@link PointerEncoder#project}
     */
    public PointerDecoder(PointerWeights weights, NodeFeatures features, float[] projected) {
        this(weights, 0, features, projected);
    }

    /**
     * One of K decoders, its latent vector at 0.
     *
     * @param decoder 0 to K - 1
     * @param features the instance
     * @param projected its encoding for this decoder, {@code [N, P]}, from {@link PointerEncoder#project}
     */
    public PointerDecoder(PointerWeights weights, int decoder, NodeFeatures features, float[] projected) {
        this.arch = weights.architecture();
        String prefix = arch.decoder(decoder);
        contextQuery = arch.contexts() > 0 ? weights.get(prefix + "context") : new float[0];
        distance = weights.get(prefix + "distance");
        latentQuery = arch.latentSize() > 0 ? weights.get(prefix + "latent.query") : new float[0];
        latentValue = arch.latentSize() > 0 ? weights.get(prefix + "latent.value") : new float[0];
        queryShift = new float[arch.embeddingSize()];
        glimpseShift = new float[arch.embeddingSize()];
        this.features = features;
        this.projected = projected;
        n = features.nodes();
        d = arch.embeddingSize();
        heads = arch.heads();
        dk = arch.headSize();
        int p = arch.projectionSize();
        lastQuery = slice(projected, p, 0);
        firstQuery = arch.usesFirst() ? slice(projected, p, 1) : new float[0];
        int rest = arch.usesFirst() ? 2 : 1;
        stride = Kernels.padded(n);
        keys = transposed(projected, p, rest);
        values = slice(projected, p, rest + 1);
        pointerKeys = transposed(projected, p, rest + 2);
        query = new float[d];
        glimpse = new float[d];
        attention = new float[heads * stride];
        scores = new float[stride];
        logits = new float[stride];
        feasible = new int[n];
        taped = new float[d];
    }

    /**
     * Sets the latent vectors of what is decoded from now on: trajectory t is made under vector t modulo their number.
     *
     * @param latents at least one vector z, each {@code [Z]}
     * @throws IllegalArgumentException if the length of one is not that of the architecture
     */
    public void condition(float[]... latents) {
        vectors = latents.length;
        if (queryShift.length < vectors * d) {
            queryShift = new float[vectors * d];
            glimpseShift = new float[vectors * d];
        }
        Arrays.fill(queryShift, 0f);
        Arrays.fill(glimpseShift, 0f);
        for (int l = 0; l < vectors; l++) {
            float[] latent = latents[l];
            if (latent.length != arch.latentSize()) {
                throw new IllegalArgumentException("The latent vector has " + latent.length
                        + " entries; the policy's have " + arch.latentSize() + ".");
            }
            for (int i = 0; i < latent.length; i++) {
                for (int c = 0; c < d; c++) {
                    queryShift[l * d + c] += latent[i] * latentQuery[i * d + c];
                    glimpseShift[l * d + c] += latent[i] * latentValue[i * d + c];
                }
            }
        }
    }

    /** Where the shifts of a trajectory begin. */
    private int shift(int t) {
        return t % vectors * d;
    }

    private float[] slice(float[] projected, int width, int part) {
        float[] slice = new float[n * d];
        for (int i = 0; i < n; i++) {
            System.arraycopy(projected, i * width + part * d, slice, i * d, d);
        }
        return slice;
    }

    /** Inserts a layer in front of the pointer. */
    void insert(ResidualLayer newLayer) {
        layer = newLayer;
    }

    /** Writes all further decisions that are sampled on a tape: glimpses as they are before the layer. */
    void record(DecisionTape newTape) {
        tape = newTape;
    }

    /**
     * Lets one trajectory follow given nodes instead of choosing, from now on.
     *
     * @param trajectory -1 = none
     */
    void force(int trajectory, int[] nodes) {
        forced = trajectory;
        forcedNodes = nodes;
    }

    /** To be called after the pointer keys of the projection have changed. */
    void refreshPointer() {
        transpose(projected, arch.projectionSize(), arch.usesFirst() ? 4 : 3, pointerKeys);
        if (columns != null) {
            columns.refresh();
        }
    }

    /** One part of the projection as {@code [D, stride]}. */
    private float[] transposed(float[] projected, int width, int part) {
        float[] transposed = new float[d * stride];
        transpose(projected, width, part, transposed);
        return transposed;
    }

    private void transpose(float[] projected, int width, int part, float[] transposed) {
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                transposed[c * stride + i] = projected[i * width + part * d + c];
            }
        }
    }

    /**
     * Decodes every trajectory of an environment to its end. Each must have made its first step.
     *
     * @param temperature 0 = greedy, else softmax(logits / temperature) is sampled
     * @param stop asked before each trajectory and every {@value #STOP_INTERVAL} steps
     * @return how many trajectories, from the first on, are complete
     */
    public int decode(
            PointerEnvironment env,
            int trajectories,
            double temperature,
            RandomGenerator random,
            BooleanSupplier stop) {
        return decode(env, trajectories, temperature, 1, random, stop);
    }

    /**
     * As {@link #decode(PointerEnvironment, int, double, RandomGenerator, BooleanSupplier)}, sampling from the nucleus only.
     *
     * @param topP mass of the nucleus, in (0, 1]; 1 = all feasible nodes
     */
    int decode(
            PointerEnvironment env,
            int trajectories,
            double temperature,
            double topP,
            RandomGenerator random,
            BooleanSupplier stop) {
        return decode(env, 0, trajectories, temperature, topP, random, stop);
    }

    /** As before, for the trajectories of a range. */
    int decode(
            PointerEnvironment env,
            int from,
            int trajectories,
            double temperature,
            double topP,
            RandomGenerator random,
            BooleanSupplier stop) {
        int first = from;
        if (topP >= 1 && n <= MOST_NODES_SIDE_BY_SIDE) {
            for (; trajectories - first >= FEWEST_SIDE_BY_SIDE; first += Math.min(COLUMNS, trajectories - first)) {
                if (!decodeSideBySide(env, first, Math.min(COLUMNS, trajectories - first), temperature, random, stop)) {
                    return first;
                }
            }
        }
        for (int t = first; t < trajectories; t++) {
            if (stop.getAsBoolean()) {
                return t;
            }
            int steps = 0;
            for (int k = env.feasible(t, feasible); k > 0; k = env.feasible(t, feasible)) {
                if (++steps % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                    return t;
                }
                env.step(t, k == 1 ? feasible[0] : choose(env, t, k, temperature, topP, random));
            }
        }
        return trajectories;
    }

    /**
     * Decodes up to C trajectories step by step together: nodes in the rows and trajectories in the columns of matrices, so that
     * keys and values are fetched once for all. All nodes that are feasible for one trajectory are looked at for all of them.
     *
     * @return false if it was stopped
     */
    private boolean decodeSideBySide(
            PointerEnvironment env,
            int first,
            int count,
            double temperature,
            RandomGenerator random,
            BooleanSupplier stop) {
        Columns c = columns == null ? columns = new Columns() : columns;
        int width = Kernels.padded(count);
        for (int step = 0; ; step++) {
            if (step % (STOP_INTERVAL / 8) == 0 && stop.getAsBoolean()) {
                return false;
            }
            int most = c.look(env, first, count, width);
            if (most == 0) {
                return true;
            }
            if (most > 1) {
                c.logits(env, first, count, width);
                if (tape == null || temperature <= 0) {
                    c.choose(env, first, count, width, temperature, random);
                } else {
                    c.record(tape, env, first, count, width, temperature, random);
                }
            }
        }
    }

    /** Memory of {@link #decodeSideBySide}; rows are padded with zeros. */
    private final class Columns {
        private final int most = (n + 7) / 8 * 8;
        private final int ld = 3 * d + Kernels.PADDING; // no power of two, whose rows would share few sets of the cache
        private final float[] all = new float[most * ld]; // key, value and pointer key of each node
        private final float[] packed = new float[most * ld]; // of the nodes in question
        private float[] parts = all;
        private final float[] queries = new float[COLUMNS * d];
        private final float[] queryColumns = new float[d * COLUMNS];
        private final float[] glimpses = new float[d * COLUMNS];
        private final float[] attention = new float[most * COLUMNS];
        private final float[] logits = new float[most * COLUMNS];
        private final float[] mask = new float[most * COLUMNS];
        private final float[] distances = new float[most * COLUMNS];
        private final float[] uniform = new float[COLUMNS];
        private final float[] chosen = new float[COLUMNS];
        private float[] taped = new float[0]; // glimpses in rows
        private final float[] best = new float[COLUMNS];
        private final int[] feasibleCount = new int[COLUMNS];
        private final int[][] feasibleNodes = new int[COLUMNS][n];
        private final int[] nodeOf = new int[n];
        private final int[] rowOf = new int[n];
        private int nodes;
        private int rows;

        Columns() {
            refresh();
        }

        void refresh() {
            int width = arch.projectionSize();
            int rest = arch.usesFirst() ? 2 : 1;
            for (int i = 0; i < n; i++) {
                System.arraycopy(projected, i * width + rest * d, all, i * ld, 3 * d);
            }
        }

        /**
         * Takes the step of each trajectory that has no choice, and the nodes that are feasible for others as rows.
         *
         * @return the largest number of feasible nodes of a trajectory
         */
        int look(PointerEnvironment env, int first, int count, int width) {
            Arrays.fill(rowOf, -1);
            int largest = 0;
            for (int j = 0; j < count; j++) {
                largest = Math.max(largest, look(env, first + j, j));
            }
            if (largest > 1) {
                pack();
                Arrays.fill(mask, 0, rows * width, INFEASIBLE);
                for (int j = 0; j < count; j++) {
                    if (feasibleCount[j] > 1) {
                        open(env.last(first + j) * n, width, j);
                    }
                }
            }
            return largest;
        }

        private int look(PointerEnvironment env, int t, int j) {
            int[] own = feasibleNodes[j];
            int k = env.feasible(t, own);
            feasibleCount[j] = k;
            if (k == 1) {
                env.step(t, own[0]);
                return k;
            }
            for (int i = 0; i < k; i++) {
                rowOf[own[i]] = 0;
            }
            return k;
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

        private void open(int distanceRow, int width, int j) {
            float[] from = features.distances();
            int[] own = feasibleNodes[j];
            for (int i = 0, k = feasibleCount[j]; i < k; i++) {
                int at = rowOf[own[i]] * width + j;
                mask[at] = 0;
                distances[at] = from[distanceRow + own[i]];
            }
        }

        /** Takes a step of each trajectory that has a choice. */
        void choose(
                PointerEnvironment env, int first, int count, int width, double temperature, RandomGenerator random) {
            float[] numbers = uniform(count, temperature, random);
            Kernels.choose(nodes, width, logits, width, (float) temperature, numbers, chosen, best);
            for (int j = 0; j < count; j++) {
                if (feasibleCount[j] > 1) {
                    int row = (int) chosen[j];
                    // rounding may leave the sample beyond the last row, or between two
                    boolean isFeasible = row < nodes && mask[row * width + j] == 0;
                    env.step(first + j, nodeOf[isFeasible ? row : (int) best[j]]);
                }
            }
        }

        /** As {@link #choose}, with the decisions written on a tape. */
        void record(
                DecisionTape decisions,
                PointerEnvironment env,
                int first,
                int count,
                int width,
                double temperature,
                RandomGenerator random) {
            float[] numbers = uniform(count, temperature, random);
            Arrays.fill(attention, 0, rows * width, 0f);
            Kernels.columnSoftmax(rows, width, attention, 0, width, (float) (1 / temperature), logits, 0, width);
            for (int j = 0; j < count; j++) {
                if (feasibleCount[j] > 1) {
                    int node = forced == first + j ? forcedNodes[env.steps(forced)] : sample(j, width, numbers[j]);
                    decisions.open(first + j, taped, j * d);
                    int[] own = feasibleNodes[j];
                    for (int i = 0, k = feasibleCount[j]; i < k; i++) {
                        int at = rowOf[own[i]] * width + j;
                        decisions.put(own[i], attention[at], own[i] == node, logits[at], temperature);
                    }
                    env.step(first + j, node);
                }
            }
        }

        /** A node by the probabilities of column j. */
        private int sample(int j, int width, float number) {
            int[] own = feasibleNodes[j];
            float left = number;
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

        float[] uniform(int count, double temperature, RandomGenerator random) {
            if (temperature > 0) {
                for (int j = 0; j < count; j++) {
                    uniform[j] = feasibleCount[j] > 1 ? random.nextFloat() : 0;
                }
            }
            return uniform;
        }

        /** Logits of the next node, 10 tanh + mask, into {@link #logits}. */
        void logits(PointerEnvironment env, int first, int count, int width) {
            for (int j = 0; j < count; j++) {
                if (feasibleCount[j] < 2) {
                    Arrays.fill(queries, j * d, (j + 1) * d, 0f);
                } else {
                    query(env, first + j, j * d);
                }
            }
            Arrays.fill(queries, count * d, width * d, 0f);
            Kernels.transpose(width, d, queries, 0, d, queryColumns, 0, width);
            for (int h = 0; h < heads; h++) {
                glimpse(h * dk, width);
            }
            if (arch.latentSize() > 0) {
                for (int j = 0; j < count; j++) {
                    int shift = shift(first + j);
                    for (int i = 0; i < d; i++) {
                        glimpses[i * width + j] += glimpseShift[shift + i];
                    }
                }
            }
            if (tape != null) {
                taped = taped.length == 0 ? new float[COLUMNS * d] : taped;
                Kernels.transpose(d, width, glimpses, 0, width, taped, 0, d);
            }
            if (layer != null) {
                layer.apply(glimpses, width);
            }
            Kernels.nn(rows, width, d, parts, 2 * d, ld, glimpses, 0, width, logits, 0, width, false);
            Kernels.clip(rows * width, logits, distances, mask, (float) (1 / Math.sqrt(d)), distance[0]);
        }

        /** One head of attention. */
        private void glimpse(int part, int width) {
            int column = part * width;
            Kernels.nn(rows, width, dk, parts, part, ld, queryColumns, column, width, attention, 0, width, false);
            Kernels.columnSoftmax(rows, width, attention, 0, width, 1, mask, 0, width);
            Kernels.tn(dk, width, rows, parts, d + part, ld, attention, 0, width, glimpses, column, width, false);
        }

        private void query(PointerEnvironment env, int t, int to) {
            float scale = (float) (1 / Math.sqrt(dk));
            int row = env.last(t) * arch.projectionSize();
            int shift = shift(t);
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
                float context = scale * env.context(t);
                for (int i = 0; i < d; i++) {
                    queries[to + i] += context * contextQuery[i];
                }
            }
        }
    }

    /**
     * Natural logarithm of the probability that the policy appends a node to a trajectory.
     *
     * @param node one of at least two feasible nodes
     */
    public double logProbability(PointerEnvironment env, int t, int node) {
        int k = env.feasible(t, feasible);
        computeLogits(env, t, k);
        double sum = 0;
        double logit = Double.NaN;
        for (int i = 0; i < k; i++) {
            sum += Math.exp(logits[i]);
            if (feasible[i] == node) {
                logit = logits[i];
            }
        }
        return logit - Math.log(sum);
    }

    private int choose(PointerEnvironment env, int t, int k, double temperature, double topP, RandomGenerator random) {
        computeLogits(env, t, k);
        if (tape == null || temperature <= 0) {
            return feasible[Choice.sample(logits, k, temperature, topP, random)];
        }
        System.arraycopy(logits, 0, scores, 0, k);
        int choice = Choice.sample(logits, k, temperature, topP, random);
        int node = t == forced ? forcedNodes[env.steps(t)] : feasible[choice];
        float sum = 0;
        for (int i = 0; i < k; i++) {
            sum += logits[i];
        }
        tape.open(t, taped, 0);
        for (int i = 0; i < k; i++) {
            tape.put(feasible[i], logits[i] / sum, feasible[i] == node, scores[i], temperature);
        }
        return node;
    }

    /**
     * The most probable next nodes of trajectory {@code t}, best first.
     *
     * @param nodes receives as many as it is long and feasible
     * @param logProbabilities receives their natural logarithms
     * @return their number; 0 if the trajectory is complete
     */
    int top(PointerEnvironment env, int t, int[] nodes, double[] logProbabilities) {
        int k = env.feasible(t, feasible);
        if (k <= 1) {
            nodes[0] = feasible[0];
            logProbabilities[0] = 0;
            return k;
        }
        computeLogits(env, t, k);
        int count = Choice.top(logits, k, nodes, logProbabilities);
        for (int i = 0; i < count; i++) {
            nodes[i] = feasible[nodes[i]];
        }
        return count;
    }

    /** Clipped logits of the first {@code k} entries of {@link #feasible}, into {@link #logits}. */
    private void computeLogits(PointerEnvironment env, int t, int k) {
        int last = env.last(t);
        System.arraycopy(lastQuery, last * d, query, 0, d);
        if (arch.usesFirst()) {
            int from = env.first(t) * d;
            for (int c = 0; c < d; c++) {
                query[c] += firstQuery[from + c];
            }
        }
        if (arch.contexts() > 0) {
            float context = env.context(t);
            for (int c = 0; c < d; c++) {
                query[c] += context * contextQuery[c];
            }
        }
        int shift = shift(t);
        for (int c = 0; c < d; c++) {
            query[c] += queryShift[shift + c];
        }
        float scale = (float) (1 / Math.sqrt(dk));
        for (int h = 0; h < heads; h++) {
            Kernels.scores(query, h * dk, dk, keys, h * dk, stride, scale, scores, 0, n);
            for (int i = 0; i < k; i++) {
                attention[h * stride + i] = scores[feasible[i]];
            }
            softmax(attention, h * stride, k);
            Kernels.mix(attention, h * stride, feasible, k, values, d, h * dk, glimpse, h * dk, dk);
        }
        for (int c = 0; c < d; c++) {
            glimpse[c] += glimpseShift[shift + c];
        }
        if (tape != null) {
            System.arraycopy(glimpse, 0, taped, 0, d);
        }
        if (layer != null) {
            layer.apply(glimpse, 1);
        }
        Kernels.scores(glimpse, 0, d, pointerKeys, 0, stride, (float) (1 / Math.sqrt(d)), scores, 0, n);
        float distanceFactor = distance[0];
        float[] distances = features.distances();
        for (int i = 0; i < k; i++) {
            int node = feasible[i];
            logits[i] = scores[node] + distanceFactor * distances[last * n + node];
        }
        Kernels.tanh(logits, k);
        for (int i = 0; i < k; i++) {
            logits[i] *= Kernels.LOGIT_CLIPPING;
        }
    }

    static void softmax(float[] x, int from, int k) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + k; i++) {
            max = Math.max(max, x[i]);
        }
        Kernels.exp(x, from, k, max);
        float sum = 0;
        for (int i = from; i < from + k; i++) {
            sum += x[i];
        }
        float inverse = 1 / sum;
        for (int i = from; i < from + k; i++) {
            x[i] *= inverse;
        }
    }
}
