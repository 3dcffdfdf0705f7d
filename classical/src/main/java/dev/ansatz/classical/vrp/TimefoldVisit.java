package dev.ansatz.classical.vrp;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.variable.InverseRelationShadowVariable;
import org.jspecify.annotations.Nullable;

/** A stop, or one of the breaks or reloads that vehicles of a type may take. Public for Timefold's reflection. */
@PlanningEntity
public class TimefoldVisit {
    private int activity;
    private boolean required;
    private long penalty;
    private @Nullable TimefoldVisit delivery;
    private @Nullable TimefoldVehicle vehicle;

    /** For Timefold. */
    public TimefoldVisit() {}

    /**
     * @param required whether a plan without it is infeasible
     * @param penalty cost of leaving it out
     */
    TimefoldVisit(int activity, boolean required, long penalty) {
        this.activity = activity;
        this.required = required;
        this.penalty = penalty;
    }

    int activity() {
        return activity;
    }

    boolean required() {
        return required;
    }

    long penalty() {
        return penalty;
    }

    /** Of the pickup of a shipment, its delivery. */
    @Nullable
    TimefoldVisit delivery() {
        return delivery;
    }

    void deliverAt(TimefoldVisit visit) {
        delivery = visit;
    }

    /** The vehicle on whose list it stands; null where it is left out. */
    @InverseRelationShadowVariable(sourceVariableName = "visits")
    public @Nullable TimefoldVehicle getVehicle() {
        return vehicle;
    }

    public void setVehicle(@Nullable TimefoldVehicle vehicle) {
        this.vehicle = vehicle;
    }

    @Override
    public String toString() {
        return "activity " + activity;
    }
}
