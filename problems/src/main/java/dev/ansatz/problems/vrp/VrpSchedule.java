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
 * Where a ride is limited, a pickup waits as long as it has to. Plans of 10,000 stops are read within some milliseconds.
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
            int first = served[task.stop()];
            int second = task.isShipment() ? served[task.delivery()] : first;
            int least = Math.min(first, second);
            int most = Math.max(first, second);
            if (most > 1) {
                violations.add(new Violation("repeated", "task '" + task.id() + "'", most - 1));
            } else if (most == 0) {
                unserved.add(t);
                if (task.required()) {
                    violations.add(new Violation("unserved", "required task '" + task.id() + "'", 1));
                }
            } else if (least == 0) {
                violations.add(
                        new Violation("shipment", "shipment '" + task.id() + "' has one end on a route only", 1));
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
            parts.put(
                    "distance",
                    routes.stream().mapToLong(route -> route.costs().distance()).sum());
            return parts;
        }
        putIfAny(parts, "unserved", penalties);
        putIfAny(
                parts,
                "fixed",
                routes.stream().mapToLong(route -> route.costs().fixed()).sum());
        parts.put(
                "distance",
                routes.stream().mapToLong(route -> route.costs().distance()).sum());
        putIfAny(
                parts,
                "driving",
                routes.stream().mapToLong(route -> route.costs().driving()).sum());
        putIfAny(
                parts,
                "service",
                routes.stream().mapToLong(route -> route.costs().service()).sum());
        putIfAny(
                parts,
                "duration",
                routes.stream().mapToLong(route -> route.costs().duration()).sum());
        putIfAny(
                parts,
                "overtime",
                routes.stream().mapToLong(route -> route.costs().overtime()).sum());
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
        return new RouteReading(instance, route, vehicle, name).schedule();
    }
}
