package dev.ansatz.classical.cvrp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.SelfCheck;
import dev.ansatz.problems.cvrp.CvrpInstance;
import java.util.Arrays;

/**
 * A CVRP plan under change: routes as doubly linked lists, cost, loads and lengths kept by differences. Every removal and
 * insertion is logged; {@link #rollback} takes back all since the last {@link #commit} in the time they took. The best plan
 * is a second set of links that {@link #saveBest} brings up to date route by route. Customers may be absent, and routes may be
 * overloaded at a price.
 *
 * <p>Package-private arrays are read by the searches and written here only. Not thread-safe.
 */
final class RoutePlan {
    /** Half the slack of the validator. */
    private static final double LENGTH_TOLERANCE = 5e-10;

    /** Price at which no overload ever pays. */
    private static final double FORBIDDEN = 1e12;

    final int n;
    final DistanceLookup distances;
    final long[] demand;
    final long capacity;
    final double maxDuration;
    final double serviceTime;
    final int maxRoutes;

    final int[] next;
    final int[] prev;
    /** Distance from the one before, and to the one behind. */
    final double[] in;

    final double[] out;
    /** Route of each customer, -1 for an absent one. */
    final int[] routeOf;

    final int[] first;
    final int[] last;
    final int[] count;
    final long[] load;
    /** Distance and service. */
    final double[] duration;

    /** The routes: those in use come first. */
    private final int[] routes;

    private final int[] routeIndex;
    private int used;
    private double cost;
    private long overload;
    private double overloadPrice = FORBIDDEN;

    private int[] logCustomer = new int[256]; // negative: removed
    private int[] logPrev = new int[256];
    private int[] logRoute = new int[256];
    private double[] logDuration = new double[256];
    private double[] logCost = new double[256];
    private int logSize;

    private final int[] bestNext;
    private final int[] bestFirst;
    private final int[] dirty;
    private final boolean[] isDirty;
    private int dirtySize;

    RoutePlan(CvrpInstance instance, DistanceLookup distances) {
        this.n = instance.size();
        this.distances = distances;
        this.demand = instance.demands();
        this.capacity = instance.capacity();
        Double limit = instance.maxRouteLength();
        this.maxDuration = limit == null ? Double.POSITIVE_INFINITY : limit * (1 + LENGTH_TOLERANCE);
        this.serviceTime = instance.serviceTime();
        Integer vehicles = instance.maxVehicles();
        this.maxRoutes = vehicles == null ? n : Math.min(n, vehicles);
        this.next = new int[n + 1];
        this.prev = new int[n + 1];
        this.in = new double[n + 1];
        this.out = new double[n + 1];
        this.routeOf = new int[n + 1];
        this.first = new int[maxRoutes];
        this.last = new int[maxRoutes];
        this.count = new int[maxRoutes];
        this.load = new long[maxRoutes];
        this.duration = new double[maxRoutes];
        this.routes = new int[maxRoutes];
        this.routeIndex = new int[maxRoutes];
        this.bestNext = new int[n + 1];
        this.bestFirst = new int[maxRoutes];
        this.dirty = new int[maxRoutes];
        this.isDirty = new boolean[maxRoutes];
        clear();
    }

    private void clear() {
        Arrays.fill(routeOf, -1);
        Arrays.fill(first, 0);
        Arrays.fill(last, 0);
        Arrays.fill(count, 0);
        Arrays.fill(load, 0);
        Arrays.fill(duration, 0);
        for (int r = 0; r < maxRoutes; r++) {
            routes[r] = r;
            routeIndex[r] = r;
            if (!isDirty[r]) {
                isDirty[r] = true;
                dirty[dirtySize++] = r;
            }
        }
        used = 0;
        cost = 0;
        overload = 0;
        logSize = 0;
    }

    /** Replaces the plan, committed. Customers on no route, or on a route beyond the fleet, are absent. */
    void load(int[][] plan) {
        clear();
        for (int r = 0; r < Math.min(plan.length, maxRoutes); r++) {
            int previous = 0;
            for (int customer : plan[r]) {
                insert(customer, previous, r);
                previous = customer;
            }
        }
        commit();
    }

    double cost() {
        return cost;
    }

    /** Load above the capacity, summed over the routes. */
    long overload() {
        return overload;
    }

    /** Cost with the price of the overload. */
    double penalisedCost() {
        return overload == 0 ? cost : cost + overloadPrice * overload;
    }

    /** Whether no price is set, so that routes must not be overloaded. */
    boolean overloadForbidden() {
        return overloadPrice == FORBIDDEN;
    }

    /** Sets the price of a unit of load above the capacity. */
    void setOverloadPrice(double price) {
        overloadPrice = price;
    }

    /** What it costs, or saves, in overload that the load of a route becomes {@code newLoad}. */
    double overloadCost(int r, long newLoad) {
        long before = load[r] - capacity;
        long after = newLoad - capacity;
        return before <= 0 && after <= 0 ? 0 : overloadPrice * (Math.max(0, after) - Math.max(0, before));
    }

    /** The most that unloading a route can save. */
    double relief(int r) {
        long excess = load[r] - capacity;
        return excess <= 0 ? 0 : overloadPrice * excess;
    }

    /** Number of routes in use. */
    int used() {
        return used;
    }

    /** A route in use, for {@code index} below {@link #used}. */
    int route(int index) {
        return routes[index];
    }

    /** A route not in use, or -1. */
    int emptyRoute() {
        return used < maxRoutes ? routes[used] : -1;
    }

    private double arc(int from, int to) {
        return from == to ? 0 : distances.of(from, to);
    }

    /** Inserts an absent customer into a route behind {@code p}, 0 for the depot. Limits are the caller's to keep. */
    void insert(int c, int p, int r) {
        log(c, p, r);
        link(c, p, r);
    }

    /** Makes a customer absent. */
    void remove(int c) {
        int r = routeOf[c];
        log(-c, prev[c], r);
        unlink(c, r);
    }

    private void log(int code, int p, int r) {
        if (logSize == logCustomer.length) {
            int size = 2 * logSize;
            logCustomer = Arrays.copyOf(logCustomer, size);
            logPrev = Arrays.copyOf(logPrev, size);
            logRoute = Arrays.copyOf(logRoute, size);
            logDuration = Arrays.copyOf(logDuration, size);
            logCost = Arrays.copyOf(logCost, size);
        }
        logCustomer[logSize] = code;
        logPrev[logSize] = p;
        logRoute[logSize] = r;
        logDuration[logSize] = duration[r];
        logCost[logSize++] = cost;
    }

    private void link(int c, int p, int r) {
        int s = p == 0 ? first[r] : next[p];
        double toC = distances.of(p, c);
        double fromC = distances.of(c, s);
        double delta = toC + fromC - (p != 0 ? out[p] : s != 0 ? in[s] : 0);
        prev[c] = p;
        next[c] = s;
        in[c] = toC;
        out[c] = fromC;
        if (p == 0) {
            first[r] = c;
        } else {
            next[p] = c;
            out[p] = toC;
        }
        if (s == 0) {
            last[r] = c;
        } else {
            prev[s] = c;
            in[s] = fromC;
        }
        routeOf[c] = r;
        long excess = load[r] - capacity;
        load[r] += demand[c];
        overload += Math.max(0, excess + demand[c]) - Math.max(0, excess);
        duration[r] += delta + serviceTime;
        cost += delta;
        if (count[r]++ == 0) {
            exchange(r, used++);
        }
    }

    private void unlink(int c, int r) {
        int p = prev[c];
        int s = next[c];
        double direct = arc(p, s);
        double delta = direct - in[c] - out[c];
        if (p == 0) {
            first[r] = s;
        } else {
            next[p] = s;
            out[p] = direct;
        }
        if (s == 0) {
            last[r] = p;
        } else {
            prev[s] = p;
            in[s] = direct;
        }
        routeOf[c] = -1;
        long excess = load[r] - capacity;
        load[r] -= demand[c];
        overload += Math.max(0, excess - demand[c]) - Math.max(0, excess);
        duration[r] += delta - serviceTime;
        cost += delta;
        if (--count[r] == 0) {
            exchange(r, --used);
        }
    }

    private void exchange(int r, int index) {
        int other = routes[index];
        int old = routeIndex[r];
        routes[old] = other;
        routeIndex[other] = old;
        routes[index] = r;
        routeIndex[r] = index;
    }

    /** Makes the changes since the last commit permanent. */
    void commit() {
        for (int i = 0; i < logSize; i++) {
            int r = logRoute[i];
            if (!isDirty[r]) {
                isDirty[r] = true;
                dirty[dirtySize++] = r;
            }
        }
        logSize = 0;
        if (SelfCheck.ON) {
            check();
        }
    }

    /** Takes back the changes since the last commit. */
    void rollback() {
        while (logSize > 0) {
            int code = logCustomer[--logSize];
            int r = logRoute[logSize];
            if (code < 0) {
                link(-code, logPrev[logSize], r);
            } else {
                unlink(code, r);
            }
            duration[r] = logDuration[logSize];
            cost = logCost[logSize];
        }
        if (SelfCheck.ON) {
            check();
        }
    }

    /** Remembers the committed plan as the best. */
    void saveBest() {
        while (dirtySize > 0) {
            int r = dirty[--dirtySize];
            isDirty[r] = false;
            bestFirst[r] = first[r];
            for (int c = first[r]; c != 0; c = next[c]) {
                bestNext[c] = next[c];
            }
        }
    }

    /** The plan of the last {@link #saveBest}. */
    int[][] best() {
        int[][] plan = new int[maxRoutes][];
        int[] buffer = new int[n];
        for (int r = 0; r < maxRoutes; r++) {
            int size = 0;
            for (int c = bestFirst[r]; c != 0; c = bestNext[c]) {
                buffer[size++] = c;
            }
            plan[r] = Arrays.copyOf(buffer, size);
        }
        return plan;
    }

    private void check() {
        double total = 0;
        int routesInUse = 0;
        for (int r = 0; r < maxRoutes; r++) {
            double length = 0;
            long sum = 0;
            int visits = 0;
            int p = 0;
            for (int c = first[r]; c != 0; c = next[c]) {
                if (prev[c] != p || routeOf[c] != r) {
                    throw new IllegalStateException("Links of customer " + c + " on route " + r + " are broken.");
                }
                SelfCheck.same("Distance to customer " + c, in[c], distances.of(p, c));
                SelfCheck.same("Distance behind customer " + c, out[c], distances.of(c, next[c]));
                length += in[c];
                sum += demand[c];
                visits++;
                p = c;
            }
            length += arc(p, 0);
            total += length;
            SelfCheck.same("Last customer of route " + r, last[r], p);
            SelfCheck.same("Load of route " + r, load[r], sum);
            SelfCheck.same("Customers of route " + r, count[r], visits);
            SelfCheck.same("Duration of route " + r, duration[r], length + visits * serviceTime);
            if ((sum > capacity && overloadForbidden()) || duration[r] > maxDuration + 1e-6) {
                throw new IllegalStateException("Route " + r + " is above its limits.");
            }
            if (visits > 0) {
                routesInUse++;
            }
        }
        SelfCheck.same("Routes in use", used, routesInUse);
        SelfCheck.same("Cost", cost, total);
    }
}
