package dev.ansatz.classical.mkp;

import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Enumeration from the bound downwards: all solutions within a small loss of the bound, then within a larger one, and so on.
 * Each stage costs some times the one before, so that the optimum is found at little more than the cost of its proof, and each
 * stage that finds nothing lowers the bound.
 */
final class Deepening {
    private static final double GROWTH = 1.12;

    private final MultiKnapsackInstance instance;
    private final LinearRelaxation relaxation;
    private final byte[] fixed;
    private final Deque<ReducedCostEnumeration> stage = new ArrayDeque<>();
    private final long top;
    private long bound;
    private double loss;
    private long target;
    private long seen;
    private boolean[] choice = {};

    Deepening(MultiKnapsackInstance instance, LinearRelaxation relaxation) {
        this.instance = instance;
        this.relaxation = relaxation;
        fixed = new byte[instance.size()];
        top = relaxation.bound();
        bound = top;
        double sum = 0;
        for (double r : relaxation.reducedCosts) {
            sum += Math.abs(r);
        }
        loss = 0.1 * sum / instance.size();
    }

    /** No solution has a larger profit, unless this has found it. */
    long bound() {
        return bound;
    }

    /** Whether so much is left after a second or so that no proof is to be expected. */
    boolean hopeless(long best) {
        return seen > 50_000_000 && target > top - 0.6 * (top - best);
    }

    /**
     * Goes on for about so many nodes.
     *
     * @param least profit that is of interest
     * @return profit of a solution found, which {@link #choice} gives, or -1
     */
    long run(long least, long nodes) {
        if (bound < least) {
            return -1;
        }
        if (stage.isEmpty()) {
            begin(least);
        }
        if (!stage.isEmpty()) {
            ReducedCostEnumeration enumeration = stage.getFirst();
            target = Math.max(target, least);
            seen += nodes;
            long profit = enumeration.run(target, nodes);
            if (profit >= 0) {
                choice = enumeration.choice();
                target = profit + 1;
                return profit;
            }
            if (enumeration.done()) {
                stage.removeFirst();
            }
        }
        if (stage.isEmpty()) {
            bound = target - 1;
        }
        return -1;
    }

    private void begin(long least) {
        do {
            target = Math.max(least, top - (long) loss);
            loss = loss * GROWTH + 1;
        } while (target > bound && target > least);
        if (relaxation.fix(target, fixed) >= 0) {
            for (LinearRelaxation.Slice slice : relaxation.slices()) {
                if (slice.bound() >= target) {
                    stage.add(new ReducedCostEnumeration(instance, slice, fixed));
                }
            }
        }
    }

    /** The solution last found. */
    boolean[] choice() {
        return choice;
    }
}
