package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vehicles that differ in nothing but their names: one or more types of the instance. Immutable.
 *
 * @param types indices of the types
 * @param number of vehicles
 * @param type one of the types
 * @param start node where its routes begin
 * @param end node where its routes end
 * @param reloads nodes of its reloads
 * @param fixed cost of a route, with what the objective says of vehicles
 * @param costs per unit
 */
record Kind(
        int[] types,
        int number,
        VehicleType type,
        int start,
        int end,
        int[] reloads,
        long fixed,
        VehicleType.Costs costs) {
    /** Groups the types of an instance. */
    static List<Kind> of(VrpInstance instance) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int k = 0; k < instance.types().size(); k++) {
            int type = k;
            List<Integer> group = groups.stream()
                    .filter(other -> alike(instance, other.get(0), type))
                    .findFirst()
                    .orElse(null);
            if (group == null) {
                group = new ArrayList<>();
                groups.add(group);
            }
            group.add(k);
        }
        int node = instance.size();
        List<Kind> kinds = new ArrayList<>();
        for (List<Integer> group : groups) {
            int first = group.get(0);
            VehicleType type = instance.type(first);
            int[] reloads = new int[type.reloads().size()];
            for (int i = 0; i < reloads.length; i++) {
                reloads[i] = node + 2 + i;
            }
            long number =
                    group.stream().mapToLong(k -> instance.type(k).number()).sum();
            kinds.add(new Kind(
                    group.stream().mapToInt(Integer::intValue).toArray(),
                    (int) Math.min(number, instance.size()),
                    type,
                    node,
                    node + 1,
                    reloads,
                    instance.costs(first).fixed() + instance.vehicleWeight(),
                    instance.costs(first)));
            node += 2 + reloads.length;
        }
        return kinds;
    }

    /** Whether another kind goes the same ways under the same rules and has more room in some dimension, and less in none. */
    boolean hasLarger(Kind other) {
        VehicleType a = type;
        VehicleType b = other.type;
        boolean more = false;
        for (int d = 0; d < a.capacity().length; d++) {
            more |= b.capacity()[d] > a.capacity()[d];
            if (b.capacity()[d] < a.capacity()[d]) {
                return false;
            }
        }
        return more
                && Arrays.equals(a.initialLoad(), b.initialLoad())
                && a.start() == b.start()
                && a.end() == b.end()
                && a.profile() == b.profile()
                && a.maxDriving() <= b.maxDriving()
                && a.maxDistance() <= b.maxDistance()
                && a.maxStops() <= b.maxStops()
                && a.order() == b.order();
    }

    /** What a route would cost that waits nowhere, driven by this kind. */
    long costOf(RouteState route) {
        return fixed
                + costs.distance() * route.distance
                + costs.driving() * route.driving
                + costs.service() * route.service
                + costs.duration() * (route.driving + route.service);
    }

    private static boolean alike(VrpInstance instance, int first, int second) {
        VehicleType a = instance.type(first);
        VehicleType b = instance.type(second);
        return instance.costs(first).equals(instance.costs(second))
                && Arrays.equals(a.capacity(), b.capacity())
                && Arrays.equals(a.initialLoad(), b.initialLoad())
                && a.start() == b.start()
                && a.end() == b.end()
                && a.profile() == b.profile()
                && a.shiftStart() == b.shiftStart()
                && a.latestStart() == b.latestStart()
                && a.shiftEnd() == b.shiftEnd()
                && a.maxDuration() == b.maxDuration()
                && a.regularDuration() == b.regularDuration()
                && a.maxDriving() == b.maxDriving()
                && a.maxDistance() == b.maxDistance()
                && a.maxStops() == b.maxStops()
                && a.maxTrips() == b.maxTrips()
                && a.order() == b.order()
                && sameReloads(a, b)
                && sameBreaks(a, b)
                && sameTasks(instance, first, second);
    }

    private static boolean sameReloads(VehicleType a, VehicleType b) {
        if (a.reloads().size() != b.reloads().size()) {
            return false;
        }
        for (int i = 0; i < a.reloads().size(); i++) {
            VehicleType.Reload one = a.reloads().get(i);
            VehicleType.Reload two = b.reloads().get(i);
            if (one.location() != two.location()
                    || one.service() != two.service()
                    || !one.windows().equals(two.windows())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameBreaks(VehicleType a, VehicleType b) {
        if (a.breaks().size() != b.breaks().size()) {
            return false;
        }
        for (int i = 0; i < a.breaks().size(); i++) {
            VehicleType.Break one = a.breaks().get(i);
            VehicleType.Break two = b.breaks().get(i);
            if (one.duration() != two.duration() || !one.windows().equals(two.windows())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameTasks(VrpInstance instance, int first, int second) {
        for (int t = 0; t < instance.tasks().size(); t++) {
            if (instance.suits(t, first) != instance.suits(t, second)) {
                return false;
            }
        }
        return true;
    }
}
