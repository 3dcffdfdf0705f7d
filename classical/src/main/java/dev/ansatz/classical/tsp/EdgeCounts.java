package dev.ansatz.classical.tsp;

import java.util.Arrays;

/** How many tours of a population have an edge: an open-addressing table of undirected edges. */
final class EdgeCounts {
    private static final long EMPTY = -1;

    private long[] keys;
    private int[] counts;
    private int used;

    EdgeCounts(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, 3 * expected)) << 1;
        keys = new long[capacity];
        Arrays.fill(keys, EMPTY);
        counts = new int[capacity];
    }

    int of(int u, int v) {
        return counts[slot(key(u, v))];
    }

    void add(int u, int v, int change) {
        long key = key(u, v);
        int slot = slot(key);
        if (keys[slot] == EMPTY) {
            if (2 * ++used > keys.length) {
                rebuild();
                slot = slot(key);
            }
            keys[slot] = key;
        }
        counts[slot] += change;
    }

    void addTour(int[] order, int change) {
        int previous = order[order.length - 1];
        for (int city : order) {
            add(previous, city, change);
            previous = city;
        }
    }

    private static long key(int u, int v) {
        return u < v ? (long) u << 32 | v : (long) v << 32 | u;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long hash = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 33) & mask;
        while (keys[slot] != key && keys[slot] != EMPTY) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Forgets edges that no tour has any more; larger where that is not enough. */
    private void rebuild() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        int alive = 0;
        for (int count : oldCounts) {
            if (count > 0) {
                alive++;
            }
        }
        int capacity = 4 * alive > oldKeys.length ? 2 * oldKeys.length : oldKeys.length;
        keys = new long[capacity];
        counts = new int[capacity];
        Arrays.fill(keys, EMPTY);
        used = alive + 1;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
