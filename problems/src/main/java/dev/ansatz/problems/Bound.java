package dev.ansatz.problems;

/**
 * A proven bound on the objective of every solution.
 *
 * @param value no better than any objective
 * @param kind what proves it, in the field's words, such as {@code one-machine relaxation}
 */
public record Bound(double value, String kind) {
    /** Distance of an objective from a bound as a fraction of the bound; infinite from a bound of 0 that is not met. */
    public static double gap(double objective, double bound) {
        return objective == bound ? 0 : Math.abs(objective - bound) / Math.abs(bound);
    }
}
