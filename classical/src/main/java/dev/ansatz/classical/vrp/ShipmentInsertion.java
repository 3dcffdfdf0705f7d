package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;

/** The cheapest places of a pickup and its delivery on a route. Not thread-safe. */
final class ShipmentInsertion {
    private final SearchPlan plan;
    private final SearchModel model;
    private final Insertion best;
    private final boolean timed;
    private int[] copy = new int[64];

    // The route and shipment that are looked at.
    private RouteState route;
    private int slot;
    private int task;
    private int pickup;
    private int delivery;
    private Kind vehicle;
    private VehicleType type;
    private Arcs arcs;

    ShipmentInsertion(SearchPlan plan, Insertion best) {
        this.plan = plan;
        this.best = best;
        model = plan.model;
        timed = model.timing == SearchModel.Timing.WINDOWS;
        vehicle = model.kinds.get(0);
        type = vehicle.type();
        arcs = model.arcs[0];
        route = new RouteState(model, plan.exact);
    }

    /** Looks at all places of a shipment on a route. */
    void scan(RouteState on, int onSlot, int shipment) {
        route = on;
        slot = onSlot;
        task = shipment;
        pickup = model.first[shipment];
        delivery = model.second[shipment];
        vehicle = model.kinds.get(on.kind);
        type = vehicle.type();
        arcs = model.arcs[on.kind];
        long close = model.latest[pickup];
        for (int i = 0; i < route.length - 1; i++) {
            if (timed && route.departure[i] > close) {
                break;
            }
            behind(i);
        }
    }

    private long cost(long distance, long driving) {
        return vehicle.costs().distance() * distance + vehicle.costs().driving() * driving;
    }

    /** Looks at the pickup behind a position, and the delivery there and further on. */
    private void behind(int i) {
        int node = route.nodes[i];
        int next = route.nodes[i + 1];
        long to = arcs.distanceInto(node, pickup);
        long toTime = arcs.durationInto(node, pickup);
        long alone = to + arcs.distance(pickup, next) - route.way[i];
        long aloneTime = toTime + arcs.duration(pickup, next) - route.travel[i];
        long service = vehicle.costs().service() * (model.service[pickup] + model.service[delivery]);
        long here = to + arcs.distance(pickup, delivery) + arcs.distance(delivery, next) - route.way[i];
        long hereTime = toTime + arcs.duration(pickup, delivery) + arcs.duration(delivery, next) - route.travel[i];
        if (!roomBehind(i)) {
            return;
        }
        long now = 0;
        if (timed) {
            now = model.next(pickup, route.departure[i] + toTime) + model.service[pickup];
            if (now >= RouteCost.NEVER) {
                return;
            }
        }
        if (here < Travel.UNREACHABLE / 2 && cost(here, hereTime) + service < best.bestCost) {
            consider(i, i, here, hereTime, cost(here, hereTime) + service, now + arcs.duration(pickup, delivery));
        }
        if (alone >= Travel.UNREACHABLE / 2 || cost(alone, aloneTime) + service >= best.bestCost) {
            return;
        }
        long way = arcs.duration(pickup, next);
        for (int j = i + 1; j < route.length - 1 && route.nodes[j] < model.stops && roomBehind(j); j++) {
            int at = route.nodes[j];
            if (timed) {
                if (now + way > route.arrival[j]) {
                    return;
                }
                now = model.next(at, now + way) + model.service[at];
                way = route.travel[j];
                if (now > model.latest[delivery]) {
                    return;
                }
            }
            int behind = route.nodes[j + 1];
            long more = alone + arcs.distanceInto(at, delivery) + arcs.distance(delivery, behind) - route.way[j];
            long longer =
                    aloneTime + arcs.durationInto(at, delivery) + arcs.duration(delivery, behind) - route.travel[j];
            long cost = cost(more, longer) + service;
            if (cost < best.bestCost && more < Travel.UNREACHABLE / 2) {
                consider(i, j, more, longer, cost, now + arcs.durationInto(at, delivery));
            }
        }
    }

    /** Whether the shipment may be aboard behind a position. */
    private boolean roomBehind(int position) {
        int dimensions = model.dimensions;
        for (int d = 0; d < dimensions; d++) {
            if (route.load[position * dimensions + d] + model.pickup[pickup * dimensions + d] > type.capacity()[d]) {
                return false;
            }
        }
        return true;
    }

    /** Takes a pair of places if all rules are kept there; {@code arrival} at the delivery is right where windows are looked after. */
    private void consider(int i, int j, long distance, long driving, long cost, long arrival) {
        if (timed) {
            long begin = model.next(delivery, arrival);
            if (begin >= RouteCost.NEVER
                    || begin + model.service[delivery] + arcs.duration(delivery, route.nodes[j + 1])
                            > route.arrival[j + 1]) {
                return;
            }
        }
        if (best.blinks()) {
            return;
        }
        long found = cost;
        boolean simple = timed || model.timing == SearchModel.Timing.SUMS;
        boolean held = timed && model.hasReleases && model.release[task] > route.tripRelease[i];
        if (!simple || held || type.order() != VehicleType.Order.FREE) {
            long whole = whole(i, j);
            if (whole == RouteCost.INFEASIBLE || whole - route.cost >= best.bestCost) {
                return;
            }
            found = whole - route.cost;
        } else {
            if (route.distance + distance > type.maxDistance() || route.driving + driving > type.maxDriving()) {
                return;
            }
            if (!timed) {
                long service = model.service[pickup] + model.service[delivery];
                found += vehicle.costs().duration() * (driving + service);
                if (found >= best.bestCost
                        || route.driving + route.service + driving + service > model.mostWork(vehicle)) {
                    return;
                }
            }
        }
        best.take(task, slot, i, found);
        best.bestSecond = j;
    }

    private long whole(int i, int j) {
        if (copy.length < route.length + 2) {
            copy = new int[2 * route.length + 2];
        }
        System.arraycopy(route.nodes, 0, copy, 0, i + 1);
        copy[i + 1] = pickup;
        System.arraycopy(route.nodes, i + 1, copy, i + 2, j - i);
        copy[j + 2] = delivery;
        System.arraycopy(route.nodes, j + 1, copy, j + 3, route.length - j - 1);
        return plan.exact.of(route.kind, copy, route.length + 2);
    }
}
