package dev.ansatz.bench.quality;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ansatz.problems.io.InputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a benchmark: all that decides which runs are made, and how.
 *
 * @param suite name or folder
 * @param problem only the instances of this problem, or null
 * @param match patterns of file names, comma between them, or null
 * @param engines engines to compare
 * @param times time limits in seconds
 * @param seeds how many seeds, from 1 on
 * @param threads threads of each run
 * @param isolation {@code process} or {@code none}
 * @param core processors that runs are bound to, or null
 * @param limitCounts {@code solver}: the time limit begins after start-up; {@code process}: with the launch of the process
 */
@JsonPropertyOrder({
    "suite",
    "problem",
    "match",
    "engines",
    "times",
    "seeds",
    "threads",
    "isolation",
    "core",
    "limitCounts"
})
public record Experiment(
        String suite,
        @Nullable String problem,
        @Nullable String match,
        List<String> engines,
        List<Double> times,
        int seeds,
        int threads,
        String isolation,
        @Nullable String core,
        String limitCounts) {
    public static final String PROCESS = "process";
    public static final String NONE = "none";
    public static final String SOLVER = "solver";

    /** @throws InputException if there is nothing to run */
    public Experiment {
        engines = List.copyOf(engines);
        times = List.copyOf(times);
        if (engines.isEmpty() || times.isEmpty() || seeds < 1 || threads < 1) {
            throw new InputException(
                    "A comparison needs at least one engine, one time limit, one seed and one thread.");
        }
    }

    boolean isolated() {
        return isolation.equals(PROCESS);
    }

    boolean wholeProcess() {
        return limitCounts.equals(PROCESS);
    }
}
