package dev.ansatz.problems;

import org.jspecify.annotations.Nullable;

/** Cancels a run from another thread. Thread-safe; once stopped it stays stopped. */
public final class StopToken {
    private final @Nullable StopToken parent;
    private volatile boolean stopped;

    public StopToken() {
        this(null);
    }

    private StopToken(@Nullable StopToken parent) {
        this.parent = parent;
    }

    /** A token that is stopped together with this one, and can be stopped alone: for a run inside a run. */
    public StopToken child() {
        return new StopToken(this);
    }

    /** Asks every run that holds this token or a child of it to return its best solution soon. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped || (parent != null && parent.isStopped());
    }
}
