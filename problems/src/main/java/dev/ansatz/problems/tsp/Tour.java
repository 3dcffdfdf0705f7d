package dev.ansatz.problems.tsp;

import java.util.Arrays;

/** Order in which the cities 0..n-1 are visited; the salesman returns from the last to the first. Immutable. */
public final class Tour {
    private final int[] order;

    public Tour(int... order) {
        this.order = order.clone();
    }

    /** The cities in order. A copy. */
    public int[] order() {
        return order.clone();
    }

    public int size() {
        return order.length;
    }

    public int city(int position) {
        return order[position];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tour tour && Arrays.equals(order, tour.order);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(order);
    }

    @Override
    public String toString() {
        return Arrays.toString(order);
    }
}
