package dev.ansatz.problems.tsp;

import dev.ansatz.problems.distance.Distances;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lower bound on the optimal tour of symmetric distances by minimum 1-trees (Held and Karp 1970, 1971) with the subgradient ascent of Volgenant and
 * Jonker (1982). Usually within 1 % of the optimum of Euclidean instances.
 *
 * <p>Every value returned is a valid bound, however early the ascent ends. With integral distances the node multipliers are
 * multiples of 2^-10, so that the 1-tree is summed without error and its length rounds up to the next integer; with real
 * distances, and with integral ones too large for that, the worst rounding error of the sum is taken off.
 *
 * <p>One iteration takes O(n²) time (Prim's algorithm on the complete graph). Memory is O(n²) up to 3,000 cities and O(n)
 * beyond.
 */
public final class HeldKarpBound {
    private static final int MAX_MATRIX_SIZE = 3_000;
    private static final int MAX_ITERATIONS = 1_000;
    private static final double QUANTUM = 0x1.0p-10;
    private static final double MAX_EXACT_SUM = 0x1.0p42;

    private final int n;
    private final Distances distances;
    private final double @Nullable [] matrix;
    private final boolean integral;
    private final double[] multiplier;
    private final int[] degree;
    private final int[] outside;
    private final double[] key;
    private final int[] parent;
    private final long deadline;

    /** Length of the last 1-tree under the multipliers, less twice their sum. */
    private double weight;

    /** Sum of the magnitudes of all its terms. */
    private double magnitude;

    private HeldKarpBound(TspInstance instance, long deadline) {
        if (!instance.symmetric()) {
            throw new IllegalArgumentException("The Held-Karp bound is one of symmetric distances; for "
                    + instance.name() + " there is AssignmentBound.");
        }
        distances = instance.distances();
        n = instance.size();
        matrix = n <= MAX_MATRIX_SIZE ? distances.matrix() : null;
        integral = distances.integral();
        multiplier = new double[n];
        degree = new int[n];
        outside = new int[n];
        key = new double[n];
        parent = new int[n];
        this.deadline = deadline;
    }

    /**
     * Bound found within a time limit: at most 1,000 iterations, fewer where the time is short. Interrupting the thread ends the
     * ascent. Without the time for one iteration the bound is 0.
     *
     * @throws IllegalArgumentException if the distances are asymmetric
     */
    public static double of(TspInstance instance, Duration timeLimit) {
        long begin = System.nanoTime();
        return new HeldKarpBound(instance, begin + timeLimit.toNanos()).ascend(MAX_ITERATIONS, true);
    }

    /**
     * Bound after a number of iterations; the same for the same instance.
     *
     * @throws IllegalArgumentException if there is not at least one iteration, or the distances are asymmetric
     */
    public static double of(TspInstance instance, int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("The number of iterations (" + iterations + ") must be at least 1.");
        }
        return new HeldKarpBound(instance, Long.MAX_VALUE).ascend(iterations, false);
    }

    private double ascend(int maxIterations, boolean timed) {
        if (n == 1) {
            return 0;
        }
        if (n == 2) {
            return distances.between(0, 1) + distances.between(1, 0);
        }
        double best = 0;
        int iterations = maxIterations;
        int[] previousDegree = new int[n];
        double firstStep = 0;
        double bestWeight = Double.NEGATIVE_INFINITY;
        long begin = System.nanoTime();
        for (int m = 1; m <= iterations; m++) {
            if (!oneTree(timed)) {
                break;
            }
            best = Math.max(best, rounded());
            if (m == 1) {
                System.arraycopy(degree, 0, previousDegree, 0, n);
                if (timed) {
                    long now = System.nanoTime();
                    double affordable = (deadline - now) / Math.max(1.0, now - begin);
                    iterations = (int) Math.min(maxIterations, 1 + Math.max(0, affordable));
                }
            }
            if (weight > bestWeight) {
                bestWeight = weight;
                firstStep = Math.max(firstStep, weight / (2.0 * n));
            }
            boolean tour = true;
            double step = step(m, Math.max(3, iterations), firstStep);
            for (int i = 0; i < n; i++) {
                tour &= degree[i] == 2;
                double change = step * (0.6 * (degree[i] - 2) + 0.4 * (previousDegree[i] - 2));
                double moved = multiplier[i] + change;
                multiplier[i] = integral ? Math.rint(moved / QUANTUM) * QUANTUM : moved;
                previousDegree[i] = degree[i];
            }
            if (tour) {
                break; // the 1-tree is an optimal tour
            }
        }
        return best;
    }

    /** Step of iteration m of M: falls from t1 to 0 as a parabola (Volgenant and Jonker 1982). */
    private static double step(int m, int total, double t1) {
        double a = (m - 1.0) * (2.0 * total - 5) / (2.0 * (total - 1));
        double b = m - 2.0;
        double c = 0.5 * (m - 1.0) * (m - 2.0) / ((total - 1.0) * (total - 2.0));
        return Math.max(0, (a - b + c) * t1);
    }

    /** The bound that the last 1-tree proves. */
    private double rounded() {
        if (integral && magnitude < MAX_EXACT_SUM) {
            return Math.ceil(weight);
        }
        double safe = weight - magnitude * n * 0x1.0p-50;
        return integral ? Math.ceil(safe) : safe;
    }

    /**
     * Computes {@link #weight}, {@link #magnitude} and {@link #degree} of the minimum 1-tree: a minimum spanning tree of the cities
     * 1..n-1 and the two cheapest edges of city 0.
     *
     * @return false if time ran out
     */
    private boolean oneTree(boolean timed) {
        Arrays.fill(degree, 0);
        weight = 0;
        magnitude = 0;
        if (!spanningTree(timed)) {
            return false;
        }
        connectFirstCity();
        for (double pi : multiplier) {
            weight -= 2 * pi;
            magnitude += 2 * Math.abs(pi);
        }
        return true;
    }

    /** Prim's algorithm (1957) on the cities 1..n-1; false if time ran out. */
    private boolean spanningTree(boolean timed) {
        int left = n - 2;
        for (int k = 0; k < left; k++) {
            outside[k] = k + 2;
            key[k + 2] = Double.POSITIVE_INFINITY;
        }
        int added = 1;
        while (left > 0) {
            if (timed
                    && (System.nanoTime() - deadline > 0
                            || Thread.currentThread().isInterrupted())) {
                return false;
            }
            int at = nearestOutside(added, left);
            added = outside[at];
            outside[at] = outside[--left];
            weight += key[added];
            magnitude += Math.abs(key[added]);
            degree[added]++;
            degree[parent[added]]++;
        }
        return true;
    }

    /** Where the city nearest to the tree is among those outside, after the keys have been updated for one that was added. */
    private int nearestOutside(int added, int left) {
        double own = multiplier[added];
        int nearestAt = 0;
        double nearest = Double.POSITIVE_INFINITY;
        int row = matrix == null ? 0 : added * n;
        for (int k = 0; k < left; k++) {
            int v = outside[k];
            double d = (matrix == null ? distances.between(added, v) : matrix[row + v]) + own + multiplier[v];
            if (d < key[v]) {
                key[v] = d;
                parent[v] = added;
            }
            if (key[v] < nearest) {
                nearest = key[v];
                nearestAt = k;
            }
        }
        return nearestAt;
    }

    /** Adds the two cheapest edges of city 0. */
    private void connectFirstCity() {
        int first = 0;
        int second = 0;
        double firstLength = Double.POSITIVE_INFINITY;
        double secondLength = Double.POSITIVE_INFINITY;
        for (int v = 1; v < n; v++) {
            double d = (matrix == null ? distances.between(0, v) : matrix[v]) + multiplier[0] + multiplier[v];
            if (d < firstLength) {
                second = first;
                secondLength = firstLength;
                first = v;
                firstLength = d;
            } else if (d < secondLength) {
                second = v;
                secondLength = d;
            }
        }
        degree[0] = 2;
        degree[first]++;
        degree[second]++;
        weight += firstLength + secondLength;
        magnitude += Math.abs(firstLength) + Math.abs(secondLength);
    }
}
