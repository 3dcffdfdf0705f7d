package dev.ansatz.classical.op;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.SelfCheck;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Visits;
import java.util.Arrays;

/**
 * A path under search, as an array from start to end, with what it collects. A saved state can be returned to. Not thread-safe.
 */
final class PathPlan {
    final DistanceLookup distances;
    final boolean symmetric;
    final double limit;
    final int start;
    final int end;
    final double[] scores;

    /** The path: {@code route[0]} is the start, {@code route[size + 1]} the end. */
    final int[] route;

    int size;

    /** Position of each node on the path, -1 off it; that of the start is 0. */
    final int[] position;

    double length;
    double score;

    private final int[] savedRoute;
    private int savedSize;
    private double savedLength;
    private double savedScore;

    /** Extra length of the insertion that {@link #cheapest} found. */
    double detour;

    PathPlan(OpInstance instance, DistanceLookup distances) {
        this.distances = distances;
        this.symmetric = instance.distances().symmetric();
        this.limit = instance.tolerated();
        this.start = instance.start();
        this.end = instance.end();
        this.scores = instance.scores();
        scores[start] = 0;
        scores[end] = 0; // collected anyway
        int n = instance.size();
        route = new int[n + 2];
        savedRoute = new int[n + 2];
        position = new int[n];
        load(new int[0]);
        save();
    }

    void load(int[] nodes) {
        Arrays.fill(position, -1);
        size = nodes.length;
        route[0] = start;
        System.arraycopy(nodes, 0, route, 1, size);
        route[size + 1] = end;
        locate(0, size + 1);
        length = measured();
        score = 0;
        for (int node : nodes) {
            score += scores[node];
        }
    }

    Visits visits() {
        return new Visits(Arrays.copyOfRange(route, 1, size + 1));
    }

    double measured() {
        double sum = 0;
        for (int p = 0; p <= size; p++) {
            sum += distances.of(route[p], route[p + 1]);
        }
        return sum;
    }

    /** Sets the positions of a stretch; where start and end are one node, its position is that of the start. */
    private void locate(int from, int to) {
        for (int p = Math.min(to, size); p >= from; p--) {
            position[route[p]] = p;
        }
        if (to > size && start != end) {
            position[end] = size + 1;
        }
    }

    boolean isTerminal(int node) {
        return node == start || node == end;
    }

    void save() {
        System.arraycopy(route, 0, savedRoute, 0, size + 2);
        savedSize = size;
        savedLength = length;
        savedScore = score;
    }

    void restore() {
        for (int p = 1; p <= size; p++) {
            position[route[p]] = -1;
        }
        size = savedSize;
        length = savedLength;
        score = savedScore;
        System.arraycopy(savedRoute, 0, route, 0, size + 2);
        locate(0, size + 1);
    }

    /** Position before which a node costs the least extra length, {@link #detour}. */
    int cheapest(int node) {
        double best = Double.POSITIVE_INFINITY;
        int at = 1;
        double toNode = distances.of(route[0], node);
        for (int p = 1, last = size + 1; p <= last; p++) {
            int next = route[p];
            double fromNode = distances.of(node, next);
            double extra = toNode + fromNode - distances.of(route[p - 1], next);
            if (extra < best) {
                best = extra;
                at = p;
            }
            toNode = symmetric ? fromNode : distances.of(next, node);
        }
        detour = best;
        return at;
    }

    /** The same among the places beside nodes of a list only; far from all of them there is none, and the detour infinite. */
    int cheapest(int node, int[] near, int from, int to) {
        double best = Double.POSITIVE_INFINITY;
        int at = 1;
        for (int i = from; i < to; i++) {
            int other = near[i];
            int p = position[other];
            if (p < 0) {
                continue;
            }
            double there = distances.of(other, node);
            double back = symmetric ? there : distances.of(node, other);
            if (p <= size) {
                int next = route[p + 1];
                double extra = there + distances.of(node, next) - distances.of(other, next);
                if (extra < best) {
                    best = extra;
                    at = p + 1;
                }
            }
            int q = p == 0 && start == end ? size + 1 : p;
            if (q > 0) {
                int before = route[q - 1];
                double extra = distances.of(before, node) + back - distances.of(before, other);
                if (extra < best) {
                    best = extra;
                    at = q;
                }
            }
        }
        detour = best;
        return at;
    }

    /** Inserts a node before a position, at the detour that was found for it. */
    void insert(int node, int at) {
        System.arraycopy(route, at, route, at + 1, size + 2 - at);
        route[at] = node;
        size++;
        length += detour;
        score += scores[node];
        locate(at, size + 1);
    }

    /** Takes the nodes of marked positions off the path. */
    void removeMarked(boolean[] marked) {
        int to = 1;
        for (int p = 1; p <= size; p++) {
            int node = route[p];
            if (marked[p]) {
                position[node] = -1;
                score -= scores[node];
                marked[p] = false;
            } else {
                position[node] = to;
                route[to++] = node;
            }
        }
        size = to - 1;
        route[to] = end;
        locate(to, to);
        length = measured();
    }

    /** Reverses the nodes of positions from..to. */
    void reverse(int from, int to) {
        for (int i = from, j = to; i < j; i++, j--) {
            int node = route[i];
            route[i] = route[j];
            route[j] = node;
        }
        locate(from, to);
    }

    /** Moves the nodes of positions from..to between those of {@code after} and {@code after + 1}, reversed or not. */
    void move(int from, int to, int after, boolean reversed) {
        if (reversed) {
            reverse(from, to);
        }
        // A rotation of the stretch between, by three reversals.
        if (after > to) {
            reverse(from, to);
            reverse(to + 1, after);
            reverse(from, after);
        } else {
            reverse(after + 1, from - 1);
            reverse(from, to);
            reverse(after + 1, to);
        }
    }

    void check() {
        if (SelfCheck.ON) {
            SelfCheck.same("Length of the path", length, measured());
        }
    }
}
