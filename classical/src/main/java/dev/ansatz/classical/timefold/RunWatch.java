package dev.ansatz.classical.timefold;

import ai.timefold.solver.core.api.solver.Solver;
import dev.ansatz.problems.Run;
import java.util.concurrent.locks.LockSupport;

/** Ends the solver at the deadline, counted from the begin of the run, and on a stop from outside. */
final class RunWatch implements AutoCloseable {
    private static final long POLL_NANOS = 5_000_000;
    private final Thread thread;
    private volatile boolean closed;

    RunWatch(Run<?, ?> run, Solver<?> solver) {
        thread = new Thread(
                () -> {
                    // Until closed: a call before the solver has begun is without effect.
                    while (!closed) {
                        if (run.shouldStop()) {
                            solver.terminateEarly();
                        }
                        LockSupport.parkNanos(Math.min(
                                POLL_NANOS, Math.max(100_000, run.remaining().toNanos())));
                    }
                },
                "timefold-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
    }
}
