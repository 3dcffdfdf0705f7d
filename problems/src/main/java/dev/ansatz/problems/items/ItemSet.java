package dev.ansatz.problems.items;

import java.util.Arrays;

/**
 * The items put into a knapsack, numbered 0..n-1 in the order of the instance, kept in ascending order. Immutable. A repeated or
 * unknown item is kept, for the validator to name.
 */
public final class ItemSet {
    private final int[] items;

    /** The items in any order. */
    public ItemSet(int... items) {
        this.items = items.clone();
        for (int i = 1; i < items.length; i++) {
            if (items[i - 1] > items[i]) {
                Arrays.sort(this.items);
                break;
            }
        }
    }

    /** The items that are marked. */
    public static ItemSet of(boolean[] chosen) {
        int count = 0;
        for (boolean c : chosen) {
            count += c ? 1 : 0;
        }
        int[] items = new int[count];
        for (int i = 0, k = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                items[k++] = i;
            }
        }
        return new ItemSet(items);
    }

    /** Number of items. */
    public int size() {
        return items.length;
    }

    /** The item at a position 0..size-1 of the ascending order. */
    public int item(int position) {
        return items[position];
    }

    /** Whether an item is in the set; O(log size). */
    public boolean contains(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /** The items, ascending. A copy. */
    public int[] toArray() {
        return items.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ItemSet that && Arrays.equals(items, that.items);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }

    @Override
    public String toString() {
        return Arrays.toString(items);
    }
}
