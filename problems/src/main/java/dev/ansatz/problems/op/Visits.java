package dev.ansatz.problems.op;

import java.util.Arrays;

/** The nodes that a path visits between its start and its end, in order; it may visit none. Immutable. */
public final class Visits {
    private final int[] nodes;

    public Visits(int... nodes) {
        this.nodes = nodes.clone();
    }

    /** Number of nodes, start and end not counted. */
    public int size() {
        return nodes.length;
    }

    /** Node at a position. */
    public int node(int position) {
        return nodes[position];
    }

    /** All nodes in order. A copy. */
    public int[] toArray() {
        return nodes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Visits that && Arrays.equals(nodes, that.nodes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nodes);
    }

    @Override
    public String toString() {
        return Arrays.toString(nodes);
    }
}
