package dev.ansatz.classical.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.vrp.Objective;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.VehicleSpec;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpBuilder;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random instances in which each attribute of the model occurs by chance. */
final class RichInstances {
    /** What an instance may have. */
    enum Attribute {
        MATRIX,
        PROFILES,
        UNREACHABLE,
        WINDOWS,
        SEVERAL_WINDOWS,
        SETUP,
        DIMENSIONS,
        PICKUPS,
        SHIPMENTS,
        RIDES,
        OPTIONAL,
        ONE_OF,
        TOGETHER,
        APART,
        TYPES,
        TIME_COSTS,
        OVERTIME,
        OPEN,
        DEPOTS,
        SHIFT,
        DURATION,
        LIMITS,
        SKILLS,
        ORDER,
        BREAKS,
        RELOADS,
        RELEASES,
        INITIAL_LOAD,
        LEAST_ROUTES,
        VEHICLES_FIRST
    }

    private static final int HORIZON = 1000;

    private RichInstances() {}

    /** Each attribute with a probability. */
    static Set<Attribute> attributes(Random random, double probability) {
        Set<Attribute> set = EnumSet.noneOf(Attribute.class);
        for (Attribute attribute : Attribute.values()) {
            if (random.nextDouble() < probability) {
                set.add(attribute);
            }
        }
        return set;
    }

    /** An instance of so many tasks. */
    static VrpInstance of(int tasks, Set<Attribute> has, Random random) {
        VrpBuilder builder = VrpInstance.builder("rich");
        int places = tasks + 3;
        for (int i = 0; i < places; i++) {
            builder.location("p" + i, random.nextInt(100), random.nextInt(100));
        }
        profiles(builder, places, has, random);
        builder.dimensions(has.contains(Attribute.DIMENSIONS) ? new String[] {"kg", "m3"} : new String[] {"kg"});
        List<String> ids = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            ids.add("t" + t);
            task(builder, "t" + t, places, has, random);
        }
        groups(builder, ids, has, random);
        int types = has.contains(Attribute.TYPES) ? 3 : 1;
        for (int k = 0; k < types; k++) {
            int type = k;
            builder.vehicles("v" + k, 1 + random.nextInt(tasks), v -> vehicle(v, type, has, random));
        }
        if (has.contains(Attribute.LEAST_ROUTES)) {
            builder.minRoutes(2);
        }
        VrpInstance instance = builder.build();
        return has.contains(Attribute.VEHICLES_FIRST) ? instance.withObjective(Objective.VEHICLES) : instance;
    }

    private static void profiles(VrpBuilder builder, int places, Set<Attribute> has, Random random) {
        if (!has.contains(Attribute.MATRIX)) {
            builder.profile("a", Metric.EUC_2D, Rounding.ROUND);
        } else {
            builder.profile("a", matrix(places, has, random), matrix(places, has, random));
        }
        if (has.contains(Attribute.PROFILES)) {
            long[][] both = matrix(places, has, random);
            builder.profile("b", both, both);
        }
    }

    private static long[][] matrix(int places, Set<Attribute> has, Random random) {
        long[][] rows = new long[places][places];
        for (int i = 0; i < places; i++) {
            for (int j = 0; j < places; j++) {
                rows[i][j] = i == j
                        ? 0
                        : has.contains(Attribute.UNREACHABLE) && random.nextInt(30) == 0
                                ? dev.ansatz.problems.vrp.Travel.UNREACHABLE
                                : 5 + random.nextInt(80);
            }
        }
        return rows;
    }

    private static void stop(VrpBuilder.StopSpec stop, int places, Set<Attribute> has, Random random) {
        stop.at("p" + random.nextInt(places)).service(random.nextInt(20));
        windows(has, random, stop::window);
        if (has.contains(Attribute.SETUP)) {
            stop.setup(random.nextInt(15));
        }
    }

    private interface WindowTaker {
        Object take(long earliest, long latest);
    }

    private static void windows(Set<Attribute> has, Random random, WindowTaker taker) {
        if (has.contains(Attribute.WINDOWS) && random.nextInt(4) > 0) {
            long begin = random.nextInt(HORIZON / 2);
            long end = begin + 50 + random.nextInt(200);
            taker.take(begin, end);
            if (has.contains(Attribute.SEVERAL_WINDOWS)) {
                taker.take(end + 30, end + 100 + random.nextInt(200));
            }
        }
    }

    private static long[] amounts(Set<Attribute> has, Random random) {
        return has.contains(Attribute.DIMENSIONS)
                ? new long[] {random.nextInt(10), random.nextInt(6)}
                : new long[] {random.nextInt(10)};
    }

    private static void task(VrpBuilder builder, String id, int places, Set<Attribute> has, Random random) {
        if (has.contains(Attribute.SHIPMENTS) && random.nextBoolean()) {
            builder.shipment(id, s -> {
                s.from(stop -> stop(stop, places, has, random)).to(stop -> stop(stop, places, has, random));
                s.amount(amounts(has, random));
                if (has.contains(Attribute.RIDES)) {
                    s.maxRide(40 + random.nextInt(150));
                }
                shared(s, has, random);
            });
            return;
        }
        builder.job(id, j -> {
            j.at("p" + random.nextInt(places)).service(random.nextInt(20));
            windows(has, random, j::window);
            if (has.contains(Attribute.SETUP)) {
                j.setup(random.nextInt(15));
            }
            boolean picks = has.contains(Attribute.PICKUPS) && random.nextBoolean();
            if (picks) {
                j.pickup(amounts(has, random));
            }
            if (!picks || random.nextInt(4) == 0) {
                j.delivery(amounts(has, random));
            }
            shared(j, has, random);
        });
    }

    private static void shared(VrpBuilder.TaskSpec task, Set<Attribute> has, Random random) {
        if (has.contains(Attribute.OPTIONAL) && random.nextInt(3) > 0) {
            task.optional(20 + random.nextInt(150)).priority(random.nextInt(5));
        }
        if (has.contains(Attribute.RELEASES) && random.nextBoolean()) {
            task.release(random.nextInt(HORIZON / 4));
        }
        if (has.contains(Attribute.SKILLS)) {
            switch (random.nextInt(6)) {
                case 0 -> task.allOf(Set.of("lift"));
                case 1 -> task.anyOf(Set.of("lift", "cool"));
                case 2 -> task.noneOf(Set.of("cool"));
                case 3 -> task.vehicles(Set.of("v0"));
                default -> {}
            }
        }
    }

    private static void groups(VrpBuilder builder, List<String> ids, Set<Attribute> has, Random random) {
        int n = ids.size();
        if (has.contains(Attribute.ONE_OF) && n >= 4) {
            builder.oneOf("g1", ids.subList(0, 2)).oneOf("g2", ids.subList(2, 4), 100);
        }
        if (has.contains(Attribute.TOGETHER) && n >= 6) {
            builder.sameRoute("g3", ids.subList(n - 3, n));
        }
        if (has.contains(Attribute.APART) && n >= 5) {
            builder.apart("g4", List.of(ids.get(random.nextInt(n / 2)), ids.get(n / 2 + random.nextInt(n / 4))));
        }
    }

    private static void vehicle(VehicleSpec v, int type, Set<Attribute> has, Random random) {
        places(v, type, has);
        v.profile(has.contains(Attribute.PROFILES) && type == 1 ? "b" : "a");
        v.capacity(
                has.contains(Attribute.DIMENSIONS) ? new long[] {20 + 15L * type, 15} : new long[] {20 + 15L * type});
        if (has.contains(Attribute.INITIAL_LOAD)) {
            v.initialLoad(has.contains(Attribute.DIMENSIONS) ? new long[] {3, 1} : new long[] {3});
        }
        v.fixedCost(10.0 * type).costPerDistance(1 + 0.5 * type);
        if (has.contains(Attribute.TIME_COSTS)) {
            v.costPerTime(0.5).costPerDriving(type).costPerService(1);
        }
        if (has.contains(Attribute.OVERTIME)) {
            v.overtimeAfter(150, 2);
        }
        if (has.contains(Attribute.SHIFT)) {
            v.shift(20L * type, HORIZON).latestStart(200);
        }
        if (has.contains(Attribute.DURATION)) {
            v.maxDuration(300);
        }
        if (has.contains(Attribute.LIMITS)) {
            v.maxDriving(320).maxDistance(300).maxStops(6);
        }
        if (has.contains(Attribute.SKILLS)) {
            v.skills(type == 0 ? Set.of("lift") : type == 1 ? Set.of("cool") : Set.of());
        }
        if (has.contains(Attribute.ORDER)) {
            v.order(type == 1 ? VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED : VehicleType.Order.DELIVERIES_FIRST);
        }
        if (has.contains(Attribute.BREAKS)) {
            v.pause("b" + type, TimeWindows.of(60, 200), 30);
            if (random.nextBoolean()) {
                v.pause("c" + type, new TimeWindows(new long[] {100, 150, 300, 400}), 20);
            }
        }
        if (has.contains(Attribute.RELOADS)) {
            v.reload("r" + type, "p0", 0, HORIZON, 10).maxTrips(3);
        }
    }

    private static void places(VehicleSpec v, int type, Set<Attribute> has) {
        String start = has.contains(Attribute.DEPOTS) ? "p" + type : "p0";
        if (!has.contains(Attribute.OPEN) || type != 0) {
            v.start(start);
        }
        if (!has.contains(Attribute.OPEN) || type != 1) {
            v.end(has.contains(Attribute.DEPOTS) && type == 2 ? "p0" : start);
        }
    }
}
