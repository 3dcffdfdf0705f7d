package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.problems.random.RandomPoints;
import dev.ansatz.problems.random.Recurring;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Random instances of the CVRP, all EUC_2D on an integer grid with a free fleet. The same size, seed and distribution give the
 * same instance on every platform.
 *
 * <ul>
 *   <li>{@code uniform} (Kool, van Hoof and Welling 2019): depot and customers uniform on [0, 10,000]², demands 1..9, capacity
 *       by {@link #capacity};
 *   <li>{@code clustered}: the same demands and capacity; 3 to 8 seed customers attract the others;
 *   <li>{@code explosion}, {@code rotation}: as {@code uniform}, then the customers are moved by a mutation of Bossek et al. (2019), see
 *       {@link RandomPoints};
 *   <li>{@code x} (Uchoa et al. 2017) on [0, 1,000]²: the types of depot, customers and demand are drawn from the seed, or
 *       spelled {@code x-DEPOT-CUSTOMERS-DEMAND} with depot C (centre), E (corner 0, 0), R (random); customers R (random), C
 *       (clustered), RC (half of each); demand U (all 1), 1-10, 5-10, 1-100, 50-100, Q (51..100 in two opposite quadrants,
 *       1..50 in the others), SL (many small 1..10, few large 50..100): {@code x-C-RC-Q}, {@code x-R-C-1-10}. The capacity is
 *       {@code ceil(r * Σd / n)}, at least the largest demand, with r from the triangular distribution on [3, 25] of mode 6;
 *   <li>{@code district}: of an {@code x} instance of four times the size the customers nearest to one of them, under the same
 *       depot and capacity: what decomposition makes of a large instance, with the depot to one side as a rule;
 *   <li>{@code recurring}: the days of one company. A city has one depot and twice as many customer addresses as an instance
 *       has customers, drawn once for every size (half of them uniform, half clustered, on [0, 10,000]²); the seed is the day,
 *       which draws without replacement the addresses that order, and their demands 1..9. Capacity by {@link #capacity}. Another
 *       city is spelled {@code recurring-CITY} with its seed, a whole number.
 * </ul>
 */
final class CvrpGenerator implements Generator<CvrpInstance> {
    static final CvrpGenerator GENERATOR = new CvrpGenerator();

    static final List<String> DISTRIBUTIONS =
            List.of("uniform", "clustered", "x", "district", "recurring", "explosion", "rotation");
    private static final int MAX_SIZE = 10_000_000;
    private static final long CITY_SEED = 400;
    private static final int ADDRESSES_PER_CUSTOMER = 2;
    private static final int X_SIDE = 1000;
    private static final int CITY_PER_DISTRICT = 4;
    private static final List<String> DEPOTS = List.of("C", "E", "R");
    private static final List<String> CUSTOMERS = List.of("R", "C", "RC");
    private static final List<String> DEMANDS = List.of("U", "1-10", "5-10", "1-100", "50-100", "Q", "SL");
    private static final int[] CAPACITY_SIZES = {10, 20, 50, 100, 125, 150, 200, 500, 1000};
    private static final int[] CAPACITIES = {20, 30, 40, 50, 55, 60, 70, 100, 150};

    private CvrpGenerator() {}

    @Override
    public List<String> distributions() {
        return DISTRIBUTIONS;
    }

    /** {@link KoolTestSets} of their sizes. */
    @Override
    public List<CvrpInstance> set(String size, int count) {
        return KoolTestSets.sizes().stream()
                .filter(published -> size.equals(published.toString()))
                .findFirst()
                .map(published -> KoolTestSets.first(published, Math.min(count, KoolTestSets.count(published))))
                .orElseGet(() -> Generator.super.set(size, count));
    }

    @Override
    public CvrpInstance generate(int size, long seed, String distribution) {
        if (size < 1 || size > MAX_SIZE) {
            throw new InputException("The size " + size + " must be between 1 and " + MAX_SIZE + ".");
        }
        Random random = new Random(seed);
        String name = distribution + "-" + size + "-" + seed;
        if (distribution.equals("x") || distribution.startsWith("x-")) {
            return x(name, size, random, distribution);
        }
        if (distribution.equals("district")) {
            if (size > MAX_SIZE / CITY_PER_DISTRICT) {
                throw new InputException(
                        "The size " + size + " must be at most " + MAX_SIZE / CITY_PER_DISTRICT + " for a district.");
            }
            CvrpInstance city = x(name, CITY_PER_DISTRICT * size, random, "x");
            return city.district(1 + random.nextInt(city.size()), size);
        }
        if (Recurring.is(distribution)) {
            return day(name, size, Recurring.place(distribution, CITY_SEED), random);
        }
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        int side = RandomPoints.UNIT_SIDE;
        RandomPoints.uniform(x, y, 0, 1, side, random);
        switch (distribution) {
            case "uniform" -> RandomPoints.uniform(x, y, 1, size + 1, side, random);
            case "clustered" -> RandomPoints.clustered(x, y, 1, size + 1, side, 3 + random.nextInt(6), random);
            case "explosion" -> RandomPoints.explosion(x, y, 1, size + 1, side, random);
            case "rotation" -> RandomPoints.rotation(x, y, 1, size + 1, side, random);
            default -> throw unknown(distribution);
        }
        long[] demands = new long[size + 1];
        for (int i = 1; i <= size; i++) {
            demands[i] = 1L + random.nextInt(9);
        }
        return new CvrpInstance(name, new CoordinateDistances(x, y, Metric.EUC_2D), demands, capacity(size));
    }

    /** One day of the city of this size. */
    private static CvrpInstance day(String name, int size, long citySeed, Random random) {
        int addresses = ADDRESSES_PER_CUSTOMER * size;
        double[] cityX = new double[addresses + 1];
        double[] cityY = new double[addresses + 1];
        Random city = new Random(citySeed);
        int side = RandomPoints.UNIT_SIDE;
        RandomPoints.clustered(cityX, cityY, 1, size + 1, side, 3 + city.nextInt(6), city);
        RandomPoints.uniform(cityX, cityY, size + 1, addresses + 1, side, city);
        RandomPoints.uniform(cityX, cityY, 0, 1, side, city);
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        long[] demands = new long[size + 1];
        x[0] = cityX[0];
        y[0] = cityY[0];
        int customer = 0;
        // Selection sampling: every set of addresses of this size is equally likely, in the order of the city.
        for (int address = 1; customer < size; address++) {
            if (random.nextInt(addresses - address + 1) < size - customer) {
                customer++;
                x[customer] = cityX[address];
                y[customer] = cityY[address];
                demands[customer] = 1L + random.nextInt(9);
            }
        }
        return new CvrpInstance(name, new CoordinateDistances(x, y, Metric.EUC_2D), demands, capacity(size));
    }

    private static InputException unknown(String distribution) {
        return new InputException(Suggestions.unknown("distribution", distribution, DISTRIBUTIONS)
                + " and x-DEPOT-CUSTOMERS-DEMAND with DEPOT C, E or R, CUSTOMERS R, C or RC, and DEMAND "
                + String.join(", ", DEMANDS) + ".");
    }

    /**
     * Capacity by size: 20 for 10 customers, 30 for 20, 40 for 50, 50 for 100, 55 for 125, 60 for 150, 70 for 200, 100 for 500
     * and 150 for 1,000; linear in between, constant outside.
     */
    static long capacity(int size) {
        if (size <= CAPACITY_SIZES[0]) {
            return CAPACITIES[0];
        }
        for (int i = 1; i < CAPACITIES.length; i++) {
            if (size <= CAPACITY_SIZES[i]) {
                double share = (size - CAPACITY_SIZES[i - 1]) / (double) (CAPACITY_SIZES[i] - CAPACITY_SIZES[i - 1]);
                return Math.round(CAPACITIES[i - 1] + share * (CAPACITIES[i] - CAPACITIES[i - 1]));
            }
        }
        return CAPACITIES[CAPACITIES.length - 1];
    }

    private static CvrpInstance x(String name, int size, Random random, String distribution) {
        String depot = DEPOTS.get(random.nextInt(DEPOTS.size()));
        String customers = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
        String demand = DEMANDS.get(random.nextInt(DEMANDS.size()));
        if (!distribution.equals("x")) {
            String[] types = distribution.toUpperCase(Locale.ROOT).split("-", 4);
            if (types.length != 4
                    || !DEPOTS.contains(types[1])
                    || !CUSTOMERS.contains(types[2])
                    || !DEMANDS.contains(types[3])) {
                throw unknown(distribution);
            }
            depot = types[1];
            customers = types[2];
            demand = types[3];
        }
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        switch (depot) {
            case "C" -> x[0] = y[0] = X_SIDE / 2.0;
            case "R" -> RandomPoints.uniform(x, y, 0, 1, X_SIDE, random);
            default -> x[0] = y[0] = 0;
        }
        int uniform = customers.equals("R") ? size : customers.equals("C") ? 0 : size / 2;
        int seeds = 3 + random.nextInt(6);
        RandomPoints.clustered(x, y, 1, size + 1 - uniform, X_SIDE, seeds, random);
        RandomPoints.uniform(x, y, size + 1 - uniform, size + 1, X_SIDE, random);
        long[] demands = new long[size + 1];
        long total = 0;
        long largest = 0;
        double smallShare = 0.70 + 0.25 * random.nextDouble();
        for (int i = 1; i <= size; i++) {
            boolean highQuadrant = (x[i] < X_SIDE / 2.0) == (y[i] < X_SIDE / 2.0);
            demands[i] = switch (demand) {
                case "U" -> 1;
                case "1-10" -> between(1, 10, random);
                case "5-10" -> between(5, 10, random);
                case "1-100" -> between(1, 100, random);
                case "50-100" -> between(50, 100, random);
                case "Q" -> highQuadrant ? between(51, 100, random) : between(1, 50, random);
                default -> random.nextDouble() < smallShare ? between(1, 10, random) : between(50, 100, random);
            };
            total += demands[i];
            largest = Math.max(largest, demands[i]);
        }
        double r = triangular(3, 6, 25, random.nextDouble());
        long capacity = Math.max(largest, (long) Math.ceil(r * total / size));
        return new CvrpInstance(name, new CoordinateDistances(x, y, Metric.EUC_2D), demands, capacity);
    }

    private static int between(int low, int high, Random random) {
        return low + random.nextInt(high - low + 1);
    }

    /** Inverse of the triangular distribution function. */
    private static double triangular(double low, double mode, double high, double u) {
        double split = (mode - low) / (high - low);
        return u < split
                ? low + Math.sqrt(u * (high - low) * (mode - low))
                : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
    }
}
