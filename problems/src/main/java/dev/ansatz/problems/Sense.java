package dev.ansatz.problems;

/** Direction of optimisation. */
public enum Sense {
    MINIMISE,
    MAXIMISE;

    /** Whether {@code a} is strictly better than {@code b}. */
    public boolean better(double a, double b) {
        return this == MINIMISE ? a < b : a > b;
    }
}
