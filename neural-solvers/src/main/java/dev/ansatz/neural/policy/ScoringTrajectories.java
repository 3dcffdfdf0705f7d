package dev.ansatz.neural.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Decodes several solutions of one encoded instance side by side, each in an environment of its own: the next decisions of all of them
 * go through the network together. Not thread-safe.
 */
final class ScoringTrajectories<S> {
    private static final int STOP_INTERVAL = 16;
    private final List<ScoringEnvironment<S>> environments = new ArrayList<>();
    private final ScoringNetwork network;
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
    ScoringTrajectories(
            ScoringArchitecture arch, Map<String, float[]> weights, ScoringEnvironment<S> first, float[] projected) {
        network = new ScoringNetwork(arch, weights, projected);
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
    ScoringEnvironment<S> environment(int t) {
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
        int rows = 0;
        for (int t = 0; t < count; t++) {
            ScoringEnvironment<S> env = environments.get(t);
            int k = env.candidates(candidates);
            if (k > 0) {
                System.arraycopy(candidates, 0, network.nodes, rows, k);
                env.contexts(network.contexts, rows * contexts);
                rows += k;
                network.ends[groups] = rows;
                trajectoryOf[groups++] = t;
            }
        }
        return groups;
    }

    /** Takes the decisions; returns whether one of them has a gradient that is not 0. */
    private boolean choose(int groups, double temperature, RandomGenerator random) {
        boolean isLearned = false;
        for (int g = 0, from = 0; g < groups; from = network.ends[g++]) {
            int t = trajectoryOf[g];
            int k = network.ends[g] - from;
            System.arraycopy(network.scores, from, weights, 0, k);
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
