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
 */
public record Incumbent<S>(
        S solution,
        double objective,
        double seconds,
        @Nullable Double bound,
        String phase) {}
