package dev.ansatz.problems.knapsack;

import java.util.Arrays;

/** Items by profit per unit of weight, the densest first. */
public final class DensityOrder {
    private DensityOrder() {}

    /**
     * All items by descending density; of equal ones the heavier first, then the lower number. The order is exact also where
     * products of profit and weight exceed 64 bits. Items without weight come first, those without profit last. O(n log n).
     */
    public static int[] of(KnapsackInstance instance) {
        int n = instance.size();
        double[] density = new double[n];
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            long profit = instance.profit(i);
            density[i] = profit == 0 ? 0 : (double) profit / instance.weight(i);
            // Descending by density to the precision of a float, then by number.
            keys[i] = (long) ~Float.floatToIntBits((float) density[i]) << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = (int) keys[i];
        }
        for (int begin = 0; begin < n; ) {
            int end = begin + 1;
            while (end < n && keys[end] >> 32 == keys[begin] >> 32) {
                end++;
            }
            if (end - begin > 1) {
                sort(instance, density, order, begin, end);
            }
            begin = end;
        }
        return order;
    }

    /** Sorts a part of the order, stable. */
    private static void sort(KnapsackInstance instance, double[] density, int[] order, int begin, int end) {
        int n = end - begin;
        int[] from = Arrays.copyOfRange(order, begin, end);
        int[] to = new int[n];
        for (int width = 1; width < n; width *= 2) {
            for (int first = 0; first < n; first += 2 * width) {
                merge(instance, density, from, to, first, Math.min(n, first + width), Math.min(n, first + 2 * width));
            }
            int[] swap = from;
            from = to;
            to = swap;
            if (width > n / 2) {
                break; // doubling could overflow
            }
        }
        System.arraycopy(from, 0, order, begin, n);
    }

    private static void merge(
            KnapsackInstance instance, double[] density, int[] from, int[] to, int begin, int middle, int end) {
        int left = begin;
        int right = middle;
        for (int k = begin; k < end; k++) {
            boolean takeLeft = right >= end || (left < middle && !before(instance, density, from[right], from[left]));
            to[k] = takeLeft ? from[left++] : from[right++];
        }
    }

    /** Whether {@code a} must come before {@code b}. */
    private static boolean before(KnapsackInstance instance, double[] density, int a, int b) {
        // Division rounds correctly, so that different quotients are in the order of the exact ones.
        if (density[a] != density[b]) {
            return density[a] > density[b];
        }
        int exact = KnapsackBounds.compareProducts(
                instance.profit(a), instance.weight(b), instance.profit(b), instance.weight(a));
        return exact == 0 ? instance.weight(a) > instance.weight(b) : exact > 0;
    }
}
