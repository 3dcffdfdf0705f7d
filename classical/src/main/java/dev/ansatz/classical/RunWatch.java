package dev.ansatz.classical;

import dev.ansatz.problems.SearchContext;
import java.util.concurrent.locks.LockSupport;

/** Ends the search of a library when its run must end: at the deadline, on the stop token, on an interrupt. */
public final class RunWatch implements AutoCloseable {
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;
    private static final long SHORTEST_PAUSE_NANOS = 100_000;
    private volatile boolean closed;

    /**
     * @param stop called by another thread, again and again from the time the run must stop until this is closed: a call before
     *     the search has begun is without effect
     */
    public RunWatch(SearchContext<?, ?> run, Runnable stop) {
        Thread.ofPlatform().daemon().name("run-watch").start(() -> {
            while (!closed) {
                if (run.shouldStop()) {
                    stop.run();
                }
                LockSupport.parkNanos(Math.clamp(run.remaining().toNanos(), SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
