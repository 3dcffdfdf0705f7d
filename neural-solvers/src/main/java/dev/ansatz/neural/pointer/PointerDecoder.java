package dev.ansatz.neural.pointer;

import dev.ansatz.neural.decoding.Choice;
import dev.ansatz.neural.decoding.FrontierLoop;
import dev.ansatz.neural.decoding.StepScorer;
import dev.ansatz.neural.decoding.StepScorer.Sampling;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decodes solutions of one encoded instance, step by step: several together ({@link PointerColumns}), or one by one where that is quicker
 * ({@link PointerRows}). Not thread-safe: one per thread; allocates nothing per step.
 */
public final class PointerDecoder {
    private static final int FEWEST_SIDE_BY_SIDE = 3;

    /** Beyond it, to look at feasible nodes only is worth more. */
    private static final int MOST_NODES_SIDE_BY_SIDE = 400;

    private final PointerNetwork net;
    private @Nullable PointerRows rows;
    private @Nullable PointerColumns columns;
    private int imitating = -1;
    private int[] imitated = new int[0];

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
        net = new PointerNetwork(weights, decoder, features, projected);
    }

    /**
     * Sets the latent vectors of what is decoded from now on: trajectory t is made under vector t modulo their number.
     *
     * @param latents at least one vector z, each {@code [Z]}
     * @throws IllegalArgumentException if the length of one is not that of the architecture
     */
    public void condition(float[]... latents) {
        net.condition(latents);
    }

    /** Inserts a layer in front of the pointer. */
    void insert(ResidualLayer layer) {
        net.layer = layer;
    }

    /** Writes all further decisions that are sampled on a tape: glimpses as they are before the layer. */
    void record(DecisionTape tape) {
        net.tape = tape;
    }

    /**
     * Lets one trajectory follow given nodes instead of choosing, from now on, where decisions are recorded.
     *
     * @param trajectory -1 = none
     */
    void force(int trajectory, int[] nodes) {
        imitating = trajectory;
        imitated = nodes;
    }

    /** To be called after the pointer keys of the projection have changed. */
    void refreshPointer() {
        if (rows != null) {
            rows.refresh();
        }
        if (columns != null) {
            columns.refresh();
        }
    }

    /**
     * Decodes every trajectory of an environment to its end. Each must have made its first step.
     *
     * @param temperature 0 = greedy, else softmax(logits / temperature) is sampled
     * @param stop asked at first and every few steps
     * @return how many trajectories, from the first on, are complete
     */
    public int decode(
            PointerEnvironment env,
            int trajectories,
            double temperature,
            RandomGenerator random,
            BooleanSupplier stop) {
        return decode(env, trajectories, new Sampling(temperature, 1, random), stop);
    }

    int decode(PointerEnvironment env, int trajectories, Sampling how, BooleanSupplier stop) {
        int first = 0;
        if (how.topP() >= 1 && net.n <= MOST_NODES_SIDE_BY_SIDE) {
            PointerColumns together = trajectories < FEWEST_SIDE_BY_SIDE ? null : columns(env);
            while (together != null && trajectories - first >= FEWEST_SIDE_BY_SIDE) {
                int count = Math.min(PointerColumns.COLUMNS, trajectories - first);
                together.take(env, first, count);
                if (FrontierLoop.run(together, count, how, stop, new Batch(env, first, count)) < count) {
                    return first;
                }
                first += count;
            }
        }
        for (int t = first; t < trajectories; t++) {
            PointerRows alone = rows(env, t);
            if (FrontierLoop.run(alone, 1, how, stop, new Batch(env, t, 1)) == 0) {
                return t;
            }
        }
        return trajectories;
    }

    private PointerColumns columns(PointerEnvironment env) {
        PointerColumns present = columns;
        if (present == null) {
            present = new PointerColumns(net, env);
            columns = present;
        }
        return present;
    }

    private PointerRows rows(PointerEnvironment env, int t) {
        PointerRows present = rows;
        if (present == null) {
            present = new PointerRows(net, env);
            rows = present;
        }
        present.take(env, t);
        return present;
    }

    /** Trajectories of an environment that begin together. */
    private final class Batch implements StepScorer.Feed {
        private final PointerEnvironment env;
        private final int first;
        private final int count;
        private int begun;

        Batch(PointerEnvironment env, int first, int count) {
            this.env = env;
            this.first = first;
            this.count = count;
        }

        @Override
        public boolean begin(int slot) {
            return begun++ < count;
        }

        @Override
        public int forced(int slot) {
            int t = first + slot;
            return t == imitating ? imitated[env.steps(t)] : -1;
        }
    }

    /**
     * Natural logarithm of the probability that the policy appends a node to a trajectory.
     *
     * @param node one of at least two feasible nodes
     */
    public double logProbability(PointerEnvironment env, int t, int node) {
        PointerRows alone = rows(env, t);
        int k = alone.list();
        alone.score();
        double sum = 0;
        double logit = Double.NaN;
        for (int i = 0; i < k; i++) {
            sum += Math.exp(alone.logits[i]);
            if (alone.feasible[i] == node) {
                logit = alone.logits[i];
            }
        }
        return logit - Math.log(sum);
    }

    /**
     * The most probable next nodes of trajectory {@code t}, best first.
     *
     * @param nodes receives as many as it is long and feasible
     * @param logProbabilities receives their natural logarithms
     * @return their number; 0 if the trajectory is complete
     */
    int top(PointerEnvironment env, int t, int[] nodes, double[] logProbabilities) {
        PointerRows alone = rows(env, t);
        int k = alone.list();
        if (k <= 1) {
            nodes[0] = alone.feasible[0];
            logProbabilities[0] = 0;
            return k;
        }
        alone.score();
        int count = Choice.top(alone.logits, k, nodes, logProbabilities);
        for (int i = 0; i < count; i++) {
            nodes[i] = alone.feasible[nodes[i]];
        }
        return count;
    }
}
