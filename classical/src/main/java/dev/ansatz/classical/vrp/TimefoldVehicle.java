package dev.ansatz.classical.vrp;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.variable.PlanningListVariable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vehicle with its visits in order. Public for Timefold's reflection. */
@PlanningEntity
public class TimefoldVehicle {
    private int index;
    private int type;
    private @Nullable VrpRoutingEvaluator evaluator;
    private List<TimefoldVisit> visits = new ArrayList<>();

    /** For Timefold. */
    public TimefoldVehicle() {}

    TimefoldVehicle(int index, int type, VrpRoutingEvaluator evaluator) {
        this.index = index;
        this.type = type;
        this.evaluator = evaluator;
    }

    int index() {
        return index;
    }

    @PlanningListVariable(allowsUnassignedValues = true)
    public List<TimefoldVisit> getVisits() {
        return visits;
    }

    public void setVisits(List<TimefoldVisit> visits) {
        this.visits = visits;
    }

    /** What the route costs and how far it is from feasible. */
    VrpRoutingEvaluator.Value value() {
        if (evaluator == null) {
            throw new IllegalStateException("A vehicle without an instance.");
        }
        return evaluator.evaluate(type, activities(), visits.size());
    }

    int[] activities() {
        int[] activities = new int[visits.size()];
        for (int i = 0; i < activities.length; i++) {
            activities[i] = visits.get(i).activity();
        }
        return activities;
    }

    @Override
    public String toString() {
        return "vehicle " + index;
    }
}
