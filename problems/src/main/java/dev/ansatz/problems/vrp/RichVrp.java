package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.random.RandomPoints;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random mixtures of all attributes on [0, 1,000]² in a day of 10,000: each instance has each attribute with probability 1/3, and each of its
 * tasks and vehicle types uses it by chance. Made for tests as much as for comparisons.
 *
 * <p>There is a plan always: each required task has a route of its own that serves it, of which there are enough; where vehicles are few, only
 * the first task may be required. Members of groups are optional.
 */
final class RichVrp {
    private static final int SIDE = 1000;
    private static final int DAY = 10_000;
    private static final int LARGEST_ASYMMETRIC = 400;
    private static final List<String> SKILLS = List.of("lift", "cool", "tow");

    private final String name;
    private final int size;
    private final BitSet unservable;

    // What this instance has.
    private final Random random;
    private final boolean shipments;
    private final boolean pickups;
    private final boolean windows;
    private final boolean several;
    private final boolean service;
    private final boolean asymmetric;
    private final boolean fleet;
    private final boolean limited;
    private final boolean depots;
    private final boolean open;
    private final boolean limits;
    private final boolean timeCosts;
    private final boolean skills;
    private final boolean groups;
    private final boolean breaks;
    private final boolean reloads;
    private final boolean releases;
    private final boolean rides;
    private final boolean order;
    private final boolean optional;
    private final int dimensions;

    private RichVrp(String name, int size, long seed, BitSet unservable) {
        this.name = name;
        this.size = size;
        this.unservable = unservable;
        random = VrpGenerator.random(seed);
        shipments = third();
        pickups = third();
        windows = random.nextBoolean();
        several = third();
        service = random.nextBoolean();
        asymmetric = third();
        fleet = random.nextBoolean();
        limited = third();
        depots = third();
        open = third();
        limits = third();
        timeCosts = third();
        skills = third();
        groups = third();
        breaks = third();
        reloads = third();
        releases = third();
        rides = third();
        order = third();
        boolean some = third();
        dimensions = third() ? 2 : 1;
        optional = some || limited || breaks || groups;
    }

    static VrpInstance instance(String name, int size, Random random) {
        long seed = random.nextLong();
        VrpInstance first = new RichVrp(name, size, seed, new BitSet()).build();
        BitSet unservable = new BitSet();
        boolean limited = first.types().stream().anyMatch(type -> type.number() < size);
        for (int t = 0; t < size; t++) {
            // With few vehicles there is room for the first one for sure.
            unservable.set(t, alone(first, t) == null || (limited && t > 0));
        }
        return new RichVrp(name, size, seed, unservable).build();
    }

    /** A route that serves one task only; null where there is none. */
    static VrpPlan.@Nullable Route alone(VrpInstance instance, int task) {
        int[] stops = instance.stopsOf(task);
        for (int k = 0; k < instance.types().size(); k++) {
            int breaks = instance.type(k).breaks().size();
            // Each break before one of the stops or after the last, in order.
            for (int places = 0; places < Math.pow(stops.length + 1, breaks); places++) {
                int[] activities = new int[stops.length + breaks];
                int n = 0;
                for (int s = 0; s <= stops.length; s++) {
                    int rest = places;
                    for (int b = 0; b < breaks; b++) {
                        if (rest % (stops.length + 1) == s) {
                            activities[n++] = instance.breakActivity(k, b);
                        }
                        rest /= stops.length + 1;
                    }
                    if (s < stops.length) {
                        activities[n++] = stops[s];
                    }
                }
                VrpPlan.Route route = new VrpPlan.Route(k, activities);
                if (VrpSchedule.route(instance, route, 0, "").violations().isEmpty()) {
                    return route;
                }
            }
        }
        return null;
    }

    private boolean third() {
        return random.nextInt(3) == 0;
    }

    private int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    private VrpInstance build() {
        VrpBuilder builder = VrpInstance.builder(name);
        int sites = depots ? 3 : 1;
        int locations = sites + Math.max(1, size);
        double[] x = new double[locations];
        double[] y = new double[locations];
        RandomPoints.uniform(x, y, 0, locations, SIDE, random);
        for (int i = 0; i < locations; i++) {
            builder.location((i < sites ? "depot-" + i : "place-" + i), x[i], y[i]);
        }
        builder.profile("van", Metric.EUC_2D, Rounding.ROUND);
        boolean second = asymmetric && locations <= LARGEST_ASYMMETRIC;
        if (second) {
            addAsymmetric(builder, x, y);
        }
        if (dimensions == 2) {
            builder.dimensions("weight", "volume");
        }
        for (int t = 0; t < size; t++) {
            addTask(builder, t, sites, locations);
        }
        int types = fleet ? between(2, 4) : 1;
        for (int k = 0; k < types; k++) {
            addVehicles(builder, k, sites, second);
        }
        // Last, since it depends on what is optional, which must not change the vehicles.
        if (groups) {
            addGroups(builder);
        }
        return builder.build();
    }

    private void addAsymmetric(VrpBuilder builder, double[] x, double[] y) {
        int n = x.length;
        long[][] distances = new long[n][n];
        long[][] durations = new long[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int straight = VrpGenerator.distance(x, y, i, j);
                distances[i][j] = i == j ? 0 : straight + random.nextInt(1 + straight / 3);
                durations[i][j] = i == j ? 0 : distances[i][j] * between(80, 150) / 100;
            }
        }
        builder.profile("road", durations, distances);
    }

    private void addTask(VrpBuilder builder, int index, int sites, int locations) {
        String id = "task-" + (index + 1);
        String place = "place-" + between(sites, locations - 1);
        String other = "place-" + between(sites, locations - 1);
        boolean ships = shipments && random.nextBoolean();
        long[] amount = amounts();
        boolean collects = pickups && third();
        boolean both = pickups && third();
        long[] back = amounts();
        long released = releases && third() ? between(1, DAY / 3) : 0;
        boolean leaves = optional && random.nextBoolean();
        double penalty = between(50, 1500);
        int priority = between(0, 5);
        List<String> asks = skills && third() ? List.of(SKILLS.get(random.nextInt(3))) : List.of();
        int how = random.nextInt(4);
        long ride = rides && random.nextBoolean() ? between(200, 2500) : TimeWindows.FOREVER;
        if (ships) {
            builder.shipment(
                    id,
                    task -> task.amount(amount)
                            .maxRide(ride)
                            .from(stop -> visit(stop.id(id + "-pickup").at(place), 0, DAY / 2))
                            .to(stop -> visit(stop.id(id + "-delivery").at(other), DAY / 3, DAY)));
        } else {
            builder.job(id, task -> {
                visit(task.at(place).first, 0, DAY);
                if (!collects || both) {
                    task.delivery(amount);
                }
                if (collects || both) {
                    task.pickup(back);
                }
            });
        }
        VrpBuilder.TaskSpec task = builder.tasks.get(index);
        task.release(released);
        if (leaves || unservable.get(index)) {
            task.optional(penalty).priority(priority);
        }
        switch (how) {
            case 0 -> task.allOf(asks);
            case 1 -> task.noneOf(asks);
            case 2 -> task.anyOf(asks);
            default -> {
                if (!asks.isEmpty()) {
                    task.vehicles(List.of("type-1"));
                }
            }
        }
    }

    private long[] amounts() {
        long[] amounts = new long[dimensions];
        for (int d = 0; d < dimensions; d++) {
            amounts[d] = between(1, 9);
        }
        return amounts;
    }

    private void visit(VrpBuilder.StopSpec stop, int from, int to) {
        if (windows) {
            int count = several ? between(1, 3) : 1;
            int part = (to - from) / count;
            for (int w = 0; w < count; w++) {
                long earliest = from + (long) w * part + random.nextInt(part / 2);
                stop.window(earliest, earliest + between(part / 8, part / 2 - 1));
            }
        }
        if (service) {
            stop.service(between(0, 150));
            if (third()) {
                stop.setup(between(10, 100));
            }
        }
    }

    private void addGroups(VrpBuilder builder) {
        List<String> pool = new ArrayList<>();
        for (int t = 0; t < size; t++) {
            VrpBuilder.TaskSpec task = builder.tasks.get(t);
            if (!task.required && third()) {
                pool.add(task.id);
            }
        }
        for (int g = 0; 3 * g + 2 < pool.size() && g < 1 + size / 10; g++) {
            List<String> members = List.copyOf(pool.subList(3 * g, 3 * g + 3));
            int how = random.nextInt(3);
            if (how == 0) {
                double penalty = between(50, 1500);
                builder.tasks.stream().filter(task -> members.contains(task.id)).forEach(task -> task.optional(0));
                builder.oneOf("group-" + (g + 1), members, penalty);
            } else if (how == 1) {
                builder.sameRoute("group-" + (g + 1), members);
            } else {
                builder.apart("group-" + (g + 1), members);
            }
        }
    }

    private void addVehicles(VrpBuilder builder, int index, int sites, boolean second) {
        String id = "type-" + (index + 1);
        int number = limited ? between(1, 1 + size / 10) : size;
        builder.vehicles(id, number, vehicle -> {
            if (!open || third()) {
                vehicle.start("depot-" + random.nextInt(sites));
            }
            if (!open || third()) {
                vehicle.end("depot-" + random.nextInt(sites));
            }
            vehicle.profile(second && random.nextBoolean() ? "road" : "van");
            if (fleet && third()) {
                vehicle.speedFactor(between(8, 15) / 10.0);
            }
            long[] capacity = new long[dimensions];
            long[] aboard = new long[dimensions];
            for (int d = 0; d < dimensions; d++) {
                capacity[d] = between(15, 60);
                aboard[d] = reloads && third() ? between(0, 5) : 0;
            }
            vehicle.capacity(capacity).initialLoad(aboard);
            vehicle.costPerDistance(fleet ? between(5, 20) / 10.0 : 1);
            addTimes(vehicle);
            if (skills) {
                vehicle.skills(
                        SKILLS.stream().filter(skill -> random.nextBoolean()).toList());
            }
            if (breaks) {
                vehicle.pause("lunch", DAY / 4, between(DAY / 3, DAY / 2), between(100, 600));
                if (third()) {
                    vehicle.pause("tea", DAY / 2, between(3 * DAY / 5, 4 * DAY / 5), between(50, 200));
                }
            }
            if (reloads) {
                vehicle.reload("reload-" + id, "depot-" + random.nextInt(sites), 0, DAY, between(0, 200));
                vehicle.maxTrips(between(1, 4));
            }
            if (order) {
                vehicle.order(VehicleType.Order.values()[random.nextInt(3)]);
            }
        });
    }

    private void addTimes(VehicleSpec vehicle) {
        if (windows || breaks || timeCosts) {
            vehicle.shift(third() ? between(0, DAY / 5) : 0, third() ? between(4 * DAY / 5, DAY) : DAY);
        }
        if (limits) {
            switch (random.nextInt(5)) {
                case 0 -> vehicle.maxDuration(between(2500, 6000));
                case 1 -> vehicle.maxDriving(between(2500, 5000));
                case 2 -> vehicle.maxDistance(between(2500, 5000));
                case 3 -> vehicle.maxStops(between(2, 12));
                default -> vehicle.latestStart(between(DAY / 5, DAY / 2));
            }
        }
        if (fleet && random.nextBoolean()) {
            vehicle.fixedCost(between(0, 500));
        }
        if (timeCosts) {
            switch (random.nextInt(3)) {
                case 0 -> vehicle.costPerTime(between(1, 10) / 10.0);
                case 1 -> vehicle.costPerDriving(between(1, 10) / 10.0).costPerService(0.5);
                default -> vehicle.costPerTime(0.2).overtimeAfter(between(1500, 4000), between(1, 10) / 10.0);
            }
        }
    }
}
