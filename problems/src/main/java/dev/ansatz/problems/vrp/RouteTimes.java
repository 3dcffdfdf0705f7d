package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * When a vehicle can be where, for an order of stops. The earliest times at all points are the least solution of monotone constraints;
 * where time costs, the earliest of the shortest schedules is taken; where the duration or a ride is limited, the earliest that keeps
 * the limit; else the earliest.
 *
 * <p>Used by the validator only, so that no engine shares its errors.
 */
final class RouteTimes {
    /** A break on the way to a point. */
    record Pause(int activity, String id, TimeWindows windows, long duration) {}

    /** A shipment's ride: from one point to a later one within a time. */
    record Ride(int from, int to, long most, String text) {
        Ride longer(long by) {
            return new Ride(from, to, most + by, text);
        }
    }

    /** Points from start to end: times are starts of service. */
    private final TimeWindows[] windows;

    private final long[] service;
    private final long[] release;
    private final long[] travel;
    private final Pause[][] pauses;
    private final List<Ride> rides;
    private final int last;
    private final long[] floor;
    private final long[] start;
    private final long[] arrival;

    /** How much later the departure may be before the end is, in the schedule that {@link #depart} made. */
    private long slack;
    /** By how much later a departure would move a point out of its window, in the schedule that {@link #depart} made. */
    private long leaves;

    /**
     * @param windows of each point, the start and the end among them; the start has one only
     * @param service duration at each point
     * @param release earliest departure from each point
     * @param travel duration of the way to each point from the one before
     * @param pauses on the way to each point
     * @param rides that are limited
     */
    RouteTimes(
            TimeWindows[] windows, long[] service, long[] release, long[] travel, Pause[][] pauses, List<Ride> rides) {
        this.windows = windows;
        this.service = service;
        this.release = release;
        this.travel = travel;
        this.pauses = pauses;
        this.rides = rides;
        last = windows.length - 1;
        floor = new long[windows.length];
        start = new long[windows.length];
        arrival = new long[windows.length];
    }

    long arrival(int point) {
        return arrival[point];
    }

    long start(int point) {
        return start[point];
    }

    long departure(int point) {
        return Math.max(start[point] + service[point], release[point]);
    }

    long duration() {
        return start[last] - start[0];
    }

    /**
     * Finds the schedule. Where there is none, the earliest is left, in which what is late is served at its latest time all the same.
     *
     * @param limit longest duration
     * @param shortest whether the duration should be as short as can be
     * @param scale units of time in one of the user's
     * @param text what a point is, for violations
     * @param route what the route is, for violations
     * @return what cannot be kept
     */
    List<Violation> solve(long limit, boolean shortest, double scale, IntFunction<String> text, String route) {
        if (!depart(earliestDeparture())) {
            List<Violation> broken = new ArrayList<>();
            broken.addAll(lifted().solve(limit, false, scale, text, route));
            broken.addAll(0, late(scale, text));
            return broken;
        }
        if (!rides.isEmpty() && !settle(rides, TimeWindows.FOREVER)) {
            List<Violation> broken = tooLongRides(scale, route);
            if (!departWithin(limit)) {
                broken.add(tooLong(limit, List.of(), scale, route));
            }
            return broken;
        }
        if (!keep(limit)) {
            return List.of(tooLong(limit, rides, scale, route));
        }
        if (shortest) {
            shorten(rides);
        }
        return List.of();
    }

    private boolean keep(long limit) {
        return rides.isEmpty() ? departWithin(limit) : settle(rides, limit);
    }

    private Violation tooLong(long limit, List<Ride> kept, double scale, String route) {
        shorten(kept);
        return new Violation("duration", route, (duration() - limit) / scale);
    }

    private long earliestDeparture() {
        return Math.max(windows[0].earliest(), release[0]);
    }

    /** The earliest times of a departure, rides aside; false where a window is missed. */
    private boolean depart(long from) {
        if (from > windows[0].latest()) {
            return false;
        }
        start[0] = from;
        arrival[0] = from;
        long waited = 0;
        leaves = windows[0].latest() - from + 1;
        for (int i = 1; i <= last; i++) {
            long now = departure(i - 1);
            waited += now - start[i - 1] - service[i - 1];
            // Where the vehicle is on its way, pauses fill waiting that the arrival does not notice.
            long coming = now + travel[i];
            long waitedNow = waited;
            for (Pause pause : pauses[i]) {
                int w = pause.windows().window(now);
                if (w < 0) {
                    return false;
                }
                long opens = pause.windows().earliest(w);
                leaves = Math.min(leaves, pause.windows().latest(w) - now + waitedNow + 1);
                waitedNow += Math.max(0, opens - now);
                waited += Math.max(0, opens - coming);
                coming = Math.max(coming, opens) + pause.duration();
                now = Math.max(now, opens) + pause.duration();
            }
            int w = windows[i].window(coming);
            if (w < 0) {
                return false;
            }
            leaves = Math.min(leaves, windows[i].latest(w) - coming + waited + 1);
            arrival[i] = coming;
            start[i] = Math.max(coming, windows[i].earliest(w));
            waited += start[i] - coming;
        }
        slack = waited;
        return true;
    }

    /** The earliest schedule that takes at most so long, rides aside. */
    private boolean departWithin(long limit) {
        long from = earliestDeparture();
        while (depart(from)) {
            long excess = duration() - limit;
            if (excess <= 0) {
                return true;
            }
            from += excess <= slack ? Math.min(excess, leaves) : leaves;
        }
        return false;
    }

    /** The earliest of the shortest schedules, where there is one that keeps the rides. */
    private void shorten(List<Ride> kept) {
        if (!kept.isEmpty()) {
            boolean found = settle(kept, leastWithRides(kept));
            assert found;
            return;
        }
        long from = earliestDeparture();
        long best = from;
        long least = Long.MAX_VALUE;
        while (depart(from)) {
            long saved = Math.min(slack, leaves - 1);
            if (duration() - saved < least) {
                least = duration() - saved;
                best = from + saved;
            }
            from += leaves;
        }
        boolean found = depart(best);
        assert found;
    }

    private long leastWithRides(List<Ride> kept) {
        shorten(List.of());
        long low = duration() - 1;
        boolean found = settle(kept, TimeWindows.FOREVER);
        assert found;
        long least = duration();
        while (low + 1 < least) {
            long middle = low + (least - low) / 2;
            if (settle(kept, middle)) {
                least = duration();
            } else {
                low = middle;
            }
        }
        return least;
    }

    /** Each ride that no schedule keeps; where each is kept by one but not all together, by how much all must be longer. */
    private List<Violation> tooLongRides(double scale, String route) {
        List<Violation> broken = new ArrayList<>();
        for (Ride ride : rides) {
            long excess = leastExcess(List.of(ride));
            if (excess > 0) {
                broken.add(new Violation("ride", ride.text(), excess / scale));
            }
        }
        if (broken.isEmpty()) {
            broken.add(new Violation("ride", "the rides together on " + route, leastExcess(rides) / scale));
        }
        return broken;
    }

    private long leastExcess(List<Ride> some) {
        boolean found = depart(earliestDeparture());
        assert found;
        long excess = 0;
        for (Ride ride : some) {
            excess = Math.max(excess, start[ride.to()] - departure(ride.from()) - ride.most());
        }
        long low = -1;
        while (low + 1 < excess) {
            long middle = low + (excess - low) / 2;
            List<Ride> longer = some.stream().map(ride -> ride.longer(middle)).toList();
            if (settle(longer, TimeWindows.FOREVER)) {
                excess = middle;
            } else {
                low = middle;
            }
        }
        return excess;
    }

    /** The least times that keep windows, ways, rides and a longest duration; false where there are none. */
    private boolean settle(List<Ride> kept, long limit) {
        Arrays.fill(floor, 0);
        floor[0] = earliestDeparture();
        long passed = -1;
        int rounds = 0;
        while (true) {
            long now = sweep();
            if (now < 0) {
                return false;
            }
            boolean settled = true;
            if (duration() > limit) {
                floor[0] = start[last] - limit;
                settled = false;
            }
            for (Ride ride : kept) {
                long least = start[ride.to()] - ride.most() - service[ride.from()];
                if (least > start[ride.from()]) {
                    floor[ride.from()] = least;
                    settled = false;
                }
            }
            if (settled) {
                return true;
            }
            // As long as all points stay in their windows, times are longest paths, which go back along each limit at
            // most once.
            rounds = now == passed ? rounds + 1 : 0;
            passed = now;
            if (rounds > kept.size() + 2) {
                return false;
            }
        }
    }

    /**
     * The earliest times that are not below the floor.
     *
     * @return number of windows that are over by then, -1 where one is missed
     */
    private long sweep() {
        if (floor[0] > windows[0].latest()) {
            return -1;
        }
        long passed = 0;
        start[0] = floor[0];
        arrival[0] = floor[0];
        for (int i = 1; i <= last; i++) {
            long now = departure(i - 1);
            long coming = now + travel[i];
            for (Pause pause : pauses[i]) {
                int w = pause.windows().window(now);
                if (w < 0) {
                    return -1;
                }
                passed += w;
                long opens = pause.windows().earliest(w);
                coming = Math.max(coming, opens) + pause.duration();
                now = Math.max(now, opens) + pause.duration();
            }
            arrival[i] = coming;
            long earliest = Math.max(coming, floor[i]);
            int w = windows[i].window(earliest);
            if (w < 0) {
                return -1;
            }
            passed += w;
            start[i] = Math.max(earliest, windows[i].earliest(w));
        }
        return passed;
    }

    /** The earliest schedule; what is too late is served at its latest time all the same, and told. */
    private List<Violation> late(double scale, IntFunction<String> text) {
        List<Violation> late = new ArrayList<>();
        start[0] = earliestDeparture();
        if (start[0] > windows[0].latest()) {
            late.add(new Violation("release", text.apply(0), (start[0] - windows[0].latest()) / scale));
        }
        arrival[0] = start[0];
        for (int i = 1; i <= last; i++) {
            long now = departure(i - 1);
            long coming = now + travel[i];
            for (Pause pause : pauses[i]) {
                long begin = pause.windows().next(now);
                if (begin > TimeWindows.FOREVER) {
                    begin = pause.windows().latest();
                    late.add(new Violation(
                            "break", "break '" + pause.id() + "' before " + text.apply(i), (now - begin) / scale));
                    coming -= now - begin;
                }
                coming = Math.max(coming, begin) + pause.duration();
                now = begin + pause.duration();
            }
            start[i] = windows[i].next(coming);
            if (start[i] > TimeWindows.FOREVER) {
                start[i] = windows[i].latest();
                late.add(new Violation(i == last ? "shift" : "window", text.apply(i), (coming - start[i]) / scale));
                coming = start[i];
            }
            arrival[i] = coming;
        }
        return late;
    }

    /** The same without ends of windows, so that nothing is late. */
    private RouteTimes lifted() {
        Pause[][] lifted = new Pause[pauses.length][];
        for (int i = 0; i < pauses.length; i++) {
            lifted[i] = Arrays.stream(pauses[i])
                    .map(pause -> new Pause(
                            pause.activity(), pause.id(), pause.windows().withoutEnd(), pause.duration()))
                    .toArray(Pause[]::new);
        }
        TimeWindows[] open = Arrays.stream(windows).map(TimeWindows::withoutEnd).toArray(TimeWindows[]::new);
        return new RouteTimes(open, service, release, travel, lifted, rides);
    }

    /** Starts of the pauses on the way to a point. */
    long[] pauseStarts(int point) {
        long[] starts = new long[pauses[point].length];
        long now = departure(point - 1);
        for (int p = 0; p < starts.length; p++) {
            Pause pause = pauses[point][p];
            long begin = pause.windows().next(now);
            starts[p] = begin > TimeWindows.FOREVER ? pause.windows().latest() : begin;
            now = starts[p] + pause.duration();
        }
        return starts;
    }
}
