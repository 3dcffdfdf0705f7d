package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vehicles that a library is given, one by one, grouped by type: as many as plans use and some more, since a library pays for each.
 * Immutable.
 */
record VrpRoutingFleet(int[] types, int[] first) {
    /** A plan that needs so many more routes than those known is unlikely to be better. */
    private static final double SPARE_SHARE = 0.2;

    private static final int SPARE = 3;

    /**
     * The fleet for an instance.
     *
     * @param known plans that must fit in
     */
    static VrpRoutingFleet of(VrpInstance instance, List<VrpPlan> known) {
        int kinds = instance.types().size();
        int[] least = new int[kinds];
        int routes = instance.minRoutes();
        for (VrpPlan plan : known) {
            int[] used = new int[kinds];
            plan.routes().forEach(route -> used[route.type()]++);
            Arrays.setAll(least, k -> Math.max(least[k], used[k]));
            routes = Math.max(routes, expected(instance, plan));
        }
        int most = known.isEmpty() ? Integer.MAX_VALUE : (int) (routes * (1 + SPARE_SHARE)) + SPARE;
        int[] first = new int[kinds + 1];
        for (int k = 0; k < kinds; k++) {
            int number = isUsable(instance.type(k))
                    ? Math.min(instance.type(k).number(), Math.max(tasks(instance, k), instance.minRoutes()))
                    : 0;
            first[k + 1] = first[k] + Math.max(least[k], Math.min(number, most));
        }
        int[] types = new int[first[kinds]];
        for (int k = 0; k < kinds; k++) {
            Arrays.fill(types, first[k], first[k + 1], k);
        }
        return new VrpRoutingFleet(types, first);
    }

    /** Routes of a plan, and what a plan that was cut off would still need. */
    private static int expected(VrpInstance instance, VrpPlan plan) {
        long served = plan.routes().stream()
                .flatMapToInt(route -> Arrays.stream(route.activities()))
                .filter(instance::isStop)
                .count();
        return (int) ((plan.routes().size() + 1L) * instance.size() / Math.max(1, served));
    }

    /** Whether any route of a type can be feasible. */
    private static boolean isUsable(VehicleType type) {
        boolean fits = true;
        for (int d = 0; d < type.capacity().length; d++) {
            fits &= type.initialLoad()[d] <= type.capacity()[d];
        }
        return fits && type.shiftStart() <= type.latestStart();
    }

    private static int tasks(VrpInstance instance, int type) {
        int count = 0;
        for (int t = 0; t < instance.tasks().size(); t++) {
            count += instance.suits(t, type) ? 1 : 0;
        }
        return count;
    }

    int size() {
        return types.length;
    }

    /** Activities of each vehicle in a plan; null where the fleet is too small for it. */
    int @Nullable [][] activities(VrpPlan plan) {
        int[][] routes = new int[size()][];
        Arrays.fill(routes, new int[0]);
        int[] next = first.clone();
        for (VrpPlan.Route route : plan.routes()) {
            int vehicle = next[route.type()]++;
            if (vehicle >= first[route.type() + 1]) {
                return null;
            }
            routes[vehicle] = route.activities();
        }
        return routes;
    }

    /** The plan of activities of each vehicle; vehicles without a stop are left out. */
    VrpPlan plan(VrpInstance instance, int[][] activities) {
        List<VrpPlan.Route> routes = new ArrayList<>();
        for (int v = 0; v < activities.length; v++) {
            if (Arrays.stream(activities[v]).anyMatch(instance::isStop)) {
                routes.add(new VrpPlan.Route(types[v], activities[v]));
            }
        }
        return new VrpPlan(routes);
    }
}
