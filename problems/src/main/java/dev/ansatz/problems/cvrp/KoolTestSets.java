package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.random.NumpyRandomState;
import java.util.ArrayList;
import java.util.List;

/**
 * The public test sets of learned CVRP heuristics, bit by bit: 10,000 instances each of 20, 50 and 100 customers from NumPy seed 1234
 * with capacities 30, 40 and 50 (Kool, van Hoof and Welling 2019, "Attention, Learn to Solve Routing Problems!"), and 1,000 of 125, 150 and 200
 * customers from seed 1235 with capacities 55, 60 and 70 (Hottung, Kwon and Tierney 2022, "Efficient Active Search"). Depot and
 * customers are uniform in the unit square, demands uniform in 1..9; distances are not rounded.
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
                    "There is no test set of " + size + " customers; there are sets of " + sizes() + ".");
        }
        return size <= 100 ? 10_000 : 1_000;
    }

    /**
     * The first instances of a set, named {@code cvrp100-0} and so on.
     *
     * @throws IllegalArgumentException if there is no set of this size or it has fewer instances
     */
    public static List<CvrpInstance> first(int size, int count) {
        int all = count(size);
        if (count < 0 || count > all) {
            throw new IllegalArgumentException("The set has " + all + " instances, not " + count + ".");
        }
        // Drawn as whole arrays: depots of all instances, then customers of all, then demands of all.
        NumpyRandomState random = new NumpyRandomState(size <= 100 ? 1234 : 1235);
        double[][] x = new double[count][size + 1];
        double[][] y = new double[count][size + 1];
        for (int k = 0; k < all; k++) {
            double depotX = random.nextDouble();
            double depotY = random.nextDouble();
            if (k < count) {
                x[k][0] = depotX;
                y[k][0] = depotY;
            }
        }
        for (int k = 0; k < all; k++) {
            for (int i = 1; i <= size; i++) {
                double customerX = random.nextDouble();
                double customerY = random.nextDouble();
                if (k < count) {
                    x[k][i] = customerX;
                    y[k][i] = customerY;
                }
            }
        }
        List<CvrpInstance> instances = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            long[] demands = new long[size + 1];
            for (int i = 1; i <= size; i++) {
                demands[i] = random.nextInt(1, 10);
            }
            instances.add(new CvrpInstance(
                    "cvrp" + size + "-" + k,
                    new CoordinateDistances(x[k], y[k], Metric.EXACT_2D),
                    demands,
                    CvrpGenerator.capacity(size)));
        }
        return instances;
    }
}
