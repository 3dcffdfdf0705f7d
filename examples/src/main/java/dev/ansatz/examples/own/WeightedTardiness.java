package dev.ansatz.examples.own;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Total weighted tardiness on one machine: in which sequence of orders, given by their positions, does delay cost least? */
public final class WeightedTardiness implements Problem<Orders, List<Integer>> {
    public static final WeightedTardiness PROBLEM = new WeightedTardiness();

    @Override
    public String id() {
        return "weighted-tardiness";
    }

    @Override
    public String title() {
        return "total weighted tardiness on one machine";
    }

    @Override
    public Sense sense() {
        return Sense.MINIMISE;
    }

    /** The one judge of all solutions: says what they cost and names what is wrong with them. */
    @Override
    public Evaluation evaluate(Orders instance, List<Integer> sequence) {
        List<Violation> violations = new ArrayList<>();
        Set<Integer> missing = new HashSet<>();
        for (int i = 0; i < instance.size(); i++) {
            missing.add(i);
        }
        double cost = 0;
        int clock = 0;
        for (int i : sequence) {
            if (!missing.remove(i)) {
                violations.add(new Violation("unknown-or-repeated-order", "position " + i, 1));
                continue;
            }
            Orders.Order order = instance.orders().get(i);
            clock += order.minutes();
            cost += (double) order.weight() * Math.max(0, clock - order.due());
        }
        for (int i : missing) {
            violations.add(
                    new Violation("missing-order", instance.orders().get(i).id(), 1));
        }
        return new Evaluation(cost, violations);
    }
}
