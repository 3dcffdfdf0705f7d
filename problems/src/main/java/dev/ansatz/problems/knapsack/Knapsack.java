package dev.ansatz.problems.knapsack;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Generator;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.ProblemProvider;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.items.ItemSet;
import java.util.ArrayList;
import java.util.List;

/** The 0-1 knapsack problem. */
public final class Knapsack implements Problem<KnapsackInstance, ItemSet> {
    public static final String ID = "kp";

    /** The only instance of this class. */
    public static final Knapsack PROBLEM = new Knapsack();

    private Knapsack() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "0-1 knapsack problem";
    }

    @Override
    public Sense sense() {
        return Sense.MAXIMISE;
    }

    @Override
    public String objectiveName() {
        return "profit";
    }

    /** Total profit; repeated items count as often as they occur, in profit and in weight. NaN with an unknown item. */
    @Override
    public Evaluation evaluate(KnapsackInstance instance, ItemSet solution) {
        int n = instance.size();
        List<Violation> violations = new ArrayList<>();
        // Sums of repeated items could overflow; a feasible set cannot.
        double roughProfit = 0;
        double roughWeight = 0;
        long profit = 0;
        long weight = 0;
        boolean known = true;
        int size = solution.size();
        for (int k = 0; k < size; k++) {
            int item = solution.item(k);
            int copies = 1;
            while (k + 1 < size && solution.item(k + 1) == item) {
                k++;
                copies++;
            }
            if (item < 0 || item >= n) {
                long name = instance.consecutiveIds() ? instance.id(item) : item;
                violations.add(new Violation("unknown-item", "item " + name, copies));
                known = false;
                continue;
            }
            if (copies > 1) {
                violations.add(new Violation("repeated-item", "item " + instance.id(item), copies - 1));
            }
            roughProfit += (double) instance.profit(item) * copies;
            roughWeight += (double) instance.weight(item) * copies;
            profit += instance.profit(item) * copies;
            weight += instance.weight(item) * copies;
        }
        boolean exact = roughProfit < 0x1.0p62 && roughWeight < 0x1.0p62;
        double excess = exact ? weight - instance.capacity() : roughWeight - instance.capacity();
        if (excess > 0) {
            violations.add(new Violation("overweight", "knapsack", excess));
        }
        return new Evaluation(known ? exact ? profit : roughProfit : Double.NaN, violations);
    }

    @Override
    public Formats<KnapsackInstance, ItemSet> formats() {
        return KnapsackFormats.FORMATS;
    }

    @Override
    public Generator<KnapsackInstance> generator() {
        return KnapsackGenerator.GENERATOR;
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<KnapsackInstance, ItemSet> {
        @Override
        public Problem<KnapsackInstance, ItemSet> problem() {
            return PROBLEM;
        }
    }
}
