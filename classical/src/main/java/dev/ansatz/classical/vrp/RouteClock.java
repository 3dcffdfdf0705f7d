package dev.ansatz.classical.vrp;

import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.VehicleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Times of routes with breaks, rides of limited length, or several windows where time counts: difference constraints, whose least
 * solution is found by raising times until all are kept. Breaks are taken in the order of their ends, each where the vehicle gets on soonest.
 * Not thread-safe.
 */
final class RouteClock {
    private final SearchModel model;
    /** Breaks of each kind in the order in which they are taken. */
    private final int[][] order;

    private int[] route = new int[0];
    private int length;
    private long[] travel = new long[0];
    private long[] service = new long[0];
    private long[] release = new long[0];
    private List<VehicleType.Break> breaks = List.of();
    private int[] sequence = new int[0];

    private long[] start = new long[64];
    private long[] floor = new long[64];
    private int[] taken = new int[65];
    private int[] positionOf = new int[0];

    // Earliest departure by position and number of breaks taken before it, and how many of these before the last way.
    private long[] label = new long[64];
    private int[] origin = new int[64];

    RouteClock(SearchModel model) {
        this.model = model;
        order = model.kinds.stream().map(kind -> ordered(kind.type().breaks())).toArray(int[][]::new);
        if (model.hasRides) {
            positionOf = new int[model.stops];
        }
    }

    private static int[] ordered(List<VehicleType.Break> breaks) {
        List<Integer> indices = new ArrayList<>();
        for (int b = 0; b < breaks.size(); b++) {
            indices.add(b);
        }
        indices.sort(Comparator.comparingLong(b -> breaks.get(b).windows().latest()));
        return indices.stream().mapToInt(Integer::intValue).toArray();
    }

    int pause(int kind, int n) {
        return order[kind][n];
    }

    int pausesBefore(int position) {
        return taken[position];
    }

    /**
     * Duration of a route by its nodes and, by position, the way to it, its service and the release of the trip that begins there.
     *
     * @param timed whether the shortest is asked for
     * @return -1 where no times were found
     */
    long duration(int kind, int[] nodes, int size, long[] ways, long[] services, long[] releases, boolean timed) {
        route = nodes;
        length = size;
        travel = ways;
        service = services;
        release = releases;
        VehicleType type = model.kinds.get(kind).type();
        breaks = type.breaks();
        sequence = order[kind];
        if (start.length < size) {
            start = new long[2 * size];
            floor = new long[2 * size];
            taken = new int[2 * size + 1];
        }
        if (!placeBreaks() || !raise(type.maxDuration())) {
            return -1;
        }
        long found = start[size - 1] - start[0];
        return timed ? shortest(found) : found;
    }

    private long shortest(long known) {
        long low = -1;
        long least = known;
        while (low + 1 < least) {
            long middle = low + (least - low) / 2;
            if (raise(middle)) {
                least = Math.min(middle, start[length - 1] - start[0]);
            } else {
                low = middle;
            }
        }
        return least;
    }

    private boolean placeBreaks() {
        int states = sequence.length + 1;
        Arrays.fill(taken, 0, length, 0);
        if (states == 1) {
            return true;
        }
        if (label.length < states * length) {
            label = new long[2 * states * length];
            origin = new int[2 * states * length];
        }
        Arrays.fill(label, 0, states * length, RouteCost.NEVER);
        label[0] = model.next(route[0], Math.max(model.earliest[route[0]], release[0]));
        for (int p = 1; p < length; p++) {
            for (int from = 0; from < states; from++) {
                long now = label[(p - 1) * states + from];
                long way = travel[p];
                for (int to = from; to < states && now < RouteCost.NEVER; to++) {
                    if (to > from) {
                        VehicleType.Break pause = breaks.get(sequence[to - 1]);
                        long begin = pause.windows().next(now);
                        if (begin > TimeWindows.FOREVER) {
                            break;
                        }
                        way -= Math.min(way, begin - now);
                        now = begin + pause.duration();
                    }
                    long departure = depart(p, now + way, 0);
                    if (departure < label[p * states + to]) {
                        label[p * states + to] = departure;
                        origin[p * states + to] = from;
                    }
                }
            }
        }
        int state = states - 1;
        if (label[(length - 1) * states + state] >= RouteCost.NEVER) {
            return false;
        }
        for (int p = length - 1; p > 0; p--) {
            int from = origin[p * states + state];
            taken[p] = state - from;
            state = from;
        }
        return true;
    }

    private long depart(int p, long arrival, long least) {
        long begin = model.next(route[p], Math.max(arrival, least));
        if (begin >= RouteCost.NEVER) {
            return RouteCost.NEVER;
        }
        start[p] = begin;
        return departure(p);
    }

    private long departure(int p) {
        long end = start[p] + service[p];
        return p == 0 || route[p] >= model.stops ? Math.max(end, release[p]) : end;
    }

    /** The least times that keep windows, ways, rides and a longest duration; whether there are any. */
    private boolean raise(long limit) {
        Arrays.fill(floor, 0, length, -RouteCost.NEVER);
        for (int round = 0; round < 4 * length + 2; round++) {
            if (!forward()) {
                return false;
            }
            boolean changed = false;
            if (limit < TimeWindows.FOREVER && start[length - 1] - start[0] > limit) {
                floor[0] = start[length - 1] - limit;
                changed = true;
            }
            if (model.hasRides) {
                changed |= raisePickups();
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }

    private boolean forward() {
        long now = depart(0, Math.max(model.earliest[route[0]], release[0]), floor[0]);
        int next = 0;
        for (int p = 1; p < length; p++) {
            if (now >= RouteCost.NEVER) {
                return false;
            }
            long way = travel[p];
            for (int b = 0; b < taken[p]; b++) {
                VehicleType.Break pause = breaks.get(sequence[next++]);
                long begin = pause.windows().next(now);
                if (begin > TimeWindows.FOREVER) {
                    return false;
                }
                way -= Math.min(way, begin - now);
                now = begin + pause.duration();
            }
            now = depart(p, now + way, floor[p]);
        }
        return now < RouteCost.NEVER;
    }

    private boolean raisePickups() {
        boolean changed = false;
        for (int p = 1; p < length - 1; p++) {
            int node = route[p];
            if (node >= model.stops || model.partner[node] < 0) {
                continue;
            }
            int task = model.taskOf[node];
            if (model.first[task] == node) {
                positionOf[node] = p;
            } else if (model.maxRide[task] < TimeWindows.FOREVER) {
                int from = positionOf[model.partner[node]];
                if (start[p] - departure(from) > model.maxRide[task]) {
                    floor[from] = start[p] - model.maxRide[task] - service[from];
                    changed = true;
                }
            }
        }
        return changed;
    }
}
