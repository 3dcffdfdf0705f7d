package dev.ansatz.neural.decoding;

import java.util.random.RandomGenerator;

/**
 * A network and the partial solutions that it decides about, each in a slot. {@link FrontierLoop} asks it round by round: it looks at the
 * slots, scores the decisions that are due all together, and chooses. How decisions lie in memory is its own affair: pointers in columns,
 * candidates in rows. Not thread-safe.
 */
public interface StepScorer {
    /** Rounds between two questions whether to stop. */
    int stopInterval();

    /** Begins a round: no decision is listed. */
    void beginRound();

    /**
     * Lists the decision that is due in a slot, or takes the step that leaves no choice.
     *
     * @return number of alternatives; 1 if a step was taken without a choice; 0 if the solution is complete
     */
    int look(int slot);

    /** A lower bound on the cost of what can become of the solution in a slot that was looked at; negative infinity where none is known. */
    double lowerBound(int slot);

    /** Takes the decision that was listed last into the round; without it, the next one takes its place. */
    void admit(int slot);

    /** Scores the decisions of the round. */
    void score();

    /** Decides, and takes the steps. */
    void choose(Sampling how, Feed feed);

    /**
     * How alternatives are chosen.
     *
     * @param temperature 0 = the best one, else softmax(scores / temperature) is sampled
     * @param topP mass of the nucleus that is sampled from, in (0, 1]; 1 = all
     * @param random drawn from in the order of the slots
     */
    record Sampling(double temperature, double topP, RandomGenerator random) {}

    /** What goes through the slots. */
    interface Feed {
        /** Begins the next solution in a slot; false if there is none. */
        boolean begin(int slot);

        /** A solution of at least this cost may be abandoned. */
        default double cutoff() {
            return Double.POSITIVE_INFINITY;
        }

        /** What a slot has to choose, whatever the scores are; -1 = by the scores. */
        default int forced(int slot) {
            return -1;
        }

        /** A slot decided for an alternative, and has not taken the step yet. */
        default void decided(int slot, int choice) {}

        /** The solution in a slot is complete, or abandoned. */
        default void end(int slot, boolean isComplete) {}
    }
}
