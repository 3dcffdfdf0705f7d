package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan with its times, loads, costs and violations: the validator's reading of it. Nothing of an engine is used.
 *
 * <p>A vehicle leaves as early as it may and waits for windows; where its time costs, or its duration is limited so that this is too
 * long, it leaves when the route is shortest, or as early as the limit allows. Service starts as soon as it can.
 *
 * @param routes in the order of the plan
 * @param unserved indices of the tasks that no route serves
 * @param parts units of cost by term, whose sum is the objective
 * @param violations all of them
 */
public record VrpSchedule(
        List<RouteSchedule> routes, List<Integer> unserved, Map<String, Long> parts, List<Violation> violations) {
    /** Sum of all parts, in units of cost. */
    public long objective() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Reads a plan. Never throws on a malformed one. */
    public static VrpSchedule of(VrpInstance instance, VrpPlan plan) {
        List<Violation> violations = new ArrayList<>();
        int[] served = new int[instance.size()];
        int[] routeOf = new int[instance.size()];
        Arrays.fill(routeOf, -1);
        List<RouteSchedule> routes = new ArrayList<>();
        int[] used = new int[instance.types().size()];
        for (int r = 0; r < plan.routes().size(); r++) {
            VrpPlan.Route route = plan.routes().get(r);
            if (route.type() < 0 || route.type() >= used.length) {
                violations.add(new Violation("unknown-vehicle", "route " + (r + 1), 1));
                continue;
            }
            RouteSchedule schedule = route(instance, route, used[route.type()]++, "route " + (r + 1));
            routes.add(schedule);
            violations.addAll(schedule.violations());
            for (int activity : route.activities()) {
                if (instance.isStop(activity)) {
                    served[activity]++;
                    routeOf[activity] = r;
                }
            }
        }
        for (int k = 0; k < used.length; k++) {
            VehicleType type = instance.type(k);
            if (used[k] > type.number()) {
                violations.add(new Violation(
                        "vehicles",
                        used[k] + " routes for " + type.number() + " of vehicle '" + type.id() + "'",
                        used[k] - type.number()));
            }
        }
        if (routes.size() < instance.minRoutes()) {
            violations.add(new Violation(
                    "vehicles",
                    routes.size() + " routes where at least " + instance.minRoutes() + " are needed",
                    instance.minRoutes() - routes.size()));
        }
        List<Integer> unserved = checkTasks(instance, served, violations);
        long penalties = unserved.stream().mapToLong(instance::penalty).sum();
        penalties += checkGroups(instance, served, routeOf, violations);
        return new VrpSchedule(routes, unserved, parts(instance, routes, penalties), violations);
    }

    private static List<Integer> checkTasks(VrpInstance instance, int[] served, List<Violation> violations) {
        List<Integer> unserved = new ArrayList<>();
        for (int t = 0; t < instance.tasks().size(); t++) {
            Task task = instance.task(t);
            int least = Integer.MAX_VALUE;
            int most = 0;
            for (int stop : instance.stopsOf(t)) {
                least = Math.min(least, served[stop]);
                most = Math.max(most, served[stop]);
            }
            if (most > 1) {
                violations.add(new Violation("repeated", "task '" + task.id() + "'", most - 1));
            } else if (most == 0) {
                unserved.add(t);
                if (task.required()) {
                    violations.add(new Violation("unserved", "task '" + task.id() + "', which is required", 1));
                }
            } else if (least == 0) {
                violations.add(new Violation("shipment", "shipment '" + task.id() + "' has one end on a route only", 1));
            }
        }
        return unserved;
    }

    /** The penalties of one-of groups of which none is served. */
    private static long checkGroups(VrpInstance instance, int[] served, int[] routeOf, List<Violation> violations) {
        long penalties = 0;
        for (TaskGroup group : instance.groups()) {
            int count = 0;
            Map<Integer, Integer> byRoute = new LinkedHashMap<>();
            for (int task : group.tasks()) {
                int stop = instance.task(task).stop();
                if (served[stop] > 0) {
                    count++;
                    byRoute.merge(routeOf[stop], 1, Integer::sum);
                }
            }
            String where = "group '" + group.id() + "'";
            switch (group.kind()) {
                case ONE_OF -> {
                    if (count > 1) {
                        violations.add(new Violation("group", where + ": more than one is served", count - 1));
                    } else if (count == 0 && group.required()) {
                        violations.add(new Violation("group", where + ": none is served", 1));
                    } else if (count == 0) {
                        penalties += instance.penalty(group);
                    }
                }
                case SAME_ROUTE -> {
                    if (byRoute.size() > 1) {
                        violations.add(new Violation("group", where + " is on several routes", byRoute.size() - 1));
                    }
                }
                case APART -> {
                    if (count > byRoute.size()) {
                        violations.add(new Violation("group", where + " shares routes", count - byRoute.size()));
                    }
                }
            }
        }
        return penalties;
    }

    private static Map<String, Long> parts(VrpInstance instance, List<RouteSchedule> routes, long penalties) {
        Map<String, Long> parts = new LinkedHashMap<>();
        if (instance.objective() == Objective.VEHICLES) {
            parts.put("unserved", penalties);
            parts.put("vehicles", Math.multiplyExact(instance.vehicleWeight(), (long) routes.size()));
            parts.put("distance", routes.stream().mapToLong(route -> route.costs().distance()).sum());
            return parts;
        }
        putIfAny(parts, "unserved", penalties);
        putIfAny(parts, "fixed", routes.stream().mapToLong(route -> route.costs().fixed()).sum());
        parts.put("distance", routes.stream().mapToLong(route -> route.costs().distance()).sum());
        putIfAny(parts, "driving", routes.stream().mapToLong(route -> route.costs().driving()).sum());
        putIfAny(parts, "service", routes.stream().mapToLong(route -> route.costs().service()).sum());
        putIfAny(parts, "duration", routes.stream().mapToLong(route -> route.costs().duration()).sum());
        putIfAny(parts, "overtime", routes.stream().mapToLong(route -> route.costs().overtime()).sum());
        return parts;
    }

    private static void putIfAny(Map<String, Long> parts, String term, long value) {
        if (value != 0) {
            parts.put(term, value);
        }
    }

    /**
     * One route by itself: its times, loads and costs, and what it violates. What other routes do and what is left out are not looked at.
     *
     * @param vehicle number of the vehicle among those of its type, from 0
     * @param name of the route in violations
     */
    public static RouteSchedule route(VrpInstance instance, VrpPlan.Route route, int vehicle, String name) {
        return new Reading(instance, route, vehicle, name).schedule();
    }

    /** The reading of one route. */
    private static final class Reading {
        private final VrpInstance instance;
        private final VehicleType type;
        private final int kind;
        private final String vehicle;
        private final String name;
        private final List<Violation> violations = new ArrayList<>();
        private final int[] activities;

        // By point: the start, stops and reloads, the end.
        private final List<Integer> points = new ArrayList<>();
        private final List<List<RouteTimes.Pause>> pauses = new ArrayList<>();
        private final List<long[]> loads = new ArrayList<>();

        Reading(VrpInstance instance, VrpPlan.Route route, int vehicle, String name) {
            this.instance = instance;
            this.kind = route.type();
            this.type = instance.type(kind);
            this.vehicle = type.vehicleId(vehicle);
            this.name = name + " (vehicle '" + this.vehicle + "')";
            this.activities = known(route.activities());
            points.add(-1);
            pauses.add(new ArrayList<>());
            List<RouteTimes.Pause> waiting = new ArrayList<>();
            for (int activity : activities) {
                if (instance.isBreak(activity)) {
                    VehicleType.Break pause = instance.breakOf(activity);
                    waiting.add(new RouteTimes.Pause(activity, pause.windows(), pause.duration()));
                } else {
                    points.add(activity);
                    pauses.add(waiting);
                    waiting = new ArrayList<>();
                }
            }
            points.add(-1);
            pauses.add(waiting);
        }

        private int[] known(int[] given) {
            return Arrays.stream(given)
                    .filter(activity -> {
                        boolean exists = activity >= 0 && activity < instance.activities();
                        if (!exists) {
                            add("unknown-task", "activity " + activity, 1);
                        } else if (!instance.isStop(activity) && instance.typeOf(activity) != kind) {
                            add("vehicle", "a break or reload of another vehicle", 1);
                            return false;
                        }
                        return exists;
                    })
                    .toArray();
        }

        private void add(String constraint, String what, double amount) {
            violations.add(new Violation(constraint, what + " on " + name, amount));
        }

        private int location(int point) {
            if (point == 0) {
                return type.start();
            }
            if (point == points.size() - 1) {
                return type.end();
            }
            int activity = points.get(point);
            return instance.isStop(activity)
                    ? instance.stop(activity).location()
                    : instance.reload(activity).location();
        }

        private String text(int point) {
            if (point == 0) {
                return "the start of " + name;
            }
            if (point == points.size() - 1) {
                return "the end of " + name;
            }
            int activity = points.get(point);
            return (instance.isStop(activity)
                            ? "stop '" + instance.stop(activity).id() + "'"
                            : "reload '" + instance.reload(activity).id() + "'")
                    + " on " + name;
        }

        RouteSchedule schedule() {
            checkVehicle();
            checkBreaks();
            List<RouteTimes.Ride> rides = checkShipments();
            checkOrder();
            checkLoads();
            int n = points.size();
            Scale scale = instance.scale();
            Travel travel = instance.travel(type.profile());
            TimeWindows[] windows = new TimeWindows[n];
            long[] service = new long[n];
            long[] release = new long[n];
            long[] way = new long[n];
            String[] texts = new String[n];
            long distance = 0;
            long driving = 0;
            long served = 0;
            for (int p = 0; p < n; p++) {
                texts[p] = text(p);
                int here = location(p);
                int from = p == 0 ? -1 : location(p - 1);
                if (p > 0 && from >= 0 && here >= 0) {
                    way[p] = travel.duration(from, here);
                    long length = travel.distance(from, here);
                    if (way[p] >= Travel.UNREACHABLE || length >= Travel.UNREACHABLE) {
                        violations.add(new Violation(
                                "unreachable",
                                "from " + texts[p - 1] + " to " + texts[p],
                                1));
                        way[p] = 0;
                        length = 0;
                    }
                    distance += length;
                    driving += way[p];
                }
                windows[p] = windows(p);
                service[p] = service(p, from, here);
                served += instance.isStop(points.get(p)) ? service[p] : 0;
                if (p == 0 || (p < n - 1 && !instance.isStop(points.get(p)))) {
                    release[p] = release(p);
                }
            }
            if (type.latestStart() < type.shiftStart()) {
                add("shift", "no departure", (type.shiftStart() - type.latestStart()) / (double) scale.time());
            }
            VehicleType.Costs costs = instance.costs(kind);
            RouteTimes times = new RouteTimes(windows, service, release, way, pauses, rides);
            violations.addAll(times.solve(type.maxDuration(), costs.timed(), scale.time(), texts, name));
            limit("driving", driving, type.maxDriving(), scale.time());
            limit("distance", distance, type.maxDistance(), scale.distance());
            limit(
                    "stops",
                    Arrays.stream(activities).filter(instance::isStop).count(),
                    type.maxStops(),
                    1);
            long duration = times.duration();
            long overtime = Math.max(0, duration - type.regularDuration());
            return new RouteSchedule(
                    kind,
                    vehicle,
                    visits(times),
                    distance,
                    driving,
                    served,
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

        private void limit(String constraint, long value, long most, double unit) {
            if (value > most) {
                violations.add(new Violation(constraint, name, (value - most) / unit));
            }
        }

        private TimeWindows windows(int point) {
            if (point == 0) {
                return TimeWindows.of(type.shiftStart(), Math.max(type.shiftStart(), type.latestStart()));
            }
            if (point == points.size() - 1) {
                return TimeWindows.of(Math.min(0, type.shiftEnd()), type.shiftEnd());
            }
            int activity = points.get(point);
            return instance.isStop(activity)
                    ? instance.stop(activity).windows()
                    : instance.reload(activity).windows();
        }

        private long service(int point, int from, int here) {
            int activity = points.get(point);
            if (activity < 0) {
                return 0;
            }
            if (!instance.isStop(activity)) {
                return instance.reload(activity).service();
            }
            Stop stop = instance.stop(activity);
            return stop.service() + (from == here ? 0 : stop.setup());
        }

        /** Latest release of what the trip that begins at a point serves. */
        private long release(int point) {
            long latest = 0;
            for (int p = point + 1; p < points.size() - 1 && instance.isStop(points.get(p)); p++) {
                latest = Math.max(
                        latest, instance.task(instance.stop(points.get(p)).task()).release());
            }
            return latest;
        }

        private void checkVehicle() {
            for (int activity : activities) {
                if (instance.isStop(activity)
                        && !instance.suits(instance.stop(activity).task(), kind)) {
                    add(
                            "skill",
                            "task '" + instance.task(instance.stop(activity).task()).id() + "'",
                            1);
                }
            }
            long trips = 1 + Arrays.stream(activities).filter(instance::isReload).count();
            limit("trips", trips, type.maxTrips(), 1);
        }

        private void checkBreaks() {
            for (int b = 0; b < type.breaks().size(); b++) {
                int activity = instance.breakActivity(kind, b);
                long times = Arrays.stream(activities)
                        .filter(other -> other == activity)
                        .count();
                if (times != 1) {
                    add(
                            "break",
                            "break '" + type.breaks().get(b).id() + "' is taken " + times + " times",
                            Math.abs(times - 1));
                }
            }
        }

        private List<RouteTimes.Ride> checkShipments() {
            List<RouteTimes.Ride> rides = new ArrayList<>();
            int[] point = new int[instance.size()];
            int[] trip = new int[instance.size()];
            Arrays.fill(point, -1);
            int trips = 0;
            for (int p = 1; p < points.size() - 1; p++) {
                int activity = points.get(p);
                if (!instance.isStop(activity)) {
                    trips++;
                    continue;
                }
                point[activity] = p;
                trip[activity] = trips;
                Task task = instance.task(instance.stop(activity).task());
                if (!task.isShipment() || activity != task.delivery()) {
                    continue;
                }
                String shipment = "shipment '" + task.id() + "'";
                if (point[task.stop()] < 0) {
                    add("precedence", shipment + " is delivered before it is picked up", 1);
                } else if (trip[task.stop()] != trips) {
                    add("precedence", shipment + " is aboard at a reload", 1);
                } else if (task.maxRide() < TimeWindows.FOREVER) {
                    rides.add(new RouteTimes.Ride(
                            point[task.stop()], p, task.maxRide(), shipment + " on " + name));
                }
            }
            for (int p = 1; p < points.size() - 1; p++) {
                int activity = points.get(p);
                if (instance.isStop(activity)) {
                    Task task = instance.task(instance.stop(activity).task());
                    if (task.isShipment() && activity == task.stop() && point[task.delivery()] < 0) {
                        add("precedence", "shipment '" + task.id() + "' is never delivered", 1);
                    }
                }
            }
            return rides;
        }

        private static boolean any(long[] amounts) {
            return Arrays.stream(amounts).anyMatch(amount -> amount > 0);
        }

        private void checkOrder() {
            if (type.order() == VehicleType.Order.FREE) {
                return;
            }
            boolean picked = false;
            boolean delivered = false;
            for (int p = 1; p < points.size(); p++) {
                int activity = points.get(p);
                if (!instance.isStop(activity)) {
                    if (picked && !delivered && type.order() == VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED) {
                        add("order", "a trip of pickups only", 1);
                    }
                    picked = false;
                    delivered = false;
                    continue;
                }
                Stop stop = instance.stop(activity);
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
            int dimensions = type.capacity().length;
            long[] over = new long[dimensions];
            long[] load = new long[dimensions];
            beginTrip(0, load, over);
            for (int p = 1; p < points.size(); p++) {
                int activity = points.get(p);
                if (p == points.size() - 1) {
                    loads.add(load.clone());
                } else if (instance.isStop(activity)) {
                    Stop stop = instance.stop(activity);
                    for (int d = 0; d < dimensions; d++) {
                        load[d] += stop.pickup()[d] - stop.delivery()[d];
                        over[d] = Math.max(over[d], load[d] - type.capacity()[d]);
                    }
                    loads.add(load.clone());
                } else {
                    beginTrip(p, load, over);
                }
            }
            for (int d = 0; d < dimensions; d++) {
                if (over[d] > 0) {
                    add("capacity", instance.dimensions().get(d), over[d]);
                }
            }
        }

        private void beginTrip(int point, long[] load, long[] over) {
            System.arraycopy(type.initialLoad(), 0, load, 0, load.length);
            for (int p = point + 1; p < points.size() - 1 && instance.isStop(points.get(p)); p++) {
                Stop stop = instance.stop(points.get(p));
                if (!instance.task(stop.task()).isShipment()) {
                    for (int d = 0; d < load.length; d++) {
                        load[d] += stop.delivery()[d];
                    }
                }
            }
            for (int d = 0; d < load.length; d++) {
                over[d] = Math.max(over[d], load[d] - type.capacity()[d]);
            }
            loads.add(load.clone());
        }

        private List<RouteSchedule.Visit> visits(RouteTimes times) {
            List<RouteSchedule.Visit> visits = new ArrayList<>();
            int end = points.size() - 1;
            for (int p = 0; p <= end; p++) {
                if (p > 0) {
                    long[] starts = times.pauseStarts(p);
                    for (int b = 0; b < starts.length; b++) {
                        RouteTimes.Pause pause = pauses.get(p).get(b);
                        visits.add(new RouteSchedule.Visit(
                                pause.activity(),
                                RouteSchedule.Kind.BREAK,
                                -1,
                                starts[b],
                                starts[b],
                                starts[b] + pause.duration(),
                                loads.get(p - 1)));
                    }
                }
                int location = location(p);
                int activity = points.get(p);
                if (activity < 0 && location < 0) {
                    continue;
                }
                RouteSchedule.Kind what = p == 0
                        ? RouteSchedule.Kind.START
                        : p == end
                                ? RouteSchedule.Kind.END
                                : instance.isStop(activity)
                                        ? RouteSchedule.Kind.SERVICE
                                        : RouteSchedule.Kind.RELOAD;
                visits.add(new RouteSchedule.Visit(
                        activity,
                        what,
                        location,
                        times.arrival[p],
                        times.start[p],
                        times.departure(p),
                        loads.get(p)));
            }
            return visits;
        }
    }
}
