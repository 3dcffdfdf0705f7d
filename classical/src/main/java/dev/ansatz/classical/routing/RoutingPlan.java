package dev.ansatz.classical.routing;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.cloner.SolutionCloner;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.HardSoftScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The planning solution: vehicles with their visits. Public for Timefold's reflection. */
@PlanningSolution(solutionCloner = RoutingPlan.Cloner.class)
public final class RoutingPlan {
    private List<Vehicle> vehicles = new ArrayList<>();
    private List<Visit> visits = new ArrayList<>();
    private @Nullable HardSoftScore score;
    private @Nullable ScaledRouting<?> routing;
    private FirstScore firstScore = new FirstScore();

    /** For Timefold. */
    public RoutingPlan() {}

    /** Score of the plan as the solver first saw it; shared by all clones. */
    static final class FirstScore {
        private @Nullable HardSoftScore value;
        private int assigned;

        void see(HardSoftScore first, int visits) {
            if (value == null) {
                value = first;
                assigned = visits;
            }
        }

        boolean matches(long cost, int visits) {
            return HardSoftScore.of(0, -cost).equals(value) && assigned == visits;
        }
    }

    /**
     * @param start routes to begin with, or none
     */
    RoutingPlan(ScaledRouting<?> routing, int vehicleCount, int[][] start) {
        this.routing = routing;
        Visit[] byNode = new Visit[routing.nodes()];
        for (int node = 1; node < byNode.length; node++) {
            byNode[node] = new Visit(node);
            visits.add(byNode[node]);
        }
        for (int v = 0; v < vehicleCount; v++) {
            List<Visit> route = new ArrayList<>();
            if (v < start.length) {
                Arrays.stream(start[v]).forEach(node -> route.add(byNode[node]));
            }
            vehicles.add(new Vehicle(v, route));
        }
    }

    @PlanningEntityCollectionProperty
    public List<Vehicle> getVehicles() {
        return vehicles;
    }

    public void setVehicles(List<Vehicle> vehicles) {
        this.vehicles = vehicles;
    }

    @ValueRangeProvider
    public List<Visit> getVisits() {
        return visits;
    }

    public void setVisits(List<Visit> visits) {
        this.visits = visits;
    }

    @PlanningScore
    public @Nullable HardSoftScore getScore() {
        return score;
    }

    public void setScore(@Nullable HardSoftScore score) {
        this.score = score;
    }

    ScaledRouting<?> routing() {
        if (routing == null) {
            throw new IllegalStateException("A plan without an instance.");
        }
        return routing;
    }

    FirstScore firstScore() {
        return firstScore;
    }

    /** Routes of nodes, one per vehicle. */
    int[][] routes() {
        int[][] routes = new int[vehicles.size()][];
        for (int v = 0; v < routes.length; v++) {
            List<Visit> route = vehicles.get(v).getVisits();
            routes[v] = new int[route.size()];
            for (int i = 0; i < routes[v].length; i++) {
                routes[v][i] = route.get(i).node();
            }
        }
        return routes;
    }

    /** Copies the lists and shares the visits: less work than Timefold's reflective clone. */
    public static final class Cloner implements SolutionCloner<RoutingPlan> {
        @Override
        public RoutingPlan cloneSolution(RoutingPlan original) {
            RoutingPlan clone = new RoutingPlan();
            clone.routing = original.routing;
            clone.visits = original.visits;
            clone.score = original.score;
            clone.firstScore = original.firstScore;
            clone.vehicles = new ArrayList<>(original.vehicles.size());
            for (Vehicle vehicle : original.vehicles) {
                clone.vehicles.add(new Vehicle(vehicle.index(), new ArrayList<>(vehicle.getVisits())));
            }
            return clone;
        }
    }
}
