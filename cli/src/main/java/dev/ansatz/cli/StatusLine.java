package dev.ansatz.cli;

import java.io.PrintWriter;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What long work is at, on stderr: one line that is rewritten on a terminal, else a line now and then where it has changed.
 * Thread-safe.
 */
final class StatusLine implements AutoCloseable {
    private static final long REFRESH_MILLIS = 150;
    private static final long LINE_MILLIS = 10_000;
    private static final int WIDTH = 79;

    private final Progress.Mode mode;
    private final PrintWriter err;
    private final Supplier<String> text;
    private final @Nullable ScheduledExecutorService clock;
    private String shown = "";
    private boolean closed;

    /** {@link #StatusLine(Progress.Mode, PrintWriter, Supplier, long)} with a line every ten seconds. */
    StatusLine(Progress.Mode mode, PrintWriter err, Supplier<String> text) {
        this(mode, err, text, LINE_MILLIS);
    }

    /**
     * @param text what to show, short; called from a thread of its own; an empty one is not shown
     * @param lineMillis time between lines where they are not rewritten
     */
    StatusLine(Progress.Mode mode, PrintWriter err, Supplier<String> text, long lineMillis) {
        this.mode = mode;
        this.err = err;
        this.text = text;
        clock = mode == Progress.Mode.NONE
                ? null
                : Progress.clock(this::tick, mode == Progress.Mode.LIVE ? REFRESH_MILLIS : lineMillis);
    }

    private synchronized void tick() {
        String now = text.get();
        if (closed || now.isEmpty()) {
            return;
        }
        if (mode == Progress.Mode.LIVE) {
            err.print("\r\033[K" + now.substring(0, Math.min(WIDTH, now.length())));
            err.flush();
        } else if (!now.equals(shown)) {
            err.println(now);
        }
        shown = now;
    }

    /** Prints a line that stays. */
    synchronized void println(String line) {
        clear();
        err.println(line);
    }

    private void clear() {
        if (mode == Progress.Mode.LIVE) {
            err.print("\r\033[K");
            err.flush();
        }
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdown();
        }
        synchronized (this) {
            if (!closed) {
                closed = true;
                clear();
            }
        }
    }
}
