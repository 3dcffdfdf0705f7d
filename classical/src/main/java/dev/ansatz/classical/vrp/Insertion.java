package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cheapest place for a request: beside the stops of the routes near it, or on a route of its own, of each kind of vehicle. Some places are
 * overlooked at random (blinks). Not thread-safe.
 */
final class Insertion {
    /** Plans of up to so many stops are looked through as a whole. */
    private static final int SMALL = 150;

    /** Near stops whose routes are looked at in larger plans. */
    private static final int NEAR = 40;

    /** Cheaper than anything: opening a route while there are too few. */
    private static final long BONUS = 1L << 56;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final SearchPlan plan;
    private final SearchModel model;
    private final Xorshift random;
    private final ShipmentInsertion shipments;
    private final TripInsertion trips;
    private final boolean[] suits;
    private final long[] alone;
    private final int nearLooked;
    private double blink;
    private double opening = 1;
    private double generosity = 1;
    private int toBlink;

    private int[] copy = new int[64];

    // The place found.
    long bestCost;
    int bestTask;
    int bestSlot;
    int bestKind;
    /** A node goes behind this position. */
    int bestPosition;
    /** The delivery of a shipment goes behind this position, counted without the pickup. */
    int bestSecond;
    /** A reload that comes with it, -1 for none. */
    int bestReload;

    boolean bestReloadFirst;
    /** Whether the route is to be driven by a vehicle of {@link #bestKind}. */
    private boolean bestChangesKind;

    /** Kinds that differ from each in capacity and costs only: a full route may be driven by one of them. */
    private final int[][] larger;

    private int[] routeStamp = new int[16];
    private int stamp;
    private final int[] trial;

    Insertion(SearchPlan plan, Xorshift random) {
        this.plan = plan;
        this.random = random;
        model = plan.model;
        shipments = new ShipmentInsertion(plan, this);
        trips = new TripInsertion(plan, this);
        suits = new boolean[model.kinds.size() * model.tasks];
        for (int k = 0; k < model.kinds.size(); k++) {
            for (int t = 0; t < model.tasks; t++) {
                suits[k * model.tasks + t] = model.suits(t, k);
            }
        }
        alone = new long[model.kinds.size() * model.tasks];
        Arrays.fill(alone, UNKNOWN);
        trial = new int[4];
        larger = larger();
        nearLooked = Math.min(model.nearCount, NEAR);
        setBlink(0.01);
    }

    private int[][] larger() {
        int kinds = model.kinds.size();
        int[][] families = new int[kinds][];
        for (int k = 0; k < kinds; k++) {
            Kind one = model.kinds.get(k);
            families[k] = model.timing != SearchModel.Timing.SUMS
                    ? new int[0]
                    : IntStream.range(0, kinds)
                            .filter(other -> one.hasLarger(model.kinds.get(other)))
                            .toArray();
        }
        return families;
    }

    void setBlink(double rate) {
        blink = rate;
        toBlink = nextBlink();
    }

    private int nextBlink() {
        return blink <= 0 ? Integer.MAX_VALUE : (int) Math.min(1e9, Math.log1p(-random.unit()) / Math.log1p(-blink));
    }

    /** Whether to overlook a place. */
    boolean blinks() {
        if (--toBlink >= 0) {
            return false;
        }
        toBlink = nextBlink();
        return true;
    }

    /** Puts a request to its cheapest place; false where there is none that is worth it. */
    boolean insert(int request) {
        if (!find(request)) {
            return false;
        }
        apply();
        return true;
    }

    /**
     * How the next insertions look at routes of their own and at penalties.
     *
     * @param newOpening share of the fixed cost of a route that counts when it is opened
     * @param newGenerosity how much dearer than its penalty the place of an optional request may be
     */
    void setMood(double newOpening, double newGenerosity) {
        opening = newOpening;
        generosity = newGenerosity;
    }

    /** Looks for the cheapest place of a request. */
    boolean find(int request) {
        bestCost = model.required[request] || generosity == Double.POSITIVE_INFINITY
                ? RouteCost.INFEASIBLE
                : (long) (generosity * model.penalty[request]);
        bestSlot = -1;
        bestKind = -1;
        bestChangesKind = false;
        for (int task : model.requests[request]) {
            look(task);
        }
        return bestSlot >= 0 || bestKind >= 0;
    }

    /** Looks at a task; the best of what was found before stays unless it is cheaper. */
    private void look(int task) {
        int only = model.together == null ? -1 : routeOfAny(task, model.together);
        if (only >= 0) {
            scan(only, task);
            if (model.hasReloads) {
                scanTrips(only, task);
            }
            return;
        }
        if (plan.model.stops <= SMALL || plan.used <= 6) {
            for (int i = 0; i < plan.used; i++) {
                scan(plan.active[i], task);
            }
        } else {
            scanNear(task);
        }
        lookAtFree(task);
        if (model.hasReloads && model.second[task] < 0) {
            for (int i = 0; i < plan.used; i++) {
                scanTrips(plan.active[i], task);
            }
        }
        if (bestSlot < 0 && bestKind < 0 && plan.model.stops > SMALL) {
            for (int i = 0; i < plan.used; i++) {
                scan(plan.active[i], task);
            }
        }
    }

    /** Looks at places with a reload before or behind: they are dearer, so that most are not worth it once others are known. */
    private void scanTrips(int slot, int task) {
        RouteState route = plan.route(slot);
        if (model.kinds.get(route.kind).type().maxTrips() > route.trips && allowed(route, slot, task)) {
            trips.scan(route, slot, task);
        }
    }

    private void scanNear(int task) {
        if (routeStamp.length < plan.slots.length) {
            routeStamp = new int[plan.slots.length];
        }
        stamp++;
        scanNearStop(task, model.first[task]);
        if (model.second[task] >= 0) {
            scanNearStop(task, model.second[task]);
        }
    }

    private void scanNearStop(int task, int stop) {
        int begin = stop * model.nearCount;
        for (int i = begin; i < begin + nearLooked; i++) {
            int slot = plan.slotOf[model.near[i]];
            if (slot >= 0 && routeStamp[slot] != stamp) {
                routeStamp[slot] = stamp;
                scan(slot, task);
            }
        }
    }

    /** A route of its own. */
    private void lookAtFree(int task) {
        long bonus = plan.used < model.instance.minRoutes() ? BONUS : 0;
        for (int k = 0; k < model.kinds.size(); k++) {
            if (plan.free(k) && suits[k * model.tasks + task]) {
                long cost = alone(task, k);
                long counted = cost
                        - bonus
                        - (opening == 1
                                ? 0
                                : (long) ((1 - opening)
                                        * model.kinds.get(k).type().costs().fixed()));
                if (cost != RouteCost.INFEASIBLE && counted < bestCost && !blinks()) {
                    bestCost = counted;
                    bestTask = task;
                    bestSlot = -1;
                    bestKind = k;
                }
            }
        }
    }

    /** Cost of a route of a kind that serves nothing but a task. */
    long alone(int task, int kind) {
        int index = kind * model.tasks + task;
        if (alone[index] == UNKNOWN) {
            Kind vehicle = model.kinds.get(kind);
            int size = 0;
            trial[size++] = vehicle.start();
            trial[size++] = model.first[task];
            if (model.second[task] >= 0) {
                trial[size++] = model.second[task];
            }
            trial[size++] = vehicle.end();
            alone[index] = plan.exact.of(kind, trial, size);
        }
        return alone[index];
    }

    /** The route of any of the partners of a task, -1 for none. */
    private int routeOfAny(int task, int[][] partners) {
        for (int partner : partners[task]) {
            int slot = plan.slotOf[model.first[partner]];
            if (slot >= 0) {
                return slot;
            }
        }
        return -1;
    }

    /** Whether a route may take a task, its places and times aside. */
    boolean allowed(RouteState route, int slot, int task) {
        if (!suits[route.kind * model.tasks + task]) {
            return false;
        }
        VehicleType type = model.kinds.get(route.kind).type();
        if (route.stops() + (model.second[task] < 0 ? 1 : 2) > type.maxStops()) {
            return false;
        }
        int[][] apart = model.apart;
        if (apart != null) {
            for (int partner : apart[task]) {
                if (plan.slotOf[model.first[partner]] == slot) {
                    return false;
                }
            }
        }
        return true;
    }

    private void scan(int slot, int task) {
        RouteState route = plan.route(slot);
        if (!allowed(route, slot, task)) {
            return;
        }
        if (model.second[task] >= 0) {
            shipments.scan(route, slot, task);
            return;
        }
        VehicleType type = model.kinds.get(route.kind).type();
        if (route.trips > 1 || fits(route, type, model.first[task])) {
            switch (model.timing) {
                case SUMS -> scanSums(route, slot, task, route.kind, 0);
                case WINDOWS -> scanWindows(route, slot, task);
                case SEGMENTS -> scanSegments(route, slot, task);
                case ROUTES -> scanRoutes(route, slot, task);
            }
        } else if (larger[route.kind].length > 0) {
            scanLarger(route, slot, task);
        }
    }

    /** Whether what is aboard at the start and at the end of a route leaves room for a job. */
    private boolean fits(RouteState route, VehicleType type, int stop) {
        int dimensions = model.dimensions;
        for (int d = 0; d < dimensions; d++) {
            if (route.load[d] + model.delivery[stop * dimensions + d] > type.capacity()[d]
                    || route.peakAfter[(route.length - 1) * dimensions + d] + model.pickup[stop * dimensions + d]
                            > type.capacity()[d]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the loads behind and before a position leave room for a job. */
    boolean fits(RouteState route, VehicleType type, int stop, int position) {
        if (type.order() != VehicleType.Order.FREE && !keepsOrder(route, stop, position)) {
            return false;
        }
        int dimensions = model.dimensions;
        for (int d = 0; d < dimensions; d++) {
            int here = position * dimensions + d;
            long most = type.capacity()[d];
            if (route.peakBefore[here] + model.delivery[stop * dimensions + d] > most
                    || Math.max(route.load[here], route.peakAfter[here + dimensions])
                                    + model.pickup[stop * dimensions + d]
                            > most) {
                return false;
            }
        }
        return true;
    }

    /** Whether no delivery comes behind a pickup of its trip. */
    boolean keepsOrder(RouteState route, int stop, int position) {
        if (model.delivers[stop]) {
            for (int p = position; p > 0 && route.nodes[p] < model.stops; p--) {
                if (model.picksUp[route.nodes[p]]) {
                    return false;
                }
            }
        }
        if (model.picksUp[stop]) {
            boolean delivered = model.delivers[stop];
            for (int p = position + 1; route.nodes[p] < model.stops; p++) {
                if (model.delivers[route.nodes[p]]) {
                    return false;
                }
            }
            if (model.kinds.get(route.kind).type().order() == VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED) {
                for (int p = position; p > 0 && route.nodes[p] < model.stops && !delivered; p--) {
                    delivered = model.delivers[route.nodes[p]];
                }
                return delivered;
            }
        }
        return true;
    }

    private boolean keepsLimits(RouteState route, VehicleType type, long distance, long driving) {
        return route.distance + distance <= type.maxDistance() && route.driving + driving <= type.maxDriving();
    }

    /** Remembers a place that is cheaper than what was found before. */
    void take(int task, int slot, int position, long cost) {
        bestCost = cost;
        bestTask = task;
        bestSlot = slot;
        bestPosition = position;
        bestReload = -1;
        bestChangesKind = false;
    }

    /** Looks at a full route as driven by the larger vehicle that is the cheapest on it. */
    private void scanLarger(RouteState route, int slot, int task) {
        long least = Long.MAX_VALUE;
        int best = -1;
        for (int kind : larger[route.kind]) {
            Kind vehicle = model.kinds.get(kind);
            if (plan.usedOf[kind] < vehicle.number()
                    && suits[kind * model.tasks + task]
                    && fits(route, vehicle.type(), model.first[task])) {
                long cost = vehicle.costOf(route) - route.cost;
                if (cost < least && servesAll(kind, route)) {
                    least = cost;
                    best = kind;
                }
            }
        }
        if (best >= 0 && least < bestCost) {
            scanSums(route, slot, task, best, least);
        }
    }

    private boolean servesAll(int kind, RouteState route) {
        for (int p = 1; p < route.length - 1; p++) {
            if (!suits[kind * model.tasks + model.taskOf[route.nodes[p]]]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks at all places on a route.
     *
     * @param kind of the vehicle that is to drive it
     * @param change cost of driving it by that vehicle as it is
     */
    private void scanSums(RouteState route, int slot, int task, int kind, long change) {
        int stop = model.first[task];
        Kind vehicle = model.kinds.get(kind);
        VehicleType type = vehicle.type();
        Arcs arcs = model.arcs[route.kind];
        long perDistance = vehicle.costs().distance();
        long perDriving = vehicle.costs().driving() + vehicle.costs().duration();
        long service = model.service[stop];
        long fixed =
                change + service * (vehicle.costs().service() + vehicle.costs().duration());
        long room = model.mostWork(vehicle) - route.driving - route.service - service;
        for (int p = 0; p < route.length - 1; p++) {
            int node = route.nodes[p];
            int next = route.nodes[p + 1];
            long more = arcs.distanceInto(node, stop) + arcs.distance(stop, next) - route.way[p];
            if (perDriving == 0 && perDistance * more + fixed >= bestCost) {
                continue;
            }
            long longer = arcs.durationInto(node, stop) + arcs.duration(stop, next) - route.travel[p];
            long cost = perDistance * more + perDriving * longer + fixed;
            if (cost < bestCost
                    && longer <= room
                    && more < Travel.UNREACHABLE / 2
                    && !blinks()
                    && keepsLimits(route, type, more, longer)
                    && fits(route, type, stop, p)) {
                take(task, slot, p, cost);
                bestChangesKind = kind != route.kind;
                bestKind = kind;
            }
        }
    }

    private void scanWindows(RouteState route, int slot, int task) {
        int stop = model.first[task];
        Kind vehicle = model.kinds.get(route.kind);
        VehicleType type = vehicle.type();
        Arcs arcs = model.arcs[route.kind];
        long perDistance = vehicle.costs().distance();
        long perDriving = vehicle.costs().driving();
        long service = model.service[stop];
        long fixed = service * vehicle.costs().service();
        long close = model.latest[stop];
        long leave = model.earliest[stop] + service;
        boolean single = !model.severalWindows(stop);
        for (int p = 0; p < route.length - 1; p++) {
            if (route.departure[p] > close) {
                break;
            }
            if (route.arrival[p + 1] < leave) {
                continue;
            }
            int node = route.nodes[p];
            int next = route.nodes[p + 1];
            long more = arcs.distanceInto(node, stop) + arcs.distance(stop, next) - route.way[p];
            if (perDriving == 0 && perDistance * more + fixed >= bestCost) {
                continue;
            }
            long to = arcs.durationInto(node, stop);
            long from = arcs.duration(stop, next);
            long longer = to + from - route.travel[p];
            long cost = perDistance * more + perDriving * longer + fixed;
            if (cost >= bestCost || more >= Travel.UNREACHABLE / 2) {
                continue;
            }
            long arrival = route.departure[p] + to;
            long begin = single
                    ? arrival > close ? RouteCost.NEVER : Math.max(arrival, model.earliest[stop])
                    : model.next(stop, arrival);
            if (begin + service + from <= route.arrival[p + 1]
                    && !blinks()
                    && keepsLimits(route, type, more, longer)
                    && fits(route, type, stop, p)
                    && (!model.hasReleases
                            || model.release[task] <= route.tripRelease[p]
                            || whole(route, stop, p) != RouteCost.INFEASIBLE)) {
                take(task, slot, p, cost);
            }
        }
    }

    private void scanSegments(RouteState route, int slot, int task) {
        int stop = model.first[task];
        Kind vehicle = model.kinds.get(route.kind);
        VehicleType type = vehicle.type();
        VehicleType.Costs costs = vehicle.costs();
        Arcs arcs = model.arcs[route.kind];
        long service = model.service[stop];
        long fixed = service * costs.service();
        long release = Math.max(route.release, model.release[task]);
        long open = model.earliest[stop];
        long close = model.latest[stop];
        long duration = route.headDuration[route.length - 1];
        long overtime = Math.max(0, duration - type.regularDuration());
        for (int p = 0; p < route.length - 1; p++) {
            if (route.headEarliest[p] + route.headDuration[p] > close) {
                break;
            }
            int node = route.nodes[p];
            int next = route.nodes[p + 1];
            long more = arcs.distanceInto(node, stop) + arcs.distance(stop, next) - route.way[p];
            long to = arcs.durationInto(node, stop);
            long from = arcs.duration(stop, next);
            long longer = to + from - route.travel[p];
            long cost = costs.distance() * more + costs.driving() * longer + fixed;
            if ((cost >= bestCost && !costs.timed()) || more >= Travel.UNREACHABLE / 2) {
                continue;
            }
            long at = route.headDuration[p] + to;
            if (route.headEarliest[p] + at > close) {
                continue;
            }
            long wait = Math.max(0, open - at - route.headLatest[p]);
            long earliest = Math.max(route.headEarliest[p], open - at) - wait;
            long latest = Math.min(route.headLatest[p], close - at);
            long then = at + wait + service + from;
            if (earliest + then > route.tailLatest[p + 1]) {
                continue;
            }
            long more2 = Math.max(0, route.tailEarliest[p + 1] - then - latest);
            latest = Math.min(latest, route.tailLatest[p + 1] - then);
            long total = then + more2 + route.tailDuration[p + 1];
            cost += costs.duration() * (total - duration)
                    + costs.overtime() * (Math.max(0, total - type.regularDuration()) - overtime);
            if (cost < bestCost
                    && total <= type.maxDuration()
                    && release <= latest
                    && !blinks()
                    && keepsLimits(route, type, more, longer)
                    && fits(route, type, stop, p)) {
                take(task, slot, p, cost);
            }
        }
    }

    /** Cost of a route with a stop behind a position. */
    private long whole(RouteState route, int stop, int position) {
        if (copy.length < route.length + 1) {
            copy = new int[2 * route.length + 1];
        }
        System.arraycopy(route.nodes, 0, copy, 0, position + 1);
        copy[position + 1] = stop;
        System.arraycopy(route.nodes, position + 1, copy, position + 2, route.length - position - 1);
        return plan.exact.of(route.kind, copy, route.length + 1);
    }

    private void scanRoutes(RouteState route, int slot, int task) {
        int stop = model.first[task];
        Kind vehicle = model.kinds.get(route.kind);
        VehicleType type = vehicle.type();
        Arcs arcs = model.arcs[route.kind];
        long fixed = model.service[stop] * vehicle.costs().service();
        if (copy.length < route.length + 1) {
            copy = new int[2 * route.length + 1];
        }
        System.arraycopy(route.nodes, 0, copy, 1, route.length);
        copy[0] = route.nodes[0];
        // The stop stands at position p + 1 of the copy, what was before it one earlier than it was copied to.
        for (int p = 0; p < route.length - 1; p++) {
            copy[p] = route.nodes[p];
            copy[p + 1] = stop;
            long cost = detour(vehicle, arcs, stop, route, p) + fixed;
            if (cost >= bestCost || !fits(route, type, stop, p) || blinks()) {
                continue;
            }
            long whole = plan.exact.of(route.kind, copy, route.length + 1);
            if (whole != RouteCost.INFEASIBLE && whole - route.cost < bestCost) {
                take(task, slot, p, whole - route.cost);
            }
        }
    }

    /** Cost of distance and driving by which a stop behind a position makes a route dearer. */
    private static long detour(Kind vehicle, Arcs arcs, int stop, RouteState route, int p) {
        int node = route.nodes[p];
        int next = route.nodes[p + 1];
        long more = arcs.distanceInto(node, stop) + arcs.distance(stop, next) - route.way[p];
        if (more >= Travel.UNREACHABLE / 2) {
            return RouteCost.INFEASIBLE / 2;
        }
        long cost = vehicle.costs().distance() * more;
        if (vehicle.costs().driving() > 0) {
            cost += vehicle.costs().driving()
                    * (arcs.durationInto(node, stop) + arcs.duration(stop, next) - route.travel[p]);
        }
        return cost;
    }

    private void apply() {
        int slot = bestSlot;
        int first = model.first[bestTask];
        int second = model.second[bestTask];
        if (slot < 0) {
            slot = plan.open(bestKind);
            RouteState route = plan.route(slot);
            route.insert(1, first);
            if (second >= 0) {
                route.insert(2, second);
            }
        } else {
            RouteState route = plan.change(slot);
            if (bestChangesKind) {
                plan.rekind(slot, bestKind);
            }
            if (second >= 0) {
                route.insert(bestSecond + 1, second);
            }
            route.insert(bestPosition + 1, first);
            if (bestReload >= 0) {
                route.insert(bestPosition + (bestReloadFirst ? 1 : 2), bestReload);
            }
        }
        plan.refresh(slot);
        plan.serve(model.requestOf[bestTask], bestTask);
    }
}
