package dev.ansatz.bench.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.inference.WilcoxonSignedRankTest;

/** Statistics of comparisons. Deterministic: resampling has a fixed seed. */
public final class Statistics {
    /** Up to this many pairs the p-value is exact. */
    private static final int EXACT_PAIRS = 20;

    private static final int RESAMPLES = 10_000;
    private static final double CONFIDENCE = 0.95;

    private Statistics() {}

    /** Ends of a 95 % interval. */
    public record Interval(double low, double high) {
        static final Interval NONE = new Interval(Double.NaN, Double.NaN);

        public boolean known() {
            return !Double.isNaN(low);
        }

        /** Whether zero is outside. */
        public boolean excludesZero() {
            return low > 0 || high < 0;
        }
    }

    /** NaN where there are no values. */
    public static double mean(double... values) {
        return StatUtils.mean(values);
    }

    /** Standard deviation of a sample, NaN of fewer than two values. */
    public static double standardDeviation(double... values) {
        return values.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(values));
    }

    /**
     * 95 % percentile bootstrap interval of the mean (Efron and Tibshirani 1993, chapter 13), from 10,000 resamples; unknown
     * for fewer than two values.
     */
    public static Interval bootstrapMean(double... values) {
        int n = values.length;
        if (n < 2) {
            return Interval.NONE;
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] means = new double[RESAMPLES];
        for (int b = 0; b < RESAMPLES; b++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += values[random.nextInt(n)];
            }
            means[b] = sum / n;
        }
        double tail = 100 * (1 - CONFIDENCE) / 2;
        return new Interval(StatUtils.percentile(means, tail), StatUtils.percentile(means, 100 - tail));
    }

    /**
     * 95 % interval of the difference of two means, {@code b - a}, by Welch's t; a single point where neither sample varies,
     * unknown where one has fewer than two values.
     */
    public static Interval welch(double[] a, double[] b) {
        if (a.length < 2 || b.length < 2) {
            return Interval.NONE;
        }
        double difference = mean(b) - mean(a);
        double va = StatUtils.variance(a) / a.length;
        double vb = StatUtils.variance(b) / b.length;
        if (va + vb == 0) {
            return new Interval(difference, difference);
        }
        double freedom = (va + vb) * (va + vb) / (va * va / (a.length - 1) + vb * vb / (b.length - 1));
        double half =
                new TDistribution(freedom).inverseCumulativeProbability(0.5 + CONFIDENCE / 2) * Math.sqrt(va + vb);
        return new Interval(difference - half, difference + half);
    }

    /**
     * Two-sided p-value of the Wilcoxon signed-rank test (1945) on paired differences: exact up to 20 pairs, else by the normal
     * approximation with continuity correction. Differences of zero are left out, as Wilcoxon did; infinite ones rank highest.
     *
     * @return 1 where no difference is left
     */
    public static double wilcoxon(double... differences) {
        double[] pairs = Arrays.stream(differences).filter(d -> d != 0).toArray();
        if (pairs.length == 0) {
            return 1;
        }
        double beyond = 1
                + 2
                        * Arrays.stream(pairs)
                                .filter(Double::isFinite)
                                .map(Math::abs)
                                .max()
                                .orElse(0);
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = Double.isFinite(pairs[i]) ? pairs[i] : Math.signum(pairs[i]) * beyond;
        }
        double p = new WilcoxonSignedRankTest()
                .wilcoxonSignedRankTest(new double[pairs.length], pairs, pairs.length <= EXACT_PAIRS);
        return Math.min(1, p);
    }

    /**
     * p-values of a family of tests, adjusted by Holm's step-down method (1979).
     *
     * @return in the order given; compare each with the wanted level
     */
    public static double[] holm(double... p) {
        Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    /**
     * Primal integral (Berthold 2013) over the time limit, divided by it: the mean over time of the primal gap, which is 1
     * without incumbent, else {@code |objective - reference| / max(|objective|, |reference|)}, at most 1; 0 where the incumbent is
     * better than the reference.
     *
     * @param seconds when each incumbent was found, ascending
     * @param objectives their objectives
     * @param sign 1 to minimise, -1 to maximise
     * @return between 0 (the reference at once) and 1 (nothing at all)
     */
    public static double primalIntegral(
            double[] seconds, double[] objectives, double reference, int sign, double timeLimit) {
        double integral = 0;
        double gap = 1;
        double at = 0;
        for (int i = 0; i < seconds.length && seconds[i] < timeLimit; i++) {
            integral += gap * (seconds[i] - at);
            at = seconds[i];
            gap = primalGap(objectives[i], reference, sign);
        }
        return (integral + gap * (timeLimit - at)) / timeLimit;
    }

    private static double primalGap(double objective, double reference, int sign) {
        if (sign * (objective - reference) <= 0) {
            return 0;
        }
        if (objective * reference < 0) {
            return 1;
        }
        return Math.abs(objective - reference) / Math.max(Math.abs(objective), Math.abs(reference));
    }
}
