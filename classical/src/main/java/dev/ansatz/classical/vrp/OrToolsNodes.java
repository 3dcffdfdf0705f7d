package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.MatrixTravel;
import dev.ansatz.problems.vrp.Stop;
import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.TaskGroup;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of an instance in OR-Tools, stops first, and what arcs between them cost and take. Immutable.
 */
final class OrToolsNodes {
    /** Up to so many nodes arcs are held in matrices, which the library reads without calls back into the JVM. */
    static final int MATRIX_NODES = 2048;

    /** Sums of costs must stay well below 2^63, also with the penalties of guided local search. */
    private static final double MOST_COST = 0x1p58;

    /** A number for each pair of nodes. */
    interface Arcs {
        long of(int from, int to);
    }

    private final VrpInstance instance;
    private final int[] locations;
    private final int[] starts;
    private final int[] ends;
    private final long[] service;
    private final long horizon;
    private final boolean unreachable;
    private final long dearest;

    OrToolsNodes(VrpInstance instance, VrpRoutingFleet fleet) {
        this.instance = instance;
        int stops = instance.size();
        Map<Integer, Integer> node = new HashMap<>();
        List<Integer> places = new ArrayList<>();
        starts = new int[fleet.size()];
        ends = new int[fleet.size()];
        for (int v = 0; v < fleet.size(); v++) {
            VehicleType type = instance.type(fleet.types()[v]);
            for (int place : new int[] {type.start(), type.end()}) {
                if (node.putIfAbsent(place, stops + places.size()) == null) {
                    places.add(place);
                }
            }
            starts[v] = node.getOrDefault(type.start(), stops);
            ends[v] = node.getOrDefault(type.end(), stops);
        }
        locations = new int[stops + places.size()];
        service = new long[locations.length];
        for (int s = 0; s < stops; s++) {
            Stop stop = instance.stop(s);
            locations[s] = stop.location();
            service[s] = stop.service() + stop.setup();
        }
        for (int p = 0; p < places.size(); p++) {
            locations[stops + p] = places.get(p);
        }
        horizon = horizon(instance);
        unreachable = anyUnreachable();
        dearest = dearestDetour();
    }

    int count() {
        return locations.length;
    }

    int[] starts() {
        return starts;
    }

    int[] ends() {
        return ends;
    }

    /** Service and setup at a node. */
    long service(int node) {
        return service[node];
    }

    /** No schedule that starts all as early as it can ends later. */
    long horizon() {
        return horizon;
    }

    boolean hasUnreachable() {
        return unreachable;
    }

    /** More than any task can cost on a route. */
    long dearest() {
        return dearest;
    }

    /** A number for each stop, 0 for the other nodes. */
    long[] unary(ToLongFunction<Stop> number) {
        long[] all = new long[count()];
        for (int s = 0; s < instance.size(); s++) {
            all[s] = number.applyAsLong(instance.stop(s));
        }
        return all;
    }

    /** Vehicle types of one class have the same {@link #costs}. */
    Object costClass(int kind) {
        VehicleType.Costs costs = instance.costs(kind);
        return List.of(instance.type(kind).profile(), costs.distance(), costs.driving(), costs.service());
    }

    Arcs costs(int kind) {
        VehicleType.Costs costs = instance.costs(kind);
        Arcs distance = distances(kind);
        Arcs drive = drives(kind);
        Arcs bar = barred(kind);
        long far = unreachable ? dearest : 0;
        return (i, j) -> costs.distance() * distance.of(i, j)
                + costs.driving() * drive.of(i, j)
                + costs.service() * service[i]
                + far * bar.of(i, j);
    }

    /** Service at the first node and the way to the second. */
    Arcs times(int kind) {
        Arcs drive = drives(kind);
        return (i, j) -> service[i] + drive.of(i, j);
    }

    Arcs drives(int kind) {
        Travel travel = instance.travel(instance.type(kind).profile());
        return (i, j) -> known(locations[i] < 0 || locations[j] < 0 ? 0 : travel.duration(locations[i], locations[j]));
    }

    Arcs distances(int kind) {
        Travel travel = instance.travel(instance.type(kind).profile());
        return (i, j) -> known(locations[i] < 0 || locations[j] < 0 ? 0 : travel.distance(locations[i], locations[j]));
    }

    /** 1 where there is no way, else 0. */
    Arcs barred(int kind) {
        Travel travel = instance.travel(instance.type(kind).profile());
        return (i, j) -> isBarred(travel, i, j) ? 1 : 0;
    }

    private boolean isBarred(Travel travel, int i, int j) {
        return locations[i] >= 0
                && locations[j] >= 0
                && (travel.distance(locations[i], locations[j]) >= Travel.UNREACHABLE
                        || travel.duration(locations[i], locations[j]) >= Travel.UNREACHABLE);
    }

    private static long known(long value) {
        return value >= Travel.UNREACHABLE ? 0 : value;
    }

    private boolean anyUnreachable() {
        if (count() > MATRIX_NODES) {
            return instance.types().stream()
                    .map(type -> instance.travel(type.profile()))
                    .anyMatch(travel -> travel instanceof MatrixTravel);
        }
        for (VehicleType type : instance.types()) {
            Travel travel = instance.travel(type.profile());
            for (int i = 0; i < count(); i++) {
                for (int j = 0; j < count(); j++) {
                    if (isBarred(travel, i, j)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Above the cost of a route for one task with the longest ways. */
    private long dearestDetour() {
        long most = 1;
        for (int kind = 0; kind < instance.types().size(); kind++) {
            VehicleType.Costs costs = instance.costs(kind);
            long[] longest = longest(instance.travel(instance.type(kind).profile()));
            long busiest = Arrays.stream(service).max().orElse(0);
            double arc = (double) costs.distance() * longest[0]
                    + (double) costs.driving() * longest[1]
                    + (double) costs.service() * busiest
                    + (double) (costs.duration() + costs.overtime()) * (longest[1] + busiest);
            most = Math.max(most, (long) Math.min(
                    MOST_COST / (4.0 * instance.size() + 4), 10 * arc + costs.fixed() + instance.vehicleWeight()));
        }
        return most;
    }

    /** Longest distance and duration between two places that can be reached, of some where there are many. */
    private static long[] longest(Travel travel) {
        int step = Math.max(1, travel.size() / 1000);
        long distance = 0;
        long duration = 0;
        for (int i = 0; i < travel.size(); i += step) {
            for (int j = 0; j < travel.size(); j++) {
                distance = Math.max(distance, known(travel.distance(i, j)));
                duration = Math.max(duration, known(travel.duration(i, j)));
            }
        }
        return new long[] {distance, duration};
    }

    /** Whether times matter at all. */
    static boolean isTimed(VrpInstance instance) {
        for (int k = 0; k < instance.types().size(); k++) {
            VehicleType type = instance.type(k);
            if (type.shiftEnd() < TimeWindows.FOREVER
                    || type.maxDuration() < TimeWindows.FOREVER
                    || !type.breaks().isEmpty()
                    || instance.costs(k).timed()
                    || type.latestStart() < TimeWindows.FOREVER) {
                return true;
            }
        }
        return instance.stops().stream().anyMatch(stop -> !stop.windows().equals(TimeWindows.ALWAYS))
                || instance.tasks().stream()
                        .anyMatch(task -> task.release() > 0 || task.maxRide() < TimeWindows.FOREVER);
    }

    /** The latest begin of a window, and after it the longest way to each stop, its service and all breaks. */
    private static long horizon(VrpInstance instance) {
        long latest = 0;
        long rest = 0;
        for (VehicleType type : instance.types()) {
            latest = Math.max(latest, type.shiftStart());
            long breaks = 0;
            for (VehicleType.Break rests : type.breaks()) {
                latest = Math.max(
                        latest, rests.windows().earliest(rests.windows().count() - 1));
                breaks += rests.duration();
            }
            rest = Math.max(rest, breaks);
        }
        for (Task task : instance.tasks()) {
            latest = Math.max(latest, task.release());
        }
        long way = 0;
        for (VehicleType type : instance.types()) {
            way = Math.max(way, longest(instance.travel(type.profile()))[1]);
        }
        for (Stop stop : instance.stops()) {
            latest = Math.max(latest, stop.windows().earliest(stop.windows().count() - 1));
            rest += stop.service() + stop.setup() + way;
        }
        return latest + rest + way + 1;
    }

    /** Why OR-Tools cannot express an instance; null where it can. */
    static @Nullable String refuses(VrpInstance instance) {
        for (VehicleType type : instance.types()) {
            if (!type.reloads().isEmpty() && type.maxTrips() > 1) {
                return "OR-Tools is not given reloads: vehicle '" + type.id() + "' may make several trips.";
            }
        }
        for (Task task : instance.tasks()) {
            for (int s : task.isShipment() ? new int[] {task.stop(), task.delivery()} : new int[] {task.stop()}) {
                if (instance.stop(s).setup() > 0 && sharesPlace(instance, s)) {
                    return "OR-Tools cannot express a setup time that is saved between stops at one location: task '"
                            + task.id() + "'.";
                }
            }
        }
        List<List<Integer>> groups = instance.groupsByTask();
        for (int t = 0; t < groups.size(); t++) {
            long oneOf = groups.get(t).stream()
                    .filter(g -> instance.groups().get(g).kind() == TaskGroup.Kind.ONE_OF)
                    .count();
            if (oneOf > 1) {
                return "OR-Tools cannot express a task in several one-of groups: '"
                        + instance.task(t).id() + "'.";
            }
        }
        double most = mostCost(instance);
        return most > MOST_COST
                ? "OR-Tools counts in 64 bits: the costs of working time of " + instance.name()
                        + " could sum up to more; use a coarser rounding."
                : null;
    }

    private static boolean sharesPlace(VrpInstance instance, int stop) {
        int place = instance.stop(stop).location();
        for (int s = 0; s < instance.size(); s++) {
            if (s != stop && instance.stop(s).location() == place) {
                return true;
            }
        }
        return instance.types().stream().anyMatch(type -> type.start() == place);
    }

    private static double mostCost(VrpInstance instance) {
        double horizon = horizon(instance);
        double most = 0;
        for (int k = 0; k < instance.types().size(); k++) {
            VehicleType.Costs costs = instance.costs(k);
            double routes = Math.min(instance.type(k).number(), instance.tasks().size());
            most += (double) (costs.duration() + costs.overtime()) * horizon * routes;
        }
        return most;
    }
}
