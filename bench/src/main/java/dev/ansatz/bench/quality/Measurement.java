package dev.ansatz.bench.quality;

import com.sun.management.OperatingSystemMXBean;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.TracePoint;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timed run of an engine in this process. */
final class Measurement {
    /** Incumbents closer in time than this factor count as one: the curve is late by less than that, never early. */
    private static final double TRACE_RATIO = 1.05;

    private static final double TRACE_BEGIN_SECONDS = 1e-3;

    private Measurement() {}

    /**
     * Runs the engine of a cell.
     *
     * @param spentSeconds part of the time limit that is gone already; counts as time of the run
     */
    static <I extends Instance, S> CellRun run(
            Cell cell,
            Problem<I, S> problem,
            I instance,
            Solver<I, S> solver,
            int threads,
            double spentSeconds,
            StopToken stop) {
        String refusal = solver.refuses(instance);
        if (refusal != null) {
            return CellRun.without(cell, CellRun.REFUSED, refusal);
        }
        Duration limit = cell.limit().minus(Duration.ofNanos((long) (spentSeconds * 1e9)));
        Options<S> options = Options.<S>ofTime(limit.isPositive() ? limit : Duration.ofMillis(1))
                .withSeed(cell.seed())
                .withThreads(threads)
                .withStopToken(stop);
        double cpuBefore = spentSeconds > 0 ? 0 : cpuSeconds();
        long begin = System.nanoTime();
        Outcome<S> outcome;
        try {
            outcome = solver.solve(instance, options);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return CellRun.without(cell, CellRun.FAILED, e.toString());
        }
        double seconds = spentSeconds + (System.nanoTime() - begin) * 1e-9;
        double cpuSeconds = cpuSeconds() - cpuBefore;
        S solution = outcome.solution();
        Evaluation evaluation = solution == null ? null : problem.evaluate(instance, solution);
        Double objective = evaluation != null && evaluation.feasible() ? evaluation.objective() : null;
        return new CellRun(
                cell.problem(),
                cell.instance(),
                cell.size(),
                cell.engine(),
                cell.timeLimit(),
                cell.seed(),
                objective,
                outcome.bound(),
                outcome.status().id(),
                round(seconds),
                round(cpuSeconds),
                0,
                0,
                null,
                thin(outcome.trace(), spentSeconds),
                solution != null && objective != null
                        ? new CellRun.Plan(cell.source(), problem.formats().formatSolution(instance, solution))
                        : null);
    }

    private static List<CellRun.Point> thin(List<TracePoint> trace, double laterBySeconds) {
        List<CellRun.Point> points = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (TracePoint incumbent : trace) {
            double seconds = incumbent.seconds() + laterBySeconds;
            long slot = (long) Math.floor(
                    Math.log(Math.max(seconds, TRACE_BEGIN_SECONDS) / TRACE_BEGIN_SECONDS) / Math.log(TRACE_RATIO));
            if (slot == last) {
                points.removeLast();
            }
            points.add(new CellRun.Point(round(seconds), incumbent.objective()));
            last = slot;
        }
        return points;
    }

    /** Processor seconds of this process since it began, 0 where the system does not tell. */
    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime()) * 1e-9
                : 0;
    }

    /** To a tenth of a millisecond: more digits would be noise. */
    static double round(double seconds) {
        return Math.round(seconds * 1e4) / 1e4;
    }
}
