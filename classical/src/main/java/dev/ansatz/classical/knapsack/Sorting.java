package dev.ansatz.classical.knapsack;

/** Stable sorting of indices by primitive keys: O(n log n), two arrays. */
final class Sorting {
    private Sorting() {}

    /** Indices by ascending key. */
    static int[] ascending(long[] keys) {
        return sort(keys.length, (a, b) -> keys[a] <= keys[b]);
    }

    /** Indices by descending key. */
    static int[] descending(double[] keys) {
        return sort(keys.length, (a, b) -> keys[a] >= keys[b]);
    }

    private interface InOrder {
        boolean test(int first, int second);
    }

    private static int[] sort(int n, InOrder inOrder) {
        int[] from = new int[n];
        for (int i = 0; i < n; i++) {
            from[i] = i;
        }
        int[] to = new int[n];
        for (long width = 1; width < n; width *= 2) {
            for (long begin = 0; begin < n; begin += 2 * width) {
                int middle = (int) Math.min(n, begin + width);
                int end = (int) Math.min(n, begin + 2 * width);
                int left = (int) begin;
                int right = middle;
                for (int k = left; k < end; k++) {
                    to[k] = right >= end || (left < middle && inOrder.test(from[left], from[right]))
                            ? from[left++]
                            : from[right++];
                }
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }
}
