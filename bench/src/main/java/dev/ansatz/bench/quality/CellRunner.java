package dev.ansatz.bench.quality;

import dev.ansatz.problems.StopToken;
import org.jspecify.annotations.Nullable;

/** Makes the runs of a plan, one at a time. */
public interface CellRunner {
    /** What comes before the first run and is not timed. */
    default void prepare(Plan plan) {}

    /**
     * Makes one run.
     *
     * @param stop ends it early
     * @return the run, also where the engine failed; null if it was stopped
     */
    @Nullable
    CellRun run(Cell cell, StopToken stop);
}
