package dev.ansatz.neural.candidate;

import dev.ansatz.neural.PartialSolutions;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.decoding.Choice;
import dev.ansatz.neural.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decodes several solutions of one encoded instance side by side, each in an environment of its own: the next decisions of all of them
 * go through the network together. Not thread-safe.
 */
public final class CandidateTrajectories<S> {
    private static final int STOP_INTERVAL = 16;

    /** Streamed solutions at a time: twice as quick as one by one; more of them are hardly quicker, and more are lost when time is up. */
    private static final int SIDE_BY_SIDE = 8;

    private final List<CandidateEnvironment<S>> environments = new ArrayList<>();
    private final CandidateNetwork network;
    private final int d;
    private final int contexts;
    private final int nodes;
    private int[][] choices = new int[0][];
    private int[] lengths = new int[0];
    private int forced = -1;
    private int[] forcedChoices = new int[0];
    private boolean recorded;
    private float[][] gradients = new float[0][];
    private float[][] ofGroup = new float[0][];
    private int[] trajectoryOf = new int[0];
    private int[] candidates = new int[0];
    private float[] weights = new float[0];
    private float[] toScores = new float[0];

    /** @param projected encoding of the instance, {@code [N, D]}; may change between decodings */
    public CandidateTrajectories(
            CandidateArchitecture arch,
            Map<String, float[]> weights,
            CandidateEnvironment<S> first,
            float[] projected) {
        network = new CandidateNetwork(arch, weights, projected);
        d = arch.embeddingSize();
        contexts = arch.contexts();
        nodes = first.nodes();
        environments.add(first);
    }

    /**
     * Lets one trajectory of each decoding follow given choices.
     *
     * @param trajectory -1 = none
     */
    void force(int trajectory, int[] newChoices) {
        forced = trajectory;
        forcedChoices = newChoices;
    }

    /** From now on each trajectory leaves the gradient of its log-probability with respect to the encoding, at this temperature. */
    void recordGradients() {
        recorded = true;
    }

    /** Of trajectory t: the complete solution and its cost. */
    CandidateEnvironment<S> environment(int t) {
        return environments.get(t);
    }

    /** Indices of the candidates that trajectory t chose. */
    int[] choices(int t) {
        return Arrays.copyOf(choices[t], lengths[t]);
    }

    /** Gradient of the log-probability of trajectory t with respect to the encoding, {@code [N, D]}. */
    float[] gradient(int t) {
        return gradients[t];
    }

    /**
     * Decodes solutions from the beginning.
     *
     * @param temperature 0 = greedy, else softmax(scores / temperature) is sampled
     * @return whether they are complete
     */
    boolean decode(int count, double temperature, RandomGenerator random, BooleanSupplier stop) {
        reserve(count);
        for (int step = 0; ; step++) {
            if (step % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                return false;
            }
            int groups = look(count);
            if (groups == 0) {
                return true;
            }
            network.score(groups);
            boolean isLearned = choose(groups, temperature, random);
            if (isLearned && recorded && temperature > 0) {
                network.addGradient(groups, toScores, ofGroup);
            }
        }
    }

    /** What goes through the slots of a {@link #stream}. */
    private interface Feed {
        /** Begins the next solution in the environment of slot t; false if there is none. */
        boolean begin(int t);

        /** A solution of at least this cost may be abandoned. */
        double cutoff();

        /** Slot t decided. */
        default void decided(int t, int choice) {}

        /** The solution in slot t is complete, or abandoned. */
        void end(int t, boolean isComplete);
    }

    /**
     * Samples solutions, so many at a time that the next one begins where one is complete.
     *
     * @param count number of solutions
     * @param temperature 0 = greedy, else softmax(scores / temperature) is sampled
     * @param topP mass of the nucleus that is sampled from, in (0, 1]; 1 = all candidates
     * @param sink takes complete solutions; those that its cutoff rules out are abandoned
     * @return number of solutions that are complete or abandoned
     */
    int sample(
            int count,
            double temperature,
            double topP,
            RandomGenerator random,
            BooleanSupplier stop,
            Rollouts.Sink<S> sink) {
        int side = Math.min(SIDE_BY_SIDE, count);
        reserve(side);
        return stream(side, temperature, topP, random, stop, new Feed() {
            private int begun;

            @Override
            public boolean begin(int t) {
                environments.get(t).reset();
                return begun++ < count;
            }

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
        int side = Math.min(SIDE_BY_SIDE, count);
        reserve(side);
        int[][] made = new int[side][nodes];
        int[] steps = new int[side];
        int @Nullable [][] best = {null};
        double[] least = {Double.POSITIVE_INFINITY};
        boolean[] differ = {false};
        int unused = stream(side, temperature, 1, random, () -> false, new Feed() {
            private int begun;

            @Override
            public boolean begin(int t) {
                environments.get(t).reset();
                steps[t] = 0;
                return begun++ < count;
            }

            @Override
            public double cutoff() {
                return Math.nextUp(least[0]); // whether a sample is as good is of interest
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
                differ[0] |= best[0] != null && cost != least[0];
                if (cost < least[0]) {
                    least[0] = cost;
                    best[0] = Arrays.copyOf(made[t], steps[t]);
                }
            }
        });
        return differ[0] ? best[0] : null;
    }

    /** {@link PartialSolutions#complete(int[][], int[], double[], PartialSolutions.Completion, BooleanSupplier)}. */
    int complete(
            int[][] partial,
            int[] partialLengths,
            double[] costs,
            PartialSolutions.Completion how,
            BooleanSupplier stop) {
        int side = Math.min(SIDE_BY_SIDE, partial.length);
        reserve(side);
        Arrays.fill(costs, 0, partial.length, Double.NaN);
        int[] solutionOf = new int[side];
        int unused = stream(side, how.temperature(), 1, how.random(), stop, new Feed() {
            private int begun;

            @Override
            public boolean begin(int t) {
                if (begun == partial.length) {
                    return false;
                }
                solutionOf[t] = begun;
                CandidateEnvironment<S> env = environments.get(t);
                env.reset();
                for (int i = 0; i < partialLengths[begun]; i++) {
                    int k = env.candidates(candidates);
                    env.choose(partial[begun][i]);
                }
                begun++;
                return true;
            }

            @Override
            public double cutoff() {
                return how.cutoff();
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
        });
        int done = 0;
        while (done < partial.length && !Double.isNaN(costs[done])) {
            done++;
        }
        return done;
    }

    /** Decodes what the feed begins, {@code side} solutions at a time; returns how many ended. */
    private int stream(
            int side, double temperature, double topP, RandomGenerator random, BooleanSupplier stop, Feed feed) {
        boolean[] busy = new boolean[side];
        for (int t = 0; t < side; t++) {
            busy[t] = feed.begin(t);
        }
        int ended = 0;
        for (int step = 0; ; step++) {
            if (step % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                return ended;
            }
            int groups = 0;
            for (int t = 0; t < side; t++) {
                while (busy[t]) {
                    int k = look(t, groups);
                    if (k > 0 && environments.get(t).lowerBound() < feed.cutoff()) {
                        groups++;
                        break;
                    }
                    feed.end(t, k == 0);
                    ended++;
                    busy[t] = feed.begin(t);
                }
            }
            if (groups == 0) {
                return ended;
            }
            network.score(groups);
            for (int g = 0; g < groups; g++) {
                int t = trajectoryOf[g];
                int choice = Choice.sample(weights, weigh(g), temperature, topP, random);
                feed.decided(t, choice);
                environments.get(t).choose(choice);
            }
        }
    }

    /** Sets the latent vector of what is decoded from now on; at first it is the origin. */
    void condition(float[] latent) {
        network.condition(latent);
    }

    private void reserve(int count) {
        while (environments.size() < count) {
            environments.add(environments.get(0).another());
        }
        if (choices.length < count) {
            choices = new int[count][nodes];
            lengths = new int[count];
            trajectoryOf = new int[count];
            ofGroup = new float[count][];
            int most = environments.get(0).maxCandidates();
            candidates = new int[most];
            weights = new float[Kernels.padded(most)];
            network.reserve(most * count, count);
            toScores = new float[network.scores.length];
        }
        if (recorded && gradients.length < count) {
            gradients = new float[count][nodes * d];
        }
        for (int t = 0; t < count; t++) {
            environments.get(t).reset();
            lengths[t] = 0;
            if (recorded) {
                Arrays.fill(gradients[t], 0f);
            }
        }
    }

    /** Lists the candidates of all trajectories that are not complete; returns the number of these. */
    private int look(int count) {
        int groups = 0;
        for (int t = 0; t < count; t++) {
            groups += look(t, groups) > 0 ? 1 : 0;
        }
        return groups;
    }

    /** Lists the candidates of a trajectory as a group; returns their number, 0 if it is complete. */
    private int look(int t, int group) {
        CandidateEnvironment<S> env = environments.get(t);
        int k = env.candidates(candidates);
        if (k > 0) {
            int row = first(group);
            System.arraycopy(candidates, 0, network.nodes, row, k);
            env.contexts(network.contexts, row * contexts);
            network.ends[group] = row + k;
            trajectoryOf[group] = t;
        }
        return k;
    }

    /** First row of a group. */
    private int first(int group) {
        return group == 0 ? 0 : network.ends[group - 1];
    }

    /** Copies the scores of a group to the weights; returns their number. */
    private int weigh(int group) {
        int from = first(group);
        int k = network.ends[group] - from;
        System.arraycopy(network.scores, from, weights, 0, k);
        return k;
    }

    /** Takes the decisions; returns whether one of them has a gradient that is not 0. */
    private boolean choose(int groups, double temperature, RandomGenerator random) {
        boolean isLearned = false;
        for (int g = 0; g < groups; g++) {
            int t = trajectoryOf[g];
            int from = first(g);
            int k = weigh(g);
            int choice = Choice.sample(weights, k, temperature, 1, random);
            if (t == forced) {
                choice = forcedChoices[lengths[t]];
            }
            if (recorded && temperature > 0) {
                ofGroup[g] = gradients[t];
                float sum = 0;
                for (int i = 0; i < k; i++) {
                    sum += weights[i];
                }
                for (int i = 0; i < k; i++) {
                    toScores[from + i] = (float) (((i == choice ? 1 : 0) - weights[i] / sum) / temperature);
                }
                isLearned |= toScores[from + choice] != 0;
            }
            choices[t][lengths[t]++] = choice;
            environments.get(t).choose(choice);
        }
        return isLearned;
    }
}
