package dev.ansatz.problems.knapsack;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Numbers;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A 0-1 knapsack problem: n items with profit and weight, and a capacity, all {@code long} and not negative. Items are numbered
 * 0..n-1 here; files call them by their ids.
 */
public final class KnapsackInstance implements Instance {
    /** Largest profit, weight and capacity: exact as a {@code double}. */
    static final long MAX_VALUE = (long) Numbers.MAX_EXACT;

    private static final long MAX_TOTAL_WEIGHT = 1L << 62;

    private final String name;
    private final long[] profits;
    private final long[] weights;
    private final long capacity;
    private final int firstId;
    private final int @Nullable [] ids;
    private final int @Nullable [] itemsById;

    /** Items with the ids 1..n. */
    public KnapsackInstance(String name, long[] profits, long[] weights, long capacity) {
        this(name, profits, weights, capacity, null);
    }

    /**
     * @param ids distinct ids of the items in their order, not negative; null for 1..n
     * @throws InputException if there is no item, lengths differ, a value is negative or above 2^53, an id is repeated, or sums are
     *     too large: what fits into the knapsack is worth more than 2^53, or all items weigh more than 2^62
     */
    public KnapsackInstance(String name, long[] profits, long[] weights, long capacity, int @Nullable [] ids) {
        int n = profits.length;
        if (n == 0) {
            throw new InputException("A knapsack problem needs at least one item.");
        }
        if (weights.length != n || (ids != null && ids.length != n)) {
            throw new InputException("There are " + n + " profits, but " + weights.length + " weights"
                    + (ids == null ? "." : " and " + ids.length + " ids."));
        }
        this.name = name;
        this.profits = profits.clone();
        this.weights = weights.clone();
        this.capacity = capacity;
        requireInRange("capacity", capacity);
        long total = 0;
        for (int i = 0; i < n; i++) {
            requireInRange("profit", profits[i]);
            requireInRange("weight", weights[i]);
            total += weights[i];
            if (total > MAX_TOTAL_WEIGHT) {
                throw new InputException("The weights of all items could exceed 2^62.");
            }
        }
        this.firstId = ids == null ? 1 : ids[0];
        boolean consecutive = ids == null || IntStream.range(0, n).allMatch(i -> ids[i] - firstId == i);
        this.ids = consecutive || ids == null ? null : ids.clone();
        this.itemsById = this.ids == null ? null : sortedById(this.ids);
        if (firstId < 0 || (long) firstId + n - 1 > Integer.MAX_VALUE) {
            throw new InputException("The ids must be between 0 and " + Integer.MAX_VALUE + ".");
        }
        if (KnapsackBounds.dantzigExceeds(this, MAX_VALUE)) {
            throw new InputException("The total profit could exceed 2^53.");
        }
    }

    private static void requireInRange(String what, long value) {
        if (value < 0 || value > MAX_VALUE) {
            throw new InputException("The " + what + " " + value + " must be between 0 and 2^53.");
        }
    }

    private static int[] sortedById(int[] ids) {
        long[] keys = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0) {
                throw new InputException("The id " + ids[i] + " must not be negative.");
            }
            keys[i] = ((long) ids[i] << 32) | i;
        }
        Arrays.sort(keys);
        int[] items = new int[ids.length];
        for (int k = 0; k < keys.length; k++) {
            items[k] = (int) keys[k];
            if (k > 0 && ids[items[k]] == ids[items[k - 1]]) {
                throw new InputException("The id " + ids[items[k]] + " is repeated.");
            }
        }
        return items;
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

    public long profit(int item) {
        return profits[item];
    }

    public long weight(int item) {
        return weights[item];
    }

    /** Profits by item. A copy. */
    public long[] profits() {
        return profits.clone();
    }

    /** Weights by item. A copy. */
    public long[] weights() {
        return weights.clone();
    }

    public long capacity() {
        return capacity;
    }

    /** The id of an item in files. Outside 0..n-1 the numbering goes on where ids are consecutive. */
    public long id(int item) {
        return ids == null ? (long) firstId + item : ids[item];
    }

    /** Whether ids are consecutive, so that {@link #id} is defined for every {@code int}. */
    boolean consecutiveIds() {
        return ids == null;
    }

    /**
     * The item of an id. Where ids are consecutive, an unknown id gives a number outside 0..n-1.
     *
     * @return null if no item number can be given to the id
     */
    @Nullable
    Integer itemOf(long id) {
        if (ids == null || itemsById == null) {
            long item = id - firstId;
            return item == (int) item ? (Integer) (int) item : null;
        }
        int low = 0;
        int high = itemsById.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = ids[itemsById[middle]];
            if (found == id) {
                return itemsById[middle];
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
