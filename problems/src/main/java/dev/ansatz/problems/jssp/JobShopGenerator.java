package dev.ansatz.problems.jssp;

import dev.ansatz.problems.InputException;
import java.util.List;
import java.util.Random;

/** Random instances of the JSSP. The same sizes, seed and distribution give the same instance on every platform. */
final class JobShopGenerator {
    static final List<String> DISTRIBUTIONS = List.of("uniform");
    private static final int MAX_OPERATIONS = 10_000_000;

    private JobShopGenerator() {}

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
        return switch (distribution) {
            case "uniform" -> uniform(jobs, machines, seed);
            default ->
                throw new InputException("Unknown distribution '" + distribution + "'; known are "
                        + String.join(", ", DISTRIBUTIONS) + ".");
        };
    }

    /** Durations uniform in 1..99, the machines of each job in random order. */
    private static JobShopInstance uniform(int jobs, int machines, long seed) {
        Random random = new Random(seed);
        int[][] order = new int[jobs][machines];
        int[][] durations = new int[jobs][machines];
        for (int job = 0; job < jobs; job++) {
            for (int op = 0; op < machines; op++) {
                durations[job][op] = 1 + random.nextInt(99);
                int swap = random.nextInt(op + 1);
                order[job][op] = order[job][swap];
                order[job][swap] = op;
            }
        }
        return new JobShopInstance("uniform-" + jobs + "x" + machines + "-" + seed, order, durations);
    }
}
