package dev.ansatz.problems;

/** Cancels a run from another thread. Thread-safe; once stopped it stays stopped. */
public final class StopToken {
    private volatile boolean stopped;

    /** Asks every run that holds this token to return its best solution soon. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }
}
