package dev.ansatz.classical.op;

import dev.ansatz.classical.localsearch.DistanceLookup;

/**
 * Makes a path shorter without changing its nodes: 2-opt and Or-opt with neighbour lists, until neither gains. Where distances are
 * asymmetric, segments are moved and nothing is reversed. Not thread-safe.
 */
final class PathDescent {
    private static final double EPSILON = 1e-9;
    private static final int LONGEST_SEGMENT = 3;

    private final PathPlan plan;
    private final DistanceLookup distances;
    private final int[] near;
    private final int k;
    private final int looked;
    private final double tolerance;

    // Nodes to look at.
    private final int[] queue;
    private final boolean[] queued;
    private int queueSize;

    /** @param near {@code [n * k]} neighbour lists, nearest first, of which {@code looked} are tried */
    PathDescent(PathPlan plan, int[] near, int looked) {
        this.plan = plan;
        this.distances = plan.distances;
        this.near = near;
        this.k = near.length / plan.position.length;
        this.looked = Math.min(looked, k);
        this.queue = new int[plan.position.length];
        this.queued = new boolean[plan.position.length];
        this.tolerance = EPSILON * Math.max(1, plan.limit);
    }

    /** Descends from everywhere. */
    void descend() {
        for (int p = 0; p <= plan.size; p++) {
            enqueue(plan.route[p]);
        }
        improve();
    }

    /** Descends from what has changed: the ends of edges that are new. */
    void descendFrom(int[] changed, int count) {
        for (int i = 0; i < count; i++) {
            enqueue(changed[i]);
        }
        improve();
    }

    private void improve() {
        while (queueSize > 0) {
            int node = queue[--queueSize];
            queued[node] = false;
            for (int p = plan.position[node]; p >= 0 && improve(p); p = plan.position[node]) {
                // Again from the same node.
            }
        }
        plan.check();
    }

    private boolean improve(int p) {
        if (p > plan.size) {
            return false;
        }
        return (plan.symmetric && (twoOpt(p) || (p > 0 && twoOptBefore(p)))) || (p > 0 && orOpt(p));
    }

    private void enqueue(int node) {
        if (!queued[node]) {
            queued[node] = true;
            queue[queueSize++] = node;
        }
    }

    /** Replaces the edge before a position, and another one, by a reversal. */
    private boolean twoOptBefore(int p) {
        int[] route = plan.route;
        int a = route[p];
        int b = route[p - 1];
        double ab = distances.of(a, b);
        for (int i = a * k, end = i + looked; i < end; i++) {
            int c = near[i];
            double ac = distances.of(a, c);
            if (ac >= ab) {
                break;
            }
            int q = plan.position[c];
            if (q < 1) {
                continue;
            }
            int d = route[q - 1];
            double gain = ab + distances.of(c, d) - ac - distances.of(b, d);
            if (gain > tolerance) {
                enqueue(b);
                enqueue(c);
                enqueue(d);
                plan.reverse(Math.min(p, q), Math.max(p, q) - 1);
                plan.length -= gain;
                return true;
            }
        }
        return false;
    }

    /** Replaces the edge behind a position, and another one, by a reversal. */
    private boolean twoOpt(int p) {
        int[] route = plan.route;
        int a = route[p];
        int b = route[p + 1];
        double ab = distances.of(a, b);
        for (int i = a * k, end = i + looked; i < end; i++) {
            int c = near[i];
            double ac = distances.of(a, c);
            if (ac >= ab) {
                break;
            }
            int q = plan.position[c];
            if (q < 0 || q > plan.size) {
                continue;
            }
            int d = route[q + 1];
            double gain = ab + distances.of(c, d) - ac - distances.of(b, d);
            if (gain > tolerance) {
                enqueue(b);
                enqueue(c);
                enqueue(d);
                plan.reverse(Math.min(p, q) + 1, Math.max(p, q));
                plan.length -= gain;
                return true;
            }
        }
        return false;
    }

    /** Moves a segment that begins at a position beside a near node of its first or last one. */
    private boolean orOpt(int p) {
        int[] route = plan.route;
        for (int count = 1; count <= LONGEST_SEGMENT && p + count - 1 <= plan.size; count++) {
            int to = p + count - 1;
            int before = route[p - 1];
            int first = route[p];
            int last = route[to];
            int behind = route[to + 1];
            double freed = distances.of(before, first) + distances.of(last, behind) - distances.of(before, behind);
            if (freed <= tolerance) {
                continue;
            }
            if (beside(p, to, first, last, freed, false)
                    || (plan.symmetric && beside(p, to, last, first, freed, true))) {
                return true;
            }
        }
        return false;
    }

    /** Tries to put a segment behind near nodes of the one that comes first then. */
    private boolean beside(int p, int to, int first, int last, double freed, boolean reversed) {
        for (int i = first * k, end = i + looked; i < end; i++) {
            int c = near[i];
            double way = distances.of(c, first);
            if (way >= freed) {
                if (plan.symmetric) {
                    break;
                }
                continue;
            }
            int q = plan.position[c];
            if (q < 0 || q > plan.size || (q >= p - 1 && q <= to)) {
                continue;
            }
            int d = plan.route[q + 1];
            double gain = freed - way - distances.of(last, d) + distances.of(c, d);
            if (gain > tolerance) {
                enqueue(plan.route[p - 1]);
                enqueue(plan.route[to + 1]);
                enqueue(c);
                enqueue(d);
                enqueue(first);
                enqueue(last);
                plan.move(p, to, q, reversed);
                plan.length -= gain;
                return true;
            }
        }
        return false;
    }
}
