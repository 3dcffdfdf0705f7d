package dev.ansatz.bench.quality;

import dev.ansatz.problems.StopToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the runs of a plan that a journal does not have yet. */
public final class Benchmark {
    private final Plan plan;
    private final CellRunner runner;
    private final Progress progress;

    /** Hears of runs. */
    public interface Progress {
        /** Hears nothing. */
        Progress NONE = new Progress() {
            @Override
            public void begins(Cell cell, int number, int planned, double secondsLeft) {}

            @Override
            public void ended(CellRun run) {}
        };

        /**
         * A run begins.
         *
         * @param number its number among {@code planned}, from 1
         * @param secondsLeft estimate for this run and all that follow
         */
        void begins(Cell cell, int number, int planned, double secondsLeft);

        /** A run has ended. */
        void ended(CellRun run);
    }

    public Benchmark(Plan plan, CellRunner runner, Progress progress) {
        this.plan = plan;
        this.runner = runner;
        this.progress = progress;
    }

    /**
     * Runs what is missing.
     *
     * @param journal takes every run as soon as it is made; null for none
     * @param now origin where there is no journal
     * @return all runs, also earlier ones; fewer than planned where it was stopped
     */
    public Results run(@Nullable Journal journal, Provenance now, StopToken stop) {
        List<CellRun> runs = new ArrayList<>(journal == null ? List.of() : journal.runs());
        Set<String> done = new HashSet<>();
        TimeLeft timeLeft = new TimeLeft();
        for (CellRun run : runs) {
            done.add(run.key());
        }
        List<Cell> missing =
                plan.cells().stream().filter(cell -> !done.contains(cell.key())).toList();
        if (!missing.isEmpty() && !stop.isStopped()) {
            runner.prepare(new Plan(plan.experiment(), plan.suite(), missing));
        }
        for (int i = 0; i < missing.size() && !stop.isStopped(); i++) {
            Cell cell = missing.get(i);
            progress.begins(
                    cell, runs.size() + 1, plan.cells().size(), timeLeft.seconds(missing.subList(i, missing.size())));
            long begin = System.nanoTime();
            CellRun run = runner.run(cell, stop);
            if (run == null) {
                break;
            }
            timeLeft.ended(cell, (System.nanoTime() - begin) * 1e-9);
            runs.add(run);
            if (journal != null) {
                journal.append(run);
            }
            progress.ended(run);
        }
        return Results.of(plan, journal == null ? now : journal.provenance(), runs);
    }

    /** Expects of an engine and limit what it needed before, else the limit and the usual start-up. */
    private static final class TimeLeft {
        private final Map<String, double[]> seen = new HashMap<>(); // seconds, runs
        private double overhead;
        private int runs;

        private static String kind(Cell cell) {
            return cell.problem() + ' ' + cell.engine() + ' ' + cell.timeLimit();
        }

        void ended(Cell cell, double seconds) {
            double[] sum = seen.computeIfAbsent(kind(cell), key -> new double[2]);
            sum[0] += seconds;
            sum[1]++;
            overhead += Math.max(0, seconds - cell.timeLimit());
            runs++;
        }

        double seconds(List<Cell> cells) {
            double sum = 0;
            for (Cell cell : cells) {
                double[] known = seen.get(kind(cell));
                sum += known != null ? known[0] / known[1] : cell.timeLimit() + (runs == 0 ? 0 : overhead / runs);
            }
            return sum;
        }
    }
}
