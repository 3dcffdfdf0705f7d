package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.Travel;
import org.jspecify.annotations.Nullable;

/**
 * Travel between the nodes of a search: tables of four bytes where there is room, else computed. A node without a location is beside every
 * other. Immutable and thread-safe.
 */
final class Arcs {
    /** Nodes up to which tables are made, for all profiles together at most so many entries. */
    private static final long MOST_ENTRIES = 100_000_000;

    private static final int NO_WAY = Integer.MAX_VALUE;

    final int nodes;
    private final Travel travel;
    private final int[] location;

    // Row i holds what goes from i, in the second of each what comes to i: a scan around one node stays in one row.
    private final int @Nullable [] distanceFrom;
    private final int @Nullable [] distanceTo;
    private final int @Nullable [] durationFrom;
    private final int @Nullable [] durationTo;

    /**
     * @param location of each node, -1 for none
     * @param profiles how many share the room
     */
    Arcs(Travel travel, int[] location, int profiles) {
        this.travel = travel;
        this.location = location;
        nodes = location.length;
        boolean room = (long) nodes * nodes * profiles <= MOST_ENTRIES;
        distanceFrom = room ? table(true, false) : null;
        distanceTo = distanceFrom == null || travel.symmetric() ? distanceFrom : table(true, true);
        if (travel.sameUnits()) {
            durationFrom = distanceFrom;
            durationTo = distanceTo;
        } else {
            durationFrom = distanceFrom == null ? null : table(false, false);
            durationTo = durationFrom == null || travel.symmetric() ? durationFrom : table(false, true);
        }
    }

    private int @Nullable [] table(boolean distances, boolean transposed) {
        int[] table = new int[nodes * nodes];
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                long value = transposed ? computed(distances, j, i) : computed(distances, i, j);
                if (value >= NO_WAY && value < Travel.UNREACHABLE) {
                    return null;
                }
                table[i * nodes + j] = (int) Math.min(NO_WAY, value);
            }
        }
        return table;
    }

    private long computed(boolean distances, int i, int j) {
        int from = location[i];
        int to = location[j];
        if (from < 0 || to < 0) {
            return 0;
        }
        return distances ? travel.distance(from, to) : travel.duration(from, to);
    }

    private static long value(int entry) {
        return entry == NO_WAY ? Travel.UNREACHABLE : entry;
    }

    /** Distance from a node to another, looked up in the row of the first. */
    long distance(int from, int to) {
        int[] table = distanceFrom;
        return table == null ? computed(true, from, to) : value(table[from * nodes + to]);
    }

    /** The same, looked up in the row of the second. */
    long distanceInto(int from, int to) {
        int[] table = distanceTo;
        return table == null ? computed(true, from, to) : value(table[to * nodes + from]);
    }

    /** Duration from a node to another, looked up in the row of the first. */
    long duration(int from, int to) {
        int[] table = durationFrom;
        return table == null ? computed(false, from, to) : value(table[from * nodes + to]);
    }

    /** The same, looked up in the row of the second. */
    long durationInto(int from, int to) {
        int[] table = durationTo;
        return table == null ? computed(false, from, to) : value(table[to * nodes + from]);
    }
}
