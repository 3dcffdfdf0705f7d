package dev.ansatz.cli;

import dev.ansatz.problems.StopToken;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in a thread of its own and waits for it no longer than it may take: a native library that does not hear the stop token,
 * a file that does not end or a pipe that says nothing is left where it is. For one piece of work.
 */
final class Watchdog {
    private static final Duration AFTER_STOP = Duration.ofMillis(700);

    private static final Duration AFTER_LIMIT = Duration.ofSeconds(1);

    private static final long LOOK_MILLIS = 20;

    /** A century. */
    private static final long NEVER = Long.MAX_VALUE / 4;

    private static volatile boolean anyLeft;

    private final StopToken stop;
    private volatile long limitNanos = NEVER;
    private volatile long limitBegan;
    private volatile Duration grace = AFTER_STOP;

    /** How the work ended. */
    enum End {
        RETURNED,
        FAILED,
        /** Left some time after the stop token was set. */
        LEFT_WHEN_STOPPED,
        /** Left some time after its limit. */
        LEFT_WHEN_OVERDUE
    }

    /**
     * What became of the work.
     *
     * @param value what it returned
     * @param failure what it threw
     */
    record Result<T>(End end, @Nullable T value, @Nullable Throwable failure) {
        boolean isLeft() {
            return end == End.LEFT_WHEN_STOPPED || end == End.LEFT_WHEN_OVERDUE;
        }

        /** What the work threw, thrown again. */
        Result<T> orThrow() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return this;
        }
    }

    Watchdog(StopToken stop) {
        this.stop = stop;
    }

    /** From now on the work has this time and a second; none for no limit. */
    void limit(@Nullable Duration time) {
        limitBegan = System.nanoTime();
        limitNanos = time == null || time.compareTo(Duration.ofNanos(NEVER).minus(AFTER_LIMIT)) > 0
                ? NEVER
                : time.plus(AFTER_LIMIT).toNanos();
    }

    /** How long the work may take to end once it was asked to stop, where that is not 0.7 s. */
    void grace(Duration time) {
        grace = time;
    }

    /** Whether work of this process was left: it must end without shutting down, which takes away what that work uses. */
    static boolean anyLeft() {
        return anyLeft;
    }

    /** Runs the work; an interrupt of the calling thread is passed on to it. */
    <T> Result<T> watch(Callable<T> work) {
        Work<T> running = new Work<>(work);
        Thread thread = new Thread(running, "work");
        thread.setDaemon(true);
        thread.start();
        long stoppedAt = 0;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (running.done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        Throwable failure = running.failure;
                        return failure == null
                                ? new Result<>(End.RETURNED, running.value, null)
                                : new Result<>(End.FAILED, null, failure);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                }
                long now = System.nanoTime();
                if (stop.isStopped()) {
                    stoppedAt = stoppedAt == 0 ? now : stoppedAt;
                    if (now - stoppedAt >= grace.toNanos()) {
                        return left(thread, End.LEFT_WHEN_STOPPED);
                    }
                } else if (now - limitBegan >= limitNanos) {
                    stop.stop();
                    return left(thread, End.LEFT_WHEN_OVERDUE);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> Result<T> left(Thread thread, End end) {
        anyLeft = true;
        thread.interrupt(); // in case that it waits for something
        return new Result<>(end, null, null);
    }

    private static final class Work<T> implements Runnable {
        private final Callable<T> work;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable T value;
        private volatile @Nullable Throwable failure;

        Work(Callable<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                value = work.call();
            } catch (Throwable e) {
                failure = e; // whoever waits decides, about errors as well
            } finally {
                done.countDown();
            }
        }
    }
}
