package dev.ansatz.examples.timefold;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.variable.PlanningListVariable;
import java.util.ArrayList;
import java.util.List;

/** A truck and the orders it delivers, in this sequence. */
@PlanningEntity
public class Truck {
    private String plate = "";
    private int boxes;

    @PlanningListVariable
    private List<Order> orders = new ArrayList<>();

    /** For Timefold. */
    public Truck() {}

    public Truck(String plate, int boxes) {
        this.plate = plate;
        this.boxes = boxes;
    }

    public int getBoxes() {
        return boxes;
    }

    public List<Order> getOrders() {
        return orders;
    }

    public void setOrders(List<Order> orders) {
        this.orders = orders;
    }

    @Override
    public String toString() {
        return plate + " " + orders;
    }
}
