package dev.ansatz.classical.routing;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import java.util.List;

/**
 * Hard: load above the capacity plus length above the limit of routes. Soft: scaled distance. A change of a range of a list costs
 * time in the length of that range. Public for Timefold's reflection.
 */
public final class RoutingScore implements IncrementalScoreCalculator<RoutingPlan, HardSoftScore> {
    @SuppressWarnings("NullAway.Init") // set by resetWorkingSolution before anything else is called
    private ScaledRouting<?> routing;

    private long capacity;
    private long maxLength;
    private long service;
    private long[] load = {};
    private long[] length = {};
    private long excess;
    private long distance;

    @Override
    public void resetWorkingSolution(RoutingPlan plan) {
        routing = plan.routing();
        capacity = routing.hasCapacity() ? routing.capacity() : Long.MAX_VALUE;
        Long limit = routing.maxLength();
        maxLength = limit == null ? Long.MAX_VALUE : limit;
        service = routing.service();
        load = new long[plan.getVehicles().size()];
        length = new long[load.length];
        excess = 0;
        distance = 0;
        int assigned = 0;
        for (Vehicle vehicle : plan.getVehicles()) {
            change(vehicle, 0, vehicle.getVisits().size(), 1);
            assigned += vehicle.getVisits().size();
        }
        plan.firstScore().see(calculateScore(), assigned);
    }

    @Override
    public void beforeListVariableChanged(Object entity, String variable, int from, int to) {
        change((Vehicle) entity, from, to, -1);
    }

    @Override
    public void afterListVariableChanged(Object entity, String variable, int from, int to) {
        change((Vehicle) entity, from, to, 1);
    }

    /** Adds ({@code sign} 1) or removes (-1) the visits from..to-1 and the arcs that touch them. */
    private void change(Vehicle vehicle, int from, int to, int sign) {
        List<Visit> visits = vehicle.getVisits();
        long changedDistance = 0;
        long changedLoad = 0;
        int previous = from == 0 ? 0 : visits.get(from - 1).node();
        for (int i = from; i < to; i++) {
            int node = visits.get(i).node();
            changedDistance += routing.distance(previous, node);
            changedLoad += routing.demand(node);
            previous = node;
        }
        changedDistance += routing.distance(
                previous, to == visits.size() ? 0 : visits.get(to).node());
        int v = vehicle.index();
        excess -= excess(v);
        load[v] += sign * changedLoad;
        length[v] += sign * (changedDistance + (to - from) * service);
        excess += excess(v);
        distance += sign * changedDistance;
    }

    private long excess(int vehicle) {
        return Math.max(0, load[vehicle] - capacity) + Math.max(0, length[vehicle] - maxLength);
    }

    @Override
    public HardSoftScore calculateScore() {
        return HardSoftScore.of(-excess, -distance);
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
        throw new IllegalStateException("The model has list variables only.");
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
        throw new IllegalStateException("The model has list variables only.");
    }
}
