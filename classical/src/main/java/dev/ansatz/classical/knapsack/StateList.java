package dev.ansatz.classical.knapsack;

import java.util.Arrays;

/** Partial solutions of the core, by ascending weight and strictly ascending profit. Grows by half; parallel primitive arrays. */
final class StateList {
    /** Bytes of one state in all arrays. */
    static final int BYTES = 28;

    int size;
    long[] profit;
    long[] weight;
    /** Profit less the multipliers' price of the cuts, for the bound. */
    double[] reduced;
    /** Where the decisions are in the {@link DecisionLog}. */
    int[] node;

    StateList(int capacity) {
        profit = new long[capacity];
        weight = new long[capacity];
        reduced = new double[capacity];
        node = new int[capacity];
    }

    void ensure(int capacity) {
        if (capacity > profit.length) {
            int length = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(capacity, profit.length * 3L / 2));
            profit = Arrays.copyOf(profit, length);
            weight = Arrays.copyOf(weight, length);
            reduced = Arrays.copyOf(reduced, length);
            node = Arrays.copyOf(node, length);
        }
    }

    void add(long newProfit, long newWeight, double newReduced, int newNode) {
        int at = size;
        if (at == profit.length) {
            ensure(at + 1);
        }
        profit[at] = newProfit;
        weight[at] = newWeight;
        reduced[at] = newReduced;
        node[at] = newNode;
        size = at + 1;
    }
}
