package dev.ansatz.classical.routing;

/** A customer, or a city other than the first. Public for Timefold's reflection. */
public final class Visit {
    private final int node;

    Visit(int node) {
        this.node = node;
    }

    /** Node of the instance, at least 1. */
    public int node() {
        return node;
    }

    @Override
    public String toString() {
        return "node " + node;
    }
}
