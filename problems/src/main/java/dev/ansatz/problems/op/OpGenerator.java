package dev.ansatz.problems.op;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.problems.random.RandomPoints;
import java.util.List;
import java.util.Random;

/**
 * Random closed paths as in Kool, van Hoof and Welling (2019): n nodes to choose from and a start, uniform in the unit square, scaled by
 * 10,000 (EUC_2D); limits of 2, 3 and 4 for n = 20, 50 and 100, in between and beyond {@code 0.4 sqrt(n)}, to which these are near. The same
 * size, seed and distribution give the same instance on every platform.
 *
 * <ul>
 *   <li>{@code distance}: scores 1 to 100, by the distance from the start, the hardest (Fischetti et al. 1998);
 *   <li>{@code uniform}: scores uniform in {1, …, 100};
 *   <li>{@code constant}: all scores 1.
 * </ul>
 */
final class OpGenerator implements Generator<OpInstance> {
    static final OpGenerator GENERATOR = new OpGenerator();

    static final List<String> DISTRIBUTIONS = List.of("distance", "uniform", "constant");
    private static final int MAX_SIZE = 1_000_000;

    private OpGenerator() {}

    @Override
    public List<String> distributions() {
        return DISTRIBUTIONS;
    }

    @Override
    public OpInstance generate(int size, long seed, String distribution) {
        if (size < 1 || size > MAX_SIZE) {
            throw new InputException("The size " + size + " must be between 1 and " + MAX_SIZE + ".");
        }
        if (!DISTRIBUTIONS.contains(distribution)) {
            throw new InputException(Suggestions.unknown("distribution", distribution, DISTRIBUTIONS) + ".");
        }
        int n = size + 1;
        Random random = new Random(seed);
        double[] x = new double[n];
        double[] y = new double[n];
        RandomPoints.uniform(x, y, 0, n, RandomPoints.UNIT_SIDE, random);
        CoordinateDistances distances = new CoordinateDistances(x, y, Metric.EUC_2D);
        double farthest = 1;
        for (int node = 1; node < n; node++) {
            farthest = Math.max(farthest, distances.between(0, node));
        }
        double[] scores = new double[n];
        for (int node = 1; node < n; node++) {
            scores[node] = switch (distribution) {
                case "distance" -> 1 + Math.floor(99 * distances.between(0, node) / farthest);
                case "uniform" -> 1 + random.nextInt(100);
                default -> 1;
            };
        }
        double limit = size == 20 ? 2 : size == 50 ? 3 : size == 100 ? 4 : 0.4 * Math.sqrt(size);
        return new OpInstance(
                distribution + "-" + size + "-" + seed,
                distances,
                scores,
                Math.rint(limit * RandomPoints.UNIT_SIDE),
                0,
                0);
    }
}
