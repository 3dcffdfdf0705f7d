package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.TaskGroup;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cheapest insertion, task by task, the most urgent and farthest first: a plan for libraries to begin with, and to know how many
 * vehicles they may need. Whole routes are evaluated, so that every attribute is kept.
 */
final class VrpRoutingInsertion {
    private final VrpInstance instance;
    private final VrpRoutingEvaluator evaluator;
    private final BooleanSupplier stop;
    private final List<Route> routes = new ArrayList<>();
    private final int[] used;
    private final int[] routeOf;
    private final List<List<Integer>> groupsOf;
    private int[] trial = new int[64];

    /** A route with its value. */
    private static final class Route {
        final int type;
        int[] activities;
        VrpRoutingEvaluator.Value value;

        Route(int type, int[] activities) {
            this.type = type;
            this.activities = activities;
            this.value = VrpRoutingEvaluator.Value.EMPTY;
        }
    }

    /** Where a task may go, and what it costs. */
    private record Place(Route route, int[] activities, VrpRoutingEvaluator.Value value, long delta) {}

    private VrpRoutingInsertion(VrpInstance instance, BooleanSupplier stop) {
        this.instance = instance;
        this.stop = stop;
        evaluator = new VrpRoutingEvaluator(instance);
        used = new int[instance.types().size()];
        routeOf = new int[instance.tasks().size()];
        Arrays.fill(routeOf, -1);
        groupsOf = instance.groupsByTask();
    }

    /**
     * A plan of all tasks for which there is a place; perhaps not a feasible one, where a required task has none.
     *
     * @param stop asked now and then
     */
    static VrpPlan plan(VrpInstance instance, BooleanSupplier stop) {
        return new VrpRoutingInsertion(instance, stop).run();
    }

    private VrpPlan run() {
        for (int task : order()) {
            if (stop.getAsBoolean()) {
                break;
            }
            if (!otherIsServed(task)) {
                Place best = bestPlace(task);
                long gain =
                        instance.task(task).required() || !groupsOf.get(task).isEmpty()
                                ? Long.MAX_VALUE
                                : instance.penalty(task);
                if (best != null && best.delta() < gain) {
                    put(task, best);
                }
            }
        }
        return new VrpPlan(routes.stream()
                .map(route -> new VrpPlan.Route(route.type, route.activities))
                .toList());
    }

    /** Whether another one of its one-of group is served. */
    private boolean otherIsServed(int task) {
        for (int g : groupsOf.get(task)) {
            TaskGroup group = instance.groups().get(g);
            if (group.kind() == TaskGroup.Kind.ONE_OF
                    && Arrays.stream(group.tasks()).anyMatch(t -> routeOf[t] >= 0)) {
                return true;
            }
        }
        return false;
    }

    /** Required ones first, then those of high priority, of few vehicle types, of early deadlines. */
    private int[] order() {
        int n = instance.tasks().size();
        long[] deadline = new long[n];
        int[] vehicles = new int[n];
        for (int t = 0; t < n; t++) {
            deadline[t] = Long.MAX_VALUE;
            for (int s : instance.stopsOf(t)) {
                deadline[t] = Math.min(deadline[t], instance.stop(s).windows().latest());
            }
            for (int k = 0; k < instance.types().size(); k++) {
                vehicles[t] += instance.suits(t, k) ? 1 : 0;
            }
        }
        boolean ordered = instance.types().stream().anyMatch(type -> type.order() != VehicleType.Order.FREE);
        Comparator<Integer> by = Comparator.<Integer, Boolean>comparing(
                        t -> !instance.task(t).required())
                .thenComparingInt(t -> -instance.task(t).priority())
                .thenComparing(t -> ordered && !delivers(t))
                .thenComparingInt(t -> vehicles[t])
                .thenComparingLong(t -> deadline[t])
                .thenComparingInt(t -> t);
        return IntStream.range(0, n).boxed().sorted(by).mapToInt(t -> t).toArray();
    }

    private boolean delivers(int task) {
        return Arrays.stream(instance.stop(instance.task(task).stop()).delivery())
                .anyMatch(amount -> amount > 0);
    }

    private boolean mayShare(int task, int route) {
        for (int g : groupsOf.get(task)) {
            TaskGroup group = instance.groups().get(g);
            for (int other : group.tasks()) {
                boolean here = routeOf[other] == route;
                if (routeOf[other] >= 0
                        && ((group.kind() == TaskGroup.Kind.SAME_ROUTE && !here)
                                || (group.kind() == TaskGroup.Kind.APART && here))) {
                    return false;
                }
            }
        }
        return true;
    }

    private @Nullable Place bestPlace(int task) {
        Place best = null;
        int[] stops = instance.stopsOf(task);
        for (int r = 0; r < routes.size(); r++) {
            if (instance.suits(task, routes.get(r).type) && mayShare(task, r)) {
                best = better(best, routes.get(r), stops);
            }
        }
        boolean more = routes.size() < instance.minRoutes();
        Place onNew = null;
        for (int k = 0; k < used.length; k++) {
            if (used[k] < instance.type(k).number() && instance.suits(task, k) && mayShare(task, routes.size())) {
                onNew = better(onNew, new Route(k, breaks(k)), stops);
            }
        }
        return best == null || (onNew != null && (more || onNew.delta() < best.delta())) ? onNew : best;
    }

    private int[] breaks(int type) {
        int[] all = new int[instance.type(type).breaks().size()];
        Arrays.setAll(all, b -> instance.breakActivity(type, b));
        return all;
    }

    private @Nullable Place better(@Nullable Place best, Route route, int[] stops) {
        int n = route.activities.length;
        boolean ordered = breaksMove(route);
        Place found = best;
        for (int i = 0; i <= n; i++) {
            if (found != null && detour(route, i, stops[0]) >= found.delta()) {
                continue; // hardly ever better: other costs only come on top
            }
            for (int j = i; j <= (stops.length == 1 ? i : n); j++) {
                int length = lay(route.activities, stops, i, j);
                found = tried(found, route, length);
                if (ordered) {
                    found = withBreaksElsewhere(found, route, length);
                }
            }
        }
        return found == null || found.value().excess() > 0 ? best : found;
    }

    /** Cost of the way alone by a stop before a place of a route. */
    private long detour(Route route, int place, int stop) {
        VehicleType type = instance.type(route.type);
        int from = type.start();
        for (int p = place - 1; p >= 0; p--) {
            if (!instance.isBreak(route.activities[p])) {
                from = instance.stop(route.activities[p]).location();
                break;
            }
        }
        int to = type.end();
        for (int p = place; p < route.activities.length; p++) {
            if (!instance.isBreak(route.activities[p])) {
                to = instance.stop(route.activities[p]).location();
                break;
            }
        }
        int here = instance.stop(stop).location();
        return way(route.type, from, here) + way(route.type, here, to) - way(route.type, from, to);
    }

    private long way(int kind, int from, int to) {
        if (from < 0 || to < 0) {
            return 0;
        }
        Travel travel = instance.travel(instance.type(kind).profile());
        VehicleType.Costs costs = instance.costs(kind);
        return (costs.distance() > 0 ? costs.distance() * travel.distance(from, to) : 0)
                + (costs.driving() > 0 ? costs.driving() * travel.duration(from, to) : 0);
    }

    private boolean breaksMove(Route route) {
        return !instance.type(route.type).breaks().isEmpty();
    }

    private int lay(int[] activities, int[] stops, int i, int j) {
        int n = activities.length;
        if (trial.length < n + stops.length) {
            trial = new int[2 * (n + stops.length)];
        }
        int length = 0;
        for (int p = 0; p <= n; p++) {
            if (p == i) {
                trial[length++] = stops[0];
            }
            if (p == j && stops.length > 1) {
                trial[length++] = stops[1];
            }
            if (p < n) {
                trial[length++] = activities[p];
            }
        }
        return length;
    }

    private @Nullable Place tried(@Nullable Place best, Route route, int length) {
        VrpRoutingEvaluator.Value value = evaluator.evaluate(route.type, trial, length);
        long delta = value.cost() - route.value.cost();
        return value.feasible() && (best == null || delta < best.delta())
                ? new Place(route, Arrays.copyOf(trial, length), value, delta)
                : best;
    }

    /** The same stops with each break at every other place, one after the other. */
    private @Nullable Place withBreaksElsewhere(@Nullable Place best, Route route, int length) {
        int[] kept = Arrays.copyOf(trial, length);
        Place found = best;
        for (int from = 0; from < length; from++) {
            if (!instance.isBreak(kept[from])) {
                continue;
            }
            for (int to = 0; to < length; to++) {
                System.arraycopy(kept, 0, trial, 0, length);
                int moved = kept[from];
                if (from < to) {
                    System.arraycopy(kept, from + 1, trial, from, to - from);
                } else {
                    System.arraycopy(kept, to, trial, to + 1, from - to);
                }
                trial[to] = moved;
                found = tried(found, route, length);
            }
        }
        System.arraycopy(kept, 0, trial, 0, length);
        return found;
    }

    private void put(int task, Place place) {
        Route route = place.route();
        int r = routes.indexOf(route);
        if (r < 0) {
            r = routes.size();
            routes.add(route);
            used[route.type]++;
        }
        route.activities = place.activities();
        route.value = place.value();
        routeOf[task] = r;
    }
}
