package dev.ansatz.problems.tsp;

import dev.ansatz.problems.distance.Distances;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Lower bound on the tours of an asymmetric instance: the assignment problem, in which each city has one successor other than itself,
 * but the successions may be several cycles. Solved exactly by shortest augmenting paths (Tomizawa 1971; Jonker and Volgenant
 * 1987), O(n³) time and O(n) memory beside the distances.
 *
 * <p>The bound is the value of the dual solution, so it holds whatever the rounding: with integral distances it is exact, with others
 * the worst rounding error of the sum is taken off. Immutable and thread-safe.
 */
public final class AssignmentBound {
    /** Up to so many cities it takes milliseconds. */
    static final int QUICK = 500;

    private final double bound;
    private final double[] rows;
    private final double[] columns;

    private AssignmentBound(double bound, double[] rows, double[] columns) {
        this.bound = bound;
        this.rows = rows;
        this.columns = columns;
    }

    /** No tour is shorter. */
    public double bound() {
        return bound;
    }

    /**
     * What leaving a city costs at least: for all cities, {@code between(i, j) >= leaving(i) + entering(j)} but for rounding. The difference,
     * the reduced cost, tells good candidate arcs from bad ones better than the distance does.
     */
    public double leaving(int city) {
        return rows[city];
    }

    /** What entering a city costs at least, beside {@link #leaving}. */
    public double entering(int city) {
        return columns[city];
    }

    /** The bound of distances. */
    public static AssignmentBound of(Distances distances) {
        return of(distances, () -> false);
    }

    /**
     * The bound of distances.
     *
     * @param stop asked for each city; once it holds, the bound is that of the cities before, which is weaker
     */
    public static AssignmentBound of(Distances distances, BooleanSupplier stop) {
        int n = distances.size();
        if (n == 1) {
            return new AssignmentBound(0, new double[1], new double[1]);
        }
        double[] u = new double[n];
        double[] v = new double[n];
        int[] rowOf = new int[n]; // by column
        Arrays.fill(rowOf, -1);
        double[] least = new double[n];
        int[] from = new int[n];
        boolean[] done = new boolean[n];
        for (int row = 0; row < n && !stop.getAsBoolean(); row++) {
            augment(distances, row, u, v, rowOf, least, from, done);
        }
        // Potentials made feasible again, where rounding has left them not quite so.
        double sum = 0;
        double magnitude = 0;
        for (int j = 0; j < n; j++) {
            double smallest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                if (i != j) {
                    smallest = Math.min(smallest, distances.between(i, j) - u[i]);
                }
            }
            v[j] = smallest;
            sum += u[j] + smallest;
            magnitude += Math.abs(u[j]) + Math.abs(smallest);
        }
        return new AssignmentBound(Math.max(0, distances.integral() ? sum : sum - magnitude * n * 0x1.0p-50), u, v);
    }

    /** Gives a row a column by a shortest path over columns that others have; keeps the potentials feasible. */
    private static void augment(
            Distances distances,
            int row,
            double[] u,
            double[] v,
            int[] rowOf,
            double[] least,
            int[] from,
            boolean[] done) {
        int n = u.length;
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(done, false);
        int at = row;
        int column = -1;
        while (true) {
            int next = -1;
            double smallest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                if (done[j]) {
                    continue;
                }
                if (j != at) {
                    double reduced = distances.between(at, j) - u[at] - v[j];
                    if (reduced < least[j]) {
                        least[j] = reduced;
                        from[j] = column;
                    }
                }
                if (least[j] < smallest) {
                    smallest = least[j];
                    next = j;
                }
            }
            u[row] += smallest;
            for (int j = 0; j < n; j++) {
                if (done[j]) {
                    u[rowOf[j]] += smallest;
                    v[j] -= smallest;
                } else {
                    least[j] -= smallest;
                }
            }
            column = next;
            done[column] = true;
            if (rowOf[column] < 0) {
                break;
            }
            at = rowOf[column];
        }
        while (column >= 0) {
            int previous = from[column];
            rowOf[column] = previous < 0 ? row : rowOf[previous];
            column = previous;
        }
    }
}
