package dev.ansatz.problems.knapsack;

import java.math.BigInteger;

/** Upper bounds on the profit of a 0-1 knapsack problem, exact in integers. */
public final class KnapsackBounds {
    private KnapsackBounds() {}

    /**
     * The integral part of the linear relaxation (Dantzig 1957, doi:10.1287/opre.5.2.266): items in the order of their density, the
     * break item in part. Items heavier than the capacity are left out. O(n log n).
     */
    public static long dantzig(KnapsackInstance instance) {
        return dantzig(instance, DensityOrder.of(instance));
    }

    static long dantzig(KnapsackInstance instance, int[] order) {
        long residual = instance.capacity();
        long profit = 0;
        for (int item : order) {
            long weight = instance.weight(item);
            if (weight > instance.capacity()) {
                continue;
            }
            if (weight > residual) {
                return profit + productOver(residual, instance.profit(item), weight);
            }
            residual -= weight;
            profit += instance.profit(item);
        }
        return profit;
    }

    /**
     * The bound U2 of Martello and Toth (1977, doi:10.1016/0377-2217(77)90024-8): the better of leaving the break item out and
     * filling up with the density of the next item, and of taking it in and making room at the density of the one before. Never
     * above {@link #dantzig}. O(n log n).
     */
    public static long martelloToth(KnapsackInstance instance) {
        int[] order = DensityOrder.of(instance);
        int fitting = 0;
        for (int item : order) {
            if (instance.weight(item) <= instance.capacity()) {
                order[fitting++] = item;
            }
        }
        long residual = instance.capacity();
        long profit = 0;
        int b = 0;
        while (b < fitting && instance.weight(order[b]) <= residual) {
            residual -= instance.weight(order[b]);
            profit += instance.profit(order[b]);
            b++;
        }
        if (b == fitting) {
            return profit;
        }
        int item = order[b];
        long dantzig = profit + productOver(residual, instance.profit(item), instance.weight(item));
        long without = profit;
        if (b + 1 < fitting && instance.weight(order[b + 1]) > 0) {
            int next = order[b + 1];
            without += productOver(residual, instance.profit(next), instance.weight(next));
        }
        // Nothing makes room where there is no item before, or only ones without weight.
        long with = 0;
        if (b > 0 && instance.weight(order[b - 1]) > 0) {
            int previous = order[b - 1];
            long missing = instance.weight(item) - residual;
            with = profit
                    + instance.profit(item)
                    - productOverUp(missing, instance.profit(previous), instance.weight(previous));
        }
        return Math.min(dantzig, Math.max(without, with));
    }

    /** A quick test before the exact bound, which is above {@code limit} only where all profits together are. */
    static boolean dantzigExceeds(KnapsackInstance instance, long limit) {
        long total = 0;
        for (int i = 0; i < instance.size(); i++) {
            total += instance.profit(i);
            if (total > limit) {
                return dantzigExceedsExactly(instance, limit);
            }
        }
        return false;
    }

    private static boolean dantzigExceedsExactly(KnapsackInstance instance, long limit) {
        long residual = instance.capacity();
        long profit = 0;
        for (int item : DensityOrder.of(instance)) {
            long weight = instance.weight(item);
            if (weight > instance.capacity()) {
                continue;
            }
            long share =
                    weight <= residual ? instance.profit(item) : productOver(residual, instance.profit(item), weight);
            profit += share; // each step adds at most 2^53
            if (profit > limit) {
                return true;
            }
            if (weight > residual) {
                return false;
            }
            residual -= weight;
        }
        return false;
    }

    /** Sign of {@code a * b - c * d} for factors that are not negative. */
    static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }

    /** {@code floor(a * b / divisor)}; the factors are not negative, the divisor is positive, and the quotient fits. */
    public static long productOver(long a, long b, long divisor) {
        if (Math.multiplyHigh(a, b) == 0 && a * b >= 0) {
            return a * b / divisor;
        }
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .divide(BigInteger.valueOf(divisor))
                .longValueExact();
    }

    private static long productOverUp(long a, long b, long divisor) {
        long floor = productOver(a, b, divisor);
        return compareProducts(a, b, floor, divisor) == 0 ? floor : floor + 1;
    }
}
