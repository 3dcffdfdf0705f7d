package dev.ansatz.problems.mkp;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random instances. The same size, seed and distribution give the same instance on every platform.
 *
 * <ul>
 *   <li>{@code chu-beasley}: as published by Chu and Beasley (1998, section 4.1), after Fréville and Plateau (1994): weights
 *       uniform in {0, …, 1000}, capacity = tightness × sum of the weights of the constraint, profit = mean weight of the
 *       item over the constraints + 500 × U(0, 1);
 *   <li>{@code uniform}: profits and weights uniform in {1, …, 1000}, capacities likewise.
 * </ul>
 *
 * <p>{@code chu-beasley-M-T} has M constraints of tightness T (0.25, 0.5 and 0.75 in the published sets, with 5, 10 and 30
 * constraints); 5 and 0.5 where they are not given.
 */
final class MultiKnapsackGenerator implements Generator<MultiKnapsackInstance> {
    static final MultiKnapsackGenerator GENERATOR = new MultiKnapsackGenerator();

    static final List<String> DISTRIBUTIONS = List.of("chu-beasley", "uniform");
    private static final Pattern NAME =
            Pattern.compile("(chu-beasley|uniform)(?:-(\\d{1,4})(?:-([01]|[01]?\\.\\d{1,6}))?)?");
    private static final int MAX_ENTRIES = 100_000_000;

    private MultiKnapsackGenerator() {}

    @Override
    public List<String> distributions() {
        return DISTRIBUTIONS;
    }

    /** {@code 100x5} is 100 items under 5 constraints. */
    @Override
    public List<MultiKnapsackInstance> set(String size, int count) {
        int x = size.indexOf('x');
        if (x < 0) {
            return Generator.super.set(size, count);
        }
        String distribution = DISTRIBUTIONS.get(0) + "-" + size.substring(x + 1);
        return generate(size.substring(0, x), distribution, count);
    }

    @Override
    public MultiKnapsackInstance generate(int size, long seed, String distribution) {
        Matcher matcher = NAME.matcher(distribution.toLowerCase(Locale.ROOT));
        int m = matcher.matches() && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : 5;
        double tightness = matcher.matches() && matcher.group(3) != null ? Double.parseDouble(matcher.group(3)) : 0.5;
        if (!matcher.matches() || m < 1 || tightness > 1) {
            throw new InputException(Suggestions.unknown("distribution", distribution, DISTRIBUTIONS)
                    + ", also with constraints and tightness as in chu-beasley-10-0.25.");
        }
        if (size < 1 || (long) size * m > MAX_ENTRIES) {
            throw new InputException("The size " + size + " must be between 1 and " + MAX_ENTRIES / m + ".");
        }
        boolean correlated = matcher.group(1).equals("chu-beasley");
        Random random = new Random(seed);
        long[][] weights = new long[m][size];
        long[] capacities = new long[m];
        for (int i = 0; i < m; i++) {
            long sum = 0;
            for (int j = 0; j < size; j++) {
                weights[i][j] = correlated ? random.nextInt(1001) : 1 + random.nextInt(1000);
                sum += weights[i][j];
            }
            capacities[i] = (long) (tightness * sum);
        }
        long[] profits = new long[size];
        for (int j = 0; j < size; j++) {
            if (correlated) {
                long sum = 0;
                for (int i = 0; i < m; i++) {
                    sum += weights[i][j];
                }
                profits[j] = (long) ((double) sum / m + 500 * random.nextDouble());
            } else {
                profits[j] = 1L + random.nextInt(1000);
            }
        }
        return new MultiKnapsackInstance(distribution + "-" + size + "-" + seed, profits, weights, capacities);
    }
}
