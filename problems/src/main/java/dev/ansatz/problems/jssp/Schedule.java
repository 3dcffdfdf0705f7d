package dev.ansatz.problems.jssp;

import java.util.Arrays;

/** Start time of each operation, by job in the order of the job. Immutable; says nothing of feasibility. */
public final class Schedule {
    private final long[][] starts;

    private Schedule(long[][] starts) {
        this.starts = starts;
    }

    /** A schedule of start times {@code [job][operation]}; rows may differ in length. */
    public static Schedule of(long[][] starts) {
        return new Schedule(copy(starts));
    }

    private static long[][] copy(long[][] rows) {
        return Arrays.stream(rows).map(long[]::clone).toArray(long[][]::new);
    }

    /** Number of jobs. */
    public int jobs() {
        return starts.length;
    }

    /** Number of operations of a job. */
    public int operations(int job) {
        return starts[job].length;
    }

    /** Start of the operation number {@code op} of a job. */
    public long start(int job, int op) {
        return starts[job][op];
    }

    /** Start times {@code [job][operation]}. A copy. */
    public long[][] toArray() {
        return copy(starts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule that && Arrays.deepEquals(starts, that.starts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(starts);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(starts);
    }
}
