package dev.ansatz.classical.mkp;

import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.Arrays;

/**
 * Depth-first enumeration of all solutions that can still be better, in portions: each item that differs from its LP value
 * takes its reduced cost from the gap between bound and target, and so does slack at its price; what exceeds the gap is cut off
 * (the reduced cost constraint of Vimont, Boussier and Vasquez 2008). Items of large reduced cost come first.
 */
final class ReducedCostEnumeration {
    private static final byte UNTRIED = 0;
    private static final byte FIRST = 1;
    private static final byte SECOND = 2;

    private final MultiKnapsackInstance instance;
    private final LinearRelaxation.Slice slice;
    private final double[] duals;
    private final int m;
    private final int[] items;
    private final double[] cost;
    private final boolean[] preferred;
    private final long[][] weights;
    /** Weight of the items from a position on, {@code [position][constraint]}. */
    private final long[][] remaining;

    private final boolean[] chosen;
    private final long[] slack;
    private final double[] spent;
    private final byte[] state;
    private long profit;
    private int depth;
    private boolean done;

    /**
     * @param fixed 1 for items that every better solution has, 0 for those it has not, -1 for free ones
     */
    ReducedCostEnumeration(MultiKnapsackInstance instance, LinearRelaxation.Slice slice, byte[] fixed) {
        this.instance = instance;
        this.slice = slice;
        duals = slice.duals();
        m = instance.constraints();
        double[] reduced = slice.reducedCosts();
        int count = 0;
        for (byte f : fixed) {
            count += f < 0 ? 1 : 0;
        }
        Integer[] free = new Integer[count];
        chosen = new boolean[fixed.length];
        slack = instance.capacities();
        count = 0;
        for (int j = 0; j < fixed.length; j++) {
            if (fixed[j] < 0) {
                free[count++] = j;
            } else if (fixed[j] == 1) {
                chosen[j] = true;
                profit += instance.profit(j);
                for (int i = 0; i < m; i++) {
                    slack[i] -= instance.weight(i, j);
                }
            }
        }
        Arrays.sort(free, (a, b) -> Double.compare(Math.abs(reduced[b]), Math.abs(reduced[a])));
        items = Arrays.stream(free).mapToInt(Integer::intValue).toArray();
        cost = new double[count];
        preferred = new boolean[count];
        weights = new long[count][m];
        remaining = new long[count + 1][m];
        for (int k = count - 1; k >= 0; k--) {
            cost[k] = Math.abs(reduced[items[k]]);
            preferred[k] = reduced[items[k]] > 0;
            for (int i = 0; i < m; i++) {
                weights[k][i] = instance.weight(i, items[k]);
                remaining[k][i] = remaining[k + 1][i] + weights[k][i];
            }
        }
        spent = new double[count + 1];
        state = new byte[count + 1];
        // An item fixed against its LP value in this slice has spent its reduced cost already.
        for (int j = 0; j < fixed.length; j++) {
            if (fixed[j] >= 0) {
                spent[0] += fixed[j] == 1 ? Math.max(0, -reduced[j]) : Math.max(0, reduced[j]);
            }
        }
        done = Arrays.stream(slack).anyMatch(s -> s < 0);
    }

    /** Whether all has been seen. */
    boolean done() {
        return done;
    }

    /**
     * Goes on until a solution of at least {@code target} is found, so many nodes are seen, or nothing is left.
     *
     * @return profit of the solution found, which {@link #choice} gives, or -1
     */
    long run(long target, long nodes) {
        double gap = slice.bound() - target;
        int c = items.length;
        for (long node = 0; node < nodes && !done; node++) {
            if (state[depth] == UNTRIED && depth == c) {
                state[depth] = SECOND;
                if (profit >= target) {
                    return profit;
                }
            }
            if (state[depth] == UNTRIED && cutOff(gap)) {
                state[depth] = SECOND;
            }
            if (state[depth] == SECOND) {
                state[depth] = UNTRIED;
                if (depth == 0) {
                    done = true;
                    break;
                }
                depth--;
                leave(depth);
                continue;
            }
            state[depth]++;
            boolean in = preferred[depth] == (state[depth] == FIRST);
            double after = spent[depth] + (state[depth] == FIRST ? 0 : cost[depth]);
            if (after <= gap && (!in || fits(depth))) {
                enter(depth, in);
                spent[depth + 1] = after;
                depth++;
            }
        }
        return -1;
    }

    private boolean cutOff(double gap) {
        double least = spent[depth];
        long[] rest = remaining[depth];
        for (int i = 0; i < m; i++) {
            long unused = slack[i] - rest[i];
            if (unused > 0) {
                least += duals[i] * unused;
            }
        }
        return least > gap;
    }

    private boolean fits(int position) {
        long[] row = weights[position];
        for (int i = 0; i < m; i++) {
            if (row[i] > slack[i]) {
                return false;
            }
        }
        return true;
    }

    private void enter(int position, boolean in) {
        if (in) {
            chosen[items[position]] = true;
            profit += instance.profit(items[position]);
            for (int i = 0; i < m; i++) {
                slack[i] -= weights[position][i];
            }
        }
    }

    private void leave(int position) {
        if (chosen[items[position]]) {
            chosen[items[position]] = false;
            profit -= instance.profit(items[position]);
            for (int i = 0; i < m; i++) {
                slack[i] += weights[position][i];
            }
        }
    }

    /** The solution last found. A copy. */
    boolean[] choice() {
        return chosen.clone();
    }
}
