package dev.ansatz.neural.candidate;

import dev.ansatz.neural.decoding.Choice;
import dev.ansatz.neural.kernel.Kernels;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decodes solutions of one encoded instance. Not thread-safe: one per thread; allocates nothing per decision. */
public final class CandidateDecoder {
    private static final int STOP_INTERVAL = 64;
    private final CandidateEnvironment<?> env;
    private final int contexts;
    private final CandidateNetwork network;
    private final int[] candidates;
    private float[] latent;

    /**
     * @param env the instance; decoding changes its state
     * @param projected its encoding, {@code [N, D]}, from {@link CandidateEncoder#project}
     */
    public CandidateDecoder(
            CandidateArchitecture arch, Map<String, float[]> weights, CandidateEnvironment<?> env, float[] projected) {
        this.env = env;
        contexts = arch.contexts();
        network = new CandidateNetwork(arch, weights, projected);
        network.reserve(Kernels.padded(env.maxCandidates()), 1);
        candidates = network.nodes;
        latent = new float[arch.latentSize()];
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
     * Decodes one solution from the beginning.
     *
     * @param temperature 0 = greedy, else softmax(scores / temperature) is sampled
     * @param stop asked every {@value #STOP_INTERVAL} decisions
     * @param decisions receives the decisions, or null
     * @return whether the solution is complete
     */
    public boolean decode(
            double temperature, RandomGenerator random, BooleanSupplier stop, @Nullable Decisions decisions) {
        return decode(temperature, 1, random, stop, decisions);
    }

    /**
     * As {@link #decode(double, RandomGenerator, BooleanSupplier, Decisions)}, sampling from the nucleus only.
     *
     * @param topP mass of the nucleus, in (0, 1]; 1 = all candidates
     */
    boolean decode(
            double temperature,
            double topP,
            RandomGenerator random,
            BooleanSupplier stop,
            @Nullable Decisions decisions) {
        env.reset();
        if (decisions != null) {
            decisions.setLatent(latent);
        }
        int steps = 0;
        for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
            if (++steps % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                return false;
            }
            env.contexts(network.contexts, 0);
            computeScores(k);
            int index = Choice.sample(network.scores, k, temperature, topP, random);
            if (decisions != null) {
                decisions.add(candidates, k, network.contexts, contexts, index);
            }
            env.choose(index);
        }
        return true;
    }

    /**
     * The most probable next decisions after some decisions, best first.
     *
     * @param prefix indices of the candidates decided for, in its first {@code length} entries
     * @param choices receives the indices of as many candidates as it is long and there are
     * @param logProbabilities receives their natural logarithms
     * @return their number; 0 if the solution is complete
     */
    int top(int[] prefix, int length, int[] choices, double[] logProbabilities) {
        replay(prefix, length);
        int k = env.candidates(candidates);
        if (k == 0) {
            return 0;
        }
        env.contexts(network.contexts, 0);
        computeScores(k);
        return Choice.top(network.scores, k, choices, logProbabilities);
    }

    /**
     * Completes a solution greedily.
     *
     * @param choices its first {@code length} entries are the decisions so far; receives the others
     * @param stop asked every {@value #STOP_INTERVAL} decisions
     * @return number of all decisions; -1 if stopped
     */
    int complete(int[] choices, int length, BooleanSupplier stop) {
        replay(choices, length);
        int steps = length;
        for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
            if (steps % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
                return -1;
            }
            env.contexts(network.contexts, 0);
            computeScores(k);
            choices[steps] = Choice.best(network.scores, k);
            env.choose(choices[steps++]);
        }
        return steps;
    }

    private void replay(int[] prefix, int length) {
        env.reset();
        for (int i = 0; i < length; i++) {
            env.candidates(candidates);
            env.choose(prefix[i]);
        }
    }

    /** Scores of the current candidates. */
    private void computeScores(int k) {
        network.ends[0] = k;
        network.score(1);
    }

    /** Scores of the candidates of a recorded decision. */
    private int computeScores(Decisions decisions, int decision) {
        int k = decisions.candidates(decision);
        decisions.copyContexts(decision, contexts, network.contexts, 0);
        for (int i = 0; i < k; i++) {
            candidates[i] = decisions.node(decision, i);
        }
        computeScores(k);
        return k;
    }

    /** Log-probability of a recorded decision on the same instance. */
    public double logProbability(Decisions decisions, int decision) {
        int k = computeScores(decisions, decision);
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
}
