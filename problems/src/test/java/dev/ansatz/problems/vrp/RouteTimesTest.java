package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Schedules of small random routes against all whole-numbered schedules there are, and of long ones against joined segments. */
class RouteTimesTest {
    private static final int HORIZON = 18;

    /** What a route has to keep. */
    private record Route(
            TimeWindows[] windows,
            long[] service,
            long[] release,
            long[] travel,
            RouteTimes.Pause[][] pauses,
            List<RouteTimes.Ride> rides,
            long limit) {
        RouteTimes times() {
            return new RouteTimes(windows, service, release, travel, pauses, rides);
        }

        List<Violation> solve(RouteTimes times, boolean shortest) {
            return times.solve(limit, shortest, 1, point -> "point " + point, "route");
        }

        private boolean open(TimeWindows windows, long time) {
            for (int w = 0; w < windows.count(); w++) {
                if (windows.earliest(w) <= time && time <= windows.latest(w)) {
                    return true;
                }
            }
            return false;
        }

        private long leaves(int point, long start) {
            return Math.max(start + service[point], release[point]);
        }

        /** Whether a vehicle that leaves can have all pauses on the way to a point and start there at a time. */
        private boolean reaches(int point, int pause, long from, long pausedFor, long now, long start) {
            if (pause == pauses[point].length) {
                return start >= now && start - from - pausedFor >= travel[point];
            }
            RouteTimes.Pause next = pauses[point][pause];
            for (long begin = now; begin <= start; begin++) {
                if (open(next.windows(), begin)
                        && reaches(
                                point, pause + 1, from, pausedFor + next.duration(), begin + next.duration(), start)) {
                    return true;
                }
            }
            return false;
        }

        /** All times of starts that keep windows, ways, pauses and releases; rides and the limit on top. */
        private void all(int point, long[] start, List<long[]> found) {
            int n = windows.length;
            if (point == n) {
                if (start[n - 1] - start[0] <= limit
                        && rides.stream()
                                .allMatch(ride ->
                                        start[ride.to()] - start[ride.from()] - service[ride.from()] <= ride.most())) {
                    found.add(start.clone());
                }
                return;
            }
            for (int time = 0; time <= HORIZON; time++) {
                start[point] = time;
                boolean fits = open(windows[point], time)
                        && (point == 0
                                ? time >= release[0]
                                : reaches(
                                        point,
                                        0,
                                        leaves(point - 1, start[point - 1]),
                                        0,
                                        leaves(point - 1, start[point - 1]),
                                        time));
                if (fits) {
                    all(point + 1, start, found);
                }
            }
        }

        List<long[]> all() {
            List<long[]> found = new ArrayList<>();
            all(0, new long[windows.length], found);
            return found;
        }
    }

    /** The least of all schedules in each point, where it is one of them. */
    private static long @Nullable [] least(List<long[]> schedules) {
        long[] least = schedules.get(0).clone();
        schedules.forEach(times -> Arrays.setAll(least, i -> Math.min(least[i], times[i])));
        return schedules.stream().anyMatch(times -> Arrays.equals(times, least)) ? least : null;
    }

    private static TimeWindows windows(Random random, int most) {
        long[] bounds = random.ints(0, HORIZON + 1)
                .limit(2L * (1 + random.nextInt(most)))
                .sorted()
                .distinct()
                .asLongStream()
                .toArray();
        return bounds.length == 1
                ? TimeWindows.of(bounds[0], bounds[0])
                : new TimeWindows(Arrays.copyOf(bounds, bounds.length / 2 * 2));
    }

    private static Route random(Random random) {
        int n = 3 + random.nextInt(3);
        TimeWindows[] windows = new TimeWindows[n];
        long[] service = new long[n];
        long[] release = new long[n];
        long[] travel = new long[n];
        RouteTimes.Pause[][] pauses = new RouteTimes.Pause[n][];
        int several = 1 + random.nextInt(3);
        int breaks = random.nextInt(3);
        for (int i = 0; i < n; i++) {
            boolean end = i == 0 || i == n - 1;
            windows[i] =
                    end ? TimeWindows.of(random.nextInt(3), HORIZON - random.nextInt(8)) : windows(random, several);
            service[i] = end ? 0 : random.nextInt(3);
            travel[i] = i == 0 ? 0 : random.nextInt(4);
            release[i] = i < n - 1 && random.nextInt(8) == 0 ? random.nextInt(10) : 0;
            pauses[i] = new RouteTimes.Pause[i == 0 || random.nextBoolean() ? 0 : random.nextInt(breaks + 1)];
            for (int b = 0; b < pauses[i].length; b++) {
                pauses[i][b] = new RouteTimes.Pause(b, "b", windows(random, 2), random.nextInt(3));
            }
        }
        List<RouteTimes.Ride> rides = new ArrayList<>();
        for (int from = 1; from < n - 1; from++) {
            for (int to = from + 1; to < n - 1; to++) {
                if (random.nextInt(3) == 0 && release[from] == 0) {
                    rides.add(new RouteTimes.Ride(from, to, random.nextInt(8), from + "-" + to));
                }
            }
        }
        return new Route(
                windows,
                service,
                release,
                travel,
                pauses,
                rides,
                random.nextBoolean() ? TimeWindows.FOREVER : 4 + random.nextInt(12));
    }

    private static long[] starts(Route route, RouteTimes times) {
        long[] starts = new long[route.windows().length];
        Arrays.setAll(starts, times::start);
        return starts;
    }

    @Test
    void smallRoutesHaveTheLeastOfAllSchedulesThatThereAre() {
        Random random = new Random(21);
        int feasible = 0;
        int moved = 0;
        for (int k = 0; k < 6000; k++) {
            Route route = random(random);
            List<long[]> all = route.all();
            String what = k + ": " + route + " " + Arrays.deepToString(route.pauses());
            RouteTimes times = route.times();
            List<Violation> violations = route.solve(times, false);
            assertThat(violations.isEmpty()).as(what).isEqualTo(!all.isEmpty());
            if (all.isEmpty()) {
                continue;
            }
            feasible++;
            long[] earliest = least(all);
            assertThat(starts(route, times)).as(what).isEqualTo(earliest);
            RouteTimes quick = route.times();
            assertThat(route.solve(quick, true)).as(what).isEmpty();
            long shortest =
                    all.stream().mapToLong(t -> t[t.length - 1] - t[0]).min().orElseThrow();
            assertThat(quick.duration()).as(what).isEqualTo(shortest);
            long[] best = least(
                    all.stream().filter(t -> t[t.length - 1] - t[0] == shortest).toList());
            assertThat(starts(route, quick)).as(what).isEqualTo(best);
            moved += Arrays.equals(best, earliest) ? 0 : 1;
        }
        assertThat(feasible).isGreaterThan(1000);
        assertThat(moved).isGreaterThan(200);
    }

    @Test
    void excessesAreTheLeastThereCanBe() {
        Random random = new Random(22);
        int durations = 0;
        int rides = 0;
        for (int k = 0; k < 6000; k++) {
            Route route = random(random);
            Route free = new Route(
                    route.windows(),
                    route.service(),
                    route.release(),
                    route.travel(),
                    route.pauses(),
                    List.of(),
                    TimeWindows.FOREVER);
            if (free.all().isEmpty()) {
                continue; // late anyway
            }
            for (Violation violation : route.solve(route.times(), false)) {
                if (violation.constraint().equals("duration")) {
                    Route asked = new Route(
                            route.windows(),
                            route.service(),
                            route.release(),
                            route.travel(),
                            route.pauses(),
                            route.rides(),
                            TimeWindows.FOREVER);
                    List<long[]> all = asked.all().isEmpty() ? free.all() : asked.all();
                    long shortest = all.stream()
                            .mapToLong(t -> t[t.length - 1] - t[0])
                            .min()
                            .orElseThrow();
                    assertThat(violation.amount()).isEqualTo(shortest - route.limit());
                    durations++;
                } else if (!violation.where().startsWith("the rides together")) {
                    RouteTimes.Ride ride = route.rides().stream()
                            .filter(r -> r.text().equals(violation.where()))
                            .findFirst()
                            .orElseThrow();
                    long shortest = free.all().stream()
                            .mapToLong(t -> t[ride.to()] - t[ride.from()] - route.service()[ride.from()])
                            .min()
                            .orElseThrow();
                    assertThat(violation.constraint()).isEqualTo("ride");
                    assertThat(violation.amount()).isEqualTo(shortest - ride.most());
                    rides++;
                }
            }
        }
        assertThat(durations).isGreaterThan(100);
        assertThat(rides).isGreaterThan(100);
    }

    /** Duration, time warp, earliest and latest start of a sequence (Vidal et al. 2013): what engines use, written anew here. */
    private record Segment(long duration, long warp, long earliest, long latest) {
        Segment join(long way, Segment next) {
            long at = duration - warp + way;
            long late = Math.max(0, earliest + at - next.latest);
            long waits = Math.max(0, next.earliest - at - latest);
            return new Segment(
                    duration + next.duration + way + waits,
                    warp + next.warp + late,
                    Math.max(earliest, next.earliest - at) - waits,
                    Math.min(latest, next.latest - at) + late);
        }
    }

    @Test
    void routesOfSingleWindowsAgreeWithJoinedSegments() {
        Random random = new Random(23);
        int feasible = 0;
        for (int k = 0; k < 5000; k++) {
            int n = 2 + random.nextInt(30);
            TimeWindows[] windows = new TimeWindows[n];
            long[] service = new long[n];
            long[] travel = new long[n];
            RouteTimes.Pause[][] pauses = new RouteTimes.Pause[n][0];
            Segment all = null;
            for (int i = 0; i < n; i++) {
                long from = 30L * i + random.nextInt(300) - 100;
                windows[i] = TimeWindows.of(Math.max(0, from), Math.max(0, from) + 40 + random.nextInt(400));
                service[i] = i == 0 || i == n - 1 ? 0 : random.nextInt(20);
                travel[i] = i == 0 ? 0 : random.nextInt(40);
                Segment one = new Segment(service[i], 0, windows[i].earliest(), windows[i].latest());
                all = all == null ? one : all.join(travel[i], one);
            }
            Route route = new Route(windows, service, new long[n], travel, pauses, List.of(), TimeWindows.FOREVER);
            RouteTimes times = route.times();
            List<Violation> violations = route.solve(times, true);
            assertThat(violations.isEmpty()).isEqualTo(all.warp() == 0);
            if (violations.isEmpty()) {
                feasible++;
                assertThat(times.duration()).isEqualTo(all.duration());
                assertThat(times.start(0)).isEqualTo(all.earliest());
            } else {
                // What is late is served at its latest time all the same: the sum of delays is the warp.
                assertThat(violations.stream().mapToDouble(Violation::amount).sum())
                        .isEqualTo(all.warp());
            }
        }
        assertThat(feasible).isGreaterThan(500);
    }
}
