package dev.ansatz.problems;

import org.jspecify.annotations.Nullable;

/**
 * A new best feasible solution of a run.
 *
 * @param solution the solution, validated
 * @param objective its objective by the validator
 * @param seconds wall-clock seconds since the run began
 * @param bound best proven bound known at that moment, or null
 * @param phase what found it, such as {@code savings} or {@code policy}
 * @param validation that the validator accepts it, where a {@link SearchContext} has found it; null where it is only said
 */
public record Incumbent<S>(
        S solution,
        double objective,
        double seconds,
        @Nullable Double bound,
        String phase,
        @Nullable Validation<S> validation) {
    /** An incumbent that a run validates before it takes it over. */
    public Incumbent(S solution, double objective, double seconds, @Nullable Double bound, String phase) {
        this(solution, objective, seconds, bound, phase, null);
    }

    /** The same at another time, such as that of the run around the one that found it. */
    public Incumbent<S> at(double newSeconds) {
        return new Incumbent<>(solution, objective, newSeconds, bound, phase, validation);
    }

    /** The same under the name of another phase. */
    public Incumbent<S> by(String newPhase) {
        return new Incumbent<>(solution, objective, seconds, bound, newPhase, validation);
    }
}
