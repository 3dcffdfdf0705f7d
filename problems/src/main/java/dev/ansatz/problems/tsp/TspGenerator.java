package dev.ansatz.problems.tsp;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.problems.random.RandomPoints;
import java.util.List;
import java.util.Random;

/**
 * Random instances of the TSP, all EUC_2D on the integer grid [0, 10,000]². The same size, seed and distribution give the same
 * instance on every platform.
 *
 * <ul>
 *   <li>{@code uniform}: independent uniform cities (the unit square of Kool, van Hoof and Welling 2019, scaled by 10,000);
 *   <li>{@code clustered}: 3 to 8 seed cities attract the others with exponential decay, as the customers of Uchoa et al.
 *       (2017) do;
 *   <li>{@code explosion}, {@code rotation}: uniform cities, then a mutation of Bossek et al. (2019), see {@link RandomPoints}.
 * </ul>
 */
final class TspGenerator implements Generator<TspInstance> {
    static final TspGenerator GENERATOR = new TspGenerator();

    static final List<String> DISTRIBUTIONS = List.of("uniform", "clustered", "explosion", "rotation");
    private static final int MAX_SIZE = 10_000_000;

    private TspGenerator() {}

    @Override
    public List<String> distributions() {
        return DISTRIBUTIONS;
    }

    /** {@link KoolTestSets} of their sizes. */
    @Override
    public List<TspInstance> set(String size, int count) {
        return KoolTestSets.sizes().stream()
                .filter(published -> size.equals(published.toString()))
                .findFirst()
                .map(published -> KoolTestSets.first(published, Math.min(count, KoolTestSets.count(published))))
                .orElseGet(() -> Generator.super.set(size, count));
    }

    @Override
    public TspInstance generate(int size, long seed, String distribution) {
        if (size < 1 || size > MAX_SIZE) {
            throw new InputException("The size " + size + " must be between 1 and " + MAX_SIZE + ".");
        }
        Random random = new Random(seed);
        double[] x = new double[size];
        double[] y = new double[size];
        switch (distribution) {
            case "uniform" -> RandomPoints.uniform(x, y, 0, size, RandomPoints.UNIT_SIDE, random);
            case "clustered" ->
                RandomPoints.clustered(x, y, 0, size, RandomPoints.UNIT_SIDE, 3 + random.nextInt(6), random);
            case "explosion" -> RandomPoints.explosion(x, y, 0, size, RandomPoints.UNIT_SIDE, random);
            case "rotation" -> RandomPoints.rotation(x, y, 0, size, RandomPoints.UNIT_SIDE, random);
            default -> throw new InputException(Suggestions.unknown("distribution", distribution, DISTRIBUTIONS) + ".");
        }
        return new TspInstance(distribution + "-" + size + "-" + seed, new CoordinateDistances(x, y, Metric.EUC_2D));
    }
}
