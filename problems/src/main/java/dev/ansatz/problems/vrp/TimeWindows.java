package dev.ansatz.problems.vrp;

import java.util.Arrays;

/**
 * Closed intervals of time in order, none touching the next. Times are in the integral unit of an instance. Immutable.
 *
 * @param bounds {@code [earliest, latest, earliest, latest, …]}; do not change
 */
public record TimeWindows(long[] bounds) {
    /** Later than any time of an instance; sums of a few thousand of it do not overflow. */
    public static final long FOREVER = 1L << 50;

    /** No restriction. */
    public static final TimeWindows ALWAYS = new TimeWindows(new long[] {0, FOREVER});

    /** @throws IllegalArgumentException if a window ends before it begins, or they overlap or are out of order */
    public TimeWindows {
        if (bounds.length == 0 || bounds.length % 2 != 0) {
            throw new IllegalArgumentException("Time windows need pairs of bounds.");
        }
        for (int i = 1; i < bounds.length; i++) {
            if (i % 2 == 1 ? bounds[i] < bounds[i - 1] : bounds[i] <= bounds[i - 1]) {
                throw new IllegalArgumentException("Time windows must be in order: " + Arrays.toString(bounds));
            }
        }
    }

    /** One window. */
    public static TimeWindows of(long earliest, long latest) {
        return new TimeWindows(new long[] {earliest, latest});
    }

    /** Number of windows. */
    public int count() {
        return bounds.length / 2;
    }

    public long earliest(int window) {
        return bounds[2 * window];
    }

    public long latest(int window) {
        return bounds[2 * window + 1];
    }

    /** Begin of the first window. */
    public long earliest() {
        return bounds[0];
    }

    /** End of the last window. */
    public long latest() {
        return bounds[bounds.length - 1];
    }

    /** The first time within a window that is not before a time; {@link #FOREVER} + 1 where there is none. */
    public long next(long time) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (time <= bounds[i + 1]) {
                return Math.max(time, bounds[i]);
            }
        }
        return FOREVER + 1;
    }

    /** Index of the first window that is not over at a time; -1 where there is none. */
    int window(long time) {
        for (int w = 0; w < bounds.length / 2; w++) {
            if (time <= bounds[2 * w + 1]) {
                return w;
            }
        }
        return -1;
    }

    /** The same windows, the last of which never ends. */
    TimeWindows withoutEnd() {
        long[] open = bounds.clone();
        open[open.length - 1] = FOREVER;
        return new TimeWindows(open);
    }

    /** The last time within a window that is not after a time; -1 - {@link #FOREVER} where there is none. */
    public long previous(long time) {
        for (int i = bounds.length - 2; i >= 0; i -= 2) {
            if (time >= bounds[i]) {
                return Math.min(time, bounds[i + 1]);
            }
        }
        return -1 - FOREVER;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeWindows that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return Arrays.toString(bounds);
    }
}
