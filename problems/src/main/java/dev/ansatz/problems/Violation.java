package dev.ansatz.problems;

import dev.ansatz.problems.io.Numbers;

/**
 * One violated constraint.
 *
 * @param constraint name of the constraint, such as {@code capacity} or {@code missing-customer}
 * @param where what violates it, in the numbering of the solution file, such as {@code route 3} or {@code customer 17}
 * @param amount by how much, in the unit of the constraint (load over capacity, count of repeated visits, …); positive
 */
public record Violation(String constraint, String where, double amount) {
    @Override
    public String toString() {
        return constraint + ": " + where + " by " + Numbers.format(amount);
    }
}
