package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.SelfCheck;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;
import java.util.Arrays;

/** One route and what moves ask of it, by position. Not thread-safe. */
final class RouteState {
    private final SearchModel model;
    private final RouteCost exact;
    int kind;
    /** Nodes from the start to the end. */
    int[] nodes = new int[16];

    int length;

    // Sums.
    long cost;
    long distance;
    long driving;
    long service;
    int trips;
    /** Latest release. */
    long release;
    /** Whether a rule is broken: removals may do so where ways by other stops are shorter. */
    boolean broken;

    // By position: distance and duration of the way to the next.
    long[] way = new long[16];
    long[] travel = new long[16];

    // Earliest departure and latest arrival (Timing.WINDOWS).
    long[] departure = new long[16];
    long[] arrival = new long[16];

    /** Latest release of the trip that is under way behind a position (Timing.WINDOWS with releases). */
    long[] tripRelease = new long[0];

    // Segments from the start to each position and from there to the end (Timing.SEGMENTS).
    long[] headDuration = new long[0];
    long[] headEarliest = new long[0];
    long[] headLatest = new long[0];
    long[] tailDuration = new long[0];
    long[] tailEarliest = new long[0];
    long[] tailLatest = new long[0];

    // Load after each position; its maximum from the begin of the trip, and to the end of the trip. By position and
    // dimension.
    long[] load = new long[0];
    long[] peakBefore = new long[0];
    long[] peakAfter = new long[0];

    RouteState(SearchModel model, RouteCost exact) {
        this.model = model;
        this.exact = exact;
        grow(16);
    }

    private void grow(int room) {
        nodes = Arrays.copyOf(nodes, room);
        way = new long[room];
        travel = new long[room];
        if (model.timing == SearchModel.Timing.WINDOWS) {
            departure = new long[room];
            arrival = new long[room];
            tripRelease = new long[model.hasReleases ? room : 0];
        }
        if (model.timing == SearchModel.Timing.SEGMENTS) {
            headDuration = new long[room];
            headEarliest = new long[room];
            headLatest = new long[room];
            tailDuration = new long[room];
            tailEarliest = new long[room];
            tailLatest = new long[room];
        }
        load = new long[room * model.dimensions];
        peakBefore = new long[room * model.dimensions];
        peakAfter = new long[room * model.dimensions];
    }

    /** Makes room for nodes; the rest is then to be refreshed. */
    void ensure(int room) {
        if (nodes.length < room) {
            grow(2 * room);
        }
    }

    /** Becomes a route of the same nodes, to be changed and refreshed. */
    void begin(RouteState other) {
        begin(other.kind, other.nodes, other.length);
        cost = other.cost;
    }

    /** Becomes a route of nodes, to be refreshed. */
    void begin(int newKind, int[] newNodes, int newLength) {
        ensure(newLength);
        kind = newKind;
        length = newLength;
        System.arraycopy(newNodes, 0, nodes, 0, newLength);
    }

    void insert(int position, int node) {
        ensure(length + 1);
        System.arraycopy(nodes, position, nodes, position + 1, length - position);
        nodes[position] = node;
        length++;
    }

    void remove(int position) {
        System.arraycopy(nodes, position + 1, nodes, position, length - position - 1);
        length--;
    }

    /** Number of stops. */
    int stops() {
        return length - 1 - trips;
    }

    /** Computes all that depends on the order of nodes. */
    void refresh() {
        Kind vehicle = model.kinds.get(kind);
        broken = false;
        sum(vehicle);
        loads(vehicle.type());
        if (vehicle.type().order() != VehicleType.Order.FREE) {
            checkOrder(vehicle.type());
        }
        if (model.timing == SearchModel.Timing.ROUTES) {
            cost = exact.of(kind, nodes, length);
            broken = cost == RouteCost.INFEASIBLE;
            cost = broken ? 0 : cost;
            return;
        }
        VehicleType.Costs costs = vehicle.costs();
        long duration = 0;
        switch (model.timing) {
            case SUMS -> {
                duration = driving + service;
                broken |= duration > model.mostWork(vehicle);
            }
            case WINDOWS -> windows();
            default -> {
                segments();
                duration = headDuration[length - 1];
                broken |= duration > vehicle.type().maxDuration();
            }
        }
        cost = vehicle.fixed()
                + costs.distance() * distance
                + costs.driving() * driving
                + costs.service() * service
                + costs.duration() * duration
                + costs.overtime() * Math.max(0, duration - vehicle.type().regularDuration());
        if (SelfCheck.ON && !broken) {
            SelfCheck.same("cost of a route", cost, exact.of(kind, nodes, length));
        }
    }

    private void sum(Kind vehicle) {
        Arcs arcs = model.arcs[kind];
        distance = 0;
        driving = 0;
        service = 0;
        release = 0;
        trips = 1;
        int stops = 0;
        for (int p = 0; p < length - 1; p++) {
            int node = nodes[p];
            way[p] = arcs.distance(node, nodes[p + 1]);
            travel[p] = arcs.duration(node, nodes[p + 1]);
            if (way[p] >= Travel.UNREACHABLE || travel[p] >= Travel.UNREACHABLE) {
                broken = true;
            } else {
                distance += way[p];
                driving += travel[p];
            }
            if (node < model.stops) {
                stops++;
                service += model.service[node];
                release = Math.max(release, model.release[model.taskOf[node]]);
            } else if (p > 0) {
                trips++;
            }
        }
        VehicleType type = vehicle.type();
        broken |= distance > type.maxDistance()
                || driving > type.maxDriving()
                || stops > type.maxStops()
                || trips > type.maxTrips();
    }

    private void loads(VehicleType type) {
        int dimensions = model.dimensions;
        for (int d = 0; d < dimensions; d++) {
            long capacity = type.capacity()[d];
            int begin = 0;
            while (begin < length - 1) {
                int end = begin + 1;
                long now = type.initialLoad()[d];
                while (nodes[end] < model.stops) {
                    int node = nodes[end++];
                    now += model.partner[node] < 0 ? model.delivery[node * dimensions + d] : 0;
                }
                long most = now;
                load[begin * dimensions + d] = now;
                peakBefore[begin * dimensions + d] = now;
                for (int p = begin + 1; p < end; p++) {
                    int at = nodes[p] * dimensions + d;
                    now += model.pickup[at] - model.delivery[at];
                    most = Math.max(most, now);
                    load[p * dimensions + d] = now;
                    peakBefore[p * dimensions + d] = most;
                }
                broken |= most > capacity;
                // What comes behind the last stop of a trip is the load with which it ends.
                long peak = now;
                peakAfter[end * dimensions + d] = now;
                for (int p = end - 1; p > begin; p--) {
                    peak = Math.max(peak, load[p * dimensions + d]);
                    peakAfter[p * dimensions + d] = peak;
                }
                begin = end;
            }
        }
    }

    private void checkOrder(VehicleType type) {
        boolean picked = false;
        boolean delivered = false;
        for (int p = 1; p < length; p++) {
            int node = nodes[p];
            if (node >= model.stops) {
                broken |= picked && !delivered && type.order() == VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED;
                picked = false;
                delivered = false;
                continue;
            }
            delivered |= model.delivers[node];
            broken |= picked && model.delivers[node];
            picked |= model.picksUp[node];
        }
    }

    private void windows() {
        if (model.hasReleases) {
            releases();
        }
        departure[0] = departure(0, model.earliest[nodes[0]]);
        for (int p = 1; p < length; p++) {
            departure[p] = departure(p, departure[p - 1] + travel[p - 1]);
        }
        broken |= departure[length - 1] >= RouteCost.NEVER;
        long until = RouteCost.NEVER;
        for (int p = length - 1; p >= 0; p--) {
            int node = nodes[p];
            arrival[p] = model.previous(node, until - model.service[node]);
            until = arrival[p] - (p == 0 ? 0 : travel[p - 1]);
        }
    }

    private long departure(int p, long arrivedAt) {
        int node = nodes[p];
        boolean held = model.hasReleases && node >= model.stops && p < length - 1;
        if (held && p == 0) {
            return model.next(node, Math.max(arrivedAt, tripRelease[0]));
        }
        long begin = model.next(node, arrivedAt);
        if (begin >= RouteCost.NEVER) {
            return RouteCost.NEVER;
        }
        return held ? Math.max(begin + model.service[node], tripRelease[p]) : begin + model.service[node];
    }

    private void releases() {
        long latest = 0;
        int end = length - 1;
        for (int p = length - 1; p >= 0; p--) {
            if (nodes[p] < model.stops) {
                latest = Math.max(latest, model.release[model.taskOf[nodes[p]]]);
                continue;
            }
            for (int q = p; q < end; q++) {
                tripRelease[q] = latest;
            }
            end = p;
            latest = 0;
        }
    }

    private void segments() {
        int last = length - 1;
        headDuration[0] = 0;
        headEarliest[0] = Math.max(model.earliest[nodes[0]], release);
        headLatest[0] = model.latest[nodes[0]];
        boolean late = headEarliest[0] > headLatest[0];
        for (int p = 1; p < length; p++) {
            int node = nodes[p];
            long at = headDuration[p - 1] + travel[p - 1];
            late |= headEarliest[p - 1] + at > model.latest[node];
            long wait = Math.max(0, model.earliest[node] - at - headLatest[p - 1]);
            headDuration[p] = at + wait + model.service[node];
            headEarliest[p] = late ? RouteCost.NEVER : Math.max(headEarliest[p - 1], model.earliest[node] - at) - wait;
            headLatest[p] = Math.min(headLatest[p - 1], model.latest[node] - at);
        }
        broken |= late;
        tailDuration[last] = 0;
        tailEarliest[last] = model.earliest[nodes[last]];
        tailLatest[last] = model.latest[nodes[last]];
        for (int p = last - 1; p >= 0; p--) {
            int node = nodes[p];
            long at = model.service[node] + travel[p];
            long wait = Math.max(0, tailEarliest[p + 1] - at - model.latest[node]);
            tailDuration[p] = at + wait + tailDuration[p + 1];
            tailEarliest[p] = Math.max(model.earliest[node], tailEarliest[p + 1] - at) - wait;
            // Where the rest cannot be reached in time even from the begin of the window, nothing before can.
            tailLatest[p] = model.earliest[node] + at > tailLatest[p + 1]
                    ? -RouteCost.NEVER
                    : Math.min(model.latest[node], tailLatest[p + 1] - at);
        }
    }
}
