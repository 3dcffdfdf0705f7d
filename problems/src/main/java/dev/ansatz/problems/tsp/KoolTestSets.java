package dev.ansatz.problems.tsp;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.random.NumpyRandomState;
import java.util.ArrayList;
import java.util.List;

/**
 * The public test sets of learned TSP heuristics, bit by bit: 10,000 instances of 20, 50 and 100 cities each from NumPy seed 1234 (Kool, van
 * Hoof and Welling 2019, "Attention, Learn to Solve Routing Problems!"), and 1,000 of 125, 150 and 200 cities from seed 1235
 * (Hottung, Kwon and Tierney 2022, "Efficient Active Search"). Cities are uniform in the unit square; lengths are not rounded.
 */
public final class KoolTestSets {
    private KoolTestSets() {}

    /** The sizes that have a set. */
    public static List<Integer> sizes() {
        return List.of(20, 50, 100, 125, 150, 200);
    }

    /** Number of instances in the set of a size. */
    public static int count(int size) {
        if (!sizes().contains(size)) {
            throw new IllegalArgumentException(
                    "There is no test set of " + size + " cities; there are sets of " + sizes() + ".");
        }
        return size <= 100 ? 10_000 : 1_000;
    }

    /**
     * The first instances of a set, named {@code tsp100-0} and so on.
     *
     * @throws IllegalArgumentException if there is no set of this size or it has fewer instances
     */
    public static List<TspInstance> first(int size, int count) {
        if (count < 0 || count > count(size)) {
            throw new IllegalArgumentException("The set has " + count(size) + " instances, not " + count + ".");
        }
        NumpyRandomState random = new NumpyRandomState(size <= 100 ? 1234 : 1235);
        List<TspInstance> instances = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            double[] x = new double[size];
            double[] y = new double[size];
            for (int i = 0; i < size; i++) {
                x[i] = random.nextDouble();
                y[i] = random.nextDouble();
            }
            instances.add(new TspInstance("tsp" + size + "-" + k, new CoordinateDistances(x, y, Metric.EXACT_2D)));
        }
        return instances;
    }
}
