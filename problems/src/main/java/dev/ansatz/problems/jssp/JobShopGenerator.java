package dev.ansatz.problems.jssp;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.problems.random.NumpyRandomState;
import dev.ansatz.problems.random.Recurring;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Random instances of the JSSP. The same sizes, seed and distribution give the same instance on every platform.
 *
 * <ul>
 *   <li>{@code uniform}: durations uniform in 1..99, the machines of each job in random order;
 *   <li>{@code two-sets}: the same durations; each job goes through the first half of the machines, the smaller one if they are odd, before the
 *       others (Storer, Wu and Vaccari 1992; DMU 41 to 80);
 *   <li>{@code flow}: the same durations; all jobs go through the machines in one order, a flow shop whose jobs may overtake;
 *   <li>{@code taillard}: uniform by Taillard's own generator, see {@link Taillard};
 *   <li>{@code l2d}: the first instance of a NumPy seed, see {@link L2dTestSets};
 *   <li>{@code recurring}: the days of one shop, of the same machines and products with another mix of orders each day. A shop has
 *       twice as many products as an instance has jobs, drawn once for every size (a random route over all machines, durations
 *       uniform in 1..33); the seed is the day, which draws the product of each job, and a lot of 1 to 3 that multiplies its
 *       durations. Another shop is spelled {@code recurring-SHOP} with its seed, a whole number;
 *   <li>{@code ta01} to {@code ta80}: Taillard's published instances; the seed is ignored.
 * </ul>
 */
final class JobShopGenerator implements Generator<JobShopInstance> {
    static final JobShopGenerator GENERATOR = new JobShopGenerator();

    static final List<String> DISTRIBUTIONS = List.of("uniform", "two-sets", "flow", "taillard", "l2d", "recurring");
    private static final Pattern BENCHMARK = Pattern.compile("ta(\\d\\d)");
    private static final int MAX_OPERATIONS = 10_000_000;
    private static final long SHOP_SEED = 400;
    private static final int PRODUCTS_PER_JOB = 2;
    private static final int LONGEST_DURATION = 33;
    private static final int LARGEST_LOT = 3;

    private JobShopGenerator() {}

    @Override
    public List<String> distributions() {
        return DISTRIBUTIONS;
    }

    /** As many machines as jobs. */
    @Override
    public JobShopInstance generate(int size, long seed, String distribution) {
        return generate(size, size, seed, distribution);
    }

    /** {@code 20x15} is 20 jobs on 15 machines, {@code 20} is 20 jobs on 20 machines. */
    @Override
    public JobShopInstance generate(String size, long seed, String distribution) {
        int[] both = parseSize(size);
        return generate(both[0], both[1], seed, distribution);
    }

    @Override
    public String exampleSize() {
        return "10x10";
    }

    /** {@link L2dTestSets} where both numbers are given. */
    @Override
    public List<JobShopInstance> set(String size, int count) {
        if (!size.contains("x")) {
            return Generator.super.set(size, count);
        }
        int[] both = parseSize(size);
        return L2dTestSets.first(both[0], both[1], Math.min(count, L2dTestSets.COUNT));
    }

    /** Jobs and machines of {@code 20x15} or {@code 20}. */
    static int[] parseSize(String size) {
        String[] parts = size.strip().split("[xX×]", -1);
        try {
            if (parts.length == 1 || parts.length == 2) {
                return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1])};
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InputException(
                "The size '" + size + "' must be jobs x machines, such as 20x15, or one number for both.");
    }

    static JobShopInstance generate(int jobs, int machines, long seed, String distribution) {
        if (jobs < 1 || machines < 1 || (long) jobs * machines > MAX_OPERATIONS) {
            throw new InputException("The size " + jobs + "x" + machines + " must be at least 1x1 and have at most "
                    + MAX_OPERATIONS + " operations.");
        }
        if (Recurring.is(distribution)) {
            return day(jobs, machines, seed, distribution);
        }
        return switch (distribution) {
            case "uniform" -> uniform(jobs, machines, seed);
            case "two-sets" -> twoSets(jobs, machines, seed);
            case "flow" -> flow(jobs, machines, seed);
            case "taillard" -> taillard(jobs, machines, seed);
            case "l2d" -> l2d(jobs, machines, seed);
            default -> benchmark(jobs, machines, distribution);
        };
    }

    /** Two seeds of Taillard's generator from one. */
    private static JobShopInstance taillard(int jobs, int machines, long seed) {
        Random random = new Random(seed);
        int timeSeed = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        int machineSeed = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        return Taillard.generate(
                "taillard-" + jobs + "x" + machines + "-" + seed, jobs, machines, timeSeed, machineSeed);
    }

    /** The first instance of the NumPy seed. */
    private static JobShopInstance l2d(int jobs, int machines, long seed) {
        if (seed < 0 || seed > 0xffffffffL) {
            throw new InputException("The seed " + seed + " of distribution l2d must be between 0 and 4294967295.");
        }
        return L2dTestSets.next(
                "l2d-" + jobs + "x" + machines + "-seed" + seed, jobs, machines, new NumpyRandomState(seed));
    }

    private static JobShopInstance benchmark(int jobs, int machines, String distribution) {
        Matcher number = BENCHMARK.matcher(distribution);
        if (!number.matches()
                || Integer.parseInt(number.group(1)) < 1
                || Integer.parseInt(number.group(1)) > Taillard.COUNT) {
            throw new InputException(
                    Suggestions.unknown("distribution", distribution, DISTRIBUTIONS) + " and ta01 to ta80.");
        }
        JobShopInstance instance = Taillard.instance(Integer.parseInt(number.group(1)));
        if (instance.jobs() != jobs || instance.machines() != machines) {
            throw new InputException("The size of " + distribution + " is " + instance.jobs() + "x"
                    + instance.machines() + ", not " + jobs + "x" + machines + ".");
        }
        return instance;
    }

    /** Durations uniform in 1..99, the machines of each job in random order. */
    private static JobShopInstance uniform(int jobs, int machines, long seed) {
        return jobs("uniform-" + jobs + "x" + machines + "-" + seed, jobs, machines, 99, new Random(seed));
    }

    private static JobShopInstance jobs(String name, int jobs, int machines, int longest, Random random) {
        int[][] order = new int[jobs][machines];
        int[][] durations = new int[jobs][machines];
        for (int job = 0; job < jobs; job++) {
            for (int op = 0; op < machines; op++) {
                durations[job][op] = 1 + random.nextInt(longest);
                int swap = random.nextInt(op + 1);
                order[job][op] = order[job][swap];
                order[job][swap] = op;
            }
        }
        return new JobShopInstance(name, order, durations);
    }

    /** Durations uniform in 1..99, machines in random order, but those of the first half before the others. */
    private static JobShopInstance twoSets(int jobs, int machines, long seed) {
        JobShopInstance one = uniform(jobs, machines, seed);
        return ordered("two-sets", one, seed, machine -> machine < machines / 2 ? 0 : 1);
    }

    /** Durations uniform in 1..99, machines in the order of their numbers. */
    private static JobShopInstance flow(int jobs, int machines, long seed) {
        JobShopInstance one = uniform(jobs, machines, seed);
        return ordered("flow", one, seed, machine -> machine);
    }

    /** The jobs with their operations stably sorted by a rank of their machines. */
    private static JobShopInstance ordered(String distribution, JobShopInstance one, long seed, IntUnaryOperator rank) {
        int[][] order = new int[one.jobs()][];
        int[][] durations = new int[one.jobs()][];
        for (int job = 0; job < order.length; job++) {
            int j = job;
            int[] operations = IntStream.range(0, one.operations(job))
                    .boxed()
                    .sorted(Comparator.comparingInt(op -> rank.applyAsInt(one.machine(j, op))))
                    .mapToInt(Integer::intValue)
                    .toArray();
            order[job] = IntStream.of(operations).map(op -> one.machine(j, op)).toArray();
            durations[job] =
                    IntStream.of(operations).map(op -> one.duration(j, op)).toArray();
        }
        return new JobShopInstance(
                distribution + "-" + one.jobs() + "x" + one.machines() + "-" + seed, order, durations);
    }

    /** One day of the shop of this size. */
    private static JobShopInstance day(int jobs, int machines, long seed, String distribution) {
        Random shop = new Random(Recurring.place(distribution, SHOP_SEED));
        JobShopInstance products = jobs("products", PRODUCTS_PER_JOB * jobs, machines, LONGEST_DURATION, shop);
        Random random = new Random(seed);
        int[][] order = new int[jobs][machines];
        int[][] durations = new int[jobs][machines];
        for (int job = 0; job < jobs; job++) {
            int product = random.nextInt(products.jobs());
            int lot = 1 + random.nextInt(LARGEST_LOT);
            for (int op = 0; op < machines; op++) {
                order[job][op] = products.machine(product, op);
                durations[job][op] = lot * products.duration(product, op);
            }
        }
        return new JobShopInstance(distribution + "-" + jobs + "x" + machines + "-" + seed, order, durations);
    }
}
