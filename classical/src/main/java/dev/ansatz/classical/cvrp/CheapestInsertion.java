package dev.ansatz.classical.cvrp;

import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.Distances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Completes a plan that does not fit its instance (any more): unknown and repeated customers leave, overloaded and overlong
 * routes lose customers until they fit, always the one whose removal saves most, and then the cheapest of all insertions of
 * missing customers, a route of its own included, is made again and again (Rosenkrantz, Stearns and Lewis 1977, cheapest
 * insertion, for several routes).
 *
 * <p>The part of the plan that was in order stays as it is. Deterministic; O(missing² + missing · customers) distances.
 */
public final class CheapestInsertion {
    private final CvrpInstance instance;
    private final Distances distances;
    private final double maxLength;
    private final List<List<Integer>> routes = new ArrayList<>();
    private final List<Long> loads = new ArrayList<>();
    private final List<Double> lengths = new ArrayList<>();

    private CheapestInsertion(CvrpInstance instance) {
        this.instance = instance;
        this.distances = instance.distances();
        Double limit = instance.maxRouteLength();
        this.maxLength = limit == null ? Double.POSITIVE_INFINITY : limit;
    }

    /**
     * Routes that serve every customer once and keep capacity and route length, as far as each customer alone can. The number of
     * routes exceeds a limited fleet only where no insertion into the routes that there are is possible.
     */
    public static Routes complete(CvrpInstance instance, Routes plan) {
        CheapestInsertion insertion = new CheapestInsertion(instance);
        boolean[] missing = insertion.take(plan);
        insertion.unload(missing);
        insertion.insert(missing);
        return new Routes(insertion.routes.stream()
                .map(route -> route.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new));
    }

    /** Takes the known customers of a plan, each once. Returns who is missing. */
    private boolean[] take(Routes plan) {
        boolean[] missing = new boolean[instance.size() + 1];
        Arrays.fill(missing, true);
        missing[0] = false;
        for (int[] given : plan.toArray()) {
            List<Integer> route = new ArrayList<>();
            for (int customer : given) {
                if (customer > 0 && customer < missing.length && missing[customer]) {
                    missing[customer] = false;
                    route.add(customer);
                }
            }
            if (!route.isEmpty()) {
                open(route);
            }
        }
        return missing;
    }

    private void open(List<Integer> route) {
        long load = 0;
        double length = 0;
        int previous = 0;
        for (int customer : route) {
            load += instance.demand(customer);
            length += distances.between(previous, customer) + instance.serviceTime();
            previous = customer;
        }
        routes.add(route);
        loads.add(load);
        lengths.add(length + distances.between(previous, 0));
    }

    @SuppressWarnings("ListRemoveAmbiguous") // by its place
    private void unload(boolean[] missing) {
        for (int r = routes.size() - 1; r >= 0; r--) {
            List<Integer> route = routes.get(r);
            while (!route.isEmpty() && (loads.get(r) > instance.capacity() || lengths.get(r) > maxLength)) {
                int dearest = 0;
                for (int place = 1; place < route.size(); place++) {
                    if (saving(route, place) > saving(route, dearest)) {
                        dearest = place;
                    }
                }
                lengths.set(r, lengths.get(r) - saving(route, dearest) - instance.serviceTime());
                int customer = route.remove(dearest);
                loads.set(r, loads.get(r) - instance.demand(customer));
                missing[customer] = true;
            }
            if (route.isEmpty()) {
                routes.remove(r);
                loads.remove(r);
                lengths.remove(r);
            }
        }
    }

    private double saving(List<Integer> route, int place) {
        return detour(
                place == 0 ? 0 : route.get(place - 1),
                route.get(place),
                place + 1 < route.size() ? route.get(place + 1) : 0);
    }

    private double detour(int previous, int customer, int next) {
        return distances.between(previous, customer)
                + distances.between(customer, next)
                - distances.between(previous, next);
    }

    /** The cheapest place of a customer on one route: where and at what cost. */
    private record Place(int route, int position, double cost) {
        private static final Place NONE = new Place(-1, 0, Double.POSITIVE_INFINITY);
    }

    private void insert(boolean[] missing) {
        int count = 0;
        for (boolean absent : missing) {
            count += absent ? 1 : 0;
        }
        Place[] best = new Place[missing.length];
        for (int customer = 1; customer < missing.length; customer++) {
            if (missing[customer]) {
                best[customer] = bestPlace(customer);
            }
        }
        for (; count > 0; count--) {
            int cheapest = 0;
            for (int customer = 1; customer < missing.length; customer++) {
                // A customer without a place on the routes comes last: there may be one after the others.
                if (missing[customer] && (cheapest == 0 || best[customer].cost() < best[cheapest].cost())) {
                    cheapest = customer;
                }
            }
            int changed = apply(cheapest, best[cheapest]);
            missing[cheapest] = false;
            for (int customer = 1; customer < missing.length; customer++) {
                if (missing[customer]) {
                    Place known = best[customer];
                    Place fresh = bestPlace(customer, changed);
                    best[customer] = known.route() == changed || known.route() < 0
                            ? bestPlace(customer)
                            : fresh.cost() < known.cost() ? fresh : known;
                }
            }
        }
    }

    /** Returns the number of the route that has changed. */
    private int apply(int customer, Place place) {
        if (place.route() < 0 || place.route() == routes.size()) {
            open(new ArrayList<>(List.of(customer)));
            return routes.size() - 1;
        }
        int r = place.route();
        routes.get(r).add(place.position(), customer);
        loads.set(r, loads.get(r) + instance.demand(customer));
        lengths.set(r, lengths.get(r) + place.cost() + instance.serviceTime());
        return r;
    }

    private Place bestPlace(int customer) {
        Place best = Place.NONE;
        for (int r = 0; r < routes.size(); r++) {
            Place place = bestPlace(customer, r);
            best = place.cost() < best.cost() ? place : best;
        }
        Integer vehicles = instance.maxVehicles();
        if (vehicles == null || routes.size() < vehicles) {
            double alone = distances.between(0, customer) + distances.between(customer, 0);
            best = alone < best.cost() ? new Place(routes.size(), 0, alone) : best;
        }
        return best;
    }

    private Place bestPlace(int customer, int r) {
        Place best = Place.NONE;
        if (loads.get(r) + instance.demand(customer) > instance.capacity()) {
            return best;
        }
        List<Integer> route = routes.get(r);
        int previous = 0;
        for (int position = 0; position <= route.size(); position++) {
            int next = position < route.size() ? route.get(position) : 0;
            double cost = detour(previous, customer, next);
            if (cost < best.cost() && lengths.get(r) + cost + instance.serviceTime() <= maxLength) {
                best = new Place(r, position, cost);
            }
            previous = next;
        }
        return best;
    }
}
