package dev.ansatz.training;

import dev.ansatz.problems.io.InputException;

/** Sizes of training instances, ends included. */
public record SizeRange(int min, int max) {
    /** Smaller instances teach nothing. */
    private static final int LEAST = 4;

    /**
     * {@code 50} or {@code 20-60}.
     *
     * @throws InputException if it is neither
     */
    public static SizeRange of(String text) {
        try {
            int dash = text.indexOf('-');
            int min = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
            int max = dash < 0 ? min : Integer.parseInt(text.substring(dash + 1));
            if (min >= LEAST && min <= max) {
                return new SizeRange(min, max);
            }
        } catch (NumberFormatException e) {
            // one sentence below for all that is wrong
        }
        throw new InputException(
                "--size " + text + " must be a number of at least " + LEAST + " or a range such as 20-60.");
    }

    public int middle() {
        return (min + max) / 2;
    }

    @Override
    public String toString() {
        return min == max ? Integer.toString(min) : min + "-" + max;
    }
}
