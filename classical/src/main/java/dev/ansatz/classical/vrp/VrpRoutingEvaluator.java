package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.Stop;
import dev.ansatz.problems.vrp.Task;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.Travel;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.Arrays;

/**
 * What a route costs and how far it is from feasible, for searches that look at whole routes. Written apart from the validator, with the
 * same meaning: feasible here is feasible there, at the same cost. Not thread-safe. Public for Timefold's reflection.
 */
public final class VrpRoutingEvaluator {
    /** Weight of what has no amount, such as a vehicle without the skill. */
    static final long STRUCTURAL = 1000;

    /**
     * The value of a route.
     *
     * @param excess 0 where it is feasible; lateness in units of time, loads, distances and {@link #STRUCTURAL} faults, summed
     * @param cost in units of cost; where it is not feasible without what depends on time
     * @param stops number of stops
     */
    public record Value(long excess, long cost, int stops) {
        static final Value EMPTY = new Value(0, 0, 0);

        boolean feasible() {
            return excess == 0;
        }
    }

    private final VrpInstance instance;
    private final int dimensions;
    private final long[] load;
    private final long[] over;
    private final int[] place;
    private final int[] tripOf;

    // The points of the route looked at: start, stops and reloads, end; and the breaks on the way to each.
    private int points;
    private int[] activity = new int[16];
    private int[] location = new int[16];
    private long[] way = new long[16];
    private long[] service = new long[16];
    private long[] release = new long[16];
    private TimeWindows[] windows = new TimeWindows[16];
    private int[] firstPause = new int[17];
    private int[] pause = new int[16];
    private int pauses;
    private int[] rideFrom = new int[8];
    private int[] rideTo = new int[8];
    private long[] rideMost = new long[8];
    private int rides;
    private long[] start = new long[16];
    private long[] floor = new long[16];
    private long lateness;
    private long excess;

    VrpRoutingEvaluator(VrpInstance instance) {
        this.instance = instance;
        dimensions = instance.dimensions().size();
        load = new long[dimensions];
        over = new long[dimensions];
        place = new int[instance.size()];
        tripOf = new int[instance.size()];
        Arrays.fill(place, -1);
    }

    /** The value of a route of a type with so many activities. */
    Value evaluate(int kind, int[] activities, int length) {
        VehicleType type = instance.type(kind);
        excess = 0;
        int stops = 0;
        for (int i = 0; i < length; i++) {
            stops += instance.isStop(activities[i]) ? 1 : 0;
        }
        if (stops == 0) {
            return Value.EMPTY;
        }
        lay(kind, type, activities, length);
        Travel travel = instance.travel(type.profile());
        long distance = 0;
        long driving = 0;
        long served = 0;
        int trips = 1;
        for (int p = 0; p < points; p++) {
            int here = location[p];
            int from = p == 0 ? -1 : location[p - 1];
            way[p] = 0;
            if (from >= 0 && here >= 0) {
                long duration = travel.duration(from, here);
                long step = travel.distance(from, here);
                if (duration >= Travel.UNREACHABLE || step >= Travel.UNREACHABLE) {
                    excess += STRUCTURAL;
                } else {
                    way[p] = duration;
                    driving += duration;
                    distance += step;
                }
            }
            int a = activity[p];
            release[p] = 0;
            if (a < 0) {
                service[p] = 0;
            } else if (instance.isStop(a)) {
                Stop stop = instance.stop(a);
                service[p] = stop.service() + (from == here ? 0 : stop.setup());
                served += service[p];
                excess += instance.suits(stop.task(), kind) ? 0 : STRUCTURAL;
            } else {
                service[p] = instance.reload(a).service();
                trips++;
            }
        }
        releases();
        shipments();
        order(type.order());
        loads(type);
        excess += STRUCTURAL * Math.max(0, trips - (long) type.maxTrips());
        excess += STRUCTURAL * Math.max(0, stops - (long) type.maxStops());
        excess += units(driving - type.maxDriving(), instance.scale().time());
        excess += units(distance - type.maxDistance(), instance.scale().distance());
        if (type.latestStart() < type.shiftStart()) {
            excess += STRUCTURAL;
        }
        VehicleType.Costs costs = instance.costs(kind);
        long cost = costs.fixed()
                + instance.vehicleWeight()
                + costs.distance() * distance
                + costs.driving() * driving
                + costs.service() * served;
        long duration = times(
                type, costs.timed(), driving + Arrays.stream(service, 0, points).sum());
        if (excess == 0) {
            cost += costs.duration() * duration + costs.overtime() * Math.max(0, duration - type.regularDuration());
        }
        for (int p = 0; p < points; p++) {
            if (activity[p] >= 0 && instance.isStop(activity[p])) {
                place[activity[p]] = -1;
            }
        }
        return new Value(excess, cost, stops);
    }

    /** Amounts above a limit in whole units of the user, rounded up. */
    private static long units(long above, long scale) {
        return above <= 0 ? 0 : (above + scale - 1) / scale;
    }

    /** Sets the points and the breaks between them. */
    private void lay(int kind, VehicleType type, int[] activities, int length) {
        if (activity.length < length + 2) {
            int n = 2 * (length + 2);
            activity = new int[n];
            location = new int[n];
            way = new long[n];
            service = new long[n];
            release = new long[n];
            windows = new TimeWindows[n];
            firstPause = new int[n + 1];
            pause = new int[n];
            start = new long[n];
            floor = new long[n];
        }
        points = 0;
        pauses = 0;
        firstPause[0] = 0;
        point(-1, type.start(), TimeWindows.of(type.shiftStart(), Math.max(type.shiftStart(), type.latestStart())));
        for (int i = 0; i < length; i++) {
            int a = activities[i];
            if (instance.isStop(a)) {
                point(a, instance.stop(a).location(), instance.stop(a).windows());
            } else if (instance.typeOf(a) != kind) {
                excess += STRUCTURAL;
            } else if (instance.isBreak(a)) {
                pause[pauses++] = a;
            } else {
                point(a, instance.reload(a).location(), instance.reload(a).windows());
            }
        }
        point(-1, type.end(), TimeWindows.of(Math.min(0, type.shiftEnd()), type.shiftEnd()));
        firstPause[points] = pauses;
        for (int b = 0; b < type.breaks().size(); b++) {
            int a = instance.breakActivity(kind, b);
            int times = 0;
            for (int i = 0; i < pauses; i++) {
                times += pause[i] == a ? 1 : 0;
            }
            excess += STRUCTURAL * Math.abs(times - 1);
        }
    }

    private void point(int a, int where, TimeWindows when) {
        activity[points] = a;
        location[points] = where;
        windows[points] = when;
        points++;
        firstPause[points] = pauses;
    }

    private boolean isReload(int p) {
        return activity[p] >= 0 && !instance.isStop(activity[p]);
    }

    /** A trip leaves when all that it serves is released. */
    private void releases() {
        long latest = 0;
        for (int p = points - 2; p >= 0; p--) {
            if (p == 0 || isReload(p)) {
                release[p] = latest;
                latest = 0;
            } else {
                latest = Math.max(
                        latest, instance.task(instance.stop(activity[p]).task()).release());
            }
        }
    }

    private void shipments() {
        rides = 0;
        int trip = 0;
        for (int p = 1; p < points - 1; p++) {
            if (isReload(p)) {
                trip++;
                continue;
            }
            int a = activity[p];
            place[a] = p;
            tripOf[a] = trip;
            Task task = instance.task(instance.stop(a).task());
            if (!task.isShipment() || a != task.delivery()) {
                continue;
            }
            if (place[task.stop()] < 0 || tripOf[task.stop()] != trip) {
                excess += STRUCTURAL;
            } else if (task.maxRide() < TimeWindows.FOREVER) {
                ride(place[task.stop()], p, task.maxRide());
            }
        }
        for (int p = 1; p < points - 1; p++) {
            if (!isReload(p)) {
                Task task = instance.task(instance.stop(activity[p]).task());
                if (task.isShipment() && activity[p] == task.stop() && place[task.delivery()] < 0) {
                    excess += STRUCTURAL;
                }
            }
        }
    }

    private void ride(int from, int to, long most) {
        if (rides == rideFrom.length) {
            rideFrom = Arrays.copyOf(rideFrom, 2 * rides);
            rideTo = Arrays.copyOf(rideTo, 2 * rides);
            rideMost = Arrays.copyOf(rideMost, 2 * rides);
        }
        rideFrom[rides] = from;
        rideTo[rides] = to;
        rideMost[rides++] = most;
    }

    private static boolean any(long[] amounts) {
        for (long amount : amounts) {
            if (amount > 0) {
                return true;
            }
        }
        return false;
    }

    private void order(VehicleType.Order order) {
        if (order == VehicleType.Order.FREE) {
            return;
        }
        boolean picked = false;
        boolean delivered = false;
        for (int p = 1; p < points; p++) {
            if (activity[p] >= 0 && instance.isStop(activity[p])) {
                Stop stop = instance.stop(activity[p]);
                if (any(stop.delivery())) {
                    delivered = true;
                    excess += picked ? STRUCTURAL : 0;
                }
                picked |= any(stop.pickup());
            } else {
                boolean lacking = order == VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED && picked && !delivered;
                excess += lacking ? STRUCTURAL : 0;
                picked = false;
                delivered = false;
            }
        }
    }

    private void loads(VehicleType type) {
        Arrays.fill(over, 0);
        beginTrip(type, 0);
        for (int p = 1; p < points - 1; p++) {
            if (isReload(p)) {
                beginTrip(type, p);
                continue;
            }
            Stop stop = instance.stop(activity[p]);
            for (int d = 0; d < dimensions; d++) {
                load[d] += stop.pickup()[d] - stop.delivery()[d];
                over[d] = Math.max(over[d], load[d] - type.capacity()[d]);
            }
        }
        for (int d = 0; d < dimensions; d++) {
            excess += over[d];
        }
    }

    private void beginTrip(VehicleType type, int from) {
        System.arraycopy(type.initialLoad(), 0, load, 0, dimensions);
        for (int p = from + 1; p < points - 1 && !isReload(p); p++) {
            Stop stop = instance.stop(activity[p]);
            if (!instance.task(stop.task()).isShipment()) {
                for (int d = 0; d < dimensions; d++) {
                    load[d] += stop.delivery()[d];
                }
            }
        }
        for (int d = 0; d < dimensions; d++) {
            over[d] = Math.max(over[d], load[d] - type.capacity()[d]);
        }
    }

    /**
     * Finds times.
     *
     * @param busy time of the route without waiting, breaks aside
     * @return the duration, the least where it is limited or costs
     */
    private long times(VehicleType type, boolean timed, long busy) {
        long scale = instance.scale().time();
        Arrays.fill(floor, 0, points, Long.MIN_VALUE);
        long end = forward(Math.max(type.shiftStart(), release[0]), true);
        if (lateness > 0) {
            excess += units(lateness, scale);
            return 0;
        }
        boolean limited = type.maxDuration() < TimeWindows.FOREVER;
        if (rides > 0 && !keepRides(TimeWindows.FOREVER)) {
            Arrays.fill(floor, 0, points, Long.MIN_VALUE);
            forward(Math.max(type.shiftStart(), release[0]), true);
            long above = 0;
            for (int r = 0; r < rides; r++) {
                int from = rideFrom[r];
                above += Math.max(0, start[rideTo[r]] - start[from] - service[from] - rideMost[r]);
            }
            excess += Math.max(1, units(above, scale));
            return 0;
        }
        if (!limited && !timed) {
            return end - start[0];
        }
        long least = rides > 0 ? shortestWithRides() : shortest(Math.max(type.shiftStart(), release[0]), busy);
        excess += units(least - type.maxDuration(), scale);
        return least;
    }

    /**
     * The earliest times from a departure on.
     *
     * @param warped whether what is late is served at its latest time, and {@link #lateness} summed
     * @return the time at the end; {@link Long#MAX_VALUE} where something is late and not warped
     */
    private long forward(long departure, boolean warped) {
        lateness = 0;
        long now = Math.max(departure, floor[0]);
        if (now > windows[0].latest()) {
            if (!warped) {
                return Long.MAX_VALUE;
            }
            lateness += now - windows[0].latest();
            now = windows[0].latest();
        }
        start[0] = now;
        now = Math.max(now, release[0]);
        for (int p = 1; p < points; p++) {
            long driven = now + way[p];
            for (int i = firstPause[p]; i < firstPause[p + 1]; i++) {
                var rest = instance.breakOf(pause[i]);
                long begin = rest.windows().next(now);
                if (begin > TimeWindows.FOREVER) {
                    if (!warped) {
                        return Long.MAX_VALUE;
                    }
                    lateness += now - rest.windows().latest();
                    begin = rest.windows().latest();
                }
                now = begin + rest.duration();
                driven += rest.duration();
            }
            // What is not driven before or between the breaks is driven after them.
            now = Math.max(now, Math.max(driven, floor[p]));
            long next = windows[p].next(now);
            if (next > TimeWindows.FOREVER) {
                if (!warped) {
                    return Long.MAX_VALUE;
                }
                lateness += now - windows[p].latest();
                next = windows[p].latest();
            }
            start[p] = next;
            now = Math.max(next + service[p], release[p]);
        }
        return start[points - 1];
    }

    /** The shortest duration: at the latest departures for each possible end. */
    private long shortest(long earliest, long busy) {
        if (isPlain()) {
            return shortestBySlack(earliest);
        }
        long least = busy;
        for (int i = 0; i < pauses; i++) {
            least += instance.breakOf(pause[i]).duration();
        }
        long best = Long.MAX_VALUE;
        long departure = earliest;
        while (true) {
            long end = forward(departure, false);
            if (end == Long.MAX_VALUE) {
                return best;
            }
            long low = departure;
            long high = Math.min(windows[0].latest(), end - least);
            while (low < high) {
                long middle = low + (high - low + 1) / 2;
                if (forward(middle, false) <= end) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            best = Math.min(best, end - low);
            // Further windows may make it shorter still, until nothing is waited for.
            if (best == least || low >= windows[0].latest()) {
                return best;
            }
            departure = low + 1;
        }
    }

    private boolean isPlain() {
        if (pauses > 0) {
            return false;
        }
        for (int p = 0; p < points; p++) {
            if (windows[p].count() > 1 || (p > 0 && release[p] > 0)) {
                return false;
            }
        }
        return true;
    }

    /** With one window each, a departure may be as much later as no stop gets late (Savelsbergh's forward slack) and saves the waiting. */
    private long shortestBySlack(long earliest) {
        long end = forward(earliest, true);
        long waiting = 0;
        long slack = windows[0].latest() - start[0];
        for (int p = 1; p < points; p++) {
            waiting += start[p] - (start[p - 1] + service[p - 1] + way[p]);
            slack = Math.min(slack, windows[p].latest() - start[p] + waiting);
        }
        return end - start[0] - Math.min(slack, waiting);
    }

    /** Raises pickups until all rides and the duration are within their limits; whether they can be. */
    private boolean keepRides(long limit) {
        Arrays.fill(floor, 0, points, Long.MIN_VALUE);
        int rounds = 2 * points + 2;
        for (int p = 0; p < points; p++) {
            rounds += 2 * windows[p].count();
        }
        for (int round = 0; round < rounds; round++) {
            long end = forward(Math.max(windows[0].earliest(), release[0]), false);
            if (end == Long.MAX_VALUE) {
                return false;
            }
            boolean changed = false;
            if (end - start[0] > limit) {
                floor[0] = end - limit;
                changed = true;
            }
            for (int r = 0; r < rides; r++) {
                int from = rideFrom[r];
                long least = start[rideTo[r]] - rideMost[r] - service[from];
                if (least > start[from]) {
                    floor[from] = least;
                    changed = true;
                }
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }

    private long shortestWithRides() {
        boolean kept = keepRides(TimeWindows.FOREVER);
        assert kept;
        long best = start[points - 1] - start[0];
        long low = -1;
        while (low + 1 < best) {
            long middle = low + (best - low) / 2;
            if (keepRides(middle)) {
                best = Math.min(middle, start[points - 1] - start[0]);
            } else {
                low = middle;
            }
        }
        return best;
    }
}
