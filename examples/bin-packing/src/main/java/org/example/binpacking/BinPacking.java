package org.example.binpacking;

import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Generator;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.ProblemProvider;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One-dimensional bin packing: the fewest bins of one capacity that hold all items. */
public final class BinPacking implements Problem<BinPackingInstance, Bins> {
    public static final String ID = "bpp";

    /** The only instance of this class. */
    public static final BinPacking PROBLEM = new BinPacking();

    private BinPacking() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "bin packing problem";
    }

    @Override
    public Sense sense() {
        return Sense.MINIMISE;
    }

    /** The number of bins, empty ones included, and what is wrong with them. */
    @Override
    public Evaluation evaluate(BinPackingInstance instance, Bins solution) {
        List<Violation> violations = new ArrayList<>();
        int[] packed = new int[instance.size()];
        for (int bin = 0; bin < solution.bins().size(); bin++) {
            long load = 0;
            for (int item : solution.bins().get(bin)) {
                if (item < 0 || item >= instance.size()) {
                    violations.add(new Violation("unknown-item", "item " + (item + 1) + " in bin " + (bin + 1), 1));
                    continue;
                }
                packed[item]++;
                load += instance.size(item);
            }
            if (load > instance.capacity()) {
                violations.add(new Violation("capacity", "bin " + (bin + 1), load - instance.capacity()));
            }
        }
        for (int item = 0; item < packed.length; item++) {
            if (packed[item] == 0) {
                violations.add(new Violation("missing-item", "item " + (item + 1), 1));
            } else if (packed[item] > 1) {
                violations.add(new Violation("repeated-item", "item " + (item + 1), packed[item] - 1));
            }
        }
        return new Evaluation(solution.bins().size(), violations);
    }

    /** The sum of the sizes over the capacity, rounded up. */
    @Override
    public Bound bound(BinPackingInstance instance) {
        long total = Arrays.stream(instance.sizes()).asLongStream().sum();
        return new Bound(Math.ceil((double) total / instance.capacity()), "total size");
    }

    @Override
    public Formats<BinPackingInstance, Bins> formats() {
        return new BinPackingFormats();
    }

    @Override
    public Generator<BinPackingInstance> generator() {
        return new BinPackingGenerator();
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<BinPackingInstance, Bins> {
        @Override
        public Problem<BinPackingInstance, Bins> problem() {
            return PROBLEM;
        }
    }
}
