package dev.ansatz.cli;

import dev.ansatz.bench.quality.Benchmark;
import dev.ansatz.bench.quality.Cell;
import dev.ansatz.bench.quality.CellRun;
import java.io.PrintWriter;
import java.util.Locale;

/** One line on the terminal: the run under way, how many there are, the time left. Nothing where stderr is no terminal. */
final class BenchProgress implements Benchmark.Progress, AutoCloseable {
    private static final int WIDTH = 79;

    private final PrintWriter err;
    private final boolean terminal = Boolean.getBoolean("ansatz.terminal");

    BenchProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void begins(Cell cell, int number, int planned, double secondsLeft) {
        if (terminal) {
            String text = String.format(
                    Locale.ROOT,
                    "%d/%d  %s left  %s  %s  %s  seed %d",
                    number,
                    planned,
                    Durations.rough(secondsLeft),
                    cell.instance(),
                    cell.engine(),
                    Durations.format(cell.timeLimit()),
                    cell.seed());
            err.print("\r\033[K" + text.substring(0, Math.min(WIDTH, text.length())));
            err.flush();
        }
    }

    @Override
    public void ended(CellRun run) {
        if (run.status().equals(CellRun.FAILED)) {
            close();
            err.println("ansatz: " + run.engine() + " on " + run.instance() + " failed: " + run.message());
        }
    }

    @Override
    public void close() {
        if (terminal) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
