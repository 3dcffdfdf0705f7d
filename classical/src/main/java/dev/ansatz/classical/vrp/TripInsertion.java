package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;

/** The cheapest place of a job together with a reload before or behind it, so that it begins or ends a trip. Not thread-safe. */
final class TripInsertion {
    private final SearchPlan plan;
    private final SearchModel model;
    private final Insertion best;
    private int[] copy = new int[64];

    TripInsertion(SearchPlan plan, Insertion best) {
        this.plan = plan;
        this.best = best;
        model = plan.model;
    }

    /** Looks at all places of a job on a route. */
    void scan(RouteState route, int slot, int task) {
        Kind vehicle = model.kinds.get(route.kind);
        int stop = model.first[task];
        if (copy.length < route.length + 2) {
            copy = new int[2 * route.length + 2];
        }
        for (int reload : vehicle.reloads()) {
            for (int p = 0; p < route.length - 1; p++) {
                if (p > 0) {
                    consider(route, slot, task, p, reload, stop, reload);
                }
                if (p < route.length - 2) {
                    consider(route, slot, task, p, stop, reload, reload);
                }
            }
        }
    }

    private void consider(RouteState route, int slot, int task, int p, int one, int two, int reload) {
        Arcs arcs = model.arcs[route.kind];
        VehicleType.Costs costs = model.kinds.get(route.kind).costs();
        int node = route.nodes[p];
        int next = route.nodes[p + 1];
        long more = arcs.distance(node, one) + arcs.distance(one, two) + arcs.distance(two, next) - route.way[p];
        if (more >= Travel.UNREACHABLE / 2 || costs.distance() * more >= best.bestCost) {
            return;
        }
        System.arraycopy(route.nodes, 0, copy, 0, p + 1);
        copy[p + 1] = one;
        copy[p + 2] = two;
        System.arraycopy(route.nodes, p + 1, copy, p + 3, route.length - p - 1);
        long whole = plan.exact.of(route.kind, copy, route.length + 2);
        if (whole != RouteCost.INFEASIBLE && whole - route.cost < best.bestCost && !best.blinks()) {
            best.take(task, slot, p, whole - route.cost);
            best.bestReload = reload;
            best.bestReloadFirst = one == reload;
        }
    }
}
