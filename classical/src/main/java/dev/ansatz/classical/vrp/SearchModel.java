package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.Stop;
import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.TaskGroup;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance as the search sees it: primitive arrays by node. Nodes are the stops of the instance, then the start, the end and the reloads of
 * each {@link Kind}. Breaks are no nodes: {@link RouteCost} places them. Immutable and thread-safe.
 */
final class SearchModel {
    /** How the times of a route are looked after: the cheapest way that is exact for all of the instance's routes. */
    enum Timing {
        /** Nothing waits: sums of travel and service say all. */
        SUMS,
        /** Earliest departures and latest arrivals say whether a stop fits in. */
        WINDOWS,
        /** Joined segments say how long a route takes, too. */
        SEGMENTS,
        /** A route is worked through from start to end. */
        ROUTES
    }

    /** Entries of the lists of near stops, all together. */
    private static final long MOST_NEAR = 4_000_000;

    private static final int FEWEST_NEAR = 60;

    final VrpInstance instance;
    final List<Kind> kinds;
    final int stops;
    final int nodes;
    final int tasks;
    final Arcs[] arcs;
    final Timing timing;

    // By node.
    final int[] location;
    final long[] earliest;
    final long[] latest;
    private final long[] @Nullable [] bounds;
    final long[] service;
    final long[] setup;
    final boolean hasSetup;

    // Loads by node and dimension.
    final int dimensions;
    final long[] delivery;
    final long[] pickup;
    final boolean[] delivers;
    final boolean[] picksUp;

    // By stop.
    final int[] taskOf;
    /** The other end of a shipment, -1 for a job. */
    final int[] partner;

    // By task.
    final int[] first;
    /** Delivery of a shipment, -1 for a job. */
    final int[] second;

    final long[] release;
    final long[] maxRide;
    final int[] requestOf;
    final boolean hasShipments;
    final boolean hasRides;
    final boolean hasReleases;
    final boolean hasReloads;

    /** Tasks of which one is to be served, mostly a single one. */
    final int[][] requests;

    final boolean[] required;
    final long[] penalty;
    /** How much more an absence counts. */
    final long[] weight;

    /** Tasks that each must not share its route with; null where there are none at all. */
    final int @Nullable [][] apart;
    /** Tasks that each must share its route with; null where there are none at all. */
    final int @Nullable [][] together;

    /** Near stops of each stop, {@link #nearCount} of each in a row. */
    final int[] near;

    final int nearCount;
    /** Mean cost of going to a near stop. */
    final double meanNear;

    SearchModel(VrpInstance instance) {
        this.instance = instance;
        kinds = Kind.of(instance);
        stops = instance.size();
        Kind lastKind = kinds.get(kinds.size() - 1);
        nodes = lastKind.end() + 1 + lastKind.reloads().length;
        tasks = instance.tasks().size();
        location = new int[nodes];
        earliest = new long[nodes];
        latest = new long[nodes];
        bounds = new long[nodes][];
        service = new long[nodes];
        setup = new long[nodes];
        dimensions = instance.types().get(0).capacity().length;
        delivery = new long[nodes * dimensions];
        pickup = new long[nodes * dimensions];
        delivers = new boolean[nodes];
        picksUp = new boolean[nodes];
        taskOf = new int[stops];
        partner = new int[stops];
        first = new int[tasks];
        second = new int[tasks];
        release = new long[tasks];
        maxRide = new long[tasks];
        readStops();
        readKinds();
        readTasks();
        hasSetup = Arrays.stream(setup).anyMatch(time -> time > 0);
        hasShipments = Arrays.stream(second).anyMatch(stop -> stop >= 0);
        hasRides = Arrays.stream(maxRide).anyMatch(time -> time < TimeWindows.FOREVER);
        hasReleases = Arrays.stream(release).anyMatch(time -> time > 0);
        hasReloads = kinds.stream()
                .anyMatch(kind -> kind.reloads().length > 0 && kind.type().maxTrips() > 1);
        requestOf = new int[tasks];
        Requests grouped = new Requests(instance, requestOf);
        requests = grouped.alternatives();
        required = grouped.required();
        penalty = grouped.penalty();
        weight = grouped.weight();
        apart = partners(TaskGroup.Kind.APART);
        together = partners(TaskGroup.Kind.SAME_ROUTE);
        arcs = makeArcs();
        timing = timing();
        nearCount = (int) Math.min(Math.max(0, stops - 1), Math.max(FEWEST_NEAR, MOST_NEAR / Math.max(1, stops)));
        Proximity proximity = new Proximity(this);
        near = proximity.near(nearCount);
        meanNear = proximity.mean(near, nearCount);
    }

    private void setWindows(int node, TimeWindows windows) {
        earliest[node] = windows.earliest();
        latest[node] = windows.latest();
        bounds[node] = windows.count() > 1 ? windows.bounds() : null;
    }

    private void readStops() {
        for (int i = 0; i < stops; i++) {
            Stop stop = instance.stop(i);
            location[i] = stop.location();
            setWindows(i, stop.windows());
            service[i] = stop.service();
            setup[i] = stop.setup();
            taskOf[i] = stop.task();
            for (int d = 0; d < dimensions; d++) {
                delivery[i * dimensions + d] = stop.delivery()[d];
                pickup[i * dimensions + d] = stop.pickup()[d];
                delivers[i] |= stop.delivery()[d] > 0;
                picksUp[i] |= stop.pickup()[d] > 0;
            }
            Task task = instance.task(stop.task());
            partner[i] = !task.isShipment() ? -1 : task.stop() == i ? task.delivery() : task.stop();
        }
    }

    private void readKinds() {
        for (Kind kind : kinds) {
            VehicleType type = kind.type();
            location[kind.start()] = type.start();
            location[kind.end()] = type.end();
            earliest[kind.start()] = type.shiftStart();
            latest[kind.start()] = type.latestStart();
            earliest[kind.end()] = Math.min(0, type.shiftEnd());
            latest[kind.end()] = type.shiftEnd();
            for (int i = 0; i < kind.reloads().length; i++) {
                VehicleType.Reload reload = type.reloads().get(i);
                location[kind.reloads()[i]] = reload.location();
                setWindows(kind.reloads()[i], reload.windows());
                service[kind.reloads()[i]] = reload.service();
            }
        }
    }

    private void readTasks() {
        for (int t = 0; t < tasks; t++) {
            Task task = instance.task(t);
            first[t] = task.stop();
            second[t] = task.delivery();
            release[t] = task.release();
            maxRide[t] = task.isShipment() ? task.maxRide() : TimeWindows.FOREVER;
        }
    }

    private int @Nullable [][] partners(TaskGroup.Kind kind) {
        if (instance.groups().stream().noneMatch(group -> group.kind() == kind)) {
            return null;
        }
        List<List<Integer>> lists = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            lists.add(new ArrayList<>());
        }
        for (TaskGroup group : instance.groups()) {
            if (group.kind() == kind) {
                for (int one : group.tasks()) {
                    for (int other : group.tasks()) {
                        if (one != other && !lists.get(one).contains(other)) {
                            lists.get(one).add(other);
                        }
                    }
                }
            }
        }
        return lists.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private Arcs[] makeArcs() {
        int profiles = instance.profileIds().size();
        Arcs[] byProfile = new Arcs[profiles];
        Arcs[] all = new Arcs[kinds.size()];
        for (int k = 0; k < all.length; k++) {
            int profile = kinds.get(k).type().profile();
            if (byProfile[profile] == null) {
                byProfile[profile] = new Arcs(instance.travel(profile), location, profiles);
            }
            all[k] = byProfile[profile];
        }
        return all;
    }

    private Timing timing() {
        boolean several = Arrays.stream(bounds).anyMatch(b -> b != null);
        boolean measured = kinds.stream()
                .anyMatch(kind -> kind.type().maxDuration() < TimeWindows.FOREVER
                        || kind.costs().timed());
        boolean overtime = kinds.stream().anyMatch(kind -> kind.costs().overtime() > 0);
        boolean pauses = kinds.stream().anyMatch(kind -> !kind.type().breaks().isEmpty());
        if (hasSetup || hasRides || pauses || (measured && (several || (hasReleases && hasReloads)))) {
            return Timing.ROUTES;
        }
        if (!several && !overtime && !hasReleases && !hasReloads && neverWaits()) {
            return Timing.SUMS;
        }
        return measured ? Timing.SEGMENTS : Timing.WINDOWS;
    }

    /** Whether every window is open all the time that a vehicle may be there. */
    private boolean neverWaits() {
        long open =
                kinds.stream().mapToLong(kind -> kind.type().shiftStart()).min().orElse(0);
        long close =
                kinds.stream().mapToLong(kind -> kind.type().shiftEnd()).max().orElse(0);
        for (int i = 0; i < stops; i++) {
            if (earliest[i] > open || latest[i] < close) {
                return false;
            }
        }
        return kinds.stream()
                .allMatch(kind -> kind.type().latestStart() >= kind.type().shiftStart()
                        && kind.type().shiftEnd() >= kind.type().shiftStart());
    }

    /** The longest that work and travel of a route may take where {@link Timing#SUMS} hold. */
    long mostWork(Kind kind) {
        VehicleType type = kind.type();
        return Math.min(type.maxDuration(), type.shiftEnd() - type.shiftStart());
    }

    boolean suits(int task, int kind) {
        return instance.suits(task, kinds.get(kind).types()[0]);
    }

    boolean severalWindows(int node) {
        return bounds[node] != null;
    }

    /** The first time within a window of a node that is not before a time; {@link RouteCost#NEVER} where there is none. */
    long next(int node, long time) {
        long[] several = bounds[node];
        if (several == null) {
            return time > latest[node] ? RouteCost.NEVER : Math.max(time, earliest[node]);
        }
        for (int i = 0; i < several.length; i += 2) {
            if (time <= several[i + 1]) {
                return Math.max(time, several[i]);
            }
        }
        return RouteCost.NEVER;
    }

    /** The last time within a window of a node that is not after a time; -{@link RouteCost#NEVER} where there is none. */
    long previous(int node, long time) {
        long[] several = bounds[node];
        if (several == null) {
            return time < earliest[node] ? -RouteCost.NEVER : Math.min(time, latest[node]);
        }
        for (int i = several.length - 2; i >= 0; i -= 2) {
            if (time >= several[i]) {
                return Math.min(time, several[i + 1]);
            }
        }
        return -RouteCost.NEVER;
    }
}
