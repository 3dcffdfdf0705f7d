package dev.ansatz.problems;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Cancels a run from another thread. Thread-safe; once stopped it stays stopped. */
public final class StopToken {
    private final @Nullable StopToken parent;
    private final @Nullable BooleanSupplier condition;
    private volatile boolean stopped;

    public StopToken() {
        this(null, null);
    }

    private StopToken(@Nullable StopToken parent, @Nullable BooleanSupplier condition) {
        this.parent = parent;
        this.condition = condition;
    }

    /** A token that is stopped together with this one, and can be stopped alone: for a run inside a run. */
    public StopToken child() {
        return new StopToken(this, null);
    }

    /**
     * A {@link #child} that is also stopped from when a condition holds.
     *
     * @param condition asked often, by any thread
     */
    public StopToken childUntil(BooleanSupplier condition) {
        return new StopToken(this, condition);
    }

    /** Asks every run that holds this token or a child of it to return its best solution soon. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        if (!stopped && condition != null && condition.getAsBoolean()) {
            stopped = true;
        }
        return stopped || (parent != null && parent.isStopped());
    }
}
