package dev.ansatz.classical.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.VrpBuilder;
import dev.ansatz.problems.vrp.VrpInstance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Small random instances, each with some of the attributes of rich routing. */
final class RandomVrp {
    enum Attribute {
        WINDOWS,
        SEVERAL_WINDOWS,
        SERVICE,
        SETUP,
        TWO_LOADS,
        PICKUPS,
        SHIPMENTS,
        RIDES,
        OPTIONAL,
        ONE_OF,
        SAME_ROUTE,
        APART,
        SKILLS,
        TYPES,
        PROFILES,
        DEPOTS,
        OPEN,
        FIXED,
        TIME_COST,
        OVERTIME,
        DURATION,
        DRIVING,
        DISTANCE,
        STOPS,
        LATEST_START,
        RELEASE,
        BREAKS,
        RELOADS,
        ORDER,
        INITIAL_LOAD,
        MIN_ROUTES,
        UNREACHABLE
    }

    private final Random random;
    private final Set<Attribute> with;
    private final VrpBuilder builder;
    private final int stops;

    private RandomVrp(long seed, Set<Attribute> with) {
        random = new Random(seed);
        this.with = with;
        builder = VrpInstance.builder("random-" + seed).note("It has " + with + ".");
        stops = 4 + random.nextInt(6);
    }

    /** An instance with about five attributes. */
    static VrpInstance of(long seed, Set<Attribute> without) {
        return of(seed, new Random(seed * 31 + 7), without);
    }

    private static VrpInstance of(long seed, Random choice, Set<Attribute> without) {
        Set<Attribute> with = EnumSet.noneOf(Attribute.class);
        for (Attribute attribute : Attribute.values()) {
            if (choice.nextInt(6) == 0 && !without.contains(attribute)) {
                with.add(attribute);
            }
        }
        return new RandomVrp(seed, with).build();
    }

    /** An instance with exactly these attributes. */
    static VrpInstance with(long seed, Attribute first, Attribute... more) {
        return new RandomVrp(seed, EnumSet.of(first, more)).build();
    }

    private boolean has(Attribute attribute) {
        return with.contains(attribute);
    }

    private VrpInstance build() {
        int n = stops + 2;
        long[][] durations = new long[n][n];
        long[][] distances = new long[n][n];
        double[] x = random.doubles(n, 0, 100).toArray();
        double[] y = random.doubles(n, 0, 100).toArray();
        for (int i = 0; i < n; i++) {
            builder.location("p" + i, x[i], y[i]);
            for (int j = 0; j < n; j++) {
                distances[i][j] = Math.round(Math.hypot(x[i] - x[j], y[i] - y[j]));
                durations[i][j] = i == j ? 0 : distances[i][j] + random.nextInt(10);
            }
        }
        if (has(Attribute.UNREACHABLE)) {
            int from = 2 + random.nextInt(stops);
            int to = 2 + random.nextInt(stops);
            if (from != to) {
                durations[from][to] = 1L << 50;
                distances[from][to] = 1L << 50;
            }
        }
        if (has(Attribute.PROFILES)) {
            long[][] slow = new long[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    slow[i][j] = durations[i][j] >= 1L << 50 ? durations[i][j] : 2 * durations[i][j];
                }
            }
            builder.profile("van", durations, distances).profile("bike", slow, distances);
        } else if (random.nextBoolean()) {
            builder.profile("car", durations, distances);
        } else {
            builder.profile("plane", Metric.EUC_2D, Rounding.ROUND);
        }
        boolean named = has(Attribute.PROFILES);
        int kinds = has(Attribute.TYPES) || has(Attribute.SKILLS) || named || has(Attribute.DEPOTS) ? 2 : 1;
        for (int k = 0; k < kinds; k++) {
            vehicles(k, named);
        }
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < stops; i++) {
            if (has(Attribute.SHIPMENTS) && i + 1 < stops && random.nextInt(3) > 0) {
                shipment(i);
                i++;
            } else {
                job(i);
            }
            tasks.add("t" + tasks.size());
            names++;
        }
        if (has(Attribute.ONE_OF) && tasks.size() > 3) {
            List<String> some = tasks.subList(0, 2);
            if (random.nextBoolean()) {
                builder.oneOf("one", some);
            } else {
                builder.oneOf("one", some, random.nextInt(100));
            }
        }
        if (has(Attribute.SAME_ROUTE) && tasks.size() > 2) {
            builder.sameRoute("same", tasks.subList(tasks.size() - 2, tasks.size()));
        }
        if (has(Attribute.APART) && tasks.size() > 3) {
            builder.apart("apart", tasks.subList(1, 3));
        }
        if (has(Attribute.MIN_ROUTES)) {
            builder.minRoutes(2);
        }
        return builder.build();
    }

    private int names;

    private String place(int i) {
        // With setup times some stops share a place.
        return "p" + (2 + (has(Attribute.SETUP) && i % 2 == 1 ? i - 1 : i));
    }

    private void vehicles(int k, boolean named) {
        builder.vehicles("v" + k, 2 + random.nextInt(2), vehicle -> {
            boolean openStart = has(Attribute.OPEN) && random.nextInt(3) == 0;
            boolean openEnd = has(Attribute.OPEN) && random.nextInt(3) > 0;
            int depot = has(Attribute.DEPOTS) ? k : 0;
            if (!openStart) {
                vehicle.start("p" + depot);
            }
            if (!openEnd) {
                vehicle.end("p" + (has(Attribute.DEPOTS) ? random.nextInt(2) : depot));
            }
            vehicle.capacity(has(Attribute.TWO_LOADS) ? new long[] {20 + 10L * k, 30} : new long[] {20 + 10L * k});
            if (has(Attribute.INITIAL_LOAD)) {
                vehicle.initialLoad(3);
            }
            if (named) {
                vehicle.profile(k == 0 ? "van" : "bike");
            }
            if (has(Attribute.WINDOWS) || has(Attribute.SEVERAL_WINDOWS) || random.nextInt(4) == 0) {
                vehicle.shift(10L * random.nextInt(3), 800);
            }
            if (has(Attribute.FIXED)) {
                vehicle.fixedCost(50 + 30 * k);
            }
            if (has(Attribute.TIME_COST)) {
                vehicle.costPerDistance(1)
                        .costPerTime(0.5)
                        .costPerDriving(k == 0 ? 0.25 : 0)
                        .costPerService(0.1);
            }
            if (has(Attribute.OVERTIME)) {
                vehicle.overtimeAfter(200, 2);
            }
            if (has(Attribute.DURATION)) {
                vehicle.maxDuration(400);
            }
            if (has(Attribute.DRIVING)) {
                vehicle.maxDriving(400);
            }
            if (has(Attribute.DISTANCE)) {
                vehicle.maxDistance(400);
            }
            if (has(Attribute.STOPS)) {
                vehicle.maxStops(4);
            }
            if (has(Attribute.LATEST_START)) {
                vehicle.latestStart(120);
            }
            if (has(Attribute.BREAKS)) {
                vehicle.pause("lunch", TimeWindows.of(60, 160), 30);
                if (random.nextInt(3) == 0) {
                    vehicle.pause("tea", new TimeWindows(new long[] {20, 40, 180, 260}), 10);
                }
            }
            if (has(Attribute.RELOADS)) {
                vehicle.reload("yard", "p0", 0, 1000, 5).maxTrips(3);
            }
            if (has(Attribute.ORDER)) {
                vehicle.order(
                        random.nextBoolean()
                                ? VehicleType.Order.DELIVERIES_FIRST
                                : VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED);
            }
            if (has(Attribute.SKILLS)) {
                vehicle.skills(k == 0 ? Set.of("lift") : Set.of("cool"));
            }
        });
    }

    private long[] amounts() {
        long amount = 1 + random.nextInt(8);
        return has(Attribute.TWO_LOADS) ? new long[] {amount, 1 + random.nextInt(10)} : new long[] {amount};
    }

    private void common(VrpBuilder.TaskSpec task) {
        if (has(Attribute.OPTIONAL) && random.nextInt(2) == 0) {
            task.optional(random.nextInt(150));
        }
        if (has(Attribute.RELEASE) && random.nextInt(3) == 0) {
            task.release(random.nextInt(120));
        }
        if (has(Attribute.SKILLS)) {
            switch (random.nextInt(5)) {
                case 0 -> task.allOf(Set.of("lift"));
                case 1 -> task.noneOf(Set.of("lift"));
                case 2 -> task.anyOf(Set.of("cool", "lift"));
                case 3 -> task.vehicles(Set.of("v1"));
                default -> {}
            }
        }
    }

    private void job(int i) {
        builder.job("t" + names, job -> {
            job.at(place(i));
            int kind = has(Attribute.PICKUPS) ? random.nextInt(4) : 0;
            if (kind == 0 || kind == 3) {
                job.delivery(amounts());
            }
            if (kind == 1 || kind == 3) {
                job.pickup(amounts());
            }
            common(job);
            if (has(Attribute.SERVICE)) {
                job.service(random.nextInt(20));
            }
            if (has(Attribute.SETUP)) {
                job.setup(random.nextInt(20));
            }
            if (has(Attribute.WINDOWS) && random.nextInt(3) > 0) {
                long begin = random.nextInt(250);
                job.window(begin, begin + 40 + random.nextInt(100));
            } else if (has(Attribute.SEVERAL_WINDOWS)) {
                long begin = random.nextInt(100);
                job.window(begin, begin + 20).window(begin + 60, begin + 90).window(begin + 200, begin + 300);
            }
        });
    }

    private void shipment(int i) {
        builder.shipment("t" + names, shipment -> {
            shipment.amount(amounts());
            common(shipment);
            if (has(Attribute.RIDES)) {
                shipment.maxRide(80 + random.nextInt(120));
            }
            shipment.from(from -> end(from.id("from" + i).at(place(i))));
            shipment.to(to -> end(to.id("to" + i).at(place(i + 1))));
        });
    }

    private void end(VrpBuilder.StopSpec end) {
        if (has(Attribute.SERVICE)) {
            end.service(random.nextInt(20));
        }
        if (has(Attribute.WINDOWS) && random.nextInt(3) == 0) {
            long begin = random.nextInt(250);
            end.window(begin, begin + 80 + random.nextInt(100));
        }
        if (has(Attribute.SETUP)) {
            end.setup(random.nextInt(20));
        }
    }
}
