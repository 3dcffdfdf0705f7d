package dev.ansatz.neural.candidate;

import dev.ansatz.neural.PartialSolutions;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.decoding.Choice;
import dev.ansatz.neural.decoding.FrontierLoop;
import dev.ansatz.neural.decoding.StepScorer;
import dev.ansatz.neural.decoding.StepScorer.Sampling;
import dev.ansatz.neural.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decodes solutions of one encoded instance, alone or side by side: each in an environment of its own, and the next decisions of all of
 * them go through the network together. Not thread-safe: one per thread; allocates nothing per decision.
 *
 * @param <S> type of the solutions
 */
public final class CandidateDecoder<S> {
    private static final int STOP_INTERVAL = 16;

    /** Solutions at a time: twice as quick as one by one; more of them are hardly quicker, and more are lost when time is up. */
    private static final int SIDE_BY_SIDE = 8;

    private final List<CandidateEnvironment<S>> environments = new ArrayList<>();
    private final CandidateNetwork network;
    private final Scorer scorer = new Scorer();
    private final int d;
    private final int contexts;
    private final int nodes;
    private final int[] candidates;
    private final float[] weights;
    private int slots;
    private float[] latent;

    // What active search needs of the solutions decoded last.
    private boolean recorded;
    private int[][] choices = new int[0][];
    private int[] lengths = new int[0];
    private float[][] gradients = new float[0][];

    /**
     * @param env the instance; decoding changes its state
     * @param projected its encoding, {@code [N, D]}, from {@link CandidateEncoder#project}; may change between decodings
     */
    public CandidateDecoder(
            CandidateArchitecture arch, Map<String, float[]> weights, CandidateEnvironment<S> env, float[] projected) {
        network = new CandidateNetwork(arch, weights, projected);
        d = arch.embeddingSize();
        contexts = arch.contexts();
        nodes = env.nodes();
        environments.add(env);
        candidates = new int[env.maxCandidates()];
        this.weights = new float[Kernels.padded(env.maxCandidates())];
        latent = new float[arch.latentSize()];
        reserve(1);
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
        network.condition(newLatent);
    }

    /**
     * Decodes one solution from the beginning, in the environment that this was made with.
     *
     * @param temperature 0 = greedy, else softmax(scores / temperature) is sampled
     * @param stop asked at first and every {@value #STOP_INTERVAL} decisions
     * @param decisions receives the decisions, or null
     * @return whether the solution is complete
     */
    public boolean decode(
            double temperature, RandomGenerator random, BooleanSupplier stop, @Nullable Decisions decisions) {
        return decode(new Sampling(temperature, 1, random), stop, decisions);
    }

    boolean decode(Sampling how, BooleanSupplier stop, @Nullable Decisions decisions) {
        if (decisions != null) {
            decisions.setLatent(latent);
        }
        return FrontierLoop.run(scorer, 1, how, stop, new Samples(1) {
                    @Override
                    public void decided(int t, int choice) {
                        if (decisions != null) {
                            decisions.add(network.nodes, network.ends[0], network.contexts, contexts, choice);
                        }
                    }
                })
                == 1;
    }

    /**
     * Samples solutions side by side.
     *
     * @param count number of solutions
     * @param sink takes complete solutions; those that its cutoff rules out are abandoned
     * @return number of solutions that are complete or abandoned
     */
    int sample(int count, Sampling how, BooleanSupplier stop, Rollouts.Sink<S> sink) {
        int side = reserve(Math.min(SIDE_BY_SIDE, count));
        return FrontierLoop.run(scorer, side, how, stop, new Samples(count) {
            @Override
            public double cutoff() {
                return sink.cutoff();
            }

            @Override
            public void end(int t, boolean isComplete) {
                if (isComplete) {
                    sink.offer(environments.get(t).cost(), environments.get(t)::solution);
                }
            }
        });
    }

    /**
     * Samples solutions and tells the choices of the best one; those that cannot be as good are abandoned.
     *
     * @param count number of samples
     * @param temperature softmax(scores / temperature) is sampled
     * @return indices of the candidates chosen, or null if all samples are equally good
     */
    public int @Nullable [] bestOf(int count, double temperature, RandomGenerator random) {
        int side = reserve(Math.min(SIDE_BY_SIDE, count));
        Best best = new Best(count, side);
        int unused = FrontierLoop.run(scorer, side, new Sampling(temperature, 1, random), () -> false, best);
        return best.differ ? best.choices : null;
    }

    /** {@link PartialSolutions#complete(int[][], int[], double[], PartialSolutions.Completion, BooleanSupplier)}. */
    int complete(
            int[][] partial,
            int[] partialLengths,
            double[] costs,
            PartialSolutions.Completion how,
            BooleanSupplier stop) {
        int side = reserve(Math.min(SIDE_BY_SIDE, partial.length));
        Arrays.fill(costs, 0, partial.length, Double.NaN);
        Sampling sampling = new Sampling(how.temperature(), 1, how.random());
        int unused = FrontierLoop.run(
                scorer, side, sampling, stop, new Completions(partial, partialLengths, costs, how.cutoff(), side));
        int done = 0;
        while (done < partial.length && !Double.isNaN(costs[done])) {
            done++;
        }
        return done;
    }

    /**
     * Completes a solution greedily, in the environment that this was made with.
     *
     * @param partial its first {@code length} entries are the decisions so far; receives the others
     * @return number of all decisions; -1 if stopped
     */
    int complete(int[] partial, int length, BooleanSupplier stop) {
        int[] lengthsOf = {length};
        return FrontierLoop.run(
                                scorer,
                                1,
                                Choice.GREEDY,
                                stop,
                                new Completions(
                                        new int[][] {partial}, lengthsOf, new double[1], Double.POSITIVE_INFINITY, 1))
                        == 1
                ? lengthsOf[0]
                : -1;
    }

    /**
     * The most probable next decisions after some decisions, best first.
     *
     * @param prefix indices of the candidates decided for, in its first {@code length} entries
     * @param indices receives the indices of as many candidates as it is long and there are
     * @param logProbabilities receives their natural logarithms
     * @return their number; 0 if the solution is complete
     */
    int top(int[] prefix, int length, int[] indices, double[] logProbabilities) {
        replay(0, prefix, length);
        scorer.beginRound();
        int k = scorer.look(0);
        if (k == 0) {
            return 0;
        }
        network.score(1);
        return Choice.top(network.scores, k, indices, logProbabilities);
    }

    private void replay(int t, int[] prefix, int length) {
        CandidateEnvironment<S> env = environments.get(t);
        env.reset();
        for (int i = 0; i < length; i++) {
            env.candidates(candidates);
            env.choose(prefix[i]);
        }
    }

    /** Log-probability of a recorded decision on the same instance. */
    public double logProbability(Decisions decisions, int decision) {
        int k = decisions.candidates(decision);
        decisions.copyContexts(decision, contexts, network.contexts, 0);
        for (int i = 0; i < k; i++) {
            network.nodes[i] = decisions.node(decision, i);
        }
        network.ends[0] = k;
        network.score(1);
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            max = Math.max(max, network.scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += Math.exp(network.scores[i] - max);
        }
        return network.scores[decisions.choice(decision)] - max - Math.log(sum);
    }

    // For active search.

    /** From now on sampled solutions leave the gradient of their log-probability with respect to the encoding, at their temperature. */
    void recordGradients() {
        recorded = true;
    }

    /**
     * Decodes solutions that begin together.
     *
     * @param imitated choices of the last one; null = it decides as the others do
     * @return whether all are complete
     */
    boolean decode(int count, Sampling how, BooleanSupplier stop, int @Nullable [] imitated) {
        int side = reserve(count);
        for (int t = 0; t < count; t++) {
            lengths[t] = 0;
            if (recorded) {
                Arrays.fill(gradients[t], 0f);
            }
        }
        return FrontierLoop.run(scorer, side, how, stop, new Samples(count) {
                    @Override
                    public int forced(int t) {
                        return imitated != null && t == count - 1 ? imitated[lengths[t]] : -1;
                    }

                    @Override
                    public void decided(int t, int choice) {
                        choices[t][lengths[t]++] = choice;
                    }
                })
                == count;
    }

    /** Of solution t: the complete solution and its cost. */
    CandidateEnvironment<S> environment(int t) {
        return environments.get(t);
    }

    /** Indices of the candidates that solution t chose. */
    int[] choices(int t) {
        return Arrays.copyOf(choices[t], lengths[t]);
    }

    /** Gradient of the log-probability of solution t with respect to the encoding, {@code [N, D]}. */
    float[] gradient(int t) {
        return gradients[t];
    }

    /** Makes room for so many solutions side by side, and returns their number. */
    private int reserve(int count) {
        while (environments.size() < count) {
            environments.add(environments.get(0).another());
        }
        if (slots < count) {
            slots = count;
            network.reserve(candidates.length * count + Kernels.PADDING, count);
            scorer.reserve(count);
            choices = new int[count][nodes];
            lengths = new int[count];
        }
        if (recorded && gradients.length < count) {
            gradients = new float[count][nodes * d];
        }
        return count;
    }

    /** Decisions of a round are groups of rows. */
    private final class Scorer implements StepScorer {
        private int groups;
        private int[] slotOf = new int[0];
        private float[][] toEncoding = new float[0][];
        private float[] toScores = new float[0];

        void reserve(int count) {
            slotOf = new int[count];
            toEncoding = new float[count][];
            toScores = new float[network.scores.length];
        }

        @Override
        public int stopInterval() {
            return STOP_INTERVAL;
        }

        @Override
        public void beginRound() {
            groups = 0;
        }

        /** First row of a group. */
        private int first(int group) {
            return group == 0 ? 0 : network.ends[group - 1];
        }

        @Override
        public int look(int t) {
            CandidateEnvironment<S> env = environments.get(t);
            int k = env.candidates(candidates);
            if (k > 0) {
                int row = first(groups);
                System.arraycopy(candidates, 0, network.nodes, row, k);
                env.contexts(network.contexts, row * contexts);
                network.ends[groups] = row + k;
            }
            return k;
        }

        @Override
        public double lowerBound(int t) {
            return environments.get(t).lowerBound();
        }

        @Override
        public void admit(int t) {
            slotOf[groups++] = t;
        }

        @Override
        public void score() {
            network.score(groups);
        }

        @Override
        public void choose(Sampling how, Feed feed) {
            boolean isLearned = false;
            for (int g = 0; g < groups; g++) {
                int t = slotOf[g];
                int from = first(g);
                int k = network.ends[g] - from;
                System.arraycopy(network.scores, from, weights, 0, k);
                int choice = Choice.sample(weights, k, how.temperature(), how.topP(), how.random());
                int forced = feed.forced(t);
                choice = forced < 0 ? choice : forced;
                if (recorded && how.temperature() > 0) {
                    isLearned |= record(g, k, choice, how.temperature());
                }
                feed.decided(t, choice);
                environments.get(t).choose(choice);
            }
            if (isLearned) {
                network.addGradient(groups, toScores, toEncoding);
            }
        }

        /** The gradient of a decision's log-probability by its scores; returns whether it is not 0. */
        private boolean record(int group, int k, int choice, double temperature) {
            toEncoding[group] = gradients[slotOf[group]];
            int from = first(group);
            float sum = 0;
            for (int i = 0; i < k; i++) {
                sum += weights[i];
            }
            for (int i = 0; i < k; i++) {
                toScores[from + i] = (float) (((i == choice ? 1 : 0) - weights[i] / sum) / temperature);
            }
            return toScores[from + choice] != 0;
        }
    }

    /** Some solutions from the beginning. */
    private class Samples implements StepScorer.Feed {
        private final int count;
        private int begun;

        Samples(int count) {
            this.count = count;
        }

        @Override
        public boolean begin(int t) {
            if (begun == count) {
                return false;
            }
            begun++;
            environments.get(t).reset();
            return true;
        }
    }

    /** The best of some solutions. */
    private final class Best extends Samples {
        private final int[][] made;
        private final int[] steps;
        private int @Nullable [] choices;
        private double least = Double.POSITIVE_INFINITY;
        private boolean differ;

        Best(int count, int side) {
            super(count);
            made = new int[side][nodes];
            steps = new int[side];
        }

        @Override
        public boolean begin(int t) {
            steps[t] = 0;
            return super.begin(t);
        }

        @Override
        public double cutoff() {
            return Math.nextUp(least); // whether a sample is as good is of interest
        }

        @Override
        public void decided(int t, int choice) {
            if (steps[t] == made[t].length) {
                made[t] = Arrays.copyOf(made[t], 2 * steps[t]);
            }
            made[t][steps[t]++] = choice;
        }

        @Override
        public void end(int t, boolean isComplete) {
            double cost = isComplete ? environments.get(t).cost() : Double.POSITIVE_INFINITY;
            differ |= choices != null && cost != least;
            if (cost < least) {
                least = cost;
                choices = Arrays.copyOf(made[t], steps[t]);
            }
        }
    }

    /** Partial solutions that are completed. */
    private final class Completions implements StepScorer.Feed {
        private final int[][] partial;
        private final int[] partialLengths;
        private final double[] costs;
        private final double cutoff;
        private final int[] solutionOf;
        private int begun;

        Completions(int[][] partial, int[] partialLengths, double[] costs, double cutoff, int side) {
            this.partial = partial;
            this.partialLengths = partialLengths;
            this.costs = costs;
            this.cutoff = cutoff;
            solutionOf = new int[side];
        }

        @Override
        public boolean begin(int t) {
            if (begun == partial.length) {
                return false;
            }
            solutionOf[t] = begun;
            replay(t, partial[begun], partialLengths[begun]);
            begun++;
            return true;
        }

        @Override
        public double cutoff() {
            return cutoff;
        }

        @Override
        public void decided(int t, int choice) {
            int i = solutionOf[t];
            partial[i][partialLengths[i]++] = choice;
        }

        @Override
        public void end(int t, boolean isComplete) {
            costs[solutionOf[t]] = isComplete ? environments.get(t).cost() : Double.POSITIVE_INFINITY;
        }
    }
}
