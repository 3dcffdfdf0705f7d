package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small instances and plans, mostly infeasible ones, that use every attribute of the model now and then. */
final class RandomInstances {
    private final Random random;
    private final int places;
    private final int loads;
    private final long scale;

    private RandomInstances(long seed) {
        random = new Random(seed);
        places = 3 + random.nextInt(5);
        loads = 1 + random.nextInt(2);
        scale = random.nextInt(3) == 0 ? 10 : 1;
    }

    static VrpInstance instance(long seed) {
        return new RandomInstances(seed).instance();
    }

    private boolean now(int in) {
        return random.nextInt(in) == 0;
    }

    private String place() {
        return "p" + random.nextInt(places);
    }

    private long[] amounts() {
        return IntStream.range(0, loads).mapToLong(d -> random.nextInt(4)).toArray();
    }

    private List<String> skills() {
        return List.of("lift", "cold", "van").subList(0, random.nextInt(3));
    }

    private VrpInstance instance() {
        VrpBuilder builder = VrpInstance.builder("random");
        builder.scale(scale, scale);
        if (now(2)) {
            builder.dimensions(
                    IntStream.range(0, loads).mapToObj(d -> "good " + d).toArray(String[]::new));
        }
        boolean circle = scale == 1 && now(3);
        boolean plane = !circle && now(2);
        for (int i = 0; i < places; i++) {
            if (circle) {
                builder.location("p" + i, 50 + random.nextInt(100) / 1000.0, 7 + random.nextInt(100) / 1000.0);
            } else if (plane) {
                builder.location("p" + i, random.nextInt(100), random.nextInt(100));
            } else {
                builder.location("p" + i);
            }
        }
        List<String> profiles = new ArrayList<>(List.of("one"));
        if (circle) {
            builder.greatCircle("one", (10 + random.nextInt(90)) / 3.6);
            builder.greatCircle("two", 7.77);
            profiles.add("two");
        } else if (plane) {
            builder.profile("one", Metric.EXACT_2D, scale == 10 ? Rounding.DIMACS : Rounding.ROUND);
        } else {
            long[][] durations = matrix();
            builder.profile("one", durations, now(2) ? durations : matrix());
        }
        List<String> ids = new ArrayList<>();
        int tasks = 1 + random.nextInt(7);
        for (int t = 0; t < tasks; t++) {
            String id = "task " + t;
            ids.add(id);
            if (now(3)) {
                builder.shipment(id, this::shipment);
            } else {
                builder.job(id, task -> job(task));
            }
        }
        Collections.shuffle(ids, random);
        if (tasks > 3 && now(2)) {
            switch (random.nextInt(4)) {
                case 0 -> builder.oneOf("choice", ids.subList(0, 2));
                case 1 -> builder.oneOf("choice", ids.subList(0, 2), 12.5);
                case 2 -> builder.sameRoute("pair", ids.subList(0, 2));
                default -> builder.apart("rivals", ids.subList(0, 3));
            }
        }
        if (now(4)) {
            builder.minRoutes(2);
        }
        builder.note("Made at random.");
        int types = 1 + random.nextInt(3);
        for (int k = 0; k < types; k++) {
            builder.vehicles("type " + k, 1 + random.nextInt(3), vehicle -> vehicle(vehicle, profiles));
        }
        VrpInstance instance = builder.build();
        return now(5) ? instance.withObjective(Objective.VEHICLES) : instance;
    }

    private long[][] matrix() {
        long[][] matrix = new long[places][places];
        for (int i = 0; i < places; i++) {
            for (int j = 0; j < places; j++) {
                matrix[i][j] = i == j ? 0 : now(30) ? Travel.UNREACHABLE : 1 + random.nextInt(500);
            }
        }
        return matrix;
    }

    private void stop(VrpBuilder.StopSpec stop) {
        stop.at(place());
        long from = random.nextInt(500);
        if (now(2)) {
            stop.window(from, from + random.nextInt(400));
        }
        if (now(4)) {
            stop.window(from + 1000, TimeWindows.FOREVER);
        }
        if (now(2)) {
            stop.service(random.nextInt(50));
        }
        if (now(3)) {
            stop.setup(random.nextInt(20));
        }
        if (now(3)) {
            stop.description("ring twice");
        }
    }

    private void job(VrpBuilder.TaskSpec task) {
        task.from(this::stop);
        if (now(2)) {
            task.delivery(amounts());
        }
        if (now(2)) {
            task.pickup(amounts());
        }
        common(task);
    }

    private void shipment(VrpBuilder.TaskSpec task) {
        task.from(this::stop);
        task.to(this::stop);
        if (now(2)) {
            task.to(stop -> stop.id("end of shipment"));
        }
        task.amount(amounts());
        if (now(2)) {
            task.maxRide(300 + random.nextInt(300));
        }
        common(task);
    }

    private void common(VrpBuilder.TaskSpec task) {
        if (now(2)) {
            task.optional(random.nextInt(10_000) / 4.0);
        }
        if (now(3)) {
            task.priority(random.nextInt(100) - 10);
        }
        if (now(4)) {
            task.release(random.nextInt(200));
        }
        if (now(3)) {
            task.allOf(skills());
        }
        if (now(3)) {
            task.anyOf(skills());
        }
        if (now(5)) {
            task.noneOf(skills());
        }
        if (now(6)) {
            task.vehicles(List.of("type 0"));
        }
    }

    private void vehicle(VehicleSpec vehicle, List<String> profiles) {
        vehicle.profile(profiles.get(random.nextInt(profiles.size()))).skills(skills());
        if (!now(4)) {
            vehicle.start(place());
        }
        if (!now(4)) {
            vehicle.end(place());
        }
        if (!now(4)) {
            vehicle.capacity(IntStream.range(0, loads).mapToLong(d -> 5).toArray());
        }
        if (now(4)) {
            vehicle.initialLoad(1);
        }
        if (now(4)) {
            vehicle.speedFactor(1 + random.nextInt(3) / 2.0);
        }
        if (now(2)) {
            vehicle.shift(random.nextInt(100), 800 + random.nextInt(3000));
        }
        if (now(3)) {
            vehicle.latestStart(100 + random.nextInt(400));
        }
        if (now(3)) {
            vehicle.maxDuration(500 + random.nextInt(1000)).maxDriving(400 + random.nextInt(1000));
        }
        if (now(3)) {
            vehicle.maxDistance(500 + random.nextInt(1000)).maxStops(1 + random.nextInt(5));
        }
        if (now(3)) {
            vehicle.overtimeAfter(300 + random.nextInt(300), random.nextInt(3) / 2.0);
        }
        if (now(3)) {
            vehicle.reload("dock", place(), 0, 2000, random.nextInt(30)).maxTrips(1 + random.nextInt(3));
        }
        if (now(3)) {
            vehicle.pause("lunch", new TimeWindows(new long[] {100, 300, 500, 900}), 30);
        }
        if (now(4)) {
            vehicle.pause("nap", TimeWindows.ALWAYS, random.nextInt(20));
        }
        if (now(3)) {
            vehicle.order(VehicleType.Order.values()[random.nextInt(3)]);
        }
        if (now(3)) {
            vehicle.description("white");
        }
        if (now(2)) {
            vehicle.fixedCost(random.nextInt(100) / 3.0).costPerTime(random.nextInt(5) / 3600.0);
        }
        if (now(2)) {
            vehicle.costPerDistance(random.nextInt(3) * 0.35);
        }
        if (now(3)) {
            vehicle.costPerDriving(0.01 * random.nextInt(10)).costPerService(0.5);
        }
    }

    /** A plan of some of the tasks in any order, with the breaks and some reloads of its vehicles. */
    static VrpPlan plan(VrpInstance instance, Random random) {
        List<List<Integer>> routes = new ArrayList<>();
        instance.types().forEach(type -> routes.add(new ArrayList<>()));
        for (int t = 0; t < instance.tasks().size(); t++) {
            int type = random.nextInt(routes.size() + 1);
            if (type < routes.size()) {
                for (int stop : instance.stopsOf(t)) {
                    routes.get(type).add(stop);
                }
            }
        }
        List<VrpPlan.Route> all = new ArrayList<>();
        for (int k = 0; k < routes.size(); k++) {
            List<Integer> route = routes.get(k);
            if (route.isEmpty()) {
                continue;
            }
            VehicleType type = instance.type(k);
            if (!type.reloads().isEmpty() && random.nextBoolean()) {
                route.add(random.nextInt(route.size() + 1), instance.reloadActivity(k, 0));
            }
            for (int b = 0; b < type.breaks().size(); b++) {
                if (random.nextInt(5) > 0) {
                    route.add(random.nextInt(route.size() + 1), instance.breakActivity(k, b));
                }
            }
            int[] activities = route.stream().mapToInt(Integer::intValue).toArray();
            if (type.number() > 1 && activities.length > 2 && random.nextBoolean()) {
                all.add(new VrpPlan.Route(k, new int[] {activities[0]}));
                activities = java.util.Arrays.copyOfRange(activities, 1, activities.length);
            }
            all.add(new VrpPlan.Route(k, activities));
        }
        return new VrpPlan(all);
    }
}
