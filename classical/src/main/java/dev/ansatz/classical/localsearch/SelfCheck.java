package dev.ansatz.classical.localsearch;

/** Recomputes cached sums after every accepted move where the system property {@code ansatz.selfcheck} is set. */
public final class SelfCheck {
    public static final boolean ENABLED = Boolean.getBoolean("ansatz.selfcheck");

    private SelfCheck() {}

    public static void same(String what, double cached, double recomputed) {
        if (!(Math.abs(cached - recomputed) <= 1e-6 * Math.max(1, Math.abs(recomputed)))) {
            throw new IllegalStateException(what + " is " + cached + " but should be " + recomputed + ".");
        }
    }
}
