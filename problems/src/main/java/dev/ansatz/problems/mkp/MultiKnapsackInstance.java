package dev.ansatz.problems.mkp;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.io.Numbers;
import java.util.Arrays;

/**
 * Multi-dimensional knapsack problem: n items with a profit each, and m constraints, in each of which every item has a weight
 * and the chosen items together may not weigh more than the capacity.
 *
 * @see MultiKnapsack
 */
public final class MultiKnapsackInstance implements Instance {
    private final String name;
    private final long[] profits;
    private final long profitScale;
    private final long[][] weights;
    private final long[] capacities;

    /**
     * @param name name of the instance
     * @param profits profit of each item in units of {@code 1 / profitScale}, {@code [n]}, at least 0
     * @param profitScale a power of ten by which real profits were multiplied to become integers; 1 for integral ones
     * @param weights weight of each item in each constraint, {@code [m][n]}, at least 0
     * @param capacities capacity of each constraint, {@code [m]}, at least 0
     * @throws IllegalArgumentException if a number of entries is wrong, a value is negative, or a sum could exceed 2^53
     */
    public MultiKnapsackInstance(String name, long[] profits, long profitScale, long[][] weights, long[] capacities) {
        String fault = profitScale < 1 ? "The scale of the profits (" + profitScale + ") must be at least 1." : null;
        if (fault == null && weights.length != capacities.length) {
            fault = "There are " + capacities.length + " capacities for " + weights.length + " rows of weights.";
        }
        for (int i = 0; fault == null && i < weights.length; i++) {
            if (weights[i].length != profits.length) {
                fault = "Constraint " + (i + 1) + " has " + weights[i].length + " weights for " + profits.length
                        + " items.";
            } else if (!sumIsExact(weights[i])) {
                fault = "The weights of constraint " + (i + 1) + " must not be negative and their sum not exceed 2^53.";
            } else if (capacities[i] < 0) {
                fault = "The capacity of constraint " + (i + 1) + " (" + capacities[i] + ") must not be negative.";
            }
        }
        if (fault == null && !sumIsExact(profits)) {
            fault = "The profits must not be negative and their sum not exceed 2^53.";
        }
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        this.name = name;
        this.profits = profits.clone();
        this.profitScale = profitScale;
        this.weights = Arrays.stream(weights).map(long[]::clone).toArray(long[][]::new);
        this.capacities = capacities.clone();
    }

    /** An instance with integral profits. */
    public MultiKnapsackInstance(String name, long[] profits, long[][] weights, long[] capacities) {
        this(name, profits, 1, weights, capacities);
    }

    /** Whether no value is negative and the sum is exact in a {@code double}. */
    private static boolean sumIsExact(long[] values) {
        long sum = 0;
        for (long value : values) {
            if (value < 0 || value > Numbers.MAX_EXACT) {
                return false;
            }
            sum += value;
            if (sum > Numbers.MAX_EXACT) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    /** Number of items. */
    @Override
    public int size() {
        return profits.length;
    }

    /** Number of constraints. */
    public int constraints() {
        return capacities.length;
    }

    /** Profit of an item in units of {@code 1 / profitScale}. */
    public long profit(int item) {
        return profits[item];
    }

    /** What integral profits are to be divided by; a power of ten, 1 unless the profits have decimals. */
    public long profitScale() {
        return profitScale;
    }

    public long weight(int constraint, int item) {
        return weights[constraint][item];
    }

    public long capacity(int constraint) {
        return capacities[constraint];
    }

    /** Profits in units of {@code 1 / profitScale}. A copy. */
    public long[] profits() {
        return profits.clone();
    }

    /** Weights by constraint and item. A copy. */
    public long[][] weights() {
        return Arrays.stream(weights).map(long[]::clone).toArray(long[][]::new);
    }

    /** Capacities by constraint. A copy. */
    public long[] capacities() {
        return capacities.clone();
    }
}
