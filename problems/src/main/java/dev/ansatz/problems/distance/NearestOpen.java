package dev.ansatz.problems.distance;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The nearest of those nodes that are still open, each with a weight that must be within a limit: what nearest-neighbour
 * constructions ask for, by a k-d tree with deletion (Bentley, "K-d trees for semidynamic point sets", 1990). Near is by the
 * coordinates before any rounding; among equally near nodes any may be taken, always the same ones. Not thread-safe.
 */
public final class NearestOpen {
    private final NearestNeighbours tree;
    private final long[] weight; // by position in the tree
    private final boolean[] closed;
    private final int[] positionOf;

    // By the middle of each inner range of the tree: open nodes and their smallest weight.
    private final int[] open;
    private final long[] least;

    private double x;
    private double y;
    private double z;
    private long room;
    private IntPredicate allowed = node -> true;
    private double bestDistance;
    private int best;

    /**
     * All nodes are open at first.
     *
     * @param weights weight of each node, {@code [n]}
     */
    public NearestOpen(CoordinateDistances distances, long[] weights) {
        int n = distances.size();
        this.tree = new NearestNeighbours(distances, IntStream.range(0, n).toArray());
        this.weight = new long[n];
        this.closed = new boolean[n];
        this.positionOf = new int[n];
        for (int p = 0; p < n; p++) {
            weight[p] = weights[tree.nodes[p]];
            positionOf[tree.nodes[p]] = p;
        }
        this.open = new int[n];
        this.least = new long[n];
        count(0, n);
    }

    private void count(int lo, int hi) {
        if (hi - lo <= NearestNeighbours.LEAF) {
            return;
        }
        int middle = (lo + hi) >>> 1;
        count(lo, middle);
        count(middle, hi);
        open[middle] = hi - lo;
        least[middle] = Math.min(least(lo, middle), least(middle, hi));
    }

    private long least(int lo, int hi) {
        if (hi - lo > NearestNeighbours.LEAF) {
            return least[(lo + hi) >>> 1];
        }
        long smallest = Long.MAX_VALUE;
        for (int p = lo; p < hi; p++) {
            if (!closed[p]) {
                smallest = Math.min(smallest, weight[p]);
            }
        }
        return smallest;
    }

    /** Closes an open node. */
    public void close(int node) {
        int position = positionOf[node];
        closed[position] = true;
        close(0, closed.length, position);
    }

    private void close(int lo, int hi, int position) {
        if (hi - lo <= NearestNeighbours.LEAF) {
            return;
        }
        int middle = (lo + hi) >>> 1;
        if (position < middle) {
            close(lo, middle, position);
        } else {
            close(middle, hi, position);
        }
        open[middle]--;
        least[middle] = Math.min(least(lo, middle), least(middle, hi));
    }

    /**
     * The open node nearest to a node, -1 where there is none.
     *
     * @param mostWeight largest weight that counts
     * @param accept which nodes count; asked only of those that are nearer than the best so far
     */
    public int nearest(int node, long mostWeight, IntPredicate accept) {
        int position = positionOf[node];
        x = tree.point[0][position];
        y = tree.point[1][position];
        z = tree.point[2][position];
        room = mostWeight;
        allowed = accept;
        best = -1;
        bestDistance = Double.POSITIVE_INFINITY;
        search(0, closed.length);
        return best < 0 ? -1 : tree.nodes[best];
    }

    private void search(int lo, int hi) {
        if (hi - lo <= NearestNeighbours.LEAF) {
            for (int p = lo; p < hi; p++) {
                if (closed[p] || weight[p] > room) {
                    continue;
                }
                double dx = tree.point[0][p] - x;
                double dy = tree.point[1][p] - y;
                double dz = tree.point[2][p] - z;
                double distance = tree.squared(dx, dy, dz);
                if (distance < bestDistance && allowed.test(tree.nodes[p])) {
                    bestDistance = distance;
                    best = p;
                }
            }
            return;
        }
        int middle = (lo + hi) >>> 1;
        if (open[middle] == 0 || least[middle] > room) {
            return;
        }
        int dimension = tree.splitDimension[middle];
        double offset = (dimension == 0 ? x : dimension == 1 ? y : z) - tree.splitValue[middle];
        boolean left = offset < 0;
        search(left ? lo : middle, left ? middle : hi);
        if (offset * offset < bestDistance) {
            search(left ? middle : lo, left ? hi : middle);
        }
    }
}
