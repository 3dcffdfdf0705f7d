package dev.ansatz.problems.vrp;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Vehicles that are alike. Without a limit there is none; a route begins and ends where {@link #start} and {@link #end} say. */
public final class VehicleSpec {
    record BreakSpec(String id, List<long[]> windows, long duration) {}

    record ReloadSpec(String id, String place, long earliest, long latest, long service) {}

    final String id;
    final int number;
    long @Nullable [] capacity;
    long[] initialLoad = {};

    @Nullable
    String start;

    @Nullable
    String end;

    @Nullable
    String profile;

    @Nullable
    String description;

    double speedFactor = 1;
    long shiftStart;
    long shiftEnd = TimeWindows.FOREVER;
    long latestStart = TimeWindows.FOREVER;
    long maxDuration = TimeWindows.FOREVER;
    long regularDuration = TimeWindows.FOREVER;
    long maxDriving = TimeWindows.FOREVER;
    long maxDistance = TimeWindows.FOREVER;
    int maxStops = Integer.MAX_VALUE;
    int maxTrips = Integer.MAX_VALUE;
    VehicleType.Order order = VehicleType.Order.FREE;
    Set<String> skills = Set.of();
    final List<ReloadSpec> reloads = new ArrayList<>();
    final List<BreakSpec> breaks = new ArrayList<>();
    double fixed;
    double perDistance;
    double perDriving;
    double perService;
    double perDuration;
    double perOvertime;
    boolean priced;

    VehicleSpec(String id, int number) {
        this.id = id;
        this.number = number;
    }

    VehicleSpec(VehicleSpec other, String id, int number) {
        this(id, number);
        capacity = other.capacity;
        initialLoad = other.initialLoad;
        start = other.start;
        end = other.end;
        profile = other.profile;
        description = other.description;
        speedFactor = other.speedFactor;
        shiftStart = other.shiftStart;
        shiftEnd = other.shiftEnd;
        latestStart = other.latestStart;
        maxDuration = other.maxDuration;
        regularDuration = other.regularDuration;
        maxDriving = other.maxDriving;
        maxDistance = other.maxDistance;
        maxStops = other.maxStops;
        maxTrips = other.maxTrips;
        order = other.order;
        skills = other.skills;
        reloads.addAll(other.reloads);
        breaks.addAll(other.breaks);
        fixed = other.fixed;
        perDistance = other.perDistance;
        perDriving = other.perDriving;
        perService = other.perService;
        perDuration = other.perDuration;
        perOvertime = other.perOvertime;
        priced = other.priced;
    }

    /**
     * Says that it is under way: where and from when it can go on, and what of its limits is used up. Its fixed cost is spent.
     *
     * @param location where it is
     * @param from earliest time to go on
     * @param aboard what it has picked up on this trip for good, by dimension
     */
    public VehicleSpec underWay(
            String location,
            long from,
            long[] aboard,
            long duration,
            long driving,
            long distance,
            int stops,
            int trips) {
        start = location;
        shiftStart = from;
        shiftEnd = Math.max(shiftEnd, from);
        latestStart = TimeWindows.FOREVER;
        initialLoad = Arrays.copyOf(initialLoad, Math.max(initialLoad.length, aboard.length));
        for (int d = 0; d < aboard.length; d++) {
            initialLoad[d] += aboard[d];
        }
        maxDuration = left(maxDuration, duration);
        regularDuration = left(regularDuration, duration);
        maxDriving = left(maxDriving, driving);
        maxDistance = left(maxDistance, distance);
        maxStops = maxStops == Integer.MAX_VALUE ? maxStops : Math.max(0, maxStops - stops);
        maxTrips = maxTrips == Integer.MAX_VALUE ? maxTrips : Math.max(1, maxTrips - trips);
        fixed = 0;
        return this;
    }

    private static long left(long limit, long used) {
        return limit >= TimeWindows.FOREVER ? limit : Math.max(0, limit - used);
    }

    /** Says that it cannot leave before a time. */
    public VehicleSpec notBefore(long time) {
        shiftStart = Math.max(shiftStart, time);
        return this;
    }

    /** Takes a break away. */
    public VehicleSpec withoutPause(String breakId) {
        breaks.removeIf(pause -> pause.id().equals(breakId));
        return this;
    }

    /** Where its route begins; without it at its first stop. */
    public VehicleSpec start(String location) {
        start = location;
        return this;
    }

    /** Where its route ends; without it at its last stop. */
    public VehicleSpec end(String location) {
        end = location;
        return this;
    }

    /** The way it travels; the only profile unless said. */
    public VehicleSpec profile(String profileId) {
        profile = profileId;
        return this;
    }

    /** What people call it. */
    public VehicleSpec description(String text) {
        description = text;
        return this;
    }

    /** How much faster than its profile it goes, 1 unless said; durations are divided by it. */
    public VehicleSpec speedFactor(double factor) {
        speedFactor = factor;
        return this;
    }

    /** Largest load, by dimension; unlimited unless said. */
    public VehicleSpec capacity(long... amounts) {
        capacity = amounts.clone();
        return this;
    }

    /** What is aboard all day, by dimension. */
    public VehicleSpec initialLoad(long... amounts) {
        initialLoad = amounts.clone();
        return this;
    }

    /** Earliest departure and latest arrival at the end. */
    public VehicleSpec shift(long earliest, long latest) {
        shiftStart = earliest;
        shiftEnd = latest;
        return this;
    }

    /** Earliest departure and latest arrival at the end, where times are seconds of a day. */
    public VehicleSpec shift(LocalTime earliest, LocalTime latest) {
        return shift(earliest.toSecondOfDay(), latest.toSecondOfDay());
    }

    /** Latest departure. */
    public VehicleSpec latestStart(long time) {
        latestStart = time;
        return this;
    }

    /** Longest time from departure to the end, waiting included. */
    public VehicleSpec maxDuration(long time) {
        maxDuration = time;
        return this;
    }

    /** Longest time from departure to the end, where times are seconds. */
    public VehicleSpec maxDuration(Duration time) {
        return maxDuration(time.toSeconds());
    }

    /** Time from departure to the end beyond which each unit costs more. */
    public VehicleSpec overtimeAfter(long time, double costPerTime) {
        regularDuration = time;
        perOvertime = costPerTime;
        return this;
    }

    /** Longest sum of the durations of travel. */
    public VehicleSpec maxDriving(long time) {
        maxDriving = time;
        return this;
    }

    /** Longest sum of the durations of travel, where times are seconds. */
    public VehicleSpec maxDriving(Duration time) {
        return maxDriving(time.toSeconds());
    }

    /** Longest distance of a route. */
    public VehicleSpec maxDistance(long distance) {
        maxDistance = distance;
        return this;
    }

    /** Largest number of stops. */
    public VehicleSpec maxStops(int number) {
        maxStops = number;
        return this;
    }

    /** Largest number of trips. */
    public VehicleSpec maxTrips(int trips) {
        maxTrips = trips;
        return this;
    }

    /** Order of deliveries and pickups. */
    public VehicleSpec order(VehicleType.Order newOrder) {
        order = newOrder;
        return this;
    }

    /** What it can do. */
    public VehicleSpec skills(Collection<String> all) {
        skills = new LinkedHashSet<>(all);
        return this;
    }

    /** A place where a trip may end and the next one begin. */
    public VehicleSpec reload(String reloadId, String location, long earliest, long latest, long service) {
        reloads.add(new ReloadSpec(reloadId, location, earliest, latest, service));
        return this;
    }

    /** A place where a trip may end and the next one begin, at any time. */
    public VehicleSpec reload(String reloadId, String location) {
        return reload(reloadId, location, 0, TimeWindows.FOREVER, 0);
    }

    /** A pause that it takes once on every route, at any place; it may interrupt a way. */
    public VehicleSpec pause(String breakId, TimeWindows windows, long duration) {
        List<long[]> all = new ArrayList<>();
        for (int w = 0; w < windows.count(); w++) {
            all.add(new long[] {windows.earliest(w), windows.latest(w)});
        }
        breaks.add(new BreakSpec(breakId, all, duration));
        return this;
    }

    /** A pause that it takes once on every route and that begins between two times. */
    public VehicleSpec pause(String breakId, long earliest, long latest, long duration) {
        breaks.add(new BreakSpec(breakId, List.<long[]>of(new long[] {earliest, latest}), duration));
        return this;
    }

    /** A pause of the day of which times count seconds. */
    public VehicleSpec pause(String breakId, LocalTime earliest, LocalTime latest, Duration duration) {
        return pause(breakId, earliest.toSecondOfDay(), latest.toSecondOfDay(), duration.toSeconds());
    }

    /** Cost of a route that is used. */
    public VehicleSpec fixedCost(double cost) {
        fixed = cost;
        return this;
    }

    /** Cost of one user's unit of distance; 1 where a vehicle has no cost per distance or time at all. */
    public VehicleSpec costPerDistance(double cost) {
        perDistance = cost;
        priced = true;
        return this;
    }

    /** Cost of one user's unit of time of travel. */
    public VehicleSpec costPerDriving(double cost) {
        perDriving = cost;
        priced = true;
        return this;
    }

    /** Cost of one user's unit of time of service. */
    public VehicleSpec costPerService(double cost) {
        perService = cost;
        priced = true;
        return this;
    }

    /** Cost of one user's unit of time from departure to the end, waiting included. */
    public VehicleSpec costPerTime(double cost) {
        perDuration = cost;
        priced = true;
        return this;
    }

    double distanceCost() {
        return priced ? perDistance : 1;
    }

    boolean isWhole(long scale, long distanceScale, long timeScale) {
        double perDistanceUnit = (double) scale / distanceScale;
        double perTimeUnit = (double) scale / timeScale;
        return VrpAssembly.isWhole(fixed * scale)
                && VrpAssembly.isWhole(distanceCost() * perDistanceUnit)
                && VrpAssembly.isWhole(perDriving * perTimeUnit)
                && VrpAssembly.isWhole(perService * perTimeUnit)
                && VrpAssembly.isWhole(perDuration * perTimeUnit)
                && VrpAssembly.isWhole(perOvertime * perTimeUnit);
    }

    VehicleType.Costs costs(Scale scale) {
        double perDistanceUnit = (double) scale.cost() / scale.distance();
        double perTimeUnit = (double) scale.cost() / scale.time();
        return new VehicleType.Costs(
                Math.round(fixed * scale.cost()),
                Math.round(distanceCost() * perDistanceUnit),
                Math.round(perDriving * perTimeUnit),
                Math.round(perService * perTimeUnit),
                Math.round(perDuration * perTimeUnit),
                Math.round(perOvertime * perTimeUnit));
    }

    /** Whether rounding to whole units changes a cost by more than a thousandth. */
    boolean isLost(Scale scale) {
        VehicleType.Costs costs = costs(scale);
        double perDistanceUnit = (double) scale.cost() / scale.distance();
        double perTimeUnit = (double) scale.cost() / scale.time();
        return differs(costs.fixed(), fixed * scale.cost())
                || differs(costs.distance(), distanceCost() * perDistanceUnit)
                || differs(costs.driving(), perDriving * perTimeUnit)
                || differs(costs.service(), perService * perTimeUnit)
                || differs(costs.duration(), perDuration * perTimeUnit)
                || differs(costs.overtime(), perOvertime * perTimeUnit);
    }

    private static boolean differs(long units, double exact) {
        return Math.abs(units - exact) > 1e-3 * exact;
    }

    double[] prices() {
        return new double[] {fixed, perDistance, perDriving, perService, perDuration, perOvertime};
    }
}
