package dev.ansatz.examples.timefold;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.HardSoftScore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The planning solution of an application that knows nothing of Ansatz. */
@PlanningSolution
public class DeliveryDay {
    private double depotX;
    private double depotY;

    @PlanningEntityCollectionProperty
    private List<Truck> trucks = new ArrayList<>();

    @ProblemFactCollectionProperty
    @ValueRangeProvider
    private List<Order> orders = new ArrayList<>();

    @PlanningScore
    private @Nullable HardSoftScore score;

    /** For Timefold. */
    public DeliveryDay() {}

    public DeliveryDay(double depotX, double depotY, List<Truck> trucks, List<Order> orders) {
        this.depotX = depotX;
        this.depotY = depotY;
        this.trucks = trucks;
        this.orders = orders;
    }

    public List<Truck> getTrucks() {
        return trucks;
    }

    public List<Order> getOrders() {
        return orders;
    }

    public @Nullable HardSoftScore getScore() {
        return score;
    }

    public void setTrucks(List<Truck> trucks) {
        this.trucks = trucks;
    }

    public void setOrders(List<Order> orders) {
        this.orders = orders;
    }

    public void setScore(@Nullable HardSoftScore score) {
        this.score = score;
    }

    public double depotX() {
        return depotX;
    }

    public double depotY() {
        return depotY;
    }

    /** Metres between two orders; null is the depot. */
    public long metres(@Nullable Order from, @Nullable Order to) {
        double dx = (from == null ? depotX : from.x()) - (to == null ? depotX : to.x());
        double dy = (from == null ? depotY : from.y()) - (to == null ? depotY : to.y());
        return Math.round(Math.hypot(dx, dy));
    }
}
