package dev.ansatz.classical.knapsack;

/**
 * Bound of states by the linear relaxation over the items outside the core (Dantzig 1957), read off prefix sums over the items in
 * the order of their reduced profit per weight. Immutable.
 */
final class DantzigBound {
    /** Above any sum, and no shift overflows. */
    static final long ABOVE = Long.MAX_VALUE - (1L << 54);

    private final double[] density;
    private final long capacity;
    /** Sums of the items before an index, less those of the break solution. */
    private final long[] weightTo;

    private final double[] reducedTo;
    /** Items from here on have no positive reduced profit: the relaxation takes none. */
    private final int worthless;

    /** @param breakItem items of the break solution */
    DantzigBound(long[] w, double[] q, int breakItem, long capacity) {
        int n = w.length;
        this.capacity = capacity;
        density = new double[n];
        weightTo = new long[n + 1];
        reducedTo = new double[n + 1];
        int firstWorthless = n;
        for (int i = n - 1; i >= 0; i--) {
            density[i] = q[i] / w[i];
            firstWorthless = q[i] <= 0 ? i : firstWorthless;
        }
        worthless = Math.max(breakItem, firstWorthless);
        for (int i = breakItem; i < n; i++) {
            weightTo[i + 1] = weightTo[i] + w[i];
            reducedTo[i + 1] = reducedTo[i] + q[i];
        }
        for (int i = breakItem; i > 0; i--) {
            weightTo[i - 1] = weightTo[i] - w[i - 1];
            reducedTo[i - 1] = reducedTo[i] - q[i - 1];
        }
    }

    /** Largest magnitude of a sum of reduced profits that is not in the break solution or taken out of it. */
    double span() {
        return Math.max(-reducedTo[0], Math.abs(reducedTo[density.length]));
    }

    /**
     * Bound of a single state.
     *
     * @param before last item before the core
     * @param after first item after it
     */
    double of(int before, int after, long weight, double reduced) {
        if (weight <= capacity) {
            long room = capacity - weight;
            int k = upper(after, worthless, weightTo[after] + room);
            double bound = reduced + reducedTo[k] - reducedTo[after];
            return k < worthless ? bound + (room - (weightTo[k] - weightTo[after])) * density[k] : bound;
        }
        long excess = weight - capacity;
        long target = weightTo[before + 1] - excess;
        if (target < weightTo[0]) {
            return Double.NEGATIVE_INFINITY;
        }
        // The last k with weightTo[k] >= target on the way down.
        int k = lower(0, before + 1, target);
        double bound = reduced - (reducedTo[before + 1] - reducedTo[k]);
        long left = weightTo[k] - target;
        return left > 0 ? bound - left * density[k - 1] : bound;
    }

    /** Largest k in from..to with {@code weightTo[k] <= value}. */
    private int upper(int from, int to, long value) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (weightTo[middle] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Smallest k in from..to with weightTo[k] >= value. */
    private int lower(int from, int to, long value) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weightTo[middle] >= value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Bounds of states in the order of their weights.
     *
     * @param lightest no state weighs less
     */
    Scan scan(int before, int after, long lightest) {
        return new Scan(this, before, after, lightest);
    }

    /** Bounds by ascending weight: both pointers only move forward along the list, hence constant cost of a state. */
    static final class Scan {
        private final long capacity;
        private final long[] weightTo;
        private final double[] reducedTo;
        private final double[] density;
        private final int before;
        private final int after;
        // Items from after to up are added whole, up in part.
        private int up;
        private long upWeight;
        private double upReduced;
        private double upDensity;
        // Items from down to before are removed whole, the one before down in part.
        private int down;
        private long downWeight;
        private long downNext;
        private double downReduced;

        private Scan(DantzigBound bound, int before, int after, long lightest) {
            this.capacity = bound.capacity;
            this.weightTo = bound.weightTo;
            this.reducedTo = bound.reducedTo;
            this.density = bound.density;
            this.before = before;
            this.after = after;
            int worthless = Math.max(after, bound.worthless);
            up = bound.upper(after, worthless, weightTo[after] + Math.max(0, capacity - lightest));
            upWeight = weightTo[up] - weightTo[after];
            upReduced = reducedTo[up] - reducedTo[after];
            upDensity = up < worthless ? density[up] : 0;
            down = before + 1;
            downNext = down > 0 ? weightTo[before + 1] - weightTo[down - 1] : ABOVE;
        }

        /** Bound of the next state; negative infinity if neither it nor any heavier one can be made to fit. */
        double of(long weight, double reduced) {
            if (weight <= capacity) {
                long room = capacity - weight;
                while (upWeight > room) {
                    up--;
                    upWeight = weightTo[up] - weightTo[after];
                    upReduced = reducedTo[up] - reducedTo[after];
                    upDensity = density[up];
                }
                return reduced + upReduced + (room - upWeight) * upDensity;
            }
            long excess = weight - capacity;
            while (downNext <= excess) {
                down--;
                downWeight = downNext;
                downReduced = reducedTo[before + 1] - reducedTo[down];
                downNext = down > 0 ? weightTo[before + 1] - weightTo[down - 1] : ABOVE;
            }
            if (down > 0) {
                return reduced - downReduced - (excess - downWeight) * density[down - 1];
            }
            return excess > downWeight ? Double.NEGATIVE_INFINITY : reduced - downReduced;
        }
    }
}
