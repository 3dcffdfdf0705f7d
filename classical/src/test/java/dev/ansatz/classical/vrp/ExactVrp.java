package dev.ansatz.classical.vrp;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.vrp.RouteSchedule;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All plans of a tiny instance without reloads: every order of every set of tasks on every vehicle type, judged by the validator. */
final class ExactVrp {
    private final VrpInstance instance;
    private final int tasks;
    /** Cheapest route of each type and set of tasks, null where none is feasible. */
    private final VrpPlan.@Nullable Route[][] best;

    private final long[][] cost;
    private long bestObjective = Long.MAX_VALUE;
    private @Nullable VrpPlan bestPlan;

    private ExactVrp(VrpInstance instance) {
        this.instance = instance;
        tasks = instance.tasks().size();
        best = new VrpPlan.Route[instance.types().size()][1 << tasks];
        cost = new long[instance.types().size()][1 << tasks];
        for (int k = 0; k < best.length; k++) {
            for (int set = 1; set < 1 << tasks; set++) {
                bestRoute(k, set);
            }
        }
        partition(0, 0, new ArrayList<>(), new int[instance.types().size()]);
    }

    /** The optimal plan, null where none is feasible. */
    static @Nullable VrpPlan solve(VrpInstance instance) {
        return new ExactVrp(instance).bestPlan;
    }

    private void bestRoute(int type, int set) {
        List<Integer> activities = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            if ((set >> t & 1) == 1) {
                if (!instance.suits(t, type)) {
                    return;
                }
                Arrays.stream(instance.stopsOf(t)).forEach(activities::add);
            }
        }
        for (int b = 0; b < instance.type(type).breaks().size(); b++) {
            activities.add(instance.breakActivity(type, b));
        }
        cost[type][set] = Long.MAX_VALUE;
        permute(type, set, activities.stream().mapToInt(a -> a).toArray(), 0);
    }

    private void permute(int type, int set, int[] order, int fixed) {
        if (fixed == order.length) {
            VrpPlan.Route route = new VrpPlan.Route(type, order.clone());
            RouteSchedule schedule = VrpSchedule.route(instance, route, 0, "route");
            if (schedule.violations().isEmpty() && schedule.cost() < cost[type][set]) {
                cost[type][set] = schedule.cost();
                best[type][set] = route;
            }
            return;
        }
        for (int i = fixed; i < order.length; i++) {
            swap(order, fixed, i);
            if (mayFollow(order, fixed)) {
                permute(type, set, order, fixed + 1);
            }
            swap(order, fixed, i);
        }
    }

    /** A delivery of a shipment after its pickup only. */
    private boolean mayFollow(int[] order, int at) {
        if (!instance.isStop(order[at])) {
            return true;
        }
        int pickup = instance.task(instance.stop(order[at]).task()).stop();
        return pickup == order[at] || Arrays.stream(order, 0, at).anyMatch(a -> a == pickup);
    }

    private static void swap(int[] order, int i, int j) {
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }

    private void partition(int from, int done, List<VrpPlan.Route> routes, int[] used) {
        if (from == tasks) {
            judge(routes);
            return;
        }
        if ((done >> from & 1) == 1) {
            partition(from + 1, done, routes, used);
            return;
        }
        boolean free = !instance.task(from).required();
        if (free) {
            partition(from + 1, done | 1 << from, routes, used);
        }
        int open = ~done & ((1 << tasks) - 1) & -(1 << from);
        for (int set = open; set > 0; set = (set - 1) & open) {
            if ((set >> from & 1) == 0) {
                continue;
            }
            for (int k = 0; k < best.length; k++) {
                VrpPlan.Route route = best[k][set];
                if (route != null && used[k] < instance.type(k).number()) {
                    used[k]++;
                    routes.add(route);
                    partition(from + 1, done | set, routes, used);
                    routes.remove(routes.size() - 1);
                    used[k]--;
                }
            }
        }
    }

    private void judge(List<VrpPlan.Route> routes) {
        VrpPlan plan = new VrpPlan(routes);
        VrpSchedule schedule = VrpSchedule.of(instance, plan);
        if (schedule.violations().isEmpty() && schedule.objective() < bestObjective) {
            bestObjective = schedule.objective();
            bestPlan = plan;
        }
    }

    /** Objective of the optimal plan, NaN where there is none. */
    static double objective(VrpInstance instance) {
        VrpPlan plan = solve(instance);
        if (plan == null) {
            return Double.NaN;
        }
        Evaluation evaluation = Vrp.PROBLEM.evaluate(instance, plan);
        return evaluation.objective();
    }

    /** Whether it is small enough to enumerate. */
    static boolean isTiny(VrpInstance instance) {
        boolean reloads =
                instance.types().stream().anyMatch(type -> !type.reloads().isEmpty());

        int breaks = instance.types().stream()
                .mapToInt(type -> type.breaks().size())
                .max()
                .orElse(0);
        return !reloads && instance.size() + breaks <= 7;
    }
}
