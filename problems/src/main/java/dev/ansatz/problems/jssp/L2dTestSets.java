package dev.ansatz.problems.jssp;

import dev.ansatz.problems.random.NumpyRandomState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The generated test sets of learned job-shop heuristics, number by number: 100 instances each from NumPy seed 200 (Zhang, Song,
 * Cao, Zhang, Tan and Xu 2020, "Learning to Dispatch for Job Shop Scheduling via Deep Reinforcement Learning",
 * arXiv:2010.12367). Durations are uniform in 1..98; the machines of a job are the order of uniform random keys. Used with 10x10,
 * 15x15 and 20x15; any other size follows the same recipe.
 */
public final class L2dTestSets {
    /** Seed of the published sets. */
    public static final long SEED = 200;

    /** Instances in a set. */
    public static final int COUNT = 100;

    private L2dTestSets() {}

    /**
     * The first instances of a published set, named {@code l2d-10x10-0} and so on.
     *
     * @throws IllegalArgumentException if the count is negative or above 100
     */
    public static List<JobShopInstance> first(int jobs, int machines, int count) {
        if (count < 0 || count > COUNT) {
            throw new IllegalArgumentException("The set has " + COUNT + " instances, not " + count + ".");
        }
        NumpyRandomState random = new NumpyRandomState(SEED);
        List<JobShopInstance> instances = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            instances.add(next("l2d-" + jobs + "x" + machines + "-" + k, jobs, machines, random));
        }
        return instances;
    }

    /** The next instance of a stream. */
    static JobShopInstance next(String name, int jobs, int machines, NumpyRandomState random) {
        int[][] durations = new int[jobs][machines];
        for (int[] row : durations) {
            for (int op = 0; op < machines; op++) {
                row[op] = random.nextInt(1, 99);
            }
        }
        int[][] order = new int[jobs][];
        for (int job = 0; job < jobs; job++) {
            double[] keys = new double[machines];
            for (int machine = 0; machine < machines; machine++) {
                keys[machine] = random.nextDouble();
            }
            order[job] = sortedBy(keys);
        }
        return new JobShopInstance(name, order, durations);
    }

    private static int[] sortedBy(double[] keys) {
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> keys[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
