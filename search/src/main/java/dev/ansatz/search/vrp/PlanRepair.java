package dev.ansatz.search.vrp;

import dev.ansatz.problems.vrp.RouteSchedule;
import dev.ansatz.problems.vrp.TaskGroup;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes a plan feasible again after a change, with as little change as can be: what a route cannot keep leaves it, and what is on no route
 * goes to its cheapest place, the required and the urgent first. Each try is judged by the validator's reading of that route.
 */
final class PlanRepair {
    private final VrpInstance instance;
    private final List<VrpPlan.Route> routes = new ArrayList<>();
    private final int[] used;

    PlanRepair(VrpInstance instance) {
        this.instance = instance;
        used = new int[instance.types().size()];
    }

    VrpPlan of(VrpPlan plan) {
        for (VrpPlan.Route route : plan.routes()) {
            if (route.activities().length > 0
                    && used[route.type()] < instance.type(route.type()).number()) {
                routes.add(kept(route));
                used[route.type()]++;
            }
        }
        boolean[] served = new boolean[instance.tasks().size()];
        for (VrpPlan.Route route : routes) {
            for (int activity : route.activities()) {
                if (instance.isStop(activity)) {
                    served[instance.stop(activity).task()] = true;
                }
            }
        }
        IntStream.range(0, served.length)
                .filter(task -> !served[task])
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(task -> mustServe(task) ? 0 : 1)
                        .thenComparingInt(task -> -instance.task(task).priority()))
                .forEach(this::insert);
        return new VrpPlan(routes);
    }

    private boolean mustServe(int task) {
        return instance.task(task).required()
                || instance.groups().stream()
                        .anyMatch(group -> group.kind() == TaskGroup.Kind.ONE_OF
                                && group.required()
                                && Arrays.stream(group.tasks()).anyMatch(other -> other == task));
    }

    private boolean feasible(VrpPlan.Route route) {
        return VrpSchedule.route(instance, route, 0, "").violations().isEmpty();
    }

    /** The route without the fewest tasks, from its end, that keep it from being feasible. */
    private VrpPlan.Route kept(VrpPlan.Route route) {
        VrpPlan.Route rest = withPauses(route);
        while (!feasible(rest)) {
            int last = -1;
            for (int activity : rest.activities()) {
                last = instance.isStop(activity) ? instance.stop(activity).task() : last;
            }
            if (last < 0) {
                return new VrpPlan.Route(route.type(), new int[0]);
            }
            rest = without(rest, worst(rest, last));
        }
        return rest;
    }

    /** The task without which the route is feasible, or nearest to it; the last one where none helps. */
    private int worst(VrpPlan.Route route, int last) {
        int worst = last;
        long fewest = Long.MAX_VALUE;
        for (int task : tasks(route)) {
            long broken = VrpSchedule.route(instance, without(route, task), 0, "")
                    .violations()
                    .size();
            if (broken < fewest) {
                fewest = broken;
                worst = task;
            }
        }
        return worst;
    }

    private int[] tasks(VrpPlan.Route route) {
        return Arrays.stream(route.activities())
                .filter(instance::isStop)
                .map(activity -> instance.stop(activity).task())
                .distinct()
                .toArray();
    }

    private VrpPlan.Route without(VrpPlan.Route route, int task) {
        return new VrpPlan.Route(
                route.type(),
                Arrays.stream(route.activities())
                        .filter(activity -> !instance.isStop(activity)
                                || instance.stop(activity).task() != task)
                        .toArray());
    }

    /** With the breaks that its vehicle has to take, each in the first place that will do. */
    private VrpPlan.Route withPauses(VrpPlan.Route route) {
        VrpPlan.Route whole = route;
        for (int b = 0; b < instance.type(route.type()).breaks().size(); b++) {
            int pause = instance.breakActivity(route.type(), b);
            if (Arrays.stream(whole.activities()).anyMatch(activity -> activity == pause)) {
                continue;
            }
            VrpPlan.Route best = null;
            long fewest = Long.MAX_VALUE;
            for (int at = 0; at <= whole.activities().length; at++) {
                VrpPlan.Route tried = with(whole, at, pause);
                long broken =
                        VrpSchedule.route(instance, tried, 0, "").violations().size();
                if (broken < fewest) {
                    fewest = broken;
                    best = tried;
                }
            }
            whole = best == null ? whole : best;
        }
        return whole;
    }

    private static VrpPlan.Route with(VrpPlan.Route route, int at, int activity) {
        int[] before = route.activities();
        int[] after = new int[before.length + 1];
        System.arraycopy(before, 0, after, 0, at);
        after[at] = activity;
        System.arraycopy(before, at, after, at + 1, before.length - at);
        return new VrpPlan.Route(route.type(), after);
    }

    /** Puts a task where it costs least and nothing is violated, if that is worth it. */
    private void insert(int task) {
        if (excluded(task)) {
            return;
        }
        long least = mustServe(task) ? Long.MAX_VALUE : worth(task);
        VrpPlan.Route best = null;
        int place = -1;
        for (int r = 0; r < routes.size(); r++) {
            VrpPlan.Route route = routes.get(r);
            if (!instance.suits(task, route.type()) || apart(task, r)) {
                continue;
            }
            long before = route.activities().length == 0
                    ? 0
                    : VrpSchedule.route(instance, route, 0, "").cost();
            for (VrpPlan.Route tried : tries(route, task)) {
                long cost = cost(tried) - before;
                if (cost < least) {
                    least = cost;
                    best = tried;
                    place = r;
                }
            }
        }
        for (int k = 0; k < used.length; k++) {
            if (used[k] < instance.type(k).number() && instance.suits(task, k) && !apart(task, -1)) {
                VrpPlan.Route alone = withPauses(new VrpPlan.Route(k, instance.stopsOf(task)));
                long cost = cost(alone) == Long.MAX_VALUE ? Long.MAX_VALUE : cost(alone) + instance.vehicleWeight();
                if (cost < least) {
                    least = cost;
                    best = alone;
                    place = -1;
                }
            }
        }
        if (best == null) {
            return;
        }
        if (place >= 0) {
            routes.set(place, best);
        } else {
            routes.add(best);
            used[best.type()]++;
        }
    }

    /** Cost of a route; the largest number where it is infeasible. */
    private long cost(VrpPlan.Route route) {
        RouteSchedule schedule = VrpSchedule.route(instance, route, 0, "");
        return schedule.violations().isEmpty() ? schedule.cost() : Long.MAX_VALUE;
    }

    private long worth(int task) {
        long worth = instance.penalty(task);
        for (TaskGroup group : instance.groups()) {
            if (group.kind() == TaskGroup.Kind.ONE_OF
                    && Arrays.stream(group.tasks()).anyMatch(other -> other == task)) {
                worth = Math.max(worth, instance.penalty(group));
            }
        }
        return worth;
    }

    private List<VrpPlan.Route> tries(VrpPlan.Route route, int task) {
        int[] stops = instance.stopsOf(task);
        List<VrpPlan.Route> tries = new ArrayList<>();
        for (int at = 0; at <= route.activities().length; at++) {
            VrpPlan.Route first = with(route, at, stops[0]);
            if (stops.length == 1) {
                tries.add(first);
                continue;
            }
            for (int to = at + 1; to <= first.activities().length; to++) {
                tries.add(with(first, to, stops[1]));
            }
        }
        return tries;
    }

    private boolean onRoute(int task, int route) {
        return Arrays.stream(tasks(routes.get(route))).anyMatch(other -> other == task);
    }

    private boolean onAnyRoute(int task) {
        return IntStream.range(0, routes.size()).anyMatch(route -> onRoute(task, route));
    }

    /** Whether another one of its one-of group is served. */
    private boolean excluded(int task) {
        return instance.groups().stream()
                .filter(group -> group.kind() == TaskGroup.Kind.ONE_OF)
                .filter(group -> Arrays.stream(group.tasks()).anyMatch(other -> other == task))
                .anyMatch(group -> Arrays.stream(group.tasks()).anyMatch(this::onAnyRoute));
    }

    /** Whether groups keep a task off a route, -1 for a new one. */
    private boolean apart(int task, int route) {
        for (TaskGroup group : instance.groups()) {
            if (group.kind() == TaskGroup.Kind.ONE_OF
                    || Arrays.stream(group.tasks()).noneMatch(other -> other == task)) {
                continue;
            }
            for (int other : group.tasks()) {
                boolean here = route >= 0 && onRoute(other, route);
                if (group.kind() == TaskGroup.Kind.APART ? here : !here && onAnyRoute(other)) {
                    return true;
                }
            }
        }
        return false;
    }
}
