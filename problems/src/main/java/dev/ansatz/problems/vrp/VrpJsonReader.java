package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonElement;
import dev.ansatz.problems.io.JsonFields;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Reads an instance in our own JSON. Of one file; not thread-safe. */
final class VrpJsonReader {
    private final Mistakes mistakes;
    private final BuilderMistakes objects;
    private final JsonFields file;
    private final JsonTimes times;
    private final JsonUnits units;
    private final VrpBuilder builder;
    private final Set<String> priced = new HashSet<>();
    private long distanceScale = 1;
    private long timeScale = 1;
    private int count;

    VrpJsonReader(InputFile input) {
        mistakes = new Mistakes(input.path());
        objects = new BuilderMistakes(mistakes);
        JsonElement root = JsonElement.read(input, mistakes);
        file = new JsonFields(root, "the file", mistakes);
        times = new JsonTimes(root);
        String name = file.text("name");
        builder = VrpInstance.builder(name == null || name.isBlank() ? InputFiles.baseName(input.path()) : name);
        scale();
        units = new JsonUnits(times, distanceScale, timeScale);
    }

    /**
     * The instance.
     *
     * @throws InputException with all mistakes
     */
    VrpInstance read() {
        String problem = file.text("problem");
        if (problem != null && !problem.equalsIgnoreCase(Vrp.ID)) {
            file.mistake("problem", "the problem is '" + problem + "', not '" + Vrp.ID + "'.");
        }
        Objective objective = objective();
        List<String> dimensions = file.ids("dimensions");
        if (dimensions != null) {
            builder.dimensions(dimensions.toArray(String[]::new));
            if (new HashSet<>(dimensions).size() < dimensions.size()) {
                file.mistake("dimensions", "the file: a dimension is given twice.");
            }
        }
        builder.minRoutes((int) file.whole("minRoutes", 0, Integer.MAX_VALUE, 0));
        file.objects("locations", "a location", this::location);
        file.objects("profiles", "a profile", this::profile);
        file.objects("tasks", "a task", this::task);
        file.objects("vehicles", "a vehicle", this::vehicle);
        file.objects("groups", "a group", this::group);
        List<String> notes = file.ids("notes");
        if (notes != null) {
            notes.forEach(builder::note);
        }
        file.done();
        String note = times.note();
        if (note != null) {
            builder.note(note);
        }
        return objects.build(builder).withObjective(objective);
    }

    private Objective objective() {
        String name = file.text("objective");
        for (Objective objective : Objective.values()) {
            if (name == null || objective.id().equalsIgnoreCase(name)) {
                return objective;
            }
        }
        file.mistake("objective", "the file: the objective must be cost or vehicles, not '" + name + "'.");
        return Objective.COST;
    }

    /** The scale that the file gives, else that of the first rounding of lengths in a plane. */
    private void scale() {
        JsonElement profiles = file.get("profiles");
        if (profiles != null) {
            for (JsonElement profile : profiles.elements()) {
                Rounding rounding = rounding(profile);
                if (rounding != null) {
                    distanceScale = rounding.scale();
                    timeScale = rounding.scale();
                    break;
                }
            }
        }
        file.object("scale", "the scale", scale -> {
            distanceScale = scale.whole("distance", 1, 1_000_000_000, 1);
            timeScale = scale.whole("time", 1, 1_000_000_000, 1);
        });
        builder.scale(distanceScale, timeScale);
    }

    private static @Nullable Rounding rounding(JsonElement profile) {
        JsonElement metric = profile.fields().get("metric");
        JsonElement rounding = profile.fields().get("rounding");
        if (metric == null) {
            return null;
        }
        if (rounding == null) {
            return Metric.EXACT_2D.name().equalsIgnoreCase(metric.text()) ? Rounding.NONE : Rounding.ROUND;
        }
        return Arrays.stream(Rounding.values())
                .filter(known -> known.id().equalsIgnoreCase(rounding.text()))
                .findFirst()
                .orElse(null);
    }

    /** The id of an object, or a name of our own where it has none, so that the rest of it is checked. */
    private String id(JsonFields fields, String kind) {
        count++;
        String id = fields.id("id");
        if (id == null) {
            if (!fields.faulty()) {
                fields.mistake("id", fields.whose() + " has no id.");
            }
            return "without id " + count;
        }
        fields.call(kind + " '" + id + "'");
        return id;
    }

    private void location(JsonFields fields) {
        String id = id(fields, "location");
        double x = fields.number("x", -1e12, 1e12, Double.NaN);
        double y = fields.number("y", -1e12, 1e12, Double.NaN);
        double latitude = fields.number("lat", -90, 90, Double.NaN);
        double longitude = fields.number("lon", -180, 180, Double.NaN);
        boolean plane = fields.has("x") || fields.has("y");
        boolean map = fields.has("lat") || fields.has("lon");
        if (plane && map) {
            fields.mistake("x", fields.whose() + " has x or y and lat or lon; give one pair.");
        } else if (fields.has("x") != fields.has("y") || fields.has("lat") != fields.has("lon")) {
            fields.mistake("id", fields.whose() + " has one of its two coordinates only.");
        }
        if (map) {
            builder.geographic();
        }
        builder.location(id, map ? latitude : x, map ? longitude : y);
        objects.of("location", id, fields);
    }

    private void profile(JsonFields fields) {
        String id = id(fields, "profile");
        long[][] durations = matrix(fields, "durations", timeScale);
        long[][] distances = matrix(fields, "distances", distanceScale);
        double speed = fields.number("metresPerSecond", 1e-6, 1e6, Double.NaN);
        double hourly = fields.number("kilometresPerHour", 1e-6, 1e6, Double.NaN);
        Metric metric = metric(fields);
        String rounding = fields.text("rounding");
        boolean matrices = fields.has("durations") || fields.has("distances");
        boolean circle = fields.has("metresPerSecond") || fields.has("kilometresPerHour");
        int ways = (matrices ? 1 : 0)
                + (fields.has("metresPerSecond") ? 1 : 0)
                + (fields.has("kilometresPerHour") ? 1 : 0)
                + (fields.has("metric") ? 1 : 0);
        if (ways != 1) {
            fields.mistake(
                    "id",
                    fields.whose() + " must have either durations and distances, or a metric, or metresPerSecond or"
                            + " kilometresPerHour for the great circle.");
        }
        if (rounding != null && !fields.has("metric")) {
            fields.mistake("rounding", fields.whose() + ": a rounding belongs to a metric.");
        }
        long[][] rows = durations == null ? distances : durations;
        if (!matrices && !circle && metric != null) {
            planar(fields, id, metric, rounding);
        } else if (circle) {
            builder.greatCircle(id, Double.isNaN(speed) ? (Double.isNaN(hourly) ? 1 : hourly / 3.6) : speed);
        } else if (rows != null) {
            builder.profile(id, rows, distances == null ? rows : distances);
        } else {
            builder.profile(id, (from, to) -> 0, (from, to) -> 0);
        }
        objects.of("profile", id, fields);
    }

    private @Nullable Metric metric(JsonFields fields) {
        String name = fields.text("metric");
        if (name == null) {
            return null;
        }
        for (Metric metric : Metric.values()) {
            if (metric.name().equalsIgnoreCase(name)) {
                return metric;
            }
        }
        List<String> known = Arrays.stream(Metric.values()).map(Metric::name).toList();
        fields.mistake("metric", fields.whose() + ": " + Suggestions.unknown("metric", name, known) + ".");
        return null;
    }

    private void planar(JsonFields fields, String id, Metric metric, @Nullable String name) {
        Rounding rounding = metric == Metric.EXACT_2D ? Rounding.NONE : Rounding.ROUND;
        if (name != null) {
            try {
                rounding = Suggestions.choose("rounding", name, Rounding.values(), Rounding::id);
            } catch (InputException e) {
                fields.mistake("rounding", fields.whose() + ": " + e.getMessage());
            }
        }
        if (rounding.scale() != distanceScale || rounding.scale() != timeScale) {
            fields.mistake(
                    "metric",
                    fields.whose() + ": the rounding " + rounding.id() + " counts in parts of " + rounding.scale()
                            + ", the scale of the file in parts of " + distanceScale + " and " + timeScale + ".");
        }
        builder.profile(id, metric, rounding);
    }

    private long @Nullable [][] matrix(JsonFields fields, String key, long scale) {
        List<JsonElement> rows = fields.array(key);
        if (rows.isEmpty()) {
            return null;
        }
        String[] ids = builder.locationIds();
        long[][] matrix = new long[rows.size()][];
        boolean sound = rows.size() == ids.length;
        if (!sound) {
            fields.mistake(
                    key,
                    fields.whose() + ": " + key + " has " + rows.size() + " rows for " + ids.length + " locations.");
        }
        for (int i = 0; i < matrix.length; i++) {
            JsonElement row = rows.get(i);
            double[] numbers = row.numbers();
            String fault = sound ? MatrixRows.fault(row, i, ids, scale) : null;
            if (fault != null) {
                sound = false;
                mistakes.add(row.line(), fields.whose() + ": " + key + " " + fault);
            }
            matrix[i] = new long[numbers.length];
            for (int j = 0; j < numbers.length; j++) {
                matrix[i][j] = Double.isNaN(numbers[j])
                        ? Travel.UNREACHABLE
                        : Math.min(Travel.UNREACHABLE, Math.round(numbers[j] * scale));
            }
        }
        return sound ? matrix : null;
    }

    private void task(JsonFields fields) {
        boolean shipment = fields.has("from") || fields.has("to") || fields.has("amount");
        String kind = shipment ? "shipment" : "job";
        String id = id(fields, kind);
        if (shipment) {
            builder.shipment(id, task -> shipment(fields, task));
        } else {
            builder.job(id, task -> job(fields, task));
        }
        if (fields.has("penalty") || fields.has("required")) {
            priced.add(id);
        }
        objects.of(kind, id, fields);
    }

    private void job(JsonFields fields, VrpBuilder.TaskSpec task) {
        task.from(stop -> stop(fields, stop));
        task.delivery(units.amounts(fields, "delivery"));
        task.pickup(units.amounts(fields, "pickup"));
        common(fields, task);
    }

    private void shipment(JsonFields fields, VrpBuilder.TaskSpec task) {
        for (String end : List.of("from", "to")) {
            if (!fields.has(end)) {
                fields.mistake(end, fields.whose() + " has no '" + end + "'.");
            }
        }
        fields.object("from", "the pickup of " + fields.whose(), from -> task.from(stop -> end(from, stop)));
        fields.object("to", "the delivery of " + fields.whose(), to -> task.to(stop -> end(to, stop)));
        task.amount(units.amounts(fields, "amount"));
        units.duration(fields, "maxRide", task::maxRide);
        common(fields, task);
    }

    private void end(JsonFields fields, VrpBuilder.StopSpec stop) {
        String id = fields.id("id");
        if (id != null) {
            stop.id(id);
        }
        stop(fields, stop);
    }

    private void stop(JsonFields fields, VrpBuilder.StopSpec stop) {
        String place = fields.id("at");
        if (place != null) {
            stop.at(place);
        }
        String description = fields.text("description");
        if (description != null) {
            stop.description(description);
        }
        for (long[] window : units.windows(fields, "windows")) {
            stop.window(window[0], window[1]);
        }
        units.duration(fields, "service", stop::service);
        units.duration(fields, "setup", stop::setup);
    }

    private void common(JsonFields fields, VrpBuilder.TaskSpec task) {
        double penalty = fields.number("penalty", 0, Numbers.MAX_EXACT, Double.NaN);
        boolean required = fields.flag("required", !fields.has("penalty"));
        if (required && fields.has("penalty")) {
            fields.mistake("penalty", fields.whose() + " is required and has a penalty for leaving it out.");
        }
        if (!required) {
            task.optional(Double.isNaN(penalty) ? 0 : penalty);
        }
        task.priority((int) fields.whole("priority", -1_000_000_000, 1_000_000_000, 0));
        units.time(fields, "release", task::release);
        JsonElement skills = fields.get("skills");
        if (skills != null && skills.isArray()) {
            task.allOf(orNone(fields.ids("skills")));
        } else {
            fields.object("skills", "the skills of " + fields.whose(), of -> {
                task.allOf(orNone(of.ids("allOf")));
                task.anyOf(orNone(of.ids("anyOf")));
                task.noneOf(orNone(of.ids("noneOf")));
            });
        }
        List<String> vehicles = fields.ids("vehicles");
        if (vehicles != null) {
            task.vehicles(vehicles);
        }
    }

    private static List<String> orNone(@Nullable List<String> ids) {
        return ids == null ? List.of() : ids;
    }

    private void vehicle(JsonFields fields) {
        String id = id(fields, "vehicle");
        int number = (int) fields.whole("number", 1, Integer.MAX_VALUE, 1);
        builder.vehicles(id, number, vehicle -> {
            route(fields, vehicle);
            limits(fields, vehicle);
            fields.objects("reloads", "a reload of " + fields.whose(), reload -> reload(reload, vehicle));
            fields.objects("breaks", "a break of " + fields.whose(), pause -> pause(pause, vehicle));
            costs(fields, vehicle);
        });
        objects.of("vehicle", id, fields);
    }

    private static void route(JsonFields fields, VehicleSpec vehicle) {
        String start = fields.id("start");
        if (start != null) {
            vehicle.start(start);
        }
        String end = fields.id("end");
        if (end != null) {
            vehicle.end(end);
        }
        String profile = fields.id("profile");
        if (profile != null) {
            vehicle.profile(profile);
        }
        String description = fields.text("description");
        if (description != null) {
            vehicle.description(description);
        }
        vehicle.speedFactor(fields.number("speedFactor", 1e-6, 1e6, 1));
        vehicle.skills(orNone(fields.ids("skills")));
        String order = fields.text("order");
        if (order != null) {
            List<String> known = Arrays.stream(VehicleType.Order.values())
                    .map(VrpJsonWriter::name)
                    .toList();
            int index = known.indexOf(order.toLowerCase(Locale.ROOT));
            if (index < 0) {
                fields.mistake("order", fields.whose() + ": " + Suggestions.unknown("order", order, known) + ".");
            } else {
                vehicle.order(VehicleType.Order.values()[index]);
            }
        }
    }

    private void limits(JsonFields fields, VehicleSpec vehicle) {
        if (fields.has("capacity")) {
            vehicle.capacity(units.amounts(fields, "capacity"));
        }
        vehicle.initialLoad(units.amounts(fields, "initialLoad"));
        JsonElement shift = fields.get("shift");
        if (shift != null) {
            long[] window = units.window(fields, "shift", shift);
            vehicle.shift(window[0], window[1]);
        }
        units.time(fields, "latestStart", vehicle::latestStart);
        units.duration(fields, "maxDuration", vehicle::maxDuration);
        units.duration(fields, "maxDriving", vehicle::maxDriving);
        units.distance(fields, "maxDistance", vehicle::maxDistance);
        vehicle.maxStops((int) fields.whole("maxStops", 0, Integer.MAX_VALUE, Integer.MAX_VALUE));
        vehicle.maxTrips((int) fields.whole("maxTrips", 1, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    private void costs(JsonFields fields, VehicleSpec vehicle) {
        fields.object("costs", "the costs of " + fields.whose(), costs -> {
            cost(costs, "fixed", vehicle::fixedCost);
            cost(costs, "perDistance", vehicle::costPerDistance);
            cost(costs, "perDriving", vehicle::costPerDriving);
            cost(costs, "perService", vehicle::costPerService);
            cost(costs, "perTime", vehicle::costPerTime);
            double overtime = costs.number("perOvertime", 0, Numbers.MAX_EXACT, 0);
            if (fields.has("overtimeAfter")) {
                units.duration(fields, "overtimeAfter", after -> vehicle.overtimeAfter(after, overtime));
            } else if (costs.has("perOvertime")) {
                costs.mistake("perOvertime", costs.whose() + ": perOvertime needs overtimeAfter of the vehicle.");
            }
        });
        if (!fields.has("costs")) {
            units.duration(fields, "overtimeAfter", after -> vehicle.overtimeAfter(after, 0));
        }
    }

    private static void cost(JsonFields costs, String key, DoubleConsumer setter) {
        double cost = costs.number(key, 0, Numbers.MAX_EXACT, Double.NaN);
        if (!Double.isNaN(cost)) {
            setter.accept(cost);
        }
    }

    private void reload(JsonFields fields, VehicleSpec vehicle) {
        String id = id(fields, "reload");
        String place = fields.id("at");
        if (place == null) {
            fields.mistake("at", fields.whose() + " has no location 'at'.");
        }
        JsonElement given = fields.get("window");
        long[] window = given == null ? new long[] {0, TimeWindows.FOREVER} : units.window(fields, "window", given);
        long[] service = {0};
        units.duration(fields, "service", value -> service[0] = value);
        if (place != null) {
            vehicle.reload(id, place, window[0], window[1], service[0]);
        }
    }

    private void pause(JsonFields fields, VehicleSpec vehicle) {
        String id = id(fields, "break");
        List<long[]> windows = new ArrayList<>(units.windows(fields, "windows"));
        windows.sort((a, b) -> Long.compare(a[0], b[0]));
        TimeWindows when = TimeWindows.ALWAYS;
        try {
            if (!windows.isEmpty()) {
                when = new TimeWindows(
                        windows.stream().flatMapToLong(Arrays::stream).toArray());
            }
        } catch (IllegalArgumentException e) {
            fields.mistake("windows", fields.whose() + " has windows that overlap.");
        }
        long[] duration = {0};
        units.duration(fields, "duration", value -> duration[0] = value);
        vehicle.pause(id, when, duration[0]);
    }

    private void group(JsonFields fields) {
        String id = id(fields, "group");
        String kind = fields.text("kind");
        List<String> tasks = orNone(fields.ids("tasks"));
        double penalty = fields.number("penalty", 0, Numbers.MAX_EXACT, Double.NaN);
        if (tasks.isEmpty()) {
            fields.mistake("tasks", fields.whose() + " has no tasks.");
        }
        String known = kind == null ? "" : kind.toLowerCase(Locale.ROOT);
        if (fields.has("penalty") && !known.equals(VrpJsonWriter.name(TaskGroup.Kind.ONE_OF))) {
            fields.mistake("penalty", fields.whose() + ": only a group of the kind one-of has a penalty.");
        }
        switch (known) {
            case "one-of" -> {
                if (Double.isNaN(penalty)) {
                    builder.oneOf(id, tasks);
                } else {
                    builder.oneOf(id, tasks, penalty);
                }
                tasks.stream()
                        .filter(priced::contains)
                        .forEach(task -> fields.mistake(
                                "tasks",
                                fields.whose() + " has task '" + task
                                        + "', whose own penalty or required has no meaning in a one-of group."));
            }
            case "same-route" -> builder.sameRoute(id, tasks);
            case "apart" -> builder.apart(id, tasks);
            default ->
                fields.mistake(
                        "kind",
                        fields.whose() + ": the kind must be one-of, same-route or apart"
                                + (kind == null ? "." : ", not '" + kind + "'."));
        }
        objects.of("group", id, fields);
    }
}
