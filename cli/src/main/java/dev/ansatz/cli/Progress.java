package dev.ansatz.cli;

import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.io.Numbers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows incumbents on stderr while an engine runs: a live line on a terminal, else a line per improvement, at most two a
 * second. Thread-safe.
 */
final class Progress implements AutoCloseable {
    /** How progress is shown. */
    enum Mode {
        /** One line that is rewritten. */
        LIVE,
        /** One line per improvement. */
        LINES,
        NONE;

        /** The launcher knows whether stderr is a terminal; Java does not. */
        static Mode of(boolean quiet) {
            return quiet ? NONE : Boolean.getBoolean("ansatz.terminal") ? LIVE : LINES;
        }
    }

    private static final long LINE_PAUSE_NANOS = 500_000_000L;
    private static final long REFRESH_MILLIS = 150;
    private static final int WIDTH = 79;

    private final Mode mode;
    private final PrintWriter err;
    private final @Nullable Duration limit;
    private final long begin = System.nanoTime();
    private final @Nullable ScheduledExecutorService clock;
    private @Nullable Incumbent<?> latest;
    private boolean pending;
    private boolean closed;
    private long lastLine = begin - LINE_PAUSE_NANOS;

    Progress(Mode mode, PrintWriter err, @Nullable Duration limit) {
        this.mode = mode;
        this.err = err;
        this.limit = limit;
        clock = mode == Mode.NONE ? null : clock(this::tick, REFRESH_MILLIS);
    }

    /** Calls a task again and again until it is shut down, or the process ends. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
    static ScheduledExecutorService clock(Runnable task, long everyMillis) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(task, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        return clock;
    }

    synchronized void show(Incumbent<?> incumbent) {
        if (mode == Mode.NONE || closed) {
            return;
        }
        latest = incumbent;
        pending = true;
        if (mode == Mode.LINES) {
            line();
        }
    }

    private synchronized void tick() {
        if (closed) {
            return;
        }
        if (mode == Mode.LIVE) {
            String text = liveText((System.nanoTime() - begin) * 1e-9);
            err.print("\r\033[K" + text.substring(0, Math.min(WIDTH, text.length())));
            err.flush();
        } else {
            line();
        }
    }

    private String liveText(double seconds) {
        StringBuilder text = new StringBuilder(Durations.format(seconds));
        Incumbent<?> incumbent = latest;
        if (incumbent == null) {
            text.append("  searching");
        } else {
            text.append("  best ").append(Numbers.format(round(incumbent.objective())));
            String gap = gap(incumbent.objective(), incumbent.bound());
            if (!gap.isEmpty()) {
                text.append("  gap ").append(gap);
            }
            text.append("  ").append(incumbent.phase());
        }
        if (limit != null) {
            text.append("  ")
                    .append(Durations.format(Math.max(0, limit.toMillis() * 1e-3 - seconds)))
                    .append(" left");
        }
        return text.toString();
    }

    private void line() {
        Incumbent<?> incumbent = latest;
        long now = System.nanoTime();
        if (incumbent != null && pending && now - lastLine >= LINE_PAUSE_NANOS) {
            print(incumbent);
            lastLine = now;
        }
    }

    private void print(Incumbent<?> incumbent) {
        String gap = gap(incumbent.objective(), incumbent.bound());
        err.println(String.format(
                Locale.ROOT,
                "%8.2f s  %s%s  (%s)",
                incumbent.seconds(),
                Numbers.format(round(incumbent.objective())),
                gap.isEmpty() ? "" : "  gap " + gap,
                incumbent.phase()));
        pending = false;
    }

    /** Gap to a bound in percent of the bound, empty where there is none. */
    static String gap(double objective, @Nullable Double bound) {
        return bound == null || bound == 0
                ? ""
                : String.format(Locale.ROOT, "%.2f %%", 100 * Bound.gap(objective, bound));
    }

    /** Two decimals are enough to watch a real objective. */
    static double round(double objective) {
        return Math.abs(objective) < 1e12 ? Math.rint(objective * 100) / 100 : objective;
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdown();
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            Incumbent<?> incumbent = latest;
            if (mode == Mode.LIVE) {
                err.print("\r\033[K");
            } else if (mode == Mode.LINES && pending && incumbent != null) {
                print(incumbent);
            }
            err.flush();
        }
    }
}
