package org.example.binpacking;

import dev.ansatz.problems.Instance;

/**
 * Items to pack into as few bins as possible. Immutable.
 *
 * @param name as the file or the generator gives it
 * @param capacity of each bin, at least 1
 * @param sizes by item, each from 1 to the capacity
 */
public record BinPackingInstance(String name, int capacity, int[] sizes) implements Instance {
    public BinPackingInstance {
        sizes = sizes.clone();
        for (int item = 0; item < sizes.length; item++) {
            if (sizes[item] < 1 || sizes[item] > capacity) {
                throw new IllegalArgumentException("The size " + sizes[item] + " of item " + (item + 1)
                        + " must be between 1 and " + capacity + ".");
            }
        }
    }

    /** Number of items. */
    @Override
    public int size() {
        return sizes.length;
    }

    public int size(int item) {
        return sizes[item];
    }
}
