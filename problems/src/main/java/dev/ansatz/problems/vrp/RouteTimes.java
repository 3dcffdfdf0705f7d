package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When a vehicle can be where, for an order of stops: difference constraints whose least solution is the earliest schedule. Where
 * time costs, the shortest one is taken; where the duration or a ride is limited, the earliest that keeps the limit; else the earliest.
 *
 * <p>Used by the validator only, so that no engine shares its errors.
 */
final class RouteTimes {
    /** A break on the way to a point. */
    record Pause(int activity, TimeWindows windows, long duration) {}

    /** A shipment's ride: from one point to another within a time. */
    record Ride(int from, int to, long most, String text) {}

    /** Points from start to end: times are starts of service. */
    private final TimeWindows[] windows;
    private final long[] service;
    private final long[] release;
    private final long[] travel;
    private final List<List<Pause>> pauses;
    private final List<Ride> rides;
    private final int last;
    private final int rounds;

    /** Start of service of each point after {@link #solve}. */
    final long[] start;
    /** Arrival at each point. */
    final long[] arrival;

    /**
     * @param windows of each point, the start and the end among them
     * @param service duration at each point
     * @param release earliest departure from each point
     * @param travel duration of the way to each point from the one before
     * @param pauses on the way to each point
     */
    RouteTimes(
            TimeWindows[] windows,
            long[] service,
            long[] release,
            long[] travel,
            List<List<Pause>> pauses,
            List<Ride> rides) {
        this.windows = windows;
        this.service = service;
        this.release = release;
        this.travel = travel;
        this.pauses = pauses;
        this.rides = rides;
        last = windows.length - 1;
        // Longest paths of a chain have as many arcs as there are points; each further round moves a stop to a later window.
        rounds = 2 * (windows.length + Arrays.stream(windows).mapToInt(TimeWindows::count).sum()) + 2;
        start = new long[windows.length];
        arrival = new long[windows.length];
    }

    long departure(int point) {
        return Math.max(start[point] + service[point], release[point]);
    }

    long duration() {
        return start[last] - start[0];
    }

    /**
     * Finds the schedule.
     *
     * @param limit longest duration
     * @param shortest whether the duration should be as short as can be
     * @param scale units of time in one of the user's
     * @param texts what each point is, for violations
     * @return what cannot be kept
     */
    List<Violation> solve(long limit, boolean shortest, double scale, String[] texts, String route) {
        List<Violation> late = earliest(scale, texts);
        if (!late.isEmpty()) {
            return late;
        }
        long[] floor = new long[last + 1];
        Arrays.fill(floor, Long.MIN_VALUE);
        if (!raise(floor, TimeWindows.FOREVER, true)) {
            List<Violation> broken = new ArrayList<>(tooLong(limit, scale, route));
            List<Violation> unused = earliest(scale, texts);
            for (Ride ride : rides) {
                long over = start[ride.to()] - departure(ride.from()) - ride.most();
                if (over > 0) {
                    broken.add(new Violation("ride", ride.text(), over / scale));
                }
            }
            return broken;
        }
        if (!raise(floor, limit, true)) {
            return tooLong(limit, scale, route);
        }
        if (shortest) {
            long least = shortest(duration());
            boolean found = raise(floor, least, true);
            assert found;
        }
        return List.of();
    }

    /** The excess over a limit of the shortest duration, rides aside. */
    private List<Violation> tooLong(long limit, double scale, String route) {
        long[] floor = new long[last + 1];
        Arrays.fill(floor, Long.MIN_VALUE);
        if (raise(floor, limit, false)) {
            return List.of(new Violation("ride", route + ": no times keep the longest rides", 1));
        }
        boolean unused = raise(floor, TimeWindows.FOREVER, false);
        long least = duration();
        long low = limit;
        while (low + 1 < least) {
            long middle = low + (least - low) / 2;
            if (raise(floor, middle, false)) {
                least = middle;
            } else {
                low = middle;
            }
        }
        boolean again = raise(floor, least, false);
        return List.of(new Violation("duration", route, (least - limit) / scale));
    }

    private long shortest(long known) {
        long[] floor = new long[last + 1];
        Arrays.fill(floor, Long.MIN_VALUE);
        long low = -1;
        long least = known;
        while (low + 1 < least) {
            long middle = low + (least - low) / 2;
            if (raise(floor, middle, true)) {
                least = Math.min(middle, duration());
            } else {
                low = middle;
            }
        }
        return least;
    }

    /** The earliest schedule; what is too late is served at its latest time all the same. */
    private List<Violation> earliest(double scale, String[] texts) {
        List<Violation> late = new ArrayList<>();
        start[0] = windows[0].earliest();
        arrival[0] = start[0];
        if (Math.max(start[0], release[0]) > windows[0].latest()) {
            late.add(new Violation("release", texts[0], (Math.max(start[0], release[0]) - windows[0].latest()) / scale));
        } else {
            start[0] = Math.max(start[0], release[0]);
            arrival[0] = start[0];
        }
        for (int i = 1; i <= last; i++) {
            arrival[i] = arrive(i, departure(i - 1), late, scale, texts);
            long next = windows[i].next(arrival[i]);
            if (next > TimeWindows.FOREVER) {
                late.add(new Violation(
                        i == last ? "shift" : "window", texts[i], (arrival[i] - windows[i].latest()) / scale));
                next = windows[i].latest();
                arrival[i] = next;
            }
            start[i] = next;
        }
        return late;
    }

    private long arrive(int point, long departure, List<Violation> late, double scale, String[] texts) {
        long now = departure;
        long way = travel[point];
        for (Pause pause : pauses.get(point)) {
            long begin = pause.windows().next(now);
            if (begin > TimeWindows.FOREVER) {
                late.add(new Violation(
                        "break", "break before " + texts[point], (now - pause.windows().latest()) / scale));
                begin = pause.windows().latest();
            }
            way -= Math.min(way, Math.max(0, begin - now));
            now = begin + pause.duration();
        }
        return now + way;
    }

    /** Starts of the pauses on the way to a point. */
    long[] pauseStarts(int point) {
        List<Pause> on = pauses.get(point);
        long[] starts = new long[on.size()];
        long now = departure(point - 1);
        for (int p = 0; p < starts.length; p++) {
            long begin = on.get(p).windows().next(now);
            starts[p] = begin > TimeWindows.FOREVER ? on.get(p).windows().latest() : begin;
            now = starts[p] + on.get(p).duration();
        }
        return starts;
    }

    /**
     * The least times that keep windows, ways, a longest duration and, if asked for, rides.
     *
     * @return whether there are any
     */
    private boolean raise(long[] floor, long limit, boolean withRides) {
        Arrays.fill(floor, Long.MIN_VALUE);
        for (int round = 0; round < rounds; round++) {
            start[0] = windows[0].next(Math.max(Math.max(windows[0].earliest(), release[0]), floor[0]));
            if (start[0] > TimeWindows.FOREVER) {
                return false;
            }
            arrival[0] = start[0];
            for (int i = 1; i <= last; i++) {
                long now = departure(i - 1);
                long way = travel[i];
                for (Pause pause : pauses.get(i)) {
                    long begin = pause.windows().next(now);
                    if (begin > TimeWindows.FOREVER) {
                        return false;
                    }
                    way -= Math.min(way, Math.max(0, begin - now));
                    now = begin + pause.duration();
                }
                arrival[i] = now + way;
                start[i] = windows[i].next(Math.max(arrival[i], floor[i]));
                if (start[i] > TimeWindows.FOREVER) {
                    return false;
                }
            }
            boolean changed = false;
            if (limit < TimeWindows.FOREVER && start[last] - start[0] > limit) {
                floor[0] = start[last] - limit;
                changed = true;
            }
            if (withRides) {
                for (Ride ride : rides) {
                    long least = start[ride.to()] - ride.most() - service[ride.from()];
                    if (least > start[ride.from()] && start[ride.to()] - departure(ride.from()) > ride.most()) {
                        floor[ride.from()] = Math.max(floor[ride.from()], least);
                        changed = true;
                    }
                }
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }
}
