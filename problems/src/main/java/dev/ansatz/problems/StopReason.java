package dev.ansatz.problems;

import java.util.Locale;

/** What ended a run. */
public enum StopReason {
    /** The engine had nothing left to do. */
    COMPLETED,
    TIME,
    ITERATIONS,
    /** Nothing better was found for a while: {@link StopRules#noImprovement}. */
    NO_IMPROVEMENT,
    /** {@link StopRules#target}. */
    TARGET,
    /** {@link StopRules#gap}. */
    GAP,
    /** The stop token, or an interrupt of the calling thread. */
    CANCELLED;

    /** Name in files, such as {@code no-improvement}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return id();
    }
}
