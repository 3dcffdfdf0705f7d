package dev.ansatz.problems;

import java.util.Locale;

/** How a run ended. */
public enum Status {
    /** The solution is proven optimal. */
    OPTIMAL,
    /** The solution is feasible; the run ended by its limits, its stop token, or its own convergence. */
    FEASIBLE,
    /** The instance is proven to have no feasible solution. */
    INFEASIBLE,
    /** No feasible solution was found. */
    UNKNOWN;

    /** Whether more time could not change the outcome. */
    public boolean isProof() {
        return this == OPTIMAL || this == INFEASIBLE;
    }

    /** Lower-case name, as printed in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
