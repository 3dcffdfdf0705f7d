package dev.ansatz.problems;

import java.util.List;

/**
 * What the validator of a {@link Problem} says of a solution.
 *
 * @param objective value of the solution even where it is infeasible, as far as it can be computed, else NaN. Integral
 *     objectives are exact: readers refuse instances whose objective could exceed 2^53.
 * @param violations every violated constraint; empty for a feasible solution
 */
public record Evaluation(double objective, List<Violation> violations) {
    public Evaluation {
        violations = List.copyOf(violations);
    }

    public boolean feasible() {
        return violations.isEmpty();
    }
}
