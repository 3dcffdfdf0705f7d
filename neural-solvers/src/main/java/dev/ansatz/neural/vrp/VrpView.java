package dev.ansatz.neural.vrp;

import dev.ansatz.problems.vrp.Stop;
import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VehicleType.Order;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An instance of equal vehicles and jobs as arrays: node 0 is where vehicles begin, node i is stop i - 1. Immutable, thread-safe.
 *
 * <p>Lengths and times are scaled so that the longer side of the map is 1 and one crossing of it takes one unit of time.
 */
final class VrpView {
    static final long UNREACHABLE = Travel.UNREACHABLE;

    private final VehicleType type;
    private final int n;
    private final double[] x;
    private final double[] y;
    private final long[] distances;
    private final long[] durations;
    private final long[] delivery;
    private final long[] pickup;
    private final long[] earliest;
    private final long[] latest;
    private final long[] service;
    private final long[] release;
    private final long[] home;
    private final long[] wayHome;
    private final int[] starts;
    private final boolean windows;
    private final double unit;
    private final double timeUnit;

    VrpView(VrpInstance instance) {
        type = instance.type(0);
        n = instance.size() + 1;
        Travel travel = instance.travel(type.profile());
        int[] location = new int[n];
        location[0] = type.start();
        for (int i = 1; i < n; i++) {
            location[i] = instance.stop(i - 1).location();
        }
        distances = new long[n * n];
        durations = new long[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[i * n + j] = travel.distance(location[i], location[j]);
                durations[i * n + j] = travel.duration(location[i], location[j]);
            }
        }
        home = new long[n];
        wayHome = new long[n];
        for (int i = 1; i < n && type.end() >= 0; i++) {
            home[i] = travel.distance(location[i], type.end());
            wayHome[i] = travel.duration(location[i], type.end());
        }
        delivery = new long[n];
        pickup = new long[n];
        earliest = new long[n];
        latest = new long[n];
        service = new long[n];
        release = new long[n];
        earliest[0] = type.shiftStart();
        latest[0] = type.shiftEnd();
        boolean bound = false;
        for (int i = 1; i < n; i++) {
            Stop stop = instance.stop(i - 1);
            delivery[i] = stop.delivery()[0];
            pickup[i] = stop.pickup()[0];
            earliest[i] = stop.windows().earliest();
            latest[i] = stop.windows().latest();
            service[i] = stop.service();
            release[i] = instance.task(stop.task()).release();
            bound |= earliest[i] > 0 || latest[i] < TimeWindows.FOREVER;
        }
        windows = bound;
        x = IntStream.of(location).mapToDouble(instance::x).toArray();
        y = IntStream.of(location).mapToDouble(instance::y).toArray();
        unit = fit();
        timeUnit = unit * pace();
        starts = IntStream.range(1, n).filter(this::isServable).toArray();
    }

    /** Why an instance has no view: what policies do not know; null if it has one. */
    static @Nullable String refusal(VrpInstance instance) {
        String what = unknown(instance);
        return what == null ? null : "The policy knows no " + what + "; " + instance.name() + " has them.";
    }

    private static @Nullable String unknown(VrpInstance instance) {
        VehicleType type = instance.type(0);
        if (!instance.hasCoordinates()) {
            return "instances without coordinates";
        }
        if (instance.types().size() > 1) {
            return "fleets of several types";
        }
        if (type.start() < 0 || (type.end() >= 0 && type.end() != type.start())) {
            return "vehicles that begin and end in two places or anywhere";
        }
        if (!type.breaks().isEmpty() || !type.reloads().isEmpty()) {
            return "breaks and reloads";
        }
        if (type.capacity().length > 1) {
            return "loads of several dimensions";
        }
        if (!instance.groups().isEmpty()) {
            return "groups of tasks";
        }
        for (Task task : instance.tasks()) {
            if (task.isShipment()) {
                return "shipments";
            }
            if (!task.suits(type)) {
                return "tasks that the vehicles do not suit";
            }
        }
        for (Stop stop : instance.stops()) {
            if (stop.windows().count() > 1) {
                return "several windows of one task";
            }
            if (stop.setup() > 0) {
                return "set-up times";
            }
        }
        return null;
    }

    /** Moves the map into the unit square; units of distance along its side. */
    private double fit() {
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            minX = Math.min(minX, x[i]);
            minY = Math.min(minY, y[i]);
            maxX = Math.max(maxX, x[i]);
            maxY = Math.max(maxY, y[i]);
        }
        double side = Math.max(maxX - minX, maxY - minY);
        double length = 0;
        double straight = 0;
        for (int i = 0; i < n; i++) {
            x[i] = side > 0 ? (x[i] - minX) / side : 0;
            y[i] = side > 0 ? (y[i] - minY) / side : 0;
        }
        for (int i = 1; i < n; i++) {
            if (distances[i] < UNREACHABLE) {
                length += distances[i];
                straight += Math.hypot(x[i] - x[0], y[i] - y[0]);
            }
        }
        return length > 0 && straight > 0 ? length / straight : 1;
    }

    /** Time for a unit of distance. */
    private double pace() {
        double length = 0;
        double time = 0;
        for (int i = 1; i < n; i++) {
            if (distances[i] < UNREACHABLE && durations[i] < UNREACHABLE) {
                length += distances[i];
                time += durations[i];
            }
        }
        return length > 0 && time > 0 ? time / length : 1;
    }

    /** Whether a route may serve a node alone. */
    private boolean isServable(int node) {
        long begin = Math.max(type.shiftStart(), release[node]);
        long reached = Math.max(begin + durations[node], earliest[node]);
        return begin <= type.latestStart()
                && reached <= latest[node]
                && reached + service[node] + wayHome[node] <= type.shiftEnd()
                && Math.max(delivery[node], pickup[node]) + initialLoad() <= capacity()
                && distances[node] + home[node] <= maxDistance()
                && (order() != Order.DELIVERIES_FIRST_AND_NEEDED || delivery[node] > 0);
    }

    int nodes() {
        return n;
    }

    double x(int node) {
        return x[node];
    }

    double y(int node) {
        return y[node];
    }

    long distance(int from, int to) {
        return distances[from * n + to];
    }

    long duration(int from, int to) {
        return durations[from * n + to];
    }

    long home(int node) {
        return home[node];
    }

    long wayHome(int node) {
        return wayHome[node];
    }

    long delivery(int node) {
        return delivery[node];
    }

    long pickup(int node) {
        return pickup[node];
    }

    long earliest(int node) {
        return earliest[node];
    }

    long latest(int node) {
        return latest[node];
    }

    long service(int node) {
        return service[node];
    }

    long release(int node) {
        return release[node];
    }

    boolean hasWindows() {
        return windows;
    }

    boolean isOpen() {
        return type.end() < 0;
    }

    Order order() {
        return type.order();
    }

    long capacity() {
        return type.capacity()[0];
    }

    long initialLoad() {
        return type.initialLoad()[0];
    }

    int vehicles() {
        return type.number();
    }

    int maxStops() {
        return type.maxStops();
    }

    long shiftStart() {
        return type.shiftStart();
    }

    long latestStart() {
        return type.latestStart();
    }

    long shiftEnd() {
        return type.shiftEnd();
    }

    long maxDuration() {
        return type.maxDuration();
    }

    long maxDriving() {
        return type.maxDriving();
    }

    long maxDistance() {
        return type.maxDistance();
    }

    boolean hasDistanceLimit() {
        return type.maxDistance() < TimeWindows.FOREVER;
    }

    /** Nodes that a route may begin with; not to be changed. */
    int[] starts() {
        return starts;
    }

    /** An amount as a part of the capacity, from 0 to 1. */
    float share(long amount) {
        return capacity() <= 0 || capacity() >= TimeWindows.FOREVER
                ? 0
                : (float) Math.max(0, Math.min(1, (double) amount / capacity()));
    }

    /** A distance in sides of the map. */
    float scaled(long distance) {
        return (float) (distance / unit);
    }

    /** A time in crossings of the map. */
    double crossings(long time) {
        return time / timeUnit;
    }
}
