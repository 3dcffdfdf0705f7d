package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan that a search changes, step by step: what a step has changed is kept or taken back as a whole. Not thread-safe.
 */
final class SearchPlan {
    final SearchModel model;
    final RouteCost exact;

    /** Routes by slot, null for an unused one. */
    @Nullable
    RouteState[] slots;

    /** Slots of routes that are used, the first {@link #used} entries. */
    int[] active;

    int used;
    private int[] activeIndex;
    /** Used vehicles of each kind. */
    final int[] usedOf;
    /** Slot of each stop, -1 where it is left out. */
    final int[] slotOf;
    /** Position of each stop on its route. */
    final int[] positionOf;
    /** No more routes than these. */
    int mostRoutes;

    /** Sum of the costs of routes, and of the penalties of what is left out. */
    long cost;

    // Requests that are left out.
    int[] absent;
    int absentCount;
    private final int[] absentIndex;
    /** How many of them are required. */
    int missing;
    /** The task that serves a request, -1 for none. */
    final int[] servedBy;

    // What the step has changed.
    int[] touched = new int[16];
    int touchedCount;
    private @Nullable RouteState[] before;
    private int[] touchStamp;
    private int stamp;
    private int[] changedRequests = new int[64];
    private int[] servedBefore = new int[64];
    private int changedCount;
    private long costBefore;
    private int missingBefore;
    private int usedBefore;

    private final Deque<RouteState> spare = new ArrayDeque<>();

    // The best plan.
    private int[][] bestNodes = new int[0][];
    private int[] bestKinds = new int[0];
    private int bestRoutes;

    SearchPlan(SearchModel model) {
        this.model = model;
        exact = new RouteCost(model);
        slots = new RouteState[16];
        before = new RouteState[16];
        touchStamp = new int[16];
        active = new int[16];
        activeIndex = new int[16];
        usedOf = new int[model.kinds.size()];
        slotOf = new int[model.stops];
        positionOf = new int[model.stops];
        Arrays.fill(slotOf, -1);
        mostRoutes = Integer.MAX_VALUE;
        int requests = model.requests.length;
        absent = new int[requests];
        absentIndex = new int[requests];
        servedBy = new int[requests];
        Arrays.fill(servedBy, -1);
        for (int r = 0; r < requests; r++) {
            absent[r] = r;
            absentIndex[r] = r;
            missing += model.required[r] ? 1 : 0;
            cost += model.penalty[r];
        }
        absentCount = requests;
        begin();
    }

    /** The route of a slot that is used. */
    RouteState route(int slot) {
        RouteState route = slots[slot];
        if (route == null) {
            throw new IllegalStateException("no route");
        }
        return route;
    }

    /** Begins a step: what follows may be taken back up to here. */
    void begin() {
        touchedCount = 0;
        changedCount = 0;
        costBefore = cost;
        missingBefore = missing;
        usedBefore = used;
        stamp++;
    }

    /** Cost before the step. */
    long costBefore() {
        return costBefore;
    }

    /** How many required requests were missing before the step. */
    int missingBefore() {
        return missingBefore;
    }

    /** How many routes there were before the step. */
    int usedBefore() {
        return usedBefore;
    }

    private void touch(int slot) {
        if (touchStamp[slot] == stamp) {
            return;
        }
        touchStamp[slot] = stamp;
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, 2 * touchedCount);
        }
        touched[touchedCount++] = slot;
        before[slot] = slots[slot];
    }

    /** The route of a slot, to be changed and then {@linkplain #refresh refreshed}. */
    RouteState change(int slot) {
        RouteState now = route(slot);
        if (touchStamp[slot] == stamp) {
            return now;
        }
        touch(slot);
        RouteState copy = fresh();
        copy.begin(now);
        slots[slot] = copy;
        return copy;
    }

    private RouteState fresh() {
        RouteState route = spare.poll();
        return route == null ? new RouteState(model, exact) : route;
    }

    /** Whether a vehicle of a kind is free. */
    boolean free(int kind) {
        return usedOf[kind] < model.kinds.get(kind).number() && used < mostRoutes;
    }

    /** Begins a route of a kind, without stops. */
    int open(int kind) {
        int slot = 0;
        while (slot < slots.length && slots[slot] != null) {
            slot++;
        }
        if (slot == slots.length) {
            slots = Arrays.copyOf(slots, 2 * slot);
            before = Arrays.copyOf(before, 2 * slot);
            touchStamp = Arrays.copyOf(touchStamp, 2 * slot);
            active = Arrays.copyOf(active, 2 * slot);
            activeIndex = Arrays.copyOf(activeIndex, 2 * slot);
        }
        touch(slot);
        RouteState route = fresh();
        Kind vehicle = model.kinds.get(kind);
        route.begin(kind, new int[] {vehicle.start(), vehicle.end()}, 2);
        route.cost = 0;
        slots[slot] = route;
        activate(slot, kind);
        return slot;
    }

    private void activate(int slot, int kind) {
        activeIndex[slot] = used;
        active[used++] = slot;
        usedOf[kind]++;
    }

    private void deactivate(int slot, int kind) {
        int index = activeIndex[slot];
        active[index] = active[--used];
        activeIndex[active[index]] = index;
        usedOf[kind]--;
    }

    /** Ends a changed route that has no stops left. */
    void close(int slot) {
        RouteState route = route(slot);
        cost -= route.cost;
        deactivate(slot, route.kind);
        spare.push(route);
        slots[slot] = null;
    }

    /** Recomputes a changed route. */
    void refresh(int slot) {
        RouteState route = route(slot);
        cost -= route.cost;
        route.refresh();
        cost += route.cost;
        place(slot, route);
    }

    /** Gives a changed route to a vehicle of another kind; to be refreshed. */
    void rekind(int slot, int kind) {
        RouteState route = route(slot);
        usedOf[route.kind]--;
        usedOf[kind]++;
        route.kind = kind;
        route.nodes[0] = model.kinds.get(kind).start();
        route.nodes[route.length - 1] = model.kinds.get(kind).end();
    }

    private void place(int slot, RouteState route) {
        for (int p = 1; p < route.length - 1; p++) {
            int node = route.nodes[p];
            if (node < model.stops) {
                slotOf[node] = slot;
                positionOf[node] = p;
            }
        }
    }

    /** Says which task serves a request from now on, -1 for none. Its stops are put on routes or taken off elsewhere. */
    void serve(int request, int task) {
        if (changedCount == changedRequests.length) {
            changedRequests = Arrays.copyOf(changedRequests, 2 * changedCount);
            servedBefore = Arrays.copyOf(servedBefore, 2 * changedCount);
        }
        changedRequests[changedCount] = request;
        servedBefore[changedCount++] = servedBy[request];
        setServed(request, task);
    }

    private void setServed(int request, int task) {
        if (task < 0 && servedBy[request] >= 0) {
            absentIndex[request] = absentCount;
            absent[absentCount++] = request;
            missing += model.required[request] ? 1 : 0;
            cost += model.penalty[request];
        } else if (task >= 0 && servedBy[request] < 0) {
            int index = absentIndex[request];
            absent[index] = absent[--absentCount];
            absentIndex[absent[index]] = index;
            missing -= model.required[request] ? 1 : 0;
            cost -= model.penalty[request];
        }
        servedBy[request] = task;
    }

    /** Keeps what the step has done. */
    void commit() {
        for (int i = 0; i < touchedCount; i++) {
            RouteState old = before[touched[i]];
            if (old != null) {
                spare.push(old);
                before[touched[i]] = null;
            }
        }
        begin();
    }

    /** Takes back what the step has done. */
    void rollback() {
        for (int i = 0; i < touchedCount; i++) {
            int slot = touched[i];
            RouteState now = slots[slot];
            if (now != null) {
                for (int p = 1; p < now.length - 1; p++) {
                    if (now.nodes[p] < model.stops) {
                        slotOf[now.nodes[p]] = -1;
                    }
                }
                deactivate(slot, now.kind);
                spare.push(now);
            }
        }
        for (int i = 0; i < touchedCount; i++) {
            int slot = touched[i];
            RouteState old = before[slot];
            slots[slot] = old;
            before[slot] = null;
            if (old != null) {
                activate(slot, old.kind);
                place(slot, old);
            }
        }
        while (changedCount > 0) {
            changedCount--;
            setServed(changedRequests[changedCount], servedBefore[changedCount]);
        }
        cost = costBefore;
        begin();
    }

    /** Whether a route that the step has changed breaks a rule. */
    boolean broken() {
        for (int i = 0; i < touchedCount; i++) {
            RouteState route = slots[touched[i]];
            if (route != null && route.broken) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing required is left out and there are routes enough: such a plan is feasible. */
    boolean complete() {
        return missing == 0 && used >= model.instance.minRoutes();
    }

    /** Remembers the plan as it is. */
    void saveBest() {
        if (bestNodes.length < used) {
            bestNodes = Arrays.copyOf(bestNodes, 2 * used);
            bestKinds = Arrays.copyOf(bestKinds, 2 * used);
        }
        bestRoutes = used;
        for (int i = 0; i < used; i++) {
            RouteState route = route(active[i]);
            if (bestNodes[i] == null || bestNodes[i].length != route.length) {
                bestNodes[i] = new int[route.length];
            }
            System.arraycopy(route.nodes, 0, bestNodes[i], 0, route.length);
            bestKinds[i] = route.kind;
        }
    }

    /** Becomes the plan that was remembered. */
    void loadBest() {
        clear();
        for (int i = 0; i < bestRoutes; i++) {
            load(bestKinds[i], bestNodes[i]);
        }
        commit();
    }

    private void load(int kind, int[] nodes) {
        int slot = open(kind);
        route(slot).begin(kind, nodes, nodes.length);
        refresh(slot);
        for (int node : nodes) {
            if (node < model.stops) {
                int task = model.taskOf[node];
                if (model.first[task] == node) {
                    serve(model.requestOf[task], task);
                }
            }
        }
        commit();
    }

    /** Leaves out all. */
    void clear() {
        while (used > 0) {
            clear(active[used - 1]);
        }
        commit();
    }

    /** Leaves out all that a route serves. */
    void clear(int slot) {
        RouteState route = change(slot);
        for (int p = 1; p < route.length - 1; p++) {
            int node = route.nodes[p];
            if (node < model.stops) {
                slotOf[node] = -1;
                int task = model.taskOf[node];
                if (model.first[task] == node) {
                    serve(model.requestOf[task], -1);
                }
            }
        }
        close(slot);
    }

    /** Becomes a plan that the validator accepts; a route whose breaks are not found is left out. */
    void load(VrpPlan plan) {
        clear();
        VrpInstance instance = model.instance;
        int[] kindOf = new int[instance.types().size()];
        for (int k = 0; k < model.kinds.size(); k++) {
            for (int type : model.kinds.get(k).types()) {
                kindOf[type] = k;
            }
        }
        for (VrpPlan.Route route : plan.routes()) {
            Kind kind = model.kinds.get(kindOf[route.type()]);
            List<Integer> nodes = new ArrayList<>();
            nodes.add(kind.start());
            for (int activity : route.activities()) {
                if (instance.isStop(activity)) {
                    nodes.add(activity);
                } else if (instance.isReload(activity)) {
                    nodes.add(kind.reloads()[activity - instance.reloadActivity(route.type(), 0)]);
                }
            }
            nodes.add(kind.end());
            load(
                    kindOf[route.type()],
                    nodes.stream().mapToInt(Integer::intValue).toArray());
            int slot = active[used - 1];
            if (route(slot).broken || nodes.size() == 2) {
                clear(slot);
            }
            commit();
        }
    }

    /** The plan that was remembered, as others read it. */
    VrpPlan best() {
        List<VrpPlan.Route> routes = new ArrayList<>();
        int[] next = new int[model.kinds.size()];
        for (int i = 0; i < bestRoutes; i++) {
            int kind = bestKinds[i];
            routes.add(
                    new VrpPlan.Route(type(kind, next[kind]), activities(kind, bestNodes[i], type(kind, next[kind]))));
            next[kind]++;
        }
        return new VrpPlan(routes);
    }

    /** The type of the n-th vehicle of a kind. */
    private int type(int kind, int n) {
        long left = n;
        for (int type : model.kinds.get(kind).types()) {
            if (left < model.instance.type(type).number()) {
                return type;
            }
            left -= model.instance.type(type).number();
        }
        throw new IllegalStateException("more routes than vehicles");
    }

    private int[] activities(int kind, int[] nodes, int type) {
        boolean pauses = !model.kinds.get(kind).type().breaks().isEmpty();
        if (pauses && exact.of(kind, nodes, nodes.length) == RouteCost.INFEASIBLE) {
            throw new IllegalStateException("a route without places for its breaks");
        }
        List<Integer> activities = new ArrayList<>();
        int taken = 0;
        for (int p = 1; p < nodes.length; p++) {
            for (int b = pauses ? exact.pausesBefore(p) : 0; b > 0; b--) {
                activities.add(model.instance.breakActivity(type, exact.pause(kind, taken++)));
            }
            if (p < nodes.length - 1) {
                int node = nodes[p];
                activities.add(
                        node < model.stops
                                ? node
                                : model.instance.reloadActivity(
                                        type, node - model.kinds.get(kind).end() - 1));
            }
        }
        return activities.stream().mapToInt(Integer::intValue).toArray();
    }
}
