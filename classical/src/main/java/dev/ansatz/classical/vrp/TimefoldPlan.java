package dev.ansatz.classical.vrp;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.HardSoftScore;
import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.TaskGroup;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The planning solution: vehicles with their visits. Public for Timefold's reflection. */
@PlanningSolution
public class TimefoldPlan {
    /** At most so many trips of a vehicle on average. */
    private static final int TRIPS = 4;

    private List<TimefoldVehicle> vehicles = new ArrayList<>();
    private List<TimefoldVisit> visits = new ArrayList<>();
    private List<Member> members = new ArrayList<>();
    private List<Demand> demands = new ArrayList<>();
    private @Nullable HardSoftScore score;

    /** That the first stop of a task is in a group. */
    public record Member(TaskGroup.Kind kind, int group, TimefoldVisit visit) {}

    /**
     * Something of which there have to be some, else it costs so much for each that lacks.
     *
     * @param group index of a one-of group, -1 for routes
     */
    public record Demand(int group, long least, long hard, long soft) {}

    /** For Timefold. */
    public TimefoldPlan() {}

    TimefoldPlan(VrpInstance instance, VrpRoutingFleet fleet, int[][] start) {
        VrpRoutingEvaluator evaluator = new VrpRoutingEvaluator(instance);
        List<List<TimefoldVisit>> copies = new ArrayList<>();
        for (int a = 0; a < instance.activities(); a++) {
            copies.add(new ArrayList<>());
        }
        for (int stop = 0; stop < instance.size(); stop++) {
            int index = instance.stop(stop).task();
            Task task = instance.task(index);
            boolean first = stop == task.stop();
            add(copies, new TimefoldVisit(stop, task.required(), first ? instance.penalty(index) : 0));
        }
        for (Task task : instance.tasks()) {
            if (task.isShipment()) {
                copies.get(task.stop())
                        .get(0)
                        .deliverAt(copies.get(task.delivery()).get(0));
            }
        }
        for (int k = 0; k < instance.types().size(); k++) {
            VehicleType type = instance.type(k);
            int number = fleet.first()[k + 1] - fleet.first()[k];
            for (int b = 0; b < type.breaks().size(); b++) {
                addAll(copies, instance.breakActivity(k, b), number);
            }
            int trips = Math.min(TRIPS, type.maxTrips()) - 1;
            for (int r = 0; r < type.reloads().size(); r++) {
                addAll(copies, instance.reloadActivity(k, r), Math.min(instance.size(), trips * number));
            }
        }
        Map<Integer, Integer> taken = new HashMap<>();
        for (int v = 0; v < fleet.size(); v++) {
            TimefoldVehicle vehicle = new TimefoldVehicle(v, fleet.types()[v], evaluator);
            for (int a : start[v]) {
                int copy = taken.merge(a, 1, Integer::sum) - 1;
                if (copy == copies.get(a).size()) {
                    add(copies, new TimefoldVisit(a, false, 0));
                }
                vehicle.getVisits().add(copies.get(a).get(copy));
            }
            vehicles.add(vehicle);
        }
        addGroups(instance, copies);
        if (instance.minRoutes() > 0) {
            demands.add(new Demand(-1, instance.minRoutes(), TimefoldConstraints.UNSERVED, 0));
        }
    }

    private void add(List<List<TimefoldVisit>> copies, TimefoldVisit visit) {
        copies.get(visit.activity()).add(visit);
        visits.add(visit);
    }

    private void addAll(List<List<TimefoldVisit>> copies, int activity, int number) {
        for (int i = 0; i < number; i++) {
            add(copies, new TimefoldVisit(activity, false, 0));
        }
    }

    private void addGroups(VrpInstance instance, List<List<TimefoldVisit>> copies) {
        for (int g = 0; g < instance.groups().size(); g++) {
            TaskGroup group = instance.groups().get(g);
            for (int task : group.tasks()) {
                members.add(new Member(
                        group.kind(), g, copies.get(instance.task(task).stop()).get(0)));
            }
            if (group.kind() == TaskGroup.Kind.ONE_OF) {
                demands.add(new Demand(
                        g,
                        1,
                        group.required() ? TimefoldConstraints.UNSERVED : 0,
                        group.required() ? 0 : instance.penalty(group)));
            }
        }
    }

    @PlanningEntityCollectionProperty
    public List<TimefoldVehicle> getVehicles() {
        return vehicles;
    }

    public void setVehicles(List<TimefoldVehicle> vehicles) {
        this.vehicles = vehicles;
    }

    @PlanningEntityCollectionProperty
    @ValueRangeProvider
    public List<TimefoldVisit> getVisits() {
        return visits;
    }

    public void setVisits(List<TimefoldVisit> visits) {
        this.visits = visits;
    }

    @ProblemFactCollectionProperty
    public List<Member> getMembers() {
        return members;
    }

    public void setMembers(List<Member> members) {
        this.members = members;
    }

    @ProblemFactCollectionProperty
    public List<Demand> getDemands() {
        return demands;
    }

    public void setDemands(List<Demand> demands) {
        this.demands = demands;
    }

    @PlanningScore
    public @Nullable HardSoftScore getScore() {
        return score;
    }

    public void setScore(@Nullable HardSoftScore score) {
        this.score = score;
    }

    /** The pickups of shipments. */
    List<TimefoldVisit> pickups() {
        return visits.stream().filter(visit -> visit.delivery() != null).toList();
    }

    /** Activities of each vehicle. */
    int[][] activities() {
        int[][] activities = new int[vehicles.size()][];
        Arrays.setAll(activities, v -> vehicles.get(v).activities());
        return activities;
    }
}
