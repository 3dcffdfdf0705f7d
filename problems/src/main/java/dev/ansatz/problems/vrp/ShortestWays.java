package dev.ansatz.problems.vrp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves that no route of a vehicle type, whatever else it serves, can serve a task: by the shortest ways over any places, since matrices
 * may break the triangle inequality.
 */
final class ShortestWays {
    /** Pairs of locations that are looked at before it gives up; a few seconds at most. */
    private static final long BUDGET = 400_000_000;

    private record Key(int profile, int location, boolean forward, boolean durations) {}

    private final VrpInstance instance;
    private final Map<Key, long[]> known = new HashMap<>();
    private long looked;

    ShortestWays(VrpInstance instance) {
        this.instance = instance;
    }

    /** Whether it is proven that vehicles of a type cannot serve a task, by time or distance. */
    boolean barred(int task, int type) {
        VehicleType by = instance.type(type);
        int[] stops = instance.stopsOf(task);
        int points = stops.length + 2;
        if (stops.length > by.maxStops()) {
            return true;
        }
        int[] at = new int[points];
        at[0] = by.start();
        at[points - 1] = by.end();
        TimeWindows[] windows = new TimeWindows[points];
        windows[0] = TimeWindows.of(by.shiftStart(), by.latestStart());
        windows[points - 1] = TimeWindows.of(0, by.shiftEnd());
        long[] service = new long[points];
        long[] release = new long[points];
        // A later trip may leave from a nearer place.
        release[0] = by.reloads().isEmpty() ? instance.task(task).release() : 0;
        for (int s = 0; s < stops.length; s++) {
            Stop stop = instance.stop(stops[s]);
            at[s + 1] = stop.location();
            windows[s + 1] = stop.windows();
            // Another stop there may bear the setup.
            service[s + 1] = stop.service();
        }
        long[] way = new long[points];
        long driving = 0;
        long distance = 0;
        for (int p = 1; p < points; p++) {
            if (at[p - 1] >= 0 && at[p] >= 0) {
                // From and to the ends of the vehicle, which many tasks share.
                boolean forward = p < points - 1;
                way[p] = shortest(by.profile(), at[p - 1], at[p], forward, true);
                long length = shortest(by.profile(), at[p - 1], at[p], forward, false);
                if (way[p] == Long.MAX_VALUE || length == Long.MAX_VALUE) {
                    return true;
                }
                driving += way[p];
                distance += length;
            }
        }
        RouteTimes.Pause[][] none = new RouteTimes.Pause[points][0];
        long most = instance.task(task).maxRide();
        List<RouteTimes.Ride> rides = stops.length == 2 && most < TimeWindows.FOREVER
                ? List.of(new RouteTimes.Ride(1, 2, most, ""))
                : List.of();
        return driving > by.maxDriving()
                || distance > by.maxDistance()
                || !new RouteTimes(windows, service, release, way, none, rides)
                        .solve(by.maxDuration(), false, 1, point -> "", "")
                        .isEmpty();
    }

    /** The shortest way, {@link Long#MAX_VALUE} where there is none, 0 where it takes too long to tell. */
    private long shortest(int profile, int from, int to, boolean forward, boolean durations) {
        if (from == to) {
            return 0;
        }
        Travel travel = instance.travel(profile);
        Key key = new Key(profile, forward ? from : to, forward, durations || travel.sameUnits());
        long[] ways = known.get(key);
        if (ways == null) {
            long pairs = (long) travel.size() * travel.size();
            if (looked + pairs > BUDGET) {
                return 0;
            }
            looked += pairs;
            ways = dijkstra(travel, key);
            known.put(key, ways);
        }
        return ways[forward ? to : from];
    }

    private static long[] dijkstra(Travel travel, Key key) {
        int n = travel.size();
        long[] best = new long[n];
        Arrays.fill(best, Long.MAX_VALUE);
        boolean[] done = new boolean[n];
        best[key.location()] = 0;
        for (int k = 0; k < n; k++) {
            int next = -1;
            for (int i = 0; i < n; i++) {
                if (!done[i] && best[i] < Long.MAX_VALUE && (next < 0 || best[i] < best[next])) {
                    next = i;
                }
            }
            if (next < 0) {
                break;
            }
            done[next] = true;
            for (int j = 0; j < n; j++) {
                int from = key.forward() ? next : j;
                int to = key.forward() ? j : next;
                long way = key.durations() ? travel.duration(from, to) : travel.distance(from, to);
                if (way < Travel.UNREACHABLE) {
                    best[j] = Math.min(best[j], best[next] + way);
                }
            }
        }
        return best;
    }
}
