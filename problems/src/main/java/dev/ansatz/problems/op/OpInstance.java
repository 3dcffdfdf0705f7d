package dev.ansatz.problems.op;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Orienteering problem: from a start to an end along a path that is not longer than a limit, with the largest sum of the scores of the nodes
 * visited. Immutable and thread-safe.
 *
 * @see Orienteering
 */
public final class OpInstance implements Instance {
    /** Lengths may exceed the limit by this part of it, by rounding. */
    private static final double LENGTH_TOLERANCE = 1e-9;

    private static final int MOST_BY_WAY = 5_000;

    private final String name;
    private final Distances distances;
    private final double[] scores;
    private final double limit;
    private final int start;
    private final int end;
    private final List<String> notes;
    private final @Nullable NodeIds ids;

    /**
     * An instance with numbered nodes.
     *
     * @param name name of the instance
     * @param distances distances between the nodes
     * @param scores score of each node, {@code [n]}
     * @param limit largest length of a path
     * @param start node where the path begins
     * @param end node where it ends; may be the start
     * @throws IllegalArgumentException if a score or the limit is negative or not finite, the scores sum to more than 2^53, start or end is no
     *     node, or there are more or fewer scores than nodes
     */
    public OpInstance(String name, Distances distances, double[] scores, double limit, int start, int end) {
        this(name, distances, scores, limit, start, end, List.of(), null);
    }

    private OpInstance(
            String name,
            Distances distances,
            double[] scores,
            double limit,
            int start,
            int end,
            List<String> notes,
            @Nullable NodeIds ids) {
        int n = distances.size();
        if (scores.length != n) {
            throw new IllegalArgumentException("There are " + scores.length + " scores for " + n + " nodes.");
        }
        double sum = 0;
        for (int node = 0; node < n; node++) {
            if (!(scores[node] >= 0)) {
                throw new IllegalArgumentException(
                        "The score " + scores[node] + " of node " + (node + 1) + " must not be negative.");
            }
            sum += scores[node];
        }
        if (!(sum <= Numbers.MAX_EXACT)) {
            throw new IllegalArgumentException("The sum of the scores exceeds 2^53.");
        }
        if (!(limit >= 0) || !Double.isFinite(limit)) {
            throw new IllegalArgumentException("The limit " + limit + " must be finite and not negative.");
        }
        if (start < 0 || start >= n || end < 0 || end >= n) {
            throw new IllegalArgumentException("Start and end must be nodes of 0.." + (n - 1) + ".");
        }
        if (ids != null && ids.size() != n) {
            throw new IllegalArgumentException("There are " + ids.size() + " ids for " + n + " nodes.");
        }
        this.name = name;
        this.distances = distances;
        this.scores = scores.clone();
        this.limit = limit;
        this.start = start;
        this.end = end;
        this.notes = List.copyOf(notes);
        this.ids = ids;
    }

    /** Begins an instance of places that are known by ids of the user. */
    public static OpBuilder builder(String name) {
        return new OpBuilder(name);
    }

    /** Same instance with ids of its nodes, which plans, tables and pictures show; null takes them away. */
    public OpInstance withIds(@Nullable NodeIds newIds) {
        return new OpInstance(name, distances, scores, limit, start, end, notes, newIds);
    }

    /** Same instance with other {@linkplain #notes notes}. */
    public OpInstance withNotes(List<String> others) {
        return new OpInstance(name, distances, scores, limit, start, end, others, ids);
    }

    @Override
    public String name() {
        return name;
    }

    /** Number of nodes, start and end included. */
    @Override
    public int size() {
        return scores.length;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    public Distances distances() {
        return distances;
    }

    public double score(int node) {
        return scores[node];
    }

    /** Score of each node. A copy. */
    public double[] scores() {
        return scores.clone();
    }

    /** Whether every score is an integer. */
    public boolean integralScores() {
        return Arrays.stream(scores).allMatch(score -> score == Math.rint(score));
    }

    /** Largest length of a path. */
    public double limit() {
        return limit;
    }

    /** Largest length that passes, by rounding of sums a little above {@link #limit}. */
    public double tolerated() {
        return limit * (1 + LENGTH_TOLERANCE);
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** Whether the path is closed. */
    public boolean isTour() {
        return start == end;
    }

    /** Whether a node is start or end. */
    public boolean isTerminal(int node) {
        return node == start || node == end;
    }

    /** Scores of start and end, which every path collects. */
    public double terminalScore() {
        return scores[start] + (isTour() ? 0 : scores[end]);
    }

    /**
     * The nodes other than start and end that a path within the limit can visit, perhaps by way of others: O(n²) time. Of more than {@value
     * #MOST_BY_WAY} nodes with coordinates, those that it can visit on the straight way.
     */
    public int[] reachable() {
        double[] there = ways(start, true);
        double[] back = ways(end, false);
        return IntStream.range(0, size())
                .filter(node -> !isTerminal(node) && there[node] + back[node] <= tolerated())
                .toArray();
    }

    /** Lengths of the shortest ways from a node, or to it (Dijkstra 1959). */
    private double[] ways(int root, boolean from) {
        int n = size();
        double[] shortest = new double[n];
        for (int node = 0; node < n; node++) {
            shortest[node] = from ? distances.between(root, node) : distances.between(node, root);
        }
        shortest[root] = 0;
        if (n > MOST_BY_WAY && distances instanceof CoordinateDistances) {
            return shortest;
        }
        boolean[] done = new boolean[n];
        for (int round = 0; round < n; round++) {
            int next = -1;
            for (int node = 0; node < n; node++) {
                if (!done[node] && (next < 0 || shortest[node] < shortest[next])) {
                    next = node;
                }
            }
            done[next] = true;
            for (int node = 0; node < n; node++) {
                if (!done[node]) {
                    double way = from ? distances.between(next, node) : distances.between(node, next);
                    shortest[node] = Math.min(shortest[node], shortest[next] + way);
                }
            }
        }
        return shortest;
    }

    /** The user's ids of the nodes, or null where they are known by their numbers only. */
    public @Nullable NodeIds ids() {
        return ids;
    }

    /** Id of a node: the user's, else its number, counted from 1. */
    public String id(int node) {
        return ids == null || node < 0 || node >= ids.size() ? Long.toString(node + 1L) : ids.of(node);
    }

    /** Visits in ids, in order, start and end left out. */
    public List<String> ids(Visits visits) {
        return Arrays.stream(visits.toArray()).mapToObj(this::id).toList();
    }

    /**
     * The visits whose {@link #ids(Visits)} are given, as a warm start for example.
     *
     * @throws InputException if an id is unknown; all such ids at once
     */
    public Visits visits(List<String> order) {
        Mistakes mistakes = new Mistakes(null);
        int[] nodes = order.stream()
                .mapToInt(id -> node(id, fault -> mistakes.add(0, "in a plan of " + name + ", " + fault)))
                .toArray();
        mistakes.throwIfAny();
        return new Visits(nodes);
    }

    /** Node of an id; where there is none, 0 and what is wrong. */
    int node(String id, Consumer<String> fault) {
        int node = ids != null
                ? ids.node(id)
                : id.matches("\\d{1,9}") && Integer.parseInt(id) <= size() ? Integer.parseInt(id) - 1 : -1;
        if (node < 0) {
            fault.accept("the node " + TextScanner.quoted(id) + " is unknown to " + name + ".");
        }
        return Math.max(0, node);
    }
}
