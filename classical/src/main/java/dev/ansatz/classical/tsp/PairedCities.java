package dev.ansatz.classical.tsp;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.PairedDistances;
import dev.ansatz.problems.tsp.AssignmentBound;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Cities of an asymmetric instance, two nodes each: {@link PairedDistances} by the potentials of the assignment problem, whose reduced
 * costs also choose the candidates.
 */
final class PairedCities implements SearchCities {
    private static final int NEIGHBOURS = 12;

    private final int n;
    private final PairedDistances distances;
    private final int[] near;
    /** Candidate successors of each city, {@code [n * k]}. */
    private final int[] successors;

    /** @param stop ends the assignment early: worse candidates then */
    PairedCities(Distances directed, BooleanSupplier stop) {
        n = directed.size();
        AssignmentBound assignment = AssignmentBound.of(directed, stop);
        double[] leaving =
                IntStream.range(0, n).mapToDouble(assignment::leaving).toArray();
        double[] entering =
                IntStream.range(0, n).mapToDouble(assignment::entering).toArray();
        distances = new PairedDistances(directed, leaving, entering);
        int k = Math.min(NEIGHBOURS, n - 1);
        successors = new int[n * k];
        near = new int[2 * n * k];
        double[] keys = new double[n];
        for (int city = 0; city < n; city++) {
            for (int j = 0; j < n; j++) {
                keys[j] = distances.reduced(city, j);
            }
            int[] after = nearest(city, keys, k);
            System.arraycopy(after, 0, successors, city * k, k);
            for (int j = 0; j < n; j++) {
                keys[j] = distances.reduced(j, city);
            }
            int[] before = nearest(city, keys, k);
            for (int c = 0; c < k; c++) {
                near[(2 * city + 1) * k + c] = 2 * after[c];
                near[2 * city * k + c] = 2 * before[c] + 1;
            }
        }
    }

    /**
     * The k other cities of the smallest keys, in order. Among equals those with the next higher numbers, so that cities of which many are
     * equally near do not all list the same ones.
     */
    private static int[] nearest(int city, double[] keys, int k) {
        int n = keys.length;
        int[] best = new int[k];
        int count = 0;
        for (int step = 1; step < n; step++) {
            int j = (city + step) % n;
            if (count == k && keys[j] >= keys[best[k - 1]]) {
                continue;
            }
            int slot = count < k ? count++ : k - 1;
            while (slot > 0 && keys[best[slot - 1]] > keys[j]) {
                best[slot] = best[slot - 1];
                slot--;
            }
            best[slot] = j;
        }
        return best;
    }

    @Override
    public Distances distances() {
        return distances;
    }

    @Override
    public int[] near() {
        return near;
    }

    @Override
    public boolean paired() {
        return true;
    }

    @Override
    public int[] numbered(int[] tour) {
        int[] nodes = new int[2 * n];
        for (int i = 0; i < n; i++) {
            nodes[2 * i] = 2 * tour[i];
            nodes[2 * i + 1] = 2 * tour[i] + 1;
        }
        return nodes;
    }

    @Override
    public int[] original(int[] nodes) {
        int shift = nodes[0] >> 1 == nodes[1] >> 1 ? 0 : 1;
        boolean forward = (nodes[shift] & 1) == 0;
        int[] tour = new int[n];
        for (int i = 0; i < n; i++) {
            int node = nodes[2 * i + shift];
            int partner = nodes[(2 * i + shift + 1) % nodes.length];
            if ((node ^ 1) != partner) {
                throw new IllegalStateException("A tour has parted the two nodes of a city.");
            }
            tour[forward ? i : n - 1 - i] = node >> 1;
        }
        return tour;
    }

    @Override
    public int[] greedy(DoubleSupplier factor) {
        int k = successors.length / n;
        double mean = IntStream.range(0, successors.length)
                .mapToDouble(slot -> distances.reduced(slot / k, successors[slot]))
                .average()
                .orElse(0);
        // Without an offset the arcs of the assignment, which cost nothing, would come first in every tour.
        return numbered(GreedyArcs.tour(
                n, successors, (from, to) -> (distances.reduced(from, to) + mean / 4) * factor.getAsDouble()));
    }
}
