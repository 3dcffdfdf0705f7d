package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;

/**
 * What a route costs, worked through from start to end: for every attribute of the model. Faster ways in {@link RouteState} say the same
 * where they apply. Not thread-safe.
 */
final class RouteCost {
    /** Later than any time; sums of a few with travel do not overflow. */
    static final long NEVER = 1L << 52;

    static final long INFEASIBLE = Long.MAX_VALUE;

    private final SearchModel model;
    private final RouteClock clock;
    private final long[] load;
    private final int[] tripOf;

    // Of the last route, by position.
    private long[] travel = new long[64];
    private long[] service = new long[64];
    private long[] release = new long[64];
    private int length;

    RouteCost(SearchModel model) {
        this.model = model;
        clock = new RouteClock(model);
        load = new long[model.dimensions];
        tripOf = new int[model.hasShipments ? model.stops : 0];
    }

    /**
     * Cost of a route.
     *
     * @param route nodes from the start to the end
     * @return {@link #INFEASIBLE} where it breaks a rule
     */
    long of(int kind, int[] route, int size) {
        if (travel.length < size) {
            travel = new long[2 * size];
            service = new long[2 * size];
            release = new long[2 * size];
        }
        length = size;
        Kind vehicle = model.kinds.get(kind);
        VehicleType type = vehicle.type();
        Arcs arcs = model.arcs[kind];
        long distance = 0;
        long driving = 0;
        long served = 0;
        int stops = 0;
        int trips = 1;
        service[0] = 0;
        for (int p = 1; p < size; p++) {
            int from = route[p - 1];
            int node = route[p];
            long way = arcs.distance(from, node);
            travel[p] = arcs.duration(from, node);
            if (way >= Travel.UNREACHABLE || travel[p] >= Travel.UNREACHABLE) {
                return INFEASIBLE;
            }
            distance += way;
            driving += travel[p];
            service[p] = model.service[node] + (model.location[from] == model.location[node] ? 0 : model.setup[node]);
            if (node < model.stops) {
                stops++;
                served += service[p];
            } else if (p < size - 1) {
                trips++;
            }
        }
        if (stops > type.maxStops()
                || trips > type.maxTrips()
                || distance > type.maxDistance()
                || driving > type.maxDriving()
                || !keepsLoads(type, route)
                || !keepsOrder(type, route)
                || (model.hasShipments && !keepsPairs(route))) {
            return INFEASIBLE;
        }
        long duration = duration(kind, route, driving + served);
        if (duration < 0) {
            return INFEASIBLE;
        }
        VehicleType.Costs costs = vehicle.costs();
        return vehicle.fixed()
                + costs.distance() * distance
                + costs.driving() * driving
                + costs.service() * served
                + costs.duration() * duration
                + costs.overtime() * Math.max(0, duration - type.regularDuration());
    }

    /** How many breaks the last route takes on the way to a position; only where its vehicle takes any. */
    int pausesBefore(int position) {
        return clock.pausesBefore(position);
    }

    /** Index of the type's break that is taken as the n-th. */
    int pause(int kind, int n) {
        return clock.pause(kind, n);
    }

    private boolean keepsLoads(VehicleType type, int[] route) {
        int dimensions = model.dimensions;
        if (!beginTrip(type, route, 0)) {
            return false;
        }
        for (int p = 1; p < length - 1; p++) {
            int node = route[p];
            if (node >= model.stops) {
                if (!beginTrip(type, route, p)) {
                    return false;
                }
                continue;
            }
            for (int d = 0; d < dimensions; d++) {
                load[d] += model.pickup[node * dimensions + d] - model.delivery[node * dimensions + d];
                if (load[d] > type.capacity()[d]) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean beginTrip(VehicleType type, int[] route, int position) {
        int dimensions = model.dimensions;
        System.arraycopy(type.initialLoad(), 0, load, 0, dimensions);
        for (int p = position + 1; p < length - 1 && route[p] < model.stops; p++) {
            int node = route[p];
            if (model.partner[node] < 0) {
                for (int d = 0; d < dimensions; d++) {
                    load[d] += model.delivery[node * dimensions + d];
                }
            }
        }
        for (int d = 0; d < dimensions; d++) {
            if (load[d] > type.capacity()[d]) {
                return false;
            }
        }
        return true;
    }

    private boolean keepsOrder(VehicleType type, int[] route) {
        if (type.order() == VehicleType.Order.FREE) {
            return true;
        }
        boolean needed = type.order() == VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED;
        boolean picked = false;
        boolean delivered = false;
        for (int p = 1; p < length; p++) {
            int node = route[p];
            if (node >= model.stops) {
                if (picked && !delivered && needed) {
                    return false;
                }
                picked = false;
                delivered = false;
                continue;
            }
            if (model.delivers[node]) {
                delivered = true;
                if (picked) {
                    return false;
                }
            }
            picked |= model.picksUp[node];
        }
        return true;
    }

    private boolean keepsPairs(int[] route) {
        int trip = 1;
        int open = 0;
        boolean kept = true;
        for (int p = 1; p < length - 1; p++) {
            int node = route[p];
            if (node >= model.stops) {
                kept &= open == 0;
                trip++;
                continue;
            }
            int other = model.partner[node];
            if (other < 0) {
                continue;
            }
            if (model.first[model.taskOf[node]] == node) {
                tripOf[node] = trip;
                open++;
            } else {
                kept &= tripOf[other] == trip;
                open--;
            }
        }
        kept &= open == 0;
        for (int p = 1; p < length - 1; p++) {
            if (route[p] < model.stops) {
                tripOf[route[p]] = 0;
            }
        }
        return kept;
    }

    /** The duration, where it matters the shortest; negative where the times cannot be kept. */
    private long duration(int kind, int[] route, long work) {
        Kind vehicle = model.kinds.get(kind);
        VehicleType type = vehicle.type();
        if (model.timing == SearchModel.Timing.SUMS) {
            return work > model.mostWork(vehicle) ? -1 : work;
        }
        setReleases(route);
        boolean timed = vehicle.costs().timed();
        if (!type.breaks().isEmpty() || hasRide(route)) {
            return clock.duration(kind, route, length, travel, service, release, timed);
        }
        if (!timed && type.maxDuration() >= TimeWindows.FOREVER) {
            return earliestEnd(route);
        }
        for (int p = 1; p < length - 1; p++) {
            if (model.severalWindows(route[p])) {
                return clock.duration(kind, route, length, travel, service, release, timed);
            }
        }
        long duration = shortest(route);
        return duration > type.maxDuration() ? -1 : duration;
    }

    private boolean hasRide(int[] route) {
        if (model.hasRides) {
            for (int p = 1; p < length - 1; p++) {
                if (route[p] < model.stops && model.maxRide[model.taskOf[route[p]]] < TimeWindows.FOREVER) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Latest release of each trip, at the position where it begins. */
    private void setReleases(int[] route) {
        long latest = 0;
        for (int p = length - 1; p >= 0; p--) {
            int node = route[p];
            if (node < model.stops) {
                latest = Math.max(latest, model.release[model.taskOf[node]]);
            } else {
                release[p] = p == length - 1 ? 0 : latest;
                latest = 0;
            }
        }
    }

    private long earliestEnd(int[] route) {
        long now = model.next(route[0], Math.max(model.earliest[route[0]], release[0]));
        if (now >= NEVER) {
            return -1;
        }
        long begin = now;
        for (int p = 1; p < length; p++) {
            long start = model.next(route[p], now + travel[p]);
            if (start >= NEVER) {
                return -1;
            }
            now = start + service[p];
            if (route[p] >= model.stops) {
                now = Math.max(now, release[p]);
            }
        }
        return now - begin;
    }

    /** The shortest duration by joined segments (Vidal et al. 2013), where each point has one window; -1 where it is kept by none. */
    private long shortest(int[] route) {
        long duration = 0;
        long earliest = Math.max(model.earliest[route[0]], release[0]);
        long latest = model.latest[route[0]];
        if (earliest > latest) {
            return -1;
        }
        for (int p = 1; p < length; p++) {
            int node = route[p];
            long at = duration + travel[p];
            if (earliest + at > model.latest[node]) {
                return -1;
            }
            long wait = Math.max(0, model.earliest[node] - at - latest);
            earliest = Math.max(earliest, model.earliest[node] - at) - wait;
            latest = Math.min(latest, model.latest[node] - at);
            duration = at + wait + service[p];
            if (node >= model.stops && release[p] > 0) {
                long more = Math.max(0, release[p] - duration - latest);
                earliest = Math.max(earliest, release[p] - duration) - more;
                duration += more;
            }
        }
        return duration;
    }
}
