package dev.ansatz.problems;

/**
 * A proven bound on the objective of every solution.
 *
 * @param value no better than any objective
 * @param kind what proves it, in the field's words, such as {@code one-machine relaxation}
 */
public record Bound(double value, String kind) {}
