package dev.ansatz.search.vrp;

import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries a plan of one instance over to another by the user's ids. What the other does not know is left out. */
final class PlanTransfer {
    private final VrpInstance from;
    private final VrpInstance to;
    private final Map<String, Integer> tasks = new HashMap<>();
    private final Map<String, Integer> types = new HashMap<>();

    PlanTransfer(VrpInstance from, VrpInstance to) {
        this.from = from;
        this.to = to;
        for (int t = 0; t < to.tasks().size(); t++) {
            tasks.put(to.task(t).id(), t);
        }
        for (int k = 0; k < to.types().size(); k++) {
            types.put(to.type(k).id(), k);
        }
    }

    VrpPlan of(VrpPlan plan) {
        int[] used = new int[from.types().size()];
        List<VrpPlan.Route> routes = new ArrayList<>();
        for (VrpPlan.Route route : plan.routes()) {
            VehicleType type = from.type(route.type());
            String vehicle = type.vehicleId(used[route.type()]++);
            Integer kind = types.getOrDefault(vehicle, types.get(type.id()));
            if (kind == null) {
                continue;
            }
            routes.add(new VrpPlan.Route(kind, activities(route, kind)));
        }
        return new VrpPlan(routes);
    }

    private int[] activities(VrpPlan.Route route, int kind) {
        List<Integer> kept = new ArrayList<>();
        for (int activity : route.activities()) {
            int other = from.isStop(activity)
                    ? stop(activity)
                    : from.isBreak(activity)
                            ? pause(from.breakOf(activity).id(), kind)
                            : reload(from.reload(activity).id(), kind);
            if (other >= 0) {
                kept.add(other);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The same end of the same task; -1 where there is none. */
    private int stop(int activity) {
        int task = from.stop(activity).task();
        Integer same = tasks.get(from.task(task).id());
        if (same == null) {
            return -1;
        }
        boolean wasShipment = from.task(task).isShipment();
        boolean isDelivery = wasShipment && from.task(task).delivery() == activity;
        if (!to.task(same).isShipment()) {
            return wasShipment && !isDelivery ? -1 : to.task(same).stop();
        }
        return isDelivery ? to.task(same).delivery() : to.task(same).stop();
    }

    private int pause(String id, int kind) {
        List<VehicleType.Break> breaks = to.type(kind).breaks();
        for (int b = 0; b < breaks.size(); b++) {
            if (breaks.get(b).id().equals(id)) {
                return to.breakActivity(kind, b);
            }
        }
        return -1;
    }

    private int reload(String id, int kind) {
        List<VehicleType.Reload> reloads = to.type(kind).reloads();
        for (int r = 0; r < reloads.size(); r++) {
            if (reloads.get(r).id().equals(id)) {
                return to.reloadActivity(kind, r);
            }
        }
        return -1;
    }
}
