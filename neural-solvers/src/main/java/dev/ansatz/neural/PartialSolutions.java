package dev.ansatz.neural;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Partial solutions of one form of an instance, for tree searches. A partial solution is the sequence of choices that made it:
 * copying one is copying an array, and looking at one replays it, which costs far less than the policy's arithmetic. What a choice
 * is, is the policy's own affair (a node, the index of a candidate). Not thread-safe.
 *
 * @param <S> type of the complete solutions
 */
public interface PartialSolutions<S> {
    /** No solution takes more choices. */
    int maxLength();

    /**
     * The most probable next choices. The first choice of a policy with {@linkplain Rollouts#starts() first nodes} is one of them,
     * all of them equally probable.
     *
     * @param prefix choices so far, in its first {@code length} entries
     * @param choices receives as many as it is long and there are, the most probable one first
     * @param logProbabilities receives the natural logarithms of their probabilities; as long
     * @return their number; 0 if the prefix is a complete solution
     */
    int expand(int[] prefix, int length, int[] choices, double[] logProbabilities);

    /**
     * Completes a partial solution greedily.
     *
     * @param choices the prefix in its first {@code length} entries, at least one; receives the rest; at least {@link #maxLength()} long
     * @return number of choices of the complete solution; -1 if stopped
     */
    int complete(int[] choices, int length, BooleanSupplier stop);

    /**
     * How partial solutions are completed.
     *
     * @param temperature 0 = greedily, else of the sampling distribution
     * @param random of the samples
     * @param cutoff solutions that cannot cost less may be abandoned; infinite = none
     */
    record Completion(double temperature, RandomGenerator random, double cutoff) {}

    /**
     * Completes several partial solutions, side by side where that is quicker. Afterwards {@link #cost()} and {@link #solution()} are
     * undefined.
     *
     * @param choices as for {@link #complete(int[], int, BooleanSupplier)}, one array each
     * @param lengths of the prefixes; receives the numbers of choices of the complete solutions
     * @param costs receives their costs, in the policy's own scale; infinite where one was abandoned, its choices then being of no use
     * @return how many, from the first on, are complete or abandoned; all of them unless stopped
     */
    int complete(int[][] choices, int[] lengths, double[] costs, Completion how, BooleanSupplier stop);

    /** Cost of the solution that was completed last, in the policy's own scale. */
    double cost();

    /** The solution that was completed last. */
    S solution();
}
