package dev.ansatz.examples.own;

import dev.ansatz.problems.Instance;
import java.util.List;

/** Orders for one press, each with its minutes, when it is due, and what a minute of delay costs. */
public record Orders(String name, List<Order> orders) implements Instance {
    /** An order: minutes of work, minute when it is due, cost of a minute of delay. */
    public record Order(String id, int minutes, int due, int weight) {}

    public Orders {
        orders = List.copyOf(orders);
    }

    @Override
    public int size() {
        return orders.size();
    }
}
