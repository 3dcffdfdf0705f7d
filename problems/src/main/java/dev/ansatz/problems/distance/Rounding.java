package dev.ansatz.problems.distance;

import java.util.Locale;

/**
 * How distances and times that are computed from coordinates become whole numbers of a unit, of which {@link #scale} make one of the
 * file. Windows, service times and limits of the file are multiplied by the same scale.
 */
public enum Rounding {
    /** Real distances, to the nearest millionth. */
    NONE(1_000_000),
    /** To the nearest whole number. */
    ROUND(1),
    /** Cut off to a whole number. */
    TRUNC(1),
    /** Cut off after one decimal, as in the DIMACS challenge. */
    DIMACS(10),
    /** To the nearest thousandth. */
    EXACT(1000);

    private final long scale;

    Rounding(long scale) {
        this.scale = scale;
    }

    /** Units in one unit of the file. */
    public long scale() {
        return scale;
    }

    /** A length in the file's unit as a number of units. */
    public long units(double length) {
        double scaled = length * scale;
        // A product such as 0.3 * 10 may fall just short of a whole number.
        return this == TRUNC || this == DIMACS ? (long) (scaled + 1e-9) : Math.round(scaled);
    }

    /** Name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
