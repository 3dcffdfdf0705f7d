package dev.ansatz.classical.mkp;

import dev.ansatz.problems.Run;
import java.util.concurrent.locks.LockSupport;

/** Ends the search of a native library when its run must stop. */
final class Watch implements AutoCloseable {
    private static final long POLL_NANOS = 5_000_000;
    private volatile boolean closed;

    /**
     * @param stop called again and again once the run must stop, until this is closed: before the search has begun a call has no
     *     effect
     */
    Watch(Run<?, ?> run, Runnable stop) {
        Thread.ofPlatform().daemon().name("mkp-watch").start(() -> {
            while (!closed) {
                if (run.shouldStop()) {
                    stop.run();
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
