package dev.ansatz.problems.io;

import java.math.BigDecimal;

/** Formatting of objective values. */
public final class Numbers {
    /** Every integer of at most this magnitude is exact in a {@code double}. */
    public static final double MAX_EXACT = 0x1.0p53;

    private Numbers() {}

    /** An integral value without decimals ({@code 27591}), any other in plain notation ({@code 5627.54}). */
    public static String format(double value) {
        if (value == Math.rint(value) && Math.abs(value) <= MAX_EXACT) {
            return Long.toString((long) value);
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
