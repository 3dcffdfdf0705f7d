package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.JsonElement;
import dev.ansatz.problems.io.Numbers;
import org.jspecify.annotations.Nullable;

/** Checks of rows of a matrix in JSON. */
final class MatrixRows {
    private MatrixRows() {}

    /** Whether a number of the user's unit is a whole number of units, but for what decimal numbers lose. */
    static boolean fits(double value, long scale) {
        double scaled = value * scale;
        return Math.abs(scaled - Math.rint(scaled)) <= 1e-6 + 1e-12 * Math.abs(scaled);
    }

    /**
     * What is wrong with a row.
     *
     * @param ids of the locations, in the order of rows and columns
     * @return the end of a sentence; null where it is sound
     */
    static @Nullable String fault(JsonElement row, int index, String[] ids, long scale) {
        double[] numbers = row.numbers();
        if (row.kind() != JsonElement.Kind.NUMBERS) {
            return "must have arrays of numbers; row " + (index + 1) + " is none.";
        }
        if (numbers.length != ids.length) {
            return "has " + numbers.length + " entries in row " + (index + 1) + ", not " + ids.length + ".";
        }
        for (int j = 0; j < numbers.length; j++) {
            if (numbers[j] < 0) {
                return "is negative" + way(ids, index, j) + ": " + Numbers.format(numbers[j]) + ".";
            }
            if (index == j && numbers[j] > 0) {
                return "is not 0" + way(ids, index, j) + ": " + Numbers.format(numbers[j]) + ".";
            }
            if (numbers[j] * scale >= Travel.UNREACHABLE) {
                return "is too large" + way(ids, index, j) + "; null says that there is no way.";
            }
            if (!Double.isNaN(numbers[j]) && !fits(numbers[j], scale)) {
                return "has " + Numbers.format(numbers[j]) + way(ids, index, j) + ", which is finer than the scale "
                        + scale + "; give the file a 'scale'.";
            }
        }
        return null;
    }

    private static String way(String[] ids, int from, int to) {
        return " from '" + ids[from] + "' to '" + ids[to] + "'";
    }
}
