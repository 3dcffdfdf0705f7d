package dev.ansatz.classical.op;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Xorshift;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Steps of ruin and recreate on a path (Christiaens and Vanden Berghe, "Slack induction by string removals for vehicle routing
 * problems", Transportation Science 2020): strings of nodes near a random one are taken off, then all nodes that are off the path
 * are tried at their cheapest place, in the order of a key drawn for the step, as far as the limit allows. Not thread-safe.
 */
final class PathRuinRecreate {
    private static final int LONGEST_STRING = 10;
    private static final int MEAN_REMOVED = 10;

    /** Part of the steps whose strings may be as long as half of the path: whole regions are left by these only. */
    private static final double LARGE_RUIN = 0.05;

    /** Most random nodes that a new path begins with. */
    private static final int MOST_ANCHORS = 3;

    private static final double SPLIT = 0.5;
    private static final double KEEP_LONGER = 0.5;

    /** Paths of more nodes are looked at beside near nodes only. */
    private static final int WHOLE_PATH = 20;

    /** Largest part of the tries in which a node further back in the order comes first. */
    private static final double MOST_SHUFFLED = 0.3;

    private static final int SHUFFLE_REACH = 8;

    private final PathPlan plan;
    private final DistanceLookup distances;
    private final int[] near;
    private final int k;
    private final Xorshift random;
    private final int[] nodes;
    private final int[][] orders;
    private final boolean[] marked;
    private final int[] absent;
    private final long[] sorted;

    /** Ends of edges that the last step has made, some of them perhaps off the path again. */
    final int[] changed;

    int changedSize;

    /**
     * @param nodes that may be visited, start and end not among them
     * @param near {@code [n * k]} neighbour lists, nearest first
     */
    PathRuinRecreate(PathPlan plan, int[] nodes, int[] near, Xorshift random) {
        this.plan = plan;
        this.distances = plan.distances;
        this.near = near;
        this.k = near.length / plan.position.length;
        this.random = random;
        this.nodes = nodes;
        this.marked = new boolean[plan.route.length];
        this.absent = new int[nodes.length];
        this.changed = new int[8 * plan.position.length];
        this.sorted = new long[nodes.length];
        double[] close = new double[plan.position.length];
        double[] two = new double[plan.position.length];
        double[] five = new double[plan.position.length];
        for (int node : nodes) {
            close[node] = distances.of(plan.start, node);
            two[node] = -plan.scores[node] / nearest(node, 2);
            five[node] = -plan.scores[node] / nearest(node, 5);
        }
        orders = new int[][] {
            by(nodes, Arrays.stream(plan.scores).map(score -> -score).toArray()),
            by(nodes, close),
            by(nodes, two),
            by(nodes, five)
        };
    }

    private double nearest(int node, int count) {
        double sum = 1e-9;
        for (int i = 0; i < Math.min(count, k); i++) {
            sum += distances.of(node, near[node * k + i]);
        }
        return sum;
    }

    private static int[] by(int[] nodes, double[] keys) {
        return IntStream.of(nodes)
                .boxed()
                .sorted(Comparator.comparingDouble(node -> keys[node]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Makes a step; whether the path is within the limit: where the triangle inequality does not hold, taking nodes off may make it longer */
    boolean step() {
        changedSize = 0;
        ruin();
        recreate();
        return plan.length <= plan.limit;
    }

    /** Makes a path anew: through a few random nodes, and as the nodes come after these. */
    void restart() {
        plan.load(new int[0]);
        changedSize = 0;
        for (int anchors = 1 + random.below(MOST_ANCHORS); anchors > 0; anchors--) {
            int node = nodes[random.below(nodes.length)];
            if (plan.position[node] < 0) {
                tryInsert(node);
            }
        }
        recreate();
    }

    private void tryInsert(int node) {
        int at = cheapest(node);
        if (plan.length + plan.detour <= plan.limit) {
            plan.insert(node, at);
            note(node);
            note(plan.route[at - 1]);
            note(plan.route[at + 1]);
        }
    }

    private void note(int node) {
        if (changedSize < changed.length) {
            changed[changedSize++] = node;
        }
    }

    /** Takes off strings of nodes, those of the nodes nearest to a random one. */
    private void ruin() {
        int size = plan.size;
        if (size == 0) {
            return;
        }
        int longest = random.chance(LARGE_RUIN) ? Math.max(1, size / 2) : Math.min(LONGEST_STRING, size);
        int strings = 1 + random.below(Math.max(1, 4 * MEAN_REMOVED / (1 + longest)));
        int centre = nodes[random.below(nodes.length)];
        int done = plan.position[centre] > 0 ? takeString(centre, longest) : 0;
        for (int i = centre * k, end = i + k; i < end && done < strings; i++) {
            int node = near[i];
            int p = plan.position[node];
            if (p > 0 && p <= size && !marked[p]) {
                done += takeString(node, longest);
            }
        }
        if (done == 0) {
            takeString(plan.route[1 + random.below(size)], longest);
        }
        plan.removeMarked(marked);
    }

    /** Marks a string that holds a node, perhaps split into two by a part that stays. */
    private int takeString(int node, int longest) {
        int size = plan.size;
        int count = 1 + random.below(longest);
        int kept = 0;
        if (count > 1 && count < size && random.chance(SPLIT)) {
            kept = 1;
            while (count + kept < size && random.chance(KEEP_LONGER)) {
                kept++;
            }
        }
        int whole = count + kept;
        int p = plan.position[node];
        int from = Math.max(1, Math.min(p - random.below(whole), size - whole + 1));
        int keptFrom = kept == 0 ? from + whole : from + 1 + random.below(count - 1);
        for (int q = from; q < from + whole; q++) {
            if (q < keptFrom || q >= keptFrom + kept) {
                marked[q] = true;
            }
        }
        for (int q = Math.max(0, from - 1); q <= Math.min(size + 1, from + whole); q++) {
            if (!marked[q]) {
                note(plan.route[q]);
            }
        }
        return 1;
    }

    private void recreate() {
        int count = 0;
        int draw = random.below(13);
        int[] order = draw < 4 ? orders[0] : draw < 5 ? orders[1] : draw < 6 ? orders[2] : draw < 7 ? orders[3] : nodes;
        for (int node : order) {
            if (plan.position[node] < 0) {
                absent[count++] = node;
            }
        }
        if (draw >= 7 && draw < 10) {
            for (int i = count - 1; i > 0; i--) {
                int j = random.below(i + 1);
                int node = absent[i];
                absent[i] = absent[j];
                absent[j] = node;
            }
        } else if (draw >= 10) {
            sortByGain(count);
        }
        double shuffled = draw >= 7 && draw < 10 ? 0 : MOST_SHUFFLED * random.unit();
        for (int i = 0; i < count; i++) {
            if (shuffled > 0 && random.chance(shuffled)) {
                int j = i + random.below(Math.min(SHUFFLE_REACH, count - i));
                int node = absent[i];
                absent[i] = absent[j];
                absent[j] = node;
            }
            tryInsert(absent[i]);
        }
    }

    /** The nodes off the path by score per extra length on what is left of it, best first. */
    private void sortByGain(int count) {
        for (int i = 0; i < count; i++) {
            cheapest(absent[i]);
            float value = (float) (plan.detour / Math.max(1e-9, plan.scores[absent[i]]));
            sorted[i] = (long) Float.floatToIntBits(Math.max(0, value)) << 32 | absent[i];
        }
        Arrays.sort(sorted, 0, count);
        for (int i = 0; i < count; i++) {
            absent[i] = (int) sorted[i];
        }
    }

    private int cheapest(int node) {
        return plan.size <= WHOLE_PATH ? plan.cheapest(node) : plan.cheapest(node, near, node * k, (node + 1) * k);
    }
}
