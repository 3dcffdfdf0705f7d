package dev.ansatz.problems.mkp;

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

/** The multi-dimensional (multi-constraint) 0-1 knapsack problem. */
public final class MultiKnapsack implements Problem<MultiKnapsackInstance, ItemSet> {
    public static final String ID = "mkp";

    /** The only instance of this class. */
    public static final MultiKnapsack PROBLEM = new MultiKnapsack();

    private MultiKnapsack() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "multi-dimensional knapsack problem";
    }

    @Override
    public Sense sense() {
        return Sense.MAXIMISE;
    }

    @Override
    public String objectiveName() {
        return "profit";
    }

    @Override
    public Evaluation evaluate(MultiKnapsackInstance instance, ItemSet solution) {
        int n = instance.size();
        int m = instance.constraints();
        List<Violation> violations = new ArrayList<>();
        long profit = 0;
        long[] load = new long[m];
        int size = solution.size();
        for (int position = 0; position < size; ) {
            int item = solution.item(position);
            int count = 1;
            while (position + count < size && solution.item(position + count) == item) {
                count++;
            }
            position += count;
            if (item < 0 || item >= n) {
                violations.add(new Violation("unknown-item", "item " + (item + 1L), count));
                continue;
            }
            if (count > 1) {
                violations.add(new Violation("repeated-item", "item " + (item + 1), count - 1));
            }
            profit += instance.profit(item);
            for (int i = 0; i < m; i++) {
                load[i] += instance.weight(i, item);
            }
        }
        for (int i = 0; i < m; i++) {
            if (load[i] > instance.capacity(i)) {
                violations.add(new Violation("capacity", "constraint " + (i + 1), load[i] - instance.capacity(i)));
            }
        }
        return new Evaluation((double) profit / instance.profitScale(), violations);
    }

    @Override
    public Formats<MultiKnapsackInstance, ItemSet> formats() {
        return MultiKnapsackFormats.FORMATS;
    }

    @Override
    public Generator<MultiKnapsackInstance> generator() {
        return MultiKnapsackGenerator.GENERATOR;
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<MultiKnapsackInstance, ItemSet> {
        @Override
        public Problem<MultiKnapsackInstance, ItemSet> problem() {
            return PROBLEM;
        }
    }
}
