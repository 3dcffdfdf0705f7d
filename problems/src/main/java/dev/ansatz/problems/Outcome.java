package dev.ansatz.problems;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Result of a run.
 *
 * @param solution best feasible solution, or null where none was found
 * @param evaluation the validator's word on {@code solution}, or null
 * @param bound best proven bound on the optimal objective, or null
 * @param trace the incumbents in order of time, strictly improving
 * @param status how the run ended
 * @param seconds wall-clock seconds of the whole run
 * @param notes short remarks for people: what start-up cost, what was rejected, which fallback was taken
 */
public record Outcome<S>(
        @Nullable S solution,
        @Nullable Evaluation evaluation,
        @Nullable Double bound,
        List<TracePoint> trace,
        Status status,
        double seconds,
        List<String> notes) {
    public Outcome {
        trace = List.copyOf(trace);
        notes = List.copyOf(notes);
    }

    /** Whether a feasible solution was found. */
    public boolean solved() {
        return solution != null;
    }

    /**
     * The best solution.
     *
     * @throws NoSuchElementException if none was found
     */
    public S best() {
        if (solution == null) {
            throw new NoSuchElementException("No feasible solution was found (status " + status.id() + ").");
        }
        return solution;
    }

    /** Objective of the best solution, NaN where none was found. */
    public double objective() {
        return evaluation == null ? Double.NaN : evaluation.objective();
    }
}
