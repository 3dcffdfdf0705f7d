package dev.ansatz.classical.knapsack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reduced profits: the Lagrangian relaxation of valid inequalities, whose linear bound is tighter than Dantzig's where many items
 * have nearly the same density. Three kinds of inequality {@code Σ a x <= b} are tried, the one that lowers the bound most is priced
 * into the profits, and so on:
 *
 * <ul>
 *   <li>at most as many items as fit, the lightest first, and at least as many as an improvement needs, the most valuable first
 *       (the cardinality bounds of Martello and Toth 1997, doi:10.1287/opre.45.5.768, used in COMBO);
 *   <li>{@code a = floor(w / θ)}, {@code b = floor(c / θ)} for any θ (Chvátal 1973, doi:10.1016/0012-365X(73)90167-2).
 * </ul>
 *
 * A multiplier is found by intersecting supporting lines of the convex dual function, and is rounded to a multiple of a power of two
 * so that sums of reduced profits are exact in a {@code double}.
 */
final class CutPrices {
    private static final int ROUNDS = 4;
    private static final int SAMPLES = 60;
    private static final int FRACTIONS = 3;
    private static final int STEPS = 40;
    private static final int CANDIDATES = 12;
    private static final double MIN_GAIN = 0.5;

    private final long[] p;
    private final long[] w;
    private final long capacity;
    private final int n;
    private final double grid;
    /** Profits less the price of what an item uses of the cuts. */
    double[] reduced;
    /** The price of the right-hand sides. */
    double price;

    private double[] x = {};
    private double bound;

    /** @param threshold profit of the least improvement */
    CutPrices(long[] p, long[] w, long capacity, long threshold) {
        this.p = p;
        this.w = w;
        this.capacity = capacity;
        this.n = p.length;
        double total = 0;
        for (long profit : p) {
            total += profit;
        }
        // Prices are of the size of profits: leave them as many bits as the sums allow.
        grid = Math.scalb(1.0, Math.clamp(48 - Math.getExponent(2 * total + 1), 0, 20));
        reduced = Arrays.stream(p).asDoubleStream().toArray();
        x = new double[n];
        bound = relax(reduced, x);
        for (int round = 0; round < ROUNDS; round++) {
            if (bound < threshold || !priceBestCut(threshold)) {
                break;
            }
        }
    }

    private boolean priceBestCut(long threshold) {
        double[] best = null;
        double bestPrice = 0;
        double bestBound = bound;
        for (Cut cut : violatedCuts(threshold)) {
            double mu = multiplier(cut);
            double[] candidate = new double[n];
            for (int j = 0; j < n; j++) {
                candidate[j] = reduced[j] - mu * cut.a()[j];
            }
            double value = price + mu * cut.b() + relax(candidate, null);
            if (value < bestBound - MIN_GAIN) {
                best = candidate;
                bestPrice = price + mu * cut.b();
                bestBound = value;
            }
            if (bestBound < threshold) {
                break; // nothing is left to search
            }
        }
        if (best == null) {
            return false;
        }
        reduced = best;
        price = bestPrice;
        bound = price + relax(reduced, x);
        return true;
    }

    private record Cut(int[] a, long b) {}

    private List<Cut> violatedCuts(long threshold) {
        List<Cut> cuts = new ArrayList<>();
        int[] ones = new int[n];
        Arrays.fill(ones, 1);
        addIfViolated(cuts, ones, mostItems());
        int[] minus = new int[n];
        Arrays.fill(minus, -1);
        addIfViolated(cuts, minus, -(long) leastItems(threshold));
        int[] byWeight = Sorting.ascending(w);
        long last = -1;
        for (int k = 0; k < SAMPLES; k++) {
            long weight = w[byWeight[(int) ((long) k * (n - 1) / (SAMPLES - 1))]];
            if (weight == last) {
                continue;
            }
            last = weight;
            for (int part = 1; part <= FRACTIONS; part++) {
                addRounding(cuts, weight / part);
                long times = capacity / Math.max(1, weight / part);
                if (times > 0) {
                    addRounding(cuts, capacity / times + 1); // the least divisor that leaves one time less
                }
            }
        }
        // The most violated ones first; pricing all would cost more than it gains.
        cuts.sort(Comparator.comparingDouble(cut -> -violation(cut) / Math.max(1, Math.abs(cut.b()))));
        return cuts.subList(0, Math.min(CANDIDATES, cuts.size()));
    }

    private void addRounding(List<Cut> cuts, long divisor) {
        if (divisor < 1 || capacity / divisor > 1 << 20) {
            return;
        }
        int[] a = new int[n];
        for (int j = 0; j < n; j++) {
            a[j] = (int) (w[j] / divisor);
        }
        addIfViolated(cuts, a, capacity / divisor);
    }

    private void addIfViolated(List<Cut> cuts, int[] a, long b) {
        Cut cut = new Cut(a, b);
        if (violation(cut) > 1e-9) {
            cuts.add(cut);
        }
    }

    private double violation(Cut cut) {
        double sum = -cut.b();
        for (int j = 0; j < n; j++) {
            sum += cut.a()[j] * x[j];
        }
        return sum;
    }

    private int mostItems() {
        long room = capacity;
        int count = 0;
        for (int j : Sorting.ascending(w)) {
            if (w[j] > room) {
                break;
            }
            room -= w[j];
            count++;
        }
        return count;
    }

    private int leastItems(long threshold) {
        int[] order = Sorting.ascending(p);
        long missing = threshold;
        int count = 0;
        for (int k = n - 1; k >= 0 && missing > 0; k--) {
            missing -= p[order[k]];
            count++;
        }
        return count;
    }

    /** The multiplier of a violated cut that minimises the dual function, on the grid. */
    private double multiplier(Cut cut) {
        double[] q = new double[n];
        double[] solution = new double[n];
        double left = 0;
        double leftValue = bound - price;
        double leftSlope = -violation(cut);
        double right = 1;
        double rightValue = 0;
        double rightSlope = -1;
        for (int step = 0; step < 60; step++, right *= 2) {
            rightValue = evaluate(cut, right, q, solution);
            rightSlope = slope(cut, solution);
            if (rightSlope > 0) {
                break;
            }
            left = right;
            leftValue = rightValue;
            leftSlope = rightSlope;
        }
        if (rightSlope <= 0) {
            return 0;
        }
        for (int step = 0; step < STEPS; step++) {
            double mu = (leftValue - leftSlope * left - rightValue + rightSlope * right) / (rightSlope - leftSlope);
            if (!(mu > left && mu < right)) {
                break;
            }
            double value = evaluate(cut, mu, q, solution);
            double expected = leftValue + leftSlope * (mu - left);
            if (value <= expected + 1e-9 * Math.max(1, Math.abs(expected))) {
                left = mu;
                break;
            }
            double slope = slope(cut, solution);
            if (slope > 0) {
                right = mu;
                rightValue = value;
                rightSlope = slope;
            } else {
                left = mu;
                leftValue = value;
                leftSlope = slope;
            }
        }
        return Math.rint(left * grid) / grid;
    }

    private double evaluate(Cut cut, double mu, double[] q, double[] solution) {
        for (int j = 0; j < n; j++) {
            q[j] = reduced[j] - mu * cut.a()[j];
        }
        return relax(q, solution) + mu * cut.b();
    }

    private double slope(Cut cut, double[] solution) {
        double sum = cut.b();
        for (int j = 0; j < n; j++) {
            sum -= cut.a()[j] * solution[j];
        }
        return sum;
    }

    /** Value of the linear relaxation under some profits, and its solution. */
    private double relax(double[] q, double @Nullable [] solution) {
        double[] density = new double[n];
        for (int j = 0; j < n; j++) {
            density[j] = q[j] / w[j];
        }
        if (solution != null) {
            Arrays.fill(solution, 0);
        }
        long room = capacity;
        double value = 0;
        for (int j : Sorting.descending(density)) {
            if (q[j] <= 0 || room == 0) {
                break;
            }
            double part = w[j] <= room ? 1 : (double) room / w[j];
            value += part * q[j];
            room -= Math.min(room, w[j]);
            if (solution != null) {
                solution[j] = part;
            }
        }
        return value;
    }
}
