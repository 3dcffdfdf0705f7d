package dev.ansatz.classical.localsearch;

/**
 * Engines recompute what they cache after every accepted move where the system property {@code ansatz.selfcheck} is true, as
 * it is in this module's tests. Elsewhere {@link #ON} is a constant false and the compiler removes the checks.
 */
public final class SelfCheck {
    public static final boolean ON = Boolean.getBoolean("ansatz.selfcheck");

    private SelfCheck() {}

    /**
     * Compares a cached figure with the recomputed one.
     *
     * @throws IllegalStateException if they differ by more than rounding
     */
    public static void same(String what, double cached, double recomputed) {
        if (!(Math.abs(cached - recomputed) <= 1e-6 * Math.max(1, Math.abs(recomputed)))) {
            throw new IllegalStateException(what + " is " + cached + " but should be " + recomputed + ".");
        }
    }
}
