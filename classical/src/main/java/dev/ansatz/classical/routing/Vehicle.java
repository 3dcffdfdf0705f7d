package dev.ansatz.classical.routing;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.variable.PlanningListVariable;
import java.util.ArrayList;
import java.util.List;

/** A vehicle (or the salesman) and its visits in order. Public for Timefold's reflection. */
@PlanningEntity
public final class Vehicle {
    private int index;
    private List<Visit> visits = new ArrayList<>();

    /** For Timefold. */
    public Vehicle() {}

    Vehicle(int index, List<Visit> visits) {
        this.index = index;
        this.visits = visits;
    }

    int index() {
        return index;
    }

    @PlanningListVariable
    public List<Visit> getVisits() {
        return visits;
    }

    public void setVisits(List<Visit> visits) {
        this.visits = visits;
    }

    @Override
    public String toString() {
        return "vehicle " + index;
    }
}
