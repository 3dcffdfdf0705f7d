package dev.ansatz.classical.timefold;

import org.jspecify.annotations.Nullable;

/** Improvements come by the thousand at first: building incumbents may take a twentieth of the time. */
public final class IncumbentFilter {
    private static final int COST_SHARE = 20;
    private long begin;
    private @Nullable Long next;

    /** Whether the next incumbent may be built; then {@link #done} is called after it. */
    public boolean due() {
        begin = System.nanoTime();
        return next == null || begin - next >= 0;
    }

    public void done() {
        long end = System.nanoTime();
        next = end + (end - begin) * COST_SHARE;
    }
}
