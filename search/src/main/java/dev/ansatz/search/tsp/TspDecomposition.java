package dev.ansatz.search.tsp;

import dev.ansatz.neural.Policy;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.NearestNeighbours;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.search.Decomposition;
import dev.ansatz.search.DecompositionSearch;
import dev.ansatz.search.RolloutContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of a tour of {@value #SMALLEST} to {@value #LARGEST} cities: in one pass successive ones of the tour, in the next one the
 * nearest ones of a city. What the tour does outside of them is left as it
 * is: it leads from one city of the piece to another, and these two are linked, so that the policy goes to the second one when it
 * comes to the first. A city whose two neighbours are outside is left as well.
 */
final class TspDecomposition implements Decomposition<Tour> {
    static final int SMALLEST = 40;
    static final int LARGEST = 100;

    /** Greedy rollouts of the first effort. */
    private static final int STARTS = 8;

    private final RolloutContext<?, ?> run;
    private final Policy<TspInstance, Tour> policy;
    private final Distances distances;
    private final double[][] xy;
    private final int[] neighbours;
    private final int width;
    private final int[] centres;
    private int[] order;
    private int[] spare;
    private final int[] position;
    private final SplittableRandom random;
    private int next;
    private int from;
    private long made;
    private double saved;

    TspDecomposition(
            RolloutContext<?, ?> run,
            Policy<TspInstance, Tour> policy,
            TspInstance instance,
            Tour tour,
            SplittableRandom random) {
        this.run = run;
        this.policy = policy;
        distances = instance.distances();
        xy = Objects.requireNonNull(distances.onMap());
        int n = instance.size();
        width = Math.min(LARGEST, n) - 1;
        neighbours = NearestNeighbours.of(distances, width);
        order = tour.order();
        spare = new int[n];
        position = new int[n];
        locate();
        this.random = random;
        centres = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int c = centres[i];
            centres[i] = centres[j];
            centres[j] = c;
        }
    }

    private void locate() {
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
    }

    @Override
    public int count() {
        return Math.max(1, 2 * order.length / (SMALLEST + LARGEST));
    }

    @Override
    public Tour solution() {
        return new Tour(order);
    }

    @Override
    public double saved() {
        return saved;
    }

    @Override
    public double length() {
        double length = 0;
        for (int i = 0; i < order.length; i++) {
            length += distances.between(order[i], order[i + 1 < order.length ? i + 1 : 0]);
        }
        return length;
    }

    @Override
    public void improve(int effort) {
        int n = order.length;
        int k = Math.min(width + 1, random.nextInt(SMALLEST, LARGEST + 1));
        if (k < 5) {
            return;
        }
        int[] places = new int[k];
        if (made++ / count() % 2 == 0) {
            for (int i = 0; i < k; i++) {
                places[i] = (from + i) % n;
            }
            from = (from + k - 1) % n;
        } else {
            int centre = centres[next];
            next = (next + 1) % n;
            places[0] = position[centre];
            for (int i = 1; i < k; i++) {
                places[i] = position[neighbours[centre * width + i - 1]];
            }
        }
        Arrays.sort(places);
        int[] piece = withoutLoneCities(places, n);
        if (piece.length < 5) {
            return;
        }
        // Neighbours in the piece that are none in the tour are linked.
        int m = piece.length;
        int[] partners = new int[m];
        Arrays.fill(partners, -1);
        double before = 0;
        double[] x = new double[m];
        double[] y = new double[m];
        for (int i = 0; i < m; i++) {
            int j = i + 1 < m ? i + 1 : 0;
            x[i] = xy[order[piece[i]]][0];
            y[i] = xy[order[piece[i]]][1];
            before += distances.between(order[piece[i]], order[piece[j]]);
            if ((piece[i] + 1) % n != piece[j]) {
                partners[i] = j;
                partners[j] = i;
            }
        }
        TspInstance instance = new TspInstance("piece", new CoordinateDistances(x, y, Metric.EXACT_2D));
        Search search = new Search(piece);
        search.go(Objects.requireNonNull(policy.linkedRollouts(instance, partners)), effort, STARTS, true, random);
        int[] best = search.best;
        if (best != null && search.bestLength < before - 1e-9 * before) {
            saved += before - search.bestLength;
            replace(piece, partners, best);
        }
    }

    /** Places in the tour, sorted, without those whose neighbours in the tour are both missing. */
    private static int[] withoutLoneCities(int[] places, int n) {
        int k = places.length;
        return IntStream.range(0, k)
                .filter(i -> (places[i] + 1) % n == places[i + 1 < k ? i + 1 : 0]
                        || (places[i > 0 ? i - 1 : k - 1] + 1) % n == places[i])
                .map(i -> places[i])
                .toArray();
    }

    /** Writes the tour anew: the piece in its new order, and between linked cities what was between them. */
    private void replace(int[] piece, int[] partners, int[] found) {
        int n = order.length;
        int m = found.length;
        int at = 0;
        for (int i = 0; i < m; i++) {
            int city = found[i];
            int then = found[i + 1 < m ? i + 1 : 0];
            spare[at++] = order[piece[city]];
            if (partners[city] == then) {
                // The link between neighbours in the piece leads forwards from the first of them.
                int step = (city + 1) % m == then ? 1 : n - 1;
                for (int p = (piece[city] + step) % n; p != piece[then]; p = (p + step) % n) {
                    spare[at++] = order[p];
                }
            }
        }
        int[] old = order;
        order = spare;
        spare = old;
        locate();
    }

    private final class Search extends DecompositionSearch<Tour> {
        private final int[] piece;
        private int @Nullable [] best;
        private double bestLength = Double.POSITIVE_INFINITY;

        Search(int[] piece) {
            super(run);
            this.piece = piece;
        }

        @Override
        protected void found(Tour tour) {
            int[] found = tour.order();
            double length = 0;
            for (int i = 0; i < found.length; i++) {
                length += distances.between(
                        order[piece[found[i]]], order[piece[found[i + 1 < found.length ? i + 1 : 0]]]);
            }
            if (length < bestLength) {
                bestLength = length;
                best = found;
            }
        }
    }

    /** Cities in the order of a Hilbert curve: a tour within some 25 % of the shortest one, in O(n log n). */
    static Tour alongCurve(double[][] xy) {
        int n = xy.length;
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double side = 0;
        for (double[] p : xy) {
            minX = Math.min(minX, p[0]);
            minY = Math.min(minY, p[1]);
        }
        for (double[] p : xy) {
            side = Math.max(side, Math.max(p[0] - minX, p[1] - minY));
        }
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            double scale = side > 0 ? ((1 << 16) - 1) / side : 0;
            long cell = hilbert((int) ((xy[i][0] - minX) * scale), (int) ((xy[i][1] - minY) * scale));
            keys[i] = cell << 31 | i;
        }
        Arrays.sort(keys);
        return new Tour(Arrays.stream(keys)
                .mapToInt(key -> (int) (key & Integer.MAX_VALUE))
                .toArray());
    }

    /** Position of a cell of the 2^16 × 2^16 grid on the Hilbert curve. */
    private static long hilbert(int x, int y) {
        long d = 0;
        int px = x;
        int py = y;
        for (int s = 1 << 15; s > 0; s >>= 1) {
            int rx = (px & s) > 0 ? 1 : 0;
            int ry = (py & s) > 0 ? 1 : 0;
            d += (long) s * s * ((3 * rx) ^ ry);
            if (ry == 0) {
                if (rx == 1) {
                    px = s - 1 - (px & (s - 1));
                    py = s - 1 - (py & (s - 1));
                }
                int t = px;
                px = py;
                py = t;
            }
        }
        return d;
    }
}
