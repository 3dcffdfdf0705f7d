package dev.ansatz.classical.knapsack;

import dev.ansatz.problems.Run;
import java.util.concurrent.locks.LockSupport;

/** Asks a library's search to end when its run must: at the deadline, on the stop token, on an interrupt. */
final class Watch implements AutoCloseable {
    private static final long POLL_NANOS = 5_000_000;
    private volatile boolean closed;

    /**
     * @param stop called repeatedly from the time the run must stop until this is closed, since a call before the search has begun
     *     is without effect
     */
    Watch(Run<?, ?> run, Runnable stop) {
        Thread thread = new Thread(
                () -> {
                    while (!closed) {
                        if (run.shouldStop()) {
                            stop.run();
                        }
                        LockSupport.parkNanos(Math.clamp(run.remaining().toNanos(), POLL_NANOS / 10, POLL_NANOS));
                    }
                },
                "knapsack-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
    }
}
