package dev.ansatz.search.vrp;

import dev.ansatz.problems.vrp.VehicleSpec;
import dev.ansatz.problems.vrp.VrpBuilder;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.search.Change;
import java.util.List;
import java.util.function.Consumer;

/**
 * Changes of rich vehicle routing, by the user's ids, which all others keep. The plan is repaired: what a route can no longer keep leaves
 * it, and what is on no route goes to its cheapest place.
 */
public final class VrpChange {
    private VrpChange() {}

    /** Any change of what was said of the instance: other tasks, vehicles, places, windows. */
    public static Change<VrpInstance, VrpPlan> edit(Consumer<VrpBuilder> changes) {
        return new Edit(changes);
    }

    /** A new job; its place must be one of the instance, or be added by {@link #edit}. */
    public static Change<VrpInstance, VrpPlan> addJob(String id, Consumer<VrpBuilder.TaskSpec> details) {
        return edit(builder -> builder.job(id, details));
    }

    /** A new shipment. */
    public static Change<VrpInstance, VrpPlan> addShipment(String id, Consumer<VrpBuilder.TaskSpec> details) {
        return edit(builder -> builder.shipment(id, details));
    }

    /** A task less. */
    public static Change<VrpInstance, VrpPlan> removeTask(String id) {
        return edit(builder -> builder.withoutTask(id));
    }

    /** Something else about a task, such as its window. */
    public static Change<VrpInstance, VrpPlan> changeTask(String id, Consumer<VrpBuilder.TaskSpec> changes) {
        return edit(builder -> builder.changeTask(id, changes));
    }

    /** A task stays on a vehicle. */
    public static Change<VrpInstance, VrpPlan> pin(String task, String vehicle) {
        return changeTask(task, details -> details.vehicles(List.of(vehicle)));
    }

    /** A vehicle falls out before it has left. One that is under way leaves its place by {@link #advance} first. */
    public static Change<VrpInstance, VrpPlan> removeVehicle(String id) {
        return edit(builder -> builder.withoutVehicle(id));
    }

    /** A vehicle more. */
    public static Change<VrpInstance, VrpPlan> addVehicle(String id, Consumer<VehicleSpec> details) {
        return edit(builder -> builder.vehicle(id, details));
    }

    /** Something else about a vehicle, such as its shift. */
    public static Change<VrpInstance, VrpPlan> changeVehicle(String id, Consumer<VehicleSpec> changes) {
        return edit(builder -> builder.changeVehicle(id, changes));
    }

    /**
     * Time moves on: what vehicles have visited, or are on their way to, is done; the rest is planned from where they are then. What a
     * vehicle has loaded stays with it. The objective counts what is still to come.
     *
     * @param executed the plan that the vehicles follow
     * @param now present time, in the unit of the instance's windows
     */
    public static Change<VrpInstance, VrpPlan> advance(VrpPlan executed, long now) {
        return new Advance(executed, now);
    }

    private record Edit(Consumer<VrpBuilder> changes) implements Change<VrpInstance, VrpPlan> {
        @Override
        public VrpInstance instance(VrpInstance before) {
            VrpBuilder builder = before.edit();
            changes.accept(builder);
            return builder.build().withObjective(before.objective());
        }

        @Override
        public VrpPlan plan(VrpInstance before, VrpInstance after, VrpPlan plan) {
            return new PlanRepair(after).of(new PlanTransfer(before, after).of(plan));
        }
    }
}
