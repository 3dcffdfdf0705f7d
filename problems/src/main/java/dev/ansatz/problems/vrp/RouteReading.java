package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The validator's reading of one route, in time that is near linear in its length. */
final class RouteReading {
    private static final RouteTimes.Pause[] NO_PAUSES = {};

    private final VrpInstance instance;
    private final VehicleType type;
    private final int kind;
    private final String vehicle;
    private final String name;
    private final List<Violation> violations = new ArrayList<>();
    private final int[] activities;

    // By point: the start, stops and reloads, the end.
    private final int[] points;
    private final RouteTimes.Pause[][] pauses;
    private final long[][] loads;
    private final int end;

    RouteReading(VrpInstance instance, VrpPlan.Route route, int vehicle, String name) {
        this.instance = instance;
        this.kind = route.type();
        this.type = instance.type(kind);
        this.vehicle = type.vehicleId(vehicle);
        this.name = name + " (vehicle '" + this.vehicle + "')";
        this.activities = known(route.activities());
        int[] stations = new int[activities.length + 2];
        RouteTimes.Pause[][] before = new RouteTimes.Pause[activities.length + 2][];
        Arrays.fill(before, NO_PAUSES);
        stations[0] = -1;
        int p = 1;
        for (int activity : activities) {
            if (instance.isBreak(activity)) {
                VehicleType.Break pause = instance.breakOf(activity);
                before[p] = Arrays.copyOf(before[p], before[p].length + 1);
                before[p][before[p].length - 1] =
                        new RouteTimes.Pause(activity, pause.id(), pause.windows(), pause.duration());
            } else {
                stations[p++] = activity;
            }
        }
        stations[p] = -1;
        end = p;
        points = Arrays.copyOf(stations, end + 1);
        pauses = Arrays.copyOf(before, end + 1);
        loads = new long[end + 1][];
    }

    /** The activities that this vehicle type can have. */
    private int[] known(int[] given) {
        int[] known = new int[given.length];
        int n = 0;
        for (int activity : given) {
            if (activity < 0 || activity >= instance.activities()) {
                add("unknown-task", "activity " + activity, 1);
            } else if (!instance.isStop(activity) && instance.typeOf(activity) != kind) {
                add("vehicle", "a break or reload of another vehicle", 1);
            } else {
                known[n++] = activity;
            }
        }
        return Arrays.copyOf(known, n);
    }

    private void add(String constraint, String what, double amount) {
        violations.add(new Violation(constraint, what + " on " + name, amount));
    }

    private void limit(String constraint, long value, long most, double unit) {
        if (value > most) {
            violations.add(new Violation(constraint, name, (value - most) / unit));
        }
    }

    private int location(int point) {
        if (point == 0) {
            return type.start();
        }
        if (point == end) {
            return type.end();
        }
        int activity = points[point];
        return instance.isStop(activity)
                ? instance.stop(activity).location()
                : instance.reload(activity).location();
    }

    private String text(int point) {
        if (point == 0) {
            return "the start of " + name;
        }
        if (point == end) {
            return "the end of " + name;
        }
        int activity = points[point];
        return (instance.isStop(activity)
                        ? "stop '" + instance.stop(activity).id() + "'"
                        : "reload '" + instance.reload(activity).id() + "'")
                + " on " + name;
    }

    RouteSchedule schedule() {
        checkSkills();
        int trips = checkCounts();
        List<RouteTimes.Ride> rides = checkShipments();
        checkOrder();
        checkLoads();
        Scale scale = instance.scale();
        Travel travel = instance.travel(type.profile());
        TimeWindows[] windows = new TimeWindows[end + 1];
        long[] service = new long[end + 1];
        long[] release = new long[end + 1];
        long[] way = new long[end + 1];
        long distance = 0;
        long driving = 0;
        long served = 0;
        long busy = 0;
        for (int p = 0; p <= end; p++) {
            int here = location(p);
            int from = p == 0 ? -1 : location(p - 1);
            if (from >= 0 && here >= 0) {
                way[p] = travel.duration(from, here);
                long length = travel.distance(from, here);
                if (way[p] >= Travel.UNREACHABLE || length >= Travel.UNREACHABLE) {
                    violations.add(new Violation("unreachable", "from " + text(p - 1) + " to " + text(p), 1));
                    way[p] = 0;
                    length = 0;
                }
                distance += length;
                driving += way[p];
            }
            windows[p] = windows(p);
            service[p] = service(p, from, here);
            busy += service[p];
            served += instance.isStop(points[p]) ? service[p] : 0;
            for (RouteTimes.Pause pause : pauses[p]) {
                busy += pause.duration();
            }
        }
        release(release);
        VehicleType.Costs costs = instance.costs(kind);
        RouteTimes times = new RouteTimes(windows, service, release, way, pauses, rides);
        violations.addAll(times.solve(type.maxDuration(), costs.timed(), scale.time(), this::text, name));
        limit("driving", driving, type.maxDriving(), scale.time());
        limit("distance", distance, type.maxDistance(), scale.distance());
        limit("stops", end - trips, type.maxStops(), 1);
        limit("trips", trips, type.maxTrips(), 1);
        long duration = times.duration();
        long overtime = Math.max(0, duration - type.regularDuration());
        return new RouteSchedule(
                kind,
                vehicle,
                visits(times),
                distance,
                driving,
                served,
                Math.max(0, duration - driving - busy),
                duration,
                overtime,
                new VehicleType.Costs(
                        costs.fixed(),
                        costs.distance() * distance,
                        costs.driving() * driving,
                        costs.service() * served,
                        costs.duration() * duration,
                        costs.overtime() * overtime),
                List.copyOf(violations));
    }

    private TimeWindows windows(int point) {
        if (point == 0) {
            return TimeWindows.of(type.shiftStart(), type.latestStart());
        }
        if (point == end) {
            return TimeWindows.of(0, type.shiftEnd());
        }
        int activity = points[point];
        return instance.isStop(activity)
                ? instance.stop(activity).windows()
                : instance.reload(activity).windows();
    }

    private long service(int point, int from, int here) {
        int activity = points[point];
        if (activity < 0) {
            return 0;
        }
        if (!instance.isStop(activity)) {
            return instance.reload(activity).service();
        }
        Stop stop = instance.stop(activity);
        return stop.service() + (from == here ? 0 : stop.setup());
    }

    /** At the begin of each trip the latest release of what it serves. */
    private void release(long[] release) {
        int trip = 0;
        for (int p = 1; p < end; p++) {
            if (instance.isStop(points[p])) {
                Task task = instance.task(instance.stop(points[p]).task());
                release[trip] = Math.max(release[trip], task.release());
            } else {
                trip = p;
            }
        }
    }

    private void checkSkills() {
        for (int activity : activities) {
            if (instance.isStop(activity)) {
                int index = instance.stop(activity).task();
                // A shipment is told once.
                if (!instance.suits(index, kind)
                        && activity == instance.task(index).stop()) {
                    add("skill", "task '" + instance.task(index).id() + "'", 1);
                }
            }
        }
    }

    /**
     * Each break is taken once.
     *
     * @return number of trips
     */
    private int checkCounts() {
        int trips = 1;
        int[] taken = new int[type.breaks().size()];
        int first = instance.breakActivity(kind, 0);
        for (int activity : activities) {
            if (instance.isBreak(activity)) {
                taken[activity - first]++;
            } else if (!instance.isStop(activity)) {
                trips++;
            }
        }
        for (int b = 0; b < taken.length; b++) {
            if (taken[b] != 1) {
                add(
                        "break",
                        "break '" + type.breaks().get(b).id() + "' is taken " + taken[b] + " times",
                        Math.abs(taken[b] - 1));
            }
        }
        return trips;
    }

    /** Both ends of a shipment lie on one trip, in order. */
    private List<RouteTimes.Ride> checkShipments() {
        // Activity, point and trip of both ends of shipments, by activity.
        long[] ends = new long[end];
        int n = 0;
        int[] trip = new int[end];
        for (int p = 1; p < end; p++) {
            trip[p] = trip[p - 1];
            if (!instance.isStop(points[p])) {
                trip[p]++;
            } else if (instance.task(instance.stop(points[p]).task()).isShipment()) {
                ends[n++] = (long) points[p] << 32 | p;
            }
        }
        List<RouteTimes.Ride> rides = new ArrayList<>();
        Arrays.sort(ends, 0, n);
        for (int e = 0; e < n; e++) {
            int p = (int) ends[e];
            Task task = instance.task(instance.stop(points[p]).task());
            boolean delivers = points[p] == task.delivery();
            int other = point(ends, n, delivers ? task.stop() : task.delivery());
            String shipment = "shipment '" + task.id() + "'";
            if (!delivers) {
                if (other < 0) {
                    add("precedence", shipment + " is never delivered", 1);
                }
            } else if (other < 0 || other > p) {
                add("precedence", shipment + " is delivered before it is picked up", 1);
            } else if (trip[other] != trip[p]) {
                add("precedence", shipment + " is aboard at a reload", 1);
            } else if (task.maxRide() < TimeWindows.FOREVER) {
                rides.add(new RouteTimes.Ride(other, p, task.maxRide(), shipment + " on " + name));
            }
        }
        return rides;
    }

    /** The first point of an activity, -1 where the route has none. */
    private static int point(long[] ends, int n, int activity) {
        int at = Arrays.binarySearch(ends, 0, n, (long) activity << 32);
        int next = at < 0 ? -at - 1 : at;
        return next < n && (int) (ends[next] >> 32) == activity ? (int) ends[next] : -1;
    }

    private static boolean any(long[] amounts) {
        for (long amount : amounts) {
            if (amount > 0) {
                return true;
            }
        }
        return false;
    }

    private void checkOrder() {
        if (type.order() == VehicleType.Order.FREE) {
            return;
        }
        boolean picked = false;
        boolean delivered = false;
        for (int p = 1; p <= end; p++) {
            if (!instance.isStop(points[p])) {
                if (picked && !delivered && type.order() == VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED) {
                    add("order", "a trip of pickups only", 1);
                }
                picked = false;
                delivered = false;
                continue;
            }
            Stop stop = instance.stop(points[p]);
            if (any(stop.delivery())) {
                delivered = true;
                if (picked) {
                    add("order", "delivery '" + stop.id() + "' after a pickup", 1);
                }
            }
            picked |= any(stop.pickup());
        }
    }

    private void checkLoads() {
        long[] over = new long[type.capacity().length];
        long[] load = new long[over.length];
        beginTrip(0, load, over);
        for (int p = 1; p < end; p++) {
            if (!instance.isStop(points[p])) {
                beginTrip(p, load, over);
                continue;
            }
            Stop stop = instance.stop(points[p]);
            for (int d = 0; d < over.length; d++) {
                load[d] += stop.pickup()[d] - stop.delivery()[d];
                over[d] = Math.max(over[d], load[d] - type.capacity()[d]);
            }
            loads[p] = load.clone();
        }
        loads[end] = load;
        for (int d = 0; d < over.length; d++) {
            if (over[d] > 0) {
                add("capacity", instance.dimensions().get(d), over[d]);
            }
        }
    }

    private void beginTrip(int point, long[] load, long[] over) {
        System.arraycopy(type.initialLoad(), 0, load, 0, load.length);
        for (int p = point + 1; p < end && instance.isStop(points[p]); p++) {
            Stop stop = instance.stop(points[p]);
            if (!instance.task(stop.task()).isShipment()) {
                for (int d = 0; d < load.length; d++) {
                    load[d] += stop.delivery()[d];
                }
            }
        }
        for (int d = 0; d < load.length; d++) {
            over[d] = Math.max(over[d], load[d] - type.capacity()[d]);
        }
        loads[point] = load.clone();
    }

    private List<RouteSchedule.Visit> visits(RouteTimes times) {
        List<RouteSchedule.Visit> visits = new ArrayList<>(activities.length + 2);
        for (int p = 0; p <= end; p++) {
            if (pauses[p].length > 0) {
                long[] starts = times.pauseStarts(p);
                for (int b = 0; b < starts.length; b++) {
                    RouteTimes.Pause pause = pauses[p][b];
                    visits.add(new RouteSchedule.Visit(
                            pause.activity(),
                            RouteSchedule.Kind.BREAK,
                            -1,
                            starts[b],
                            starts[b],
                            starts[b] + pause.duration(),
                            loads[p - 1]));
                }
            }
            int location = location(p);
            if (location >= 0) {
                visits.add(new RouteSchedule.Visit(
                        points[p], what(p), location, times.arrival(p), times.start(p), times.departure(p), loads[p]));
            }
        }
        return visits;
    }

    private RouteSchedule.Kind what(int point) {
        if (point == 0) {
            return RouteSchedule.Kind.START;
        }
        if (point == end) {
            return RouteSchedule.Kind.END;
        }
        return instance.isStop(points[point]) ? RouteSchedule.Kind.SERVICE : RouteSchedule.Kind.RELOAD;
    }
}
