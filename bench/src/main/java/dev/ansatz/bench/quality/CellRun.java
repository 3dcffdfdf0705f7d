package dev.ansatz.bench.quality;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run that was made.
 *
 * @param timeLimit seconds
 * @param objective objective by the validator, or null where there is no feasible solution
 * @param bound best proven bound, or null
 * @param status {@code optimal}, {@code feasible}, {@code infeasible} or {@code unknown} as in {@code solve --json};
 *     {@link #REFUSED} where the engine does not take the instance; {@link #FAILED} where it ended with an error
 * @param seconds wall-clock seconds of the run, without start-up unless the limit counts it
 * @param cpuSeconds processor seconds of all threads in that time, the JVM's own included
 * @param startUpSeconds loading of native libraries and models, before the run
 * @param jvmSeconds from the launch of the process to its first instruction of ours; 0 without a process of its own
 * @param message why it was refused or failed, or null
 * @param trace incumbents in order of time; of those within 5 % of their time only the last
 * @param plan the solution, or null; of {@link Results} only the first of the best runs of each instance keeps it
 */
@JsonPropertyOrder({
    "instance",
    "problem",
    "size",
    "engine",
    "timeLimit",
    "seed",
    "objective",
    "bound",
    "status",
    "seconds",
    "cpuSeconds",
    "startUpSeconds",
    "jvmSeconds",
    "message",
    "trace",
    "plan"
})
public record CellRun(
        String problem,
        String instance,
        int size,
        String engine,
        double timeLimit,
        long seed,
        @Nullable Double objective,
        @Nullable Double bound,
        String status,
        double seconds,
        double cpuSeconds,
        double startUpSeconds,
        double jvmSeconds,
        @Nullable String message,
        List<Point> trace,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Plan plan) {
    public static final String REFUSED = "refused";
    public static final String FAILED = "failed";

    public CellRun {
        trace = List.copyOf(trace);
    }

    /** An incumbent: when it was found, and its objective. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"seconds", "objective"})
    public record Point(double seconds, double objective) {}

    /**
     * A solution.
     *
     * @param source how its instance is made
     * @param text the problem's native solution file
     */
    public record Plan(InstanceSource source, String text) {}

    /** A run without a solution. */
    static CellRun without(Cell cell, String status, String message) {
        return new CellRun(
                cell.problem(),
                cell.instance(),
                cell.size(),
                cell.engine(),
                cell.timeLimit(),
                cell.seed(),
                null,
                null,
                status,
                0,
                0,
                0,
                0,
                message,
                List.of(),
                null);
    }

    CellRun started(double newStartUpSeconds, double newJvmSeconds) {
        return new CellRun(
                problem,
                instance,
                size,
                engine,
                timeLimit,
                seed,
                objective,
                bound,
                status,
                seconds,
                cpuSeconds,
                newStartUpSeconds,
                newJvmSeconds,
                message,
                trace,
                plan);
    }

    CellRun withoutPlan() {
        return new CellRun(
                problem,
                instance,
                size,
                engine,
                timeLimit,
                seed,
                objective,
                bound,
                status,
                seconds,
                cpuSeconds,
                startUpSeconds,
                jvmSeconds,
                message,
                trace,
                null);
    }

    @JsonIgnore
    public boolean solved() {
        return objective != null;
    }

    String key() {
        return Cell.key(problem, instance, engine, timeLimit, seed);
    }
}
