package dev.ansatz.problems.random;

import dev.ansatz.problems.io.InputException;

/** The name of the distributions whose instances are the days of one place: {@code recurring}, or {@code recurring-PLACE}. */
public final class Recurring {
    public static final String NAME = "recurring";

    private Recurring() {}

    public static boolean is(String distribution) {
        return distribution.equals(NAME) || distribution.startsWith(NAME + "-");
    }

    /**
     * Seed of the place.
     *
     * @param usual that of the place without a name
     * @throws InputException if the name of the place is no whole number
     */
    public static long place(String distribution, long usual) {
        if (distribution.equals(NAME)) {
            return usual;
        }
        try {
            return Long.parseLong(distribution.substring(NAME.length() + 1));
        } catch (NumberFormatException e) {
            throw new InputException("The distribution '" + distribution
                    + "' must be recurring or recurring-SEED with a whole number, such as recurring-7.");
        }
    }
}
