package dev.ansatz.neural.candidate;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Recorded decisions in growing primitive arrays: candidates, their context features, and the choices. */
public final class Decisions {
    private int count;
    private int rows;
    private int[] offsets = new int[65];
    private int[] choices = new int[64];
    private int[] nodes = new int[256];
    private float[] contexts = new float[0];
    private float[] latent = new float[0];

    /** The latent vector that they were made under, {@code [Z]}; of length 0 where the policy has none. */
    public float[] latent() {
        return latent;
    }

    void setLatent(float[] newLatent) {
        latent = newLatent;
    }

    /** Number of decisions. */
    public int count() {
        return count;
    }

    /** Number of candidates of a decision. */
    public int candidates(int decision) {
        return offsets[decision + 1] - offsets[decision];
    }

    /** Index of the candidate that was chosen. */
    public int choice(int decision) {
        return choices[decision];
    }

    /** Node of a candidate. */
    public int node(int decision, int index) {
        return nodes[offsets[decision] + index];
    }

    /** Copies the context features of all candidates of a decision. */
    public void copyContexts(int decision, int width, float[] to, int at) {
        int from = offsets[decision];
        System.arraycopy(contexts, from * width, to, at, (offsets[decision + 1] - from) * width);
    }

    void clear() {
        count = 0;
        rows = 0;
    }

    void add(int[] candidates, int k, float[] context, int width, int choice) {
        if (count == choices.length) {
            choices = Arrays.copyOf(choices, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count + 1);
        }
        if (rows + k > nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(rows + k, 2 * nodes.length));
        }
        if ((rows + k) * width > contexts.length) {
            contexts = Arrays.copyOf(contexts, nodes.length * width);
        }
        System.arraycopy(candidates, 0, nodes, rows, k);
        System.arraycopy(context, 0, contexts, rows * width, k * width);
        choices[count++] = choice;
        rows += k;
        offsets[count] = rows;
    }

    /** The decisions that construct the solution that the environment follows. */
    public static <S> Decisions following(CandidateEnvironment<S> env, int width) {
        return of(env, width, i -> env.reference());
    }

    /** The decisions of these choices, indices of candidates. */
    public static Decisions of(CandidateEnvironment<?> env, int width, int[] choices) {
        return of(env, width, i -> choices[i]);
    }

    private static Decisions of(CandidateEnvironment<?> env, int width, IntUnaryOperator choice) {
        Decisions decisions = new Decisions();
        int[] candidates = new int[env.maxCandidates()];
        float[] context = new float[env.maxCandidates() * width];
        env.reset();
        for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
            env.contexts(context, 0);
            int index = choice.applyAsInt(decisions.count);
            decisions.add(candidates, k, context, width, index);
            env.choose(index);
        }
        return decisions;
    }
}
