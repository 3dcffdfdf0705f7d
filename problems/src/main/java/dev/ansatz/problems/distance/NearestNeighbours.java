package dev.ansatz.problems.distance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lists of the nearest neighbours of nodes, the candidate sets of local search and of sparse constructions.
 *
 * <p>Coordinates are searched with a k-d tree (Bentley, "Multidimensional binary search trees used for associative
 * searching", CACM 1975) in O(n k log n) time and O(n k) memory; a matrix by quickselect on its rows in O(n²) time.
 *
 * <p>Where many nodes share a place, lists of the nearest alone would hold nothing but these, the same few in all of them: such a
 * list has some of them, different ones for each node, and some of each place near by.
 */
public final class NearestNeighbours {
    static final int LEAF = 8;
    private static final int QUADRANTS = 4;
    private static final int PER_QUADRANT = 2;

    // The points in the order of the tree: a node of the tree is a range of positions, halved at its middle.
    final int m;
    private final Metric norm;
    final int[] nodes;
    final double[][] point;
    final byte[] splitDimension;
    final double[] splitValue;

    // The query under way, its k best so far in ascending order.
    private final double[] query = new double[3];
    private int k;
    private int quadrant;
    private int self;
    private int found;
    private double[] bestDistance = new double[0];
    private int[] best = new int[0];

    /**
     * The {@code k} nearest other nodes of every node, nearest first.
     *
     * @return {@code [n * k]}: the neighbours of node {@code i} begin at {@code i * k}
     * @throws IllegalArgumentException if {@code k} is negative or not below the number of nodes
     */
    public static int[] of(Distances distances, int k) {
        return of(distances, IntStream.range(0, distances.size()).toArray(), k);
    }

    /**
     * The {@code k} nearest other nodes among {@code nodes} for each of them, nearest first, but for crowds at one place. Among
     * equally near nodes any may be taken, always the same ones. With asymmetric distances the mean of both directions counts.
     *
     * @param nodes distinct nodes of {@code distances}
     * @return {@code [nodes.length * k]} node numbers: the neighbours of {@code nodes[i]} begin at {@code i * k}
     * @throws IllegalArgumentException if {@code k} is negative or not below the number of nodes
     */
    public static int[] of(Distances distances, int[] nodes, int k) {
        if (k < 0 || k >= Math.max(1, nodes.length)) {
            throw new IllegalArgumentException(
                    "There are not " + k + " neighbours of a node among " + nodes.length + " nodes.");
        }
        if (!(distances instanceof CoordinateDistances coordinates)) {
            return byRows(distances, nodes, k);
        }
        NearestNeighbours tree = new NearestNeighbours(coordinates, nodes);
        return tree.crowded ? byPlaces(coordinates, nodes, k, false) : tree.all(k, -1);
    }

    /**
     * {@code k} near nodes of every node, nearest first, among them the two nearest of each quadrant around it: candidates that
     * connect clusters too (Johnson and McGeoch, "The traveling salesman problem: a case study in local optimization", 1997).
     * Without coordinates in a plane they are the nearest ones.
     *
     * @return {@code [n * k]}: the neighbours of node {@code i} begin at {@code i * k}
     * @throws IllegalArgumentException if {@code k} is below 8 or not below the number of nodes
     */
    public static int[] byQuadrants(Distances distances, int k) {
        int n = distances.size();
        if (k < QUADRANTS * PER_QUADRANT) {
            throw new IllegalArgumentException("There must be at least " + QUADRANTS * PER_QUADRANT + " neighbours.");
        }
        if (k >= n
                || !(distances instanceof CoordinateDistances plane)
                || plane.metric().geographic()) {
            return of(distances, k);
        }
        NearestNeighbours tree =
                new NearestNeighbours(plane, IntStream.range(0, n).toArray());
        if (tree.crowded) {
            return byPlaces(plane, IntStream.range(0, n).toArray(), k, true);
        }
        int[] near = tree.all(k, -1);
        int[][] quadrants = new int[QUADRANTS][];
        for (int q = 0; q < QUADRANTS; q++) {
            quadrants[q] = tree.all(PER_QUADRANT, q);
        }
        int[] candidates = new int[k];
        double[] key = new double[n];
        for (int i = 0; i < n; i++) {
            int count = 0;
            for (int[] quadrant : quadrants) {
                for (int j = i * PER_QUADRANT; j < (i + 1) * PER_QUADRANT; j++) {
                    if (quadrant[j] >= 0) {
                        candidates[count++] = quadrant[j];
                    }
                }
            }
            for (int j = i * k; count < k; j++) {
                if (!contains(candidates, count, near[j])) {
                    candidates[count++] = near[j];
                }
            }
            for (int candidate : candidates) {
                key[candidate] = distances.between(i, candidate);
            }
            insertionSort(candidates, key, k);
            System.arraycopy(candidates, 0, near, i * k, k);
        }
        return near;
    }

    /** Lists where many nodes share a place: the places are searched instead. */
    private static int[] byPlaces(CoordinateDistances distances, int[] nodes, int k, boolean quadrants) {
        int[][] members = places(distances, nodes);
        int count = members.length;
        CoordinateDistances centres = new CoordinateDistances(
                Arrays.stream(members)
                        .mapToDouble(place -> distances.x(place[0]))
                        .toArray(),
                Arrays.stream(members)
                        .mapToDouble(place -> distances.y(place[0]))
                        .toArray(),
                distances.metric());
        int kp = Math.min(k, count - 1);
        int[] near = quadrants && kp >= QUADRANTS * PER_QUADRANT ? byQuadrants(centres, kp) : of(centres, kp);
        int[] index = new int[distances.size()];
        for (int i = 0; i < nodes.length; i++) {
            index[nodes[i]] = i;
        }
        int[] all = new int[Math.multiplyExact(nodes.length, k)];
        int[] share = new int[kp + 1]; // of the own place, then of those near by
        for (int place = 0; place < count; place++) {
            int own = members[place].length;
            share[0] = Math.min(own - 1, Math.max(1, k / 2));
            int left = k - share[0];
            int each = Math.max(1, left / 4);
            for (int q = 1; q <= kp; q++) {
                share[q] = Math.min(Math.min(each, left), members[near[place * kp + q - 1]].length);
                left -= share[q];
            }
            for (int q = 0; q <= kp && left > 0; q++) {
                int size = q == 0 ? own - 1 : members[near[place * kp + q - 1]].length;
                int more = Math.min(left, size - share[q]);
                share[q] += more;
                left -= more;
            }
            for (int rank = 0; rank < own; rank++) {
                int slot = index[members[place][rank]] * k;
                for (int j = 1; j <= share[0]; j++) {
                    all[slot++] = members[place][(rank + j) % own];
                }
                for (int q = 1; q <= kp; q++) {
                    int[] others = members[near[place * kp + q - 1]];
                    for (int j = 0; j < share[q]; j++) {
                        all[slot++] = others[(rank + j) % others.length];
                    }
                }
            }
        }
        return all;
    }

    /** The nodes by place, in the order of the first one of each. */
    private static int[][] places(CoordinateDistances distances, int[] nodes) {
        Map<List<Double>, List<Integer>> places = new LinkedHashMap<>();
        for (int node : nodes) {
            // Adding 0 makes -0 the same place.
            places.computeIfAbsent(List.of(distances.x(node) + 0.0, distances.y(node) + 0.0), p -> new ArrayList<>())
                    .add(node);
        }
        return places.values().stream()
                .map(place -> place.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private static boolean contains(int[] items, int count, int item) {
        for (int i = 0; i < count; i++) {
            if (items[i] == item) {
                return true;
            }
        }
        return false;
    }

    private static int[] byRows(Distances matrix, int[] nodes, int k) {
        int m = nodes.length;
        int[] all = new int[m * k];
        int[] row = new int[m];
        double[] key = new double[matrix.size()];
        for (int i = 0; i < m; i++) {
            int node = nodes[i];
            int count = 0;
            for (int other : nodes) {
                if (other != node) {
                    row[count++] = other;
                    key[other] = matrix.between(node, other) + matrix.between(other, node);
                }
            }
            firstByKey(row, key, count, k);
            System.arraycopy(row, 0, all, i * k, k);
        }
        return all;
    }

    /** Brings the {@code k} items with the smallest keys to the front, smallest first. */
    public static void firstByKey(int[] items, double[] key, int k) {
        firstByKey(items, key, items.length, k);
    }

    private static void firstByKey(int[] items, double[] key, int count, int k) {
        if (k < count) {
            select(items, key, 0, count, k);
        }
        insertionSort(items, key, k);
    }

    /** Moves the {@code k} smallest of {@code items[lo, hi)} to the front of the range. */
    private static void select(int[] items, double[] key, int lo, int hi, int k) {
        int from = lo;
        int to = hi - 1;
        while (from < to) {
            double pivot = key[items[(from + to) >>> 1]];
            int i = from;
            int j = to;
            while (i <= j) {
                while (key[items[i]] < pivot) {
                    i++;
                }
                while (key[items[j]] > pivot) {
                    j--;
                }
                if (i <= j) {
                    int t = items[i];
                    items[i++] = items[j];
                    items[j--] = t;
                }
            }
            if (k <= j) {
                to = j;
            } else if (k >= i) {
                from = i;
            } else {
                return;
            }
        }
    }

    private static void insertionSort(int[] items, double[] key, int count) {
        for (int i = 1; i < count; i++) {
            int item = items[i];
            double value = key[item];
            int j = i - 1;
            while (j >= 0 && key[items[j]] > value) {
                items[j + 1] = items[j];
                j--;
            }
            items[j + 1] = item;
        }
    }

    NearestNeighbours(CoordinateDistances distances, int[] nodes) {
        this.m = nodes.length;
        int[] order = IntStream.range(0, m).toArray();
        this.norm = distances.metric();
        double[][] raw = new double[3][m];
        for (int i = 0; i < m; i++) {
            raw[0][i] = distances.x(nodes[i]);
            raw[1][i] = distances.y(nodes[i]);
        }
        if (norm.geographic()) {
            // On the sphere the chord orders like the arc.
            double[] sphere = norm.sphere(raw[0], raw[1]);
            for (int i = 0; i < m; i++) {
                for (int d = 0; d < 3; d++) {
                    raw[d][i] = sphere[3 * i + d];
                }
            }
        }
        this.splitDimension = new byte[m];
        this.splitValue = new double[m];
        build(order, raw, 0, m);
        this.nodes = new int[m];
        this.point = new double[3][m];
        this.position = order;
        for (int i = 0; i < m; i++) {
            this.nodes[i] = nodes[order[i]];
            for (int d = 0; d < 3; d++) {
                point[d][i] = raw[d][order[i]];
            }
        }
    }

    /** Index in the caller's list of the point at each position of the tree. */
    private final int[] position;

    /** Whether more nodes than a leaf has share a place. */
    private boolean crowded;

    private void build(int[] order, double[][] raw, int lo, int hi) {
        if (hi - lo <= LEAF) {
            return;
        }
        int widest = 0;
        double width = -1;
        for (int d = 0; d < 3; d++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = lo; i < hi; i++) {
                double value = raw[d][order[i]];
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            if (max - min > width) {
                width = max - min;
                widest = d;
            }
        }
        crowded |= width == 0;
        int middle = (lo + hi) >>> 1;
        select(order, raw[widest], lo, hi, middle);
        splitDimension[middle] = (byte) widest;
        splitValue[middle] = raw[widest][order[middle]];
        build(order, raw, lo, middle);
        build(order, raw, middle, hi);
    }

    /**
     * The nearest nodes of every node.
     *
     * @param wanted how many; -1 stands for those that are missing
     * @param inQuadrant which quadrant around the node counts, counted from the first against the clock; -1 for all
     */
    private int[] all(int wanted, int inQuadrant) {
        k = wanted;
        quadrant = inQuadrant;
        bestDistance = new double[k];
        best = new int[k];
        int[] all = new int[Math.multiplyExact(m, k)];
        if (k == 0) {
            return all;
        }
        for (int i = 0; i < m; i++) {
            self = i;
            found = 0;
            Arrays.fill(bestDistance, Double.POSITIVE_INFINITY);
            for (int d = 0; d < 3; d++) {
                query[d] = point[d][i];
            }
            search(0, m);
            int begin = position[i] * k;
            for (int j = 0; j < k; j++) {
                all[begin + j] = j < found ? nodes[best[j]] : -1;
            }
        }
        return all;
    }

    private void search(int lo, int hi) {
        if (hi - lo <= LEAF) {
            for (int i = lo; i < hi; i++) {
                double dx = point[0][i] - query[0];
                double dy = point[1][i] - query[1];
                double dz = point[2][i] - query[2];
                if (quadrant >= 0 && quadrant != quadrant(dx, dy)) {
                    continue;
                }
                double distance = squared(dx, dy, dz);
                if (distance < bestDistance[k - 1] || found < k) {
                    offer(i, distance);
                }
            }
            return;
        }
        int middle = (lo + hi) >>> 1;
        double offset = query[splitDimension[middle]] - splitValue[middle];
        boolean left = offset < 0;
        if (mayHold(middle, left)) {
            search(left ? lo : middle, left ? middle : hi);
        }
        if ((found < k || offset * offset < bestDistance[k - 1]) && mayHold(middle, !left)) {
            search(left ? middle : lo, left ? hi : middle);
        }
    }

    /** Square of the length of an offset, which no coordinate of it exceeds under any of the norms. */
    double squared(double dx, double dy, double dz) {
        if (norm == Metric.MAN_2D) {
            double length = Math.abs(dx) + Math.abs(dy);
            return length * length;
        }
        if (norm == Metric.MAX_2D) {
            return Math.max(dx * dx, dy * dy);
        }
        return dx * dx + dy * dy + dz * dz;
    }

    /** Whether a half of the tree may hold points of the quadrant: its left one has coordinates up to the split. */
    private boolean mayHold(int middle, boolean left) {
        int d = splitDimension[middle];
        if (quadrant < 0 || d > 1) {
            return true;
        }
        boolean positive = d == 0 ? quadrant == 0 || quadrant == 3 : quadrant <= 1;
        return positive ? !left || splitValue[middle] >= query[d] : left || splitValue[middle] <= query[d];
    }

    /** The quadrant of an offset; -1 for none. Each axis belongs to the quadrant before it. */
    private static int quadrant(double dx, double dy) {
        if (dx > 0 && dy >= 0) {
            return 0;
        }
        if (dx <= 0 && dy > 0) {
            return 1;
        }
        if (dx < 0) {
            return 2;
        }
        return dy < 0 ? 3 : -1;
    }

    private void offer(int item, double distance) {
        if (item == self) {
            return;
        }
        int j = found < k ? found++ : k - 1;
        while (j > 0 && bestDistance[j - 1] > distance) {
            bestDistance[j] = bestDistance[j - 1];
            best[j] = best[j - 1];
            j--;
        }
        bestDistance[j] = distance;
        best[j] = item;
    }

    /**
     * A node and those nearest to it on the map, in the order of their numbers.
     *
     * @param xy places of all nodes in a plane, {@code [n][2]}
     * @param first number of the first node that counts: 1 leaves a depot out
     * @param count how many, at most all
     */
    public static int[] onMap(double[][] xy, int node, int first, int count) {
        return IntStream.range(first, xy.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.hypot(xy[i][0] - xy[node][0], xy[i][1] - xy[node][1])))
                .limit(count)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
