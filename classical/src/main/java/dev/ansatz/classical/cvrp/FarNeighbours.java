package dev.ansatz.classical.cvrp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.problems.distance.NearestNeighbours;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The nearest customers of each that are not among its neighbours, found when first asked for: few are. Not thread-safe. */
final class FarNeighbours {
    private final DistanceLookup distances;
    private final int n;
    private final int[] near;
    private final int k;
    private final int count;
    private final int[] @Nullable [] far;
    private final double[] @Nullable [] distance;

    /**
     * @param near {@code [n * k]} customers, those of customer {@code c} from {@code (c - 1) * k}
     * @param most how many customers there may be with these, each without itself
     */
    FarNeighbours(DistanceLookup distances, int[] near, int most) {
        this.distances = distances;
        this.n = distances.size() - 1;
        this.near = near;
        this.k = near.length / n;
        this.count = Math.max(0, Math.min(most, n - 1) - k);
        this.far = new int[n + 1][];
        this.distance = new double[n + 1][];
    }

    /** How many each customer has. */
    int count() {
        return count;
    }

    /** Those of a customer, nearest first. */
    int[] of(int customer) {
        int[] found = far[customer];
        return found == null ? find(customer) : found;
    }

    /** Distances from a customer to {@link #of} it. */
    double[] distancesOf(int customer) {
        double[] found = distance[customer];
        if (found == null) {
            int[] others = of(customer);
            found = new double[count];
            for (int i = 0; i < count; i++) {
                found[i] = distances.of(customer, others[i]);
            }
            distance[customer] = found;
        }
        return found;
    }

    private int[] find(int customer) {
        boolean[] known = new boolean[n + 1];
        known[customer] = true;
        for (int i = (customer - 1) * k; i < customer * k; i++) {
            known[near[i]] = true;
        }
        double[] key = new double[n + 1];
        int[] others = new int[n - 1 - k];
        int size = 0;
        for (int c = 1; c <= n; c++) {
            if (!known[c]) {
                others[size++] = c;
                key[c] = distances.of(customer, c) + distances.of(c, customer);
            }
        }
        NearestNeighbours.firstByKey(others, key, count);
        int[] found = Arrays.copyOf(others, count);
        far[customer] = found;
        return found;
    }
}
