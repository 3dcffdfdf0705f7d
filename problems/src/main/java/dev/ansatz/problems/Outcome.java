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
 * @param events what happened: what start-up cost, what was rejected, which fallback was taken, what ended the run
 */
public record Outcome<S>(
        @Nullable S solution,
        @Nullable Evaluation evaluation,
        @Nullable Double bound,
        List<TracePoint> trace,
        Status status,
        double seconds,
        List<Note> events) {
    public Outcome {
        trace = List.copyOf(trace);
        events = List.copyOf(events);
    }

    /** The events as short remarks for people, less those that nobody wonders about. */
    public List<String> notes() {
        return events.stream().filter(Note::isForPeople).map(Note::text).toList();
    }

    /** What ended the run; null where it is not known, as of an engine that was left behind. */
    public @Nullable StopReason stopReason() {
        for (Note event : events) {
            if (event instanceof Note.Stopped stopped) {
                return stopped.reason();
            }
        }
        return null;
    }

    /** The same with other events. */
    public Outcome<S> withEvents(List<Note> others) {
        return new Outcome<>(solution, evaluation, bound, trace, status, seconds, others);
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
