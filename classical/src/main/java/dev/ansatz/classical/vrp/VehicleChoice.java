package dev.ansatz.classical.vrp;

/** Gives routes that a step has changed to the kind of vehicle that serves them at the least cost. Not thread-safe. */
final class VehicleChoice {
    private final SearchPlan plan;
    private final SearchModel model;
    private final int kinds;
    /** Whether vehicles of a kind may serve every task. */
    private final boolean[] suitsAll;

    private int[] copy = new int[64];

    VehicleChoice(SearchPlan plan) {
        this.plan = plan;
        model = plan.model;
        kinds = model.kinds.size();
        suitsAll = new boolean[kinds];
        for (int k = 0; k < kinds; k++) {
            suitsAll[k] = true;
            for (int t = 0; t < model.tasks && suitsAll[k]; t++) {
                suitsAll[k] = model.suits(t, k);
            }
        }
    }

    /** Looks at all routes that the step has changed. */
    void improve() {
        if (kinds == 1) {
            return;
        }
        for (int i = 0; i < plan.touchedCount; i++) {
            int slot = plan.touched[i];
            RouteState route = plan.slots[slot];
            if (route != null && !route.broken && route.trips == 1) {
                improve(slot, route);
            }
        }
    }

    private void improve(int slot, RouteState route) {
        long least = route.cost;
        int best = -1;
        for (int k = 0; k < kinds; k++) {
            if (k != route.kind && plan.usedOf[k] < model.kinds.get(k).number() && carries(k, route)) {
                long cost = cost(k, route);
                if (cost < least) {
                    least = cost;
                    best = k;
                }
            }
        }
        if (best >= 0) {
            plan.rekind(slot, best);
            plan.refresh(slot);
        }
    }

    /** Whether the kind may serve all that the route does, and has room for what it begins with. */
    private boolean carries(int kind, RouteState route) {
        long[] capacity = model.kinds.get(kind).type().capacity();
        long[] initial = model.kinds.get(kind).type().initialLoad();
        long[] now = model.kinds.get(route.kind).type().initialLoad();
        for (int d = 0; d < model.dimensions; d++) {
            if (route.load[d] - now[d] + initial[d] > capacity[d]) {
                return false;
            }
        }
        if (!suitsAll[kind]) {
            for (int p = 1; p < route.length - 1; p++) {
                if (!model.suits(model.taskOf[route.nodes[p]], kind)) {
                    return false;
                }
            }
        }
        return true;
    }

    private long cost(int kind, RouteState route) {
        if (copy.length < route.length) {
            copy = new int[2 * route.length];
        }
        System.arraycopy(route.nodes, 0, copy, 0, route.length);
        copy[0] = model.kinds.get(kind).start();
        copy[route.length - 1] = model.kinds.get(kind).end();
        return plan.exact.of(kind, copy, route.length);
    }
}
