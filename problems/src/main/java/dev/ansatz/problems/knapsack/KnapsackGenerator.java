package dev.ansatz.problems.knapsack;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random 0-1 knapsack problems. The same size, seed and distribution give the same instance on every platform.
 *
 * <p>{@code uniform} is the set of the learning papers (Bello et al. 2017, Kwon et al. 2020): profits and weights uniform on
 * (0, 1], in steps of 1/{@value #UNIT}, and the capacity n/4, at most 25: 12.5 for 50 items, 25 for 100 and 200.
 *
 * <p>The others are Pisinger's classes (2005, doi:10.1016/j.cor.2004.03.002) for a range R, which is {@value #RANGE} or given after
 * the name as in {@code strongly-1000000}; u[a, b] is a uniform integer:
 *
 * <ul>
 *   <li>{@code uncorrelated}: w = u[1, R], p = u[1, R];
 *   <li>{@code weakly}: w = u[1, R], p = u[w - R/10, w + R/10], at least 1;
 *   <li>{@code strongly}: w = u[1, R], p = w + R/10;
 *   <li>{@code inverse-strongly}: p = u[1, R], w = p + R/10;
 *   <li>{@code almost-strongly}: w = u[1, R], p = u[w + R/10 - R/500, w + R/10 + R/500];
 *   <li>{@code subset-sum}: w = u[1, R], p = w;
 *   <li>{@code similar-weights}: w = u[100,000, 100,100], p = u[1, 1,000] whatever R;
 *   <li>{@code spanner-uncorrelated}, {@code spanner-weakly}, {@code spanner-strongly}: span(2, 10), multiples a = u[1, 10] of two
 *       items of the class, whose profits and weights are first replaced by ceil(2 p / 10) and ceil(2 w / 10);
 *   <li>{@code mstr}: w = u[1, R], p = w + 3R/10 where 6 divides w, else w + 2R/10;
 *   <li>{@code pceil}: w = u[1, R], p = 3 ceil(w / 3);
 *   <li>{@code circle}: w = u[1, R], p = 2/3 sqrt(4R² - (w - 2R)²), rounded down.
 * </ul>
 *
 * Their capacity is h/101 of the total weight with h = u[1, 100], at least the largest weight.
 */
final class KnapsackGenerator implements Generator<KnapsackInstance> {
    static final KnapsackGenerator GENERATOR = new KnapsackGenerator();

    static final List<String> DISTRIBUTIONS = List.of(
            "uniform",
            "uncorrelated",
            "weakly",
            "strongly",
            "inverse-strongly",
            "almost-strongly",
            "subset-sum",
            "similar-weights",
            "spanner-uncorrelated",
            "spanner-weakly",
            "spanner-strongly",
            "mstr",
            "pceil",
            "circle");

    /** The unit of the uniform distribution: a profit of 1 is this integer. */
    static final int UNIT = 1_000_000;

    private static final int RANGE = 1000;
    private static final long MAX_RANGE = 100_000_000_000L;
    private static final int MAX_SIZE = 10_000_000;
    private static final int SERIES = 100;
    private static final int SPANNER_ITEMS = 2;
    private static final int MULTIPLES = 10;
    private static final Pattern WITH_RANGE = Pattern.compile("(.+)-(\\d{1,12})");

    private KnapsackGenerator() {}

    @Override
    public List<String> distributions() {
        return DISTRIBUTIONS;
    }

    @Override
    public KnapsackInstance generate(int size, long seed, String distribution) {
        if (size < 1 || size > MAX_SIZE) {
            throw new InputException("The size " + size + " must be between 1 and " + MAX_SIZE + ".");
        }
        Matcher matcher = WITH_RANGE.matcher(distribution);
        boolean ranged = matcher.matches();
        String type = ranged ? matcher.group(1) : distribution;
        long range = ranged ? Long.parseLong(matcher.group(2)) : RANGE;
        if (!DISTRIBUTIONS.contains(type) || (ranged && type.equals("uniform"))) {
            throw new InputException(Suggestions.unknown("distribution", distribution, DISTRIBUTIONS)
                    + ", all but uniform also with a range as in strongly-1000000.");
        }
        if (range < 1 || range > MAX_RANGE) {
            throw new InputException("The range " + range + " must be between 1 and " + MAX_RANGE + ".");
        }
        Random random = new Random(seed);
        long[] profits = new long[size];
        long[] weights = new long[size];
        if (type.startsWith("spanner-")) {
            span(profits, weights, type.substring("spanner-".length()), range, random);
        } else {
            for (int i = 0; i < size; i++) {
                draw(profits, weights, i, type, range, random);
            }
        }
        return new KnapsackInstance(
                distribution + "-" + size + "-" + seed, profits, weights, capacity(type, weights, random));
    }

    private static long capacity(String type, long[] weights, Random random) {
        if (type.equals("uniform")) {
            return Math.min(weights.length * (UNIT / 4L), 25L * UNIT);
        }
        long total = 0;
        long largest = 0;
        for (long weight : weights) {
            total += weight;
            largest = Math.max(largest, weight);
        }
        int h = 1 + random.nextInt(SERIES);
        return Math.max(largest, KnapsackBounds.productOver(total, h, SERIES + 1));
    }

    private static void span(long[] profits, long[] weights, String type, long range, Random random) {
        long[] p = new long[SPANNER_ITEMS];
        long[] w = new long[SPANNER_ITEMS];
        for (int k = 0; k < SPANNER_ITEMS; k++) {
            draw(p, w, k, type, range, random);
            p[k] = Math.ceilDiv(2 * p[k], MULTIPLES);
            w[k] = Math.ceilDiv(2 * w[k], MULTIPLES);
        }
        for (int i = 0; i < profits.length; i++) {
            int k = random.nextInt(SPANNER_ITEMS);
            int multiple = 1 + random.nextInt(MULTIPLES);
            profits[i] = multiple * p[k];
            weights[i] = multiple * w[k];
        }
    }

    private static void draw(long[] profits, long[] weights, int i, String type, long range, Random random) {
        long r = range;
        long w = between(1, type.equals("uniform") ? UNIT : r, random);
        long p = switch (type) {
            case "uniform" -> between(1, UNIT, random);
            case "uncorrelated" -> between(1, r, random);
            case "weakly" -> Math.max(1, between(w - r / 10, w + r / 10, random));
            case "strongly", "inverse-strongly" -> w + r / 10;
            case "almost-strongly" -> between(w + r / 10 - r / 500, w + r / 10 + r / 500, random);
            case "subset-sum" -> w;
            case "similar-weights" -> between(1, 1_000, random);
            case "mstr" -> w + (w % 6 == 0 ? 3 : 2) * r / 10;
            case "pceil" -> 3 * Math.ceilDiv(w, 3);
            default -> (long) (2.0 / 3 * Math.sqrt(4.0 * r * r - Math.pow(w - 2.0 * r, 2)));
        };
        if (type.equals("similar-weights")) {
            w = between(100_000, 100_100, random);
        }
        boolean inverse = type.equals("inverse-strongly");
        profits[i] = inverse ? w : p;
        weights[i] = inverse ? p : w;
    }

    private static long between(long low, long high, Random random) {
        return random.nextLong(low, high + 1);
    }
}
