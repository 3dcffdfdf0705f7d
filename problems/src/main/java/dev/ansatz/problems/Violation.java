package dev.ansatz.problems;

import dev.ansatz.problems.io.Numbers;
import java.util.List;

/**
 * One violated constraint.
 *
 * @param constraint name of the constraint, such as {@code capacity} or {@code missing-customer}
 * @param where what violates it, in the numbering of the solution file, such as {@code route 3} or {@code customer 17}
 * @param amount by how much, in the unit of the constraint (load over capacity, count of repeated visits, …); positive
 * @param ids of what violates it, such as a task and a vehicle; empty where {@code where} says all
 */
public record Violation(String constraint, String where, double amount, List<String> ids) {
    public Violation {
        ids = List.copyOf(ids);
    }

    /** One whose place needs no ids. */
    public Violation(String constraint, String where, double amount) {
        this(constraint, where, amount, List.of());
    }

    @Override
    public String toString() {
        return constraint + ": " + where + " by " + Numbers.format(amount);
    }
}
