package dev.ansatz.classical.mkp;

import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.Arrays;

/**
 * Items in the order of their pseudo-utility, profit by priced weight, and the repair of Chu and Beasley (1998) in that order:
 * drop the worst chosen items until all fits, then add the best ones that fit. Immutable.
 */
final class PseudoUtility {
    private final MultiKnapsackInstance instance;
    private final int[] order;

    PseudoUtility(MultiKnapsackInstance instance, LinearRelaxation relaxation) {
        this.instance = instance;
        int n = instance.size();
        double[] utility = new double[n];
        for (int j = 0; j < n; j++) {
            double profit = instance.profit(j);
            double priced = Math.max(0, profit - relaxation.reducedCosts[j]);
            // Where two items are as good by price, the more profitable one leaves less to choose.
            utility[j] = priced == 0 ? (profit > 0 ? Double.POSITIVE_INFINITY : 0) : profit / priced;
        }
        Integer[] sorted = new Integer[n];
        Arrays.setAll(sorted, j -> j);
        Arrays.sort(sorted, (a, b) -> {
            int byUtility = Double.compare(utility[b], utility[a]);
            return byUtility != 0 ? byUtility : Long.compare(instance.profit(b), instance.profit(a));
        });
        order = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
    }

    /** Makes a choice of items feasible and maximal. */
    void repair(boolean[] chosen) {
        int m = instance.constraints();
        long[] slack = instance.capacities();
        for (int j : order) {
            if (chosen[j]) {
                for (int i = 0; i < m; i++) {
                    slack[i] -= instance.weight(i, j);
                }
            }
        }
        for (int k = order.length - 1; k >= 0 && Arrays.stream(slack).anyMatch(s -> s < 0); k--) {
            int j = order[k];
            if (chosen[j] && relieves(slack, j)) {
                chosen[j] = false;
                for (int i = 0; i < m; i++) {
                    slack[i] += instance.weight(i, j);
                }
            }
        }
        for (int j : order) {
            if (!chosen[j] && fits(slack, j)) {
                chosen[j] = true;
                for (int i = 0; i < m; i++) {
                    slack[i] -= instance.weight(i, j);
                }
            }
        }
    }

    private boolean relieves(long[] slack, int item) {
        for (int i = 0; i < slack.length; i++) {
            if (slack[i] < 0 && instance.weight(i, item) > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(long[] slack, int item) {
        for (int i = 0; i < slack.length; i++) {
            if (instance.weight(i, item) > slack[i]) {
                return false;
            }
        }
        return true;
    }
}
