package dev.ansatz.neural.pointer;

import dev.ansatz.neural.decoding.Choice;
import dev.ansatz.neural.decoding.StepScorer;
import dev.ansatz.neural.kernel.Kernels;

/**
 * Scores the next nodes of one trajectory: only feasible nodes are looked at, so that a step costs O(feasible · D). Quicker than
 * {@link PointerColumns} for few trajectories and for very many nodes. Allocates nothing per step.
 */
final class PointerRows implements StepScorer {
    private static final int STOP_INTERVAL = 64;

    private final PointerNetwork net;
    private final PointerArchitecture arch;
    private final int n;
    private final int d;
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
    private final float[] taped;
    private final float[] contexts;
    private final int stride;

    /** Feasible nodes, and their logits. */
    final int[] feasible;

    final float[] logits;

    private PointerEnvironment env;
    private int t;
    private int count;

    /** @param env of the instance */
    PointerRows(PointerNetwork net, PointerEnvironment env) {
        this.net = net;
        this.env = env;
        arch = net.arch;
        contexts = new float[arch.contexts()];
        n = net.n;
        d = net.d;
        dk = arch.headSize();
        stride = Kernels.padded(n);
        int rest = net.keysAt();
        lastQuery = slice(0);
        firstQuery = arch.usesFirst() ? slice(d) : new float[0];
        keys = new float[d * stride];
        transpose(rest, keys);
        values = slice(rest + d);
        pointerKeys = new float[d * stride];
        transpose(rest + 2 * d, pointerKeys);
        query = new float[d];
        glimpse = new float[d];
        attention = new float[arch.heads() * stride];
        scores = new float[stride];
        logits = new float[stride];
        taped = new float[d];
        feasible = new int[n];
    }

    /** Columns of the projection as {@code [N, D]}. */
    private float[] slice(int from) {
        float[] slice = new float[n * d];
        for (int i = 0; i < n; i++) {
            System.arraycopy(net.projected, i * arch.projectionSize() + from, slice, i * d, d);
        }
        return slice;
    }

    /** Columns of the projection as {@code [D, stride]}. */
    private void transpose(int from, float[] transposed) {
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                transposed[c * stride + i] = net.projected[i * arch.projectionSize() + from + c];
            }
        }
    }

    /** To be called after the pointer keys of the projection have changed. */
    void refresh() {
        transpose(net.keysAt() + 2 * d, pointerKeys);
    }

    /** Puts a trajectory into the slot. */
    void take(PointerEnvironment newEnv, int trajectory) {
        env = newEnv;
        t = trajectory;
    }

    @Override
    public int stopInterval() {
        return STOP_INTERVAL;
    }

    @Override
    public void beginRound() {}

    /** Lists the feasible nodes; returns their number. */
    int list() {
        count = env.feasible(t, feasible);
        return count;
    }

    @Override
    public int look(int slot) {
        if (list() == 1) {
            env.step(t, feasible[0]);
        }
        return count;
    }

    @Override
    public double lowerBound(int slot) {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public void admit(int slot) {}

    /** Clipped logits of the feasible nodes. */
    @Override
    public void score() {
        int last = env.last(t);
        int shift = net.shift(t);
        query(last, shift);
        float scale = (float) (1 / Math.sqrt(dk));
        for (int h = 0; h < arch.heads(); h++) {
            Kernels.scores(query, h * dk, dk, keys, h * dk, stride, scale, scores, 0, n);
            for (int i = 0; i < count; i++) {
                attention[h * stride + i] = scores[feasible[i]];
            }
            softmax(attention, h * stride, count);
            Kernels.mix(attention, h * stride, feasible, count, values, d, h * dk, glimpse, h * dk, dk);
        }
        for (int c = 0; c < d; c++) {
            glimpse[c] += net.glimpseShift[shift + c];
        }
        if (net.tape != null) {
            System.arraycopy(glimpse, 0, taped, 0, d);
        }
        if (net.layer != null) {
            net.layer.apply(glimpse, 1);
        }
        Kernels.scores(glimpse, 0, d, pointerKeys, 0, stride, (float) (1 / Math.sqrt(d)), scores, 0, n);
        float[] distances = net.features.distances();
        for (int i = 0; i < count; i++) {
            int node = feasible[i];
            logits[i] = scores[node] + net.distance * distances[last * n + node];
        }
        Kernels.tanh(logits, count);
        for (int i = 0; i < count; i++) {
            logits[i] *= Kernels.LOGIT_CLIPPING;
        }
    }

    private void query(int last, int shift) {
        System.arraycopy(lastQuery, last * d, query, 0, d);
        if (arch.usesFirst()) {
            int from = env.first(t) * d;
            for (int c = 0; c < d; c++) {
                query[c] += firstQuery[from + c];
            }
        }
        if (arch.contexts() > 0) {
            env.context(t, contexts);
            for (int k = 0; k < contexts.length; k++) {
                float context = contexts[k];
                for (int c = 0; c < d; c++) {
                    query[c] += context * net.contextQuery[k * d + c];
                }
            }
        }
        for (int c = 0; c < d; c++) {
            query[c] += net.queryShift[shift + c];
        }
    }

    @Override
    public void choose(Sampling how, Feed feed) {
        int k = count;
        DecisionTape tape = net.tape;
        boolean isTaped = tape != null && how.temperature() > 0;
        if (isTaped) {
            System.arraycopy(logits, 0, scores, 0, k);
        }
        int node = feasible[Choice.sample(logits, k, how.temperature(), how.topP(), how.random())];
        if (tape != null && isTaped) {
            int forced = feed.forced(0);
            node = forced < 0 ? node : forced;
            float sum = 0;
            for (int i = 0; i < k; i++) {
                sum += logits[i];
            }
            tape.open(t, taped, 0);
            for (int i = 0; i < k; i++) {
                tape.put(feasible[i], logits[i] / sum, feasible[i] == node, scores[i], how.temperature());
            }
        }
        feed.decided(0, node);
        env.step(t, node);
    }

    private static void softmax(float[] x, int from, int k) {
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
