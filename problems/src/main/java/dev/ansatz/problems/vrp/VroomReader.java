package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonElement;
import dev.ansatz.problems.io.JsonFields;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads VROOM's input. Of one file; not thread-safe. */
final class VroomReader {
    /** Matrices of others mark what cannot be reached by their largest numbers. */
    private static final double NO_WAY = Integer.MAX_VALUE;

    /** Makes a task or a vehicle of what was read; the file is read once, and the builder filled more than once. */
    private record Maker(String id, Consumer<VrpBuilder> maker) {}

    /** Durations and distances of a profile as the file has them. */
    private record Matrices(long @Nullable [][] durations, long @Nullable [][] distances) {}

    /** Weights of a task that is left out. */
    private record Weights(double task, double priority) {}

    private final Mistakes mistakes;
    private final BuilderMistakes objects;
    private final JsonFields file;
    private final String name;
    private final List<Maker> makers = new ArrayList<>();
    private final Map<String, Matrices> matrices = new LinkedHashMap<>();
    private final Map<String, double[]> places = new LinkedHashMap<>();
    private final Set<String> profiles = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<String> pickups = new HashSet<>();
    private final Set<String> deliveries = new HashSet<>();
    private int matrixSize = -1;
    private int dimensions = -1;
    private int tasks;
    private double priorities;
    private Weights weights = new Weights(0, 0);

    VroomReader(InputFile input) {
        mistakes = new Mistakes(input.path());
        objects = new BuilderMistakes(mistakes);
        file = new JsonFields(JsonElement.read(input, mistakes), "the file", mistakes);
        name = InputFiles.baseName(input.path());
    }

    /**
     * The instance.
     *
     * @throws InputException with all mistakes
     */
    VrpInstance read() {
        notes.add("As in VROOM, priorities of the tasks that are left out go first, then their number, then the cost.");
        options();
        readMatrices();
        dimensions = dimensions();
        file.objects("vehicles", "a vehicle", this::vehicle);
        file.objects("jobs", "a job", this::job);
        file.objects("shipments", "a shipment", this::shipment);
        if (tasks == 0 && mistakes.isEmpty()) {
            file.mistake("jobs", "the file has neither jobs nor shipments.");
        }
        file.done();
        return weighted(objects.build(builder()));
    }

    private void options() {
        file.object("options", "the options", options -> {
            if (options.flag("c", false)) {
                options.mistake("c", "the options ask for plan mode (c), which is not supported; use 'check'.");
            }
            options.ignore("g", "x", "t", "l");
            notes.add("The options of the file are passed over.");
        });
    }

    private void readMatrices() {
        JsonElement old = file.get("matrix");
        if (old != null) {
            long[][] durations = matrix(file, "matrix");
            matrices.put("car", new Matrices(durations, null));
        }
        JsonElement all = file.get("matrices");
        if (all == null) {
            return;
        }
        file.object("matrices", "the matrices", byProfile -> {
            for (String profile : all.fields().keySet()) {
                byProfile.object(profile, "profile '" + profile + "'", of -> {
                    if (of.has("costs")) {
                        of.mistake("costs", of.whose() + ": matrices of costs are not supported.");
                    }
                    long[][] durations = matrix(of, "durations");
                    long[][] distances = matrix(of, "distances");
                    if (!of.has("durations")) {
                        of.mistake("durations", of.whose() + " has no durations.");
                    }
                    matrices.put(profile, new Matrices(durations, distances));
                });
            }
        });
    }

    private long @Nullable [][] matrix(JsonFields of, String key) {
        if (!of.has(key)) {
            return null;
        }
        List<JsonElement> rows = of.array(key);
        if (rows.isEmpty() || (matrixSize >= 0 && rows.size() != matrixSize)) {
            of.mistake(
                    key,
                    of.whose() + ": " + key + " has " + rows.size() + " rows"
                            + (matrixSize > 0 ? " where others have " + matrixSize : "") + ".");
            return null;
        }
        matrixSize = rows.size();
        String[] ids = new String[matrixSize];
        Arrays.setAll(ids, String::valueOf);
        long[][] matrix = new long[matrixSize][];
        boolean sound = true;
        for (int i = 0; i < matrixSize; i++) {
            JsonElement row = rows.get(i);
            String fault = MatrixRows.fault(row, i, ids, 1);
            if (fault != null) {
                sound = false;
                mistakes.add(row.line(), of.whose() + ": " + key + " " + fault);
            }
            double[] numbers = row.numbers();
            matrix[i] = new long[numbers.length];
            for (int j = 0; j < numbers.length; j++) {
                boolean none = !(numbers[j] < NO_WAY);
                matrix[i][j] = none ? Travel.UNREACHABLE : Math.round(numbers[j]);
                if (none) {
                    notes.add("Where a matrix has null or at least 2147483647 there is no way.");
                }
            }
        }
        return sound ? matrix : null;
    }

    /** The number of amounts that all vehicles and tasks have. */
    private int dimensions() {
        int most = 0;
        for (String list : List.of("vehicles", "jobs", "shipments")) {
            for (JsonElement element : file.array(list)) {
                for (String key : List.of("capacity", "delivery", "pickup", "amount")) {
                    JsonElement amounts = element.fields().get(key);
                    if (amounts != null) {
                        most = Math.max(most, amounts.elements().size());
                    }
                }
            }
        }
        return most;
    }

    private long @Nullable [] amounts(JsonFields fields, String key) {
        JsonElement value = fields.get(key);
        if (value == null) {
            return null;
        }
        double[] numbers = value.numbers();
        if (!value.isArray() || numbers.length != value.elements().size()) {
            fields.mistake(key, fields.whose() + ": '" + key + "' must be an array of whole numbers.");
            return null;
        }
        if (numbers.length != dimensions) {
            fields.mistake(
                    key,
                    fields.whose() + ": '" + key + "' has " + numbers.length + " amounts where others have "
                            + dimensions + ".");
        }
        for (double number : numbers) {
            if (!(number >= 0 && number <= Numbers.MAX_EXACT && number == Math.rint(number))) {
                fields.mistake(key, fields.whose() + ": '" + key + "' must have whole numbers of at least 0.");
                return null;
            }
        }
        return Arrays.stream(numbers).mapToLong(number -> (long) number).toArray();
    }

    private String id(JsonFields fields, String kind) {
        String id = fields.id("id");
        if (id == null) {
            if (!fields.faulty()) {
                fields.mistake("id", fields.whose() + " has no id.");
            }
            return "?";
        }
        fields.call(kind + " '" + id + "'");
        if (!id.matches("\\d{1,19}")) {
            fields.mistake("id", fields.whose() + ": an id must be a whole number.");
        }
        return id;
    }

    /** The location of a key such as {@code start}, with its index or its coordinates; null where there is none. */
    private @Nullable String place(JsonFields fields, String key, boolean needed) {
        String indexKey = key + "_index";
        JsonElement coordinates = fields.get(key);
        long index = fields.whole(indexKey, 0, Integer.MAX_VALUE, -1);
        double[] at = {Double.NaN, Double.NaN};
        if (coordinates != null) {
            double[] pair = coordinates.numbers();
            if (pair.length != 2 || !(Math.abs(pair[0]) <= 180) || !(Math.abs(pair[1]) <= 90)) {
                fields.mistake(key, fields.whose() + ": '" + key + "' must be [longitude, latitude] in degrees.");
                return null;
            }
            at = pair;
        }
        boolean byIndex = !matrices.isEmpty();
        if (byIndex ? !fields.has(indexKey) : coordinates == null) {
            if (needed || coordinates != null || fields.has(indexKey)) {
                fields.mistake(
                        "id",
                        fields.whose() + " has no '" + (byIndex ? indexKey : key) + "'"
                                + (byIndex
                                        ? ", which matrices need."
                                        : ", which is needed where there are no matrices."));
            }
            return null;
        }
        if (byIndex && matrixSize >= 0 && index >= matrixSize) {
            fields.mistake(
                    indexKey,
                    fields.whose() + ": '" + indexKey + "' is " + index + ", but the matrices have " + matrixSize
                            + " rows, counted from 0.");
            return null;
        }
        if (byIndex && index < 0) {
            return null;
        }
        String id = byIndex ? String.valueOf(index) : Numbers.format(at[0]) + "," + Numbers.format(at[1]);
        double[] known = places.putIfAbsent(id, at);
        if (known != null && Double.isNaN(known[0])) {
            places.put(id, at);
        }
        return id;
    }

    private List<long[]> windows(JsonFields fields, String key) {
        List<long[]> windows = new ArrayList<>();
        JsonElement all = fields.get(key);
        if (all != null && all.kind() == JsonElement.Kind.NUMBERS) {
            fields.mistake(key, fields.whose() + ": '" + key + "' must be an array of pairs [earliest, latest].");
            return windows;
        }
        for (JsonElement pair : fields.array(key)) {
            long[] window = window(fields, key, pair);
            if (window != null) {
                windows.add(window);
            }
        }
        return windows;
    }

    private static long @Nullable [] window(JsonFields fields, String key, JsonElement pair) {
        double[] ends = pair.numbers();
        if (ends.length != 2
                || !(ends[0] >= 0)
                || !(ends[1] <= TimeWindows.FOREVER)
                || ends[0] != Math.rint(ends[0])
                || ends[1] != Math.rint(ends[1])) {
            fields.mistake(
                    key, fields.whose() + ": '" + key + "' must have pairs of whole seconds [earliest, latest].");
            return null;
        }
        if (ends[1] < ends[0]) {
            fields.mistake(
                    key,
                    fields.whose() + ": '" + key + "' ends before it begins: [" + Numbers.format(ends[0]) + ", "
                            + Numbers.format(ends[1]) + "].");
            return null;
        }
        return new long[] {(long) ends[0], (long) ends[1]};
    }

    private static long seconds(JsonFields fields, String key, long otherwise) {
        return fields.whole(key, 0, TimeWindows.FOREVER, otherwise);
    }

    /** What a job and each end of a shipment have in common. */
    private Consumer<VrpBuilder.StopSpec> end(JsonFields fields) {
        for (String key : List.of("setup_per_type", "service_per_type")) {
            if (fields.has(key)) {
                fields.mistake(
                        key,
                        fields.whose() + ": '" + key + "' is not supported; service may not depend on the vehicle.");
            }
        }
        String place = place(fields, "location", true);
        String description = fields.text("description");
        long service = seconds(fields, "service", 0);
        long setup = seconds(fields, "setup", 0);
        List<long[]> windows = windows(fields, "time_windows");
        return stop -> {
            if (place != null) {
                stop.at(place);
            }
            if (description != null) {
                stop.description(description);
            }
            stop.service(service).setup(setup);
            windows.forEach(window -> stop.window(window[0], window[1]));
        };
    }

    /** What a job and a shipment have in common. */
    private Consumer<VrpBuilder.TaskSpec> shared(JsonFields fields, int ends) {
        List<String> skills = fields.ids("skills");
        long priority = fields.whole("priority", 0, 100, 0);
        tasks += ends;
        priorities += (double) ends * priority;
        return task -> {
            if (skills != null) {
                task.allOf(skills);
            }
            task.priority((int) priority);
            task.optional(ends * (weights.task() + priority * weights.priority()));
        };
    }

    private void job(JsonFields fields) {
        String id = id(fields, "job");
        Consumer<VrpBuilder.StopSpec> stop = end(fields);
        Consumer<VrpBuilder.TaskSpec> shared = shared(fields, 1);
        long[] old = amounts(fields, "amount");
        long[] given = amounts(fields, "delivery");
        if (old != null && given != null) {
            fields.mistake("amount", fields.whose() + " has both 'amount' and 'delivery', which mean the same.");
        }
        long[] delivery = given == null ? old : given;
        long[] pickup = amounts(fields, "pickup");
        makers.add(new Maker(
                id,
                builder -> builder.job(id, task -> {
                    task.from(stop);
                    shared.accept(task);
                    if (delivery != null) {
                        task.delivery(delivery);
                    }
                    if (pickup != null) {
                        task.pickup(pickup);
                    }
                })));
        objects.of("job", id, fields);
    }

    private void shipment(JsonFields fields) {
        Consumer<VrpBuilder.TaskSpec> shared = shared(fields, 2);
        long[] amount = amounts(fields, "amount");
        List<String> ids = new ArrayList<>();
        List<Consumer<VrpBuilder.StopSpec>> ends = new ArrayList<>();
        for (String key : List.of("pickup", "delivery")) {
            if (!fields.has(key)) {
                fields.mistake(key, fields.whose() + " has no '" + key + "'.");
            }
            fields.object(key, "the " + key + " of a shipment", of -> {
                String id = id(of, key);
                if (!(key.equals("pickup") ? pickups : deliveries).add(id) && !id.equals("?")) {
                    of.mistake("id", "the " + of.whose() + " is given twice.");
                }
                ids.add(id);
                ends.add(end(of));
            });
        }
        if (ends.size() < 2) {
            return;
        }
        String id = ids.get(0) + "-" + ids.get(1);
        makers.add(new Maker(
                id,
                builder -> builder.shipment(id, task -> {
                    shared.accept(task);
                    task.from(stop -> ends.get(0).accept(stop.id(ids.get(0))));
                    task.to(stop -> ends.get(1).accept(stop.id(ids.get(1))));
                    if (amount != null) {
                        task.amount(amount);
                    }
                })));
        objects.of("shipment", id, fields);
    }

    private void vehicle(JsonFields fields) {
        String id = id(fields, "vehicle");
        fields.text("type");
        String given = fields.text("profile");
        String profile = given == null ? "car" : given;
        profiles.add(profile);
        String description = fields.text("description");
        String start = place(fields, "start", false);
        String end = place(fields, "end", false);
        if (start == null && end == null && !fields.faulty()) {
            fields.mistake("id", fields.whose() + " has neither start nor end.");
        }
        long[] amounts = amounts(fields, "capacity");
        long[] capacity = amounts == null ? new long[Math.max(0, dimensions)] : amounts;
        List<String> skills = fields.ids("skills");
        JsonElement shift = fields.get("time_window");
        long[] window = shift == null ? null : window(fields, "time_window", shift);
        double speed = fields.number("speed_factor", 0.01, 5, 1);
        long maxTasks = fields.whole("max_tasks", 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
        long maxTravel = seconds(fields, "max_travel_time", TimeWindows.FOREVER);
        long maxDistance = seconds(fields, "max_distance", TimeWindows.FOREVER);
        List<VehicleType.Break> breaks = breaks(fields);
        steps(fields);
        double[] costs = costs(fields);
        Matrices travel = matrices.get(profile);
        if (travel != null && travel.distances() == null && (costs[3] > 0 || maxDistance < TimeWindows.FOREVER)) {
            fields.mistake(
                    "id",
                    fields.whose() + " has a cost per km or a longest distance, but profile '" + profile
                            + "' has no distances.");
        }
        makers.add(new Maker(
                id,
                builder -> builder.vehicle(id, vehicle -> {
                    if (start != null) {
                        vehicle.start(start);
                    }
                    if (end != null) {
                        vehicle.end(end);
                    }
                    if (description != null) {
                        vehicle.description(description);
                    }
                    if (skills != null) {
                        vehicle.skills(skills);
                    }
                    if (window != null) {
                        vehicle.shift(window[0], window[1]);
                    }
                    vehicle.profile(profile).speedFactor(speed);
                    if (dimensions > 0) {
                        vehicle.capacity(capacity);
                    }
                    vehicle.maxStops((int) maxTasks).maxDriving(maxTravel).maxDistance(maxDistance);
                    breaks.forEach(pause -> vehicle.pause(pause.id(), pause.windows(), pause.duration()));
                    vehicle.fixedCost(costs[0]).costPerDriving(costs[1] / 3600).costPerService(costs[2] / 3600);
                    vehicle.costPerDistance(costs[3] / 1000);
                })));
        objects.of("vehicle", id, fields);
    }

    /** {@code fixed}, per hour of driving, per hour of service and per km. */
    private static double[] costs(JsonFields fields) {
        double[] costs = {0, 3600, 0, 0};
        fields.object("costs", "the costs of " + fields.whose(), of -> {
            costs[0] = of.number("fixed", 0, Numbers.MAX_EXACT, 0);
            costs[1] = of.number("per_hour", 0, Numbers.MAX_EXACT, 3600);
            costs[2] = of.number("per_task_hour", 0, Numbers.MAX_EXACT, 0);
            costs[3] = of.number("per_km", 0, Numbers.MAX_EXACT, 0);
        });
        return costs;
    }

    private List<VehicleType.Break> breaks(JsonFields fields) {
        List<VehicleType.Break> breaks = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        fields.objects("breaks", "a break of " + fields.whose(), of -> {
            String id = id(of, "break");
            of.ignore("description");
            if (!ids.add(id)) {
                of.mistake("id", of.whose() + " is given twice for the same vehicle.");
            }
            if (of.has("max_load")) {
                of.mistake("max_load", of.whose() + ": a load at breaks (max_load) is not supported.");
            }
            List<long[]> windows = windows(of, "time_windows");
            windows.sort((a, b) -> Long.compare(a[0], b[0]));
            TimeWindows when = TimeWindows.ALWAYS;
            try {
                if (!windows.isEmpty()) {
                    when = new TimeWindows(
                            windows.stream().flatMapToLong(Arrays::stream).toArray());
                }
            } catch (IllegalArgumentException e) {
                of.mistake("time_windows", of.whose() + " has windows that overlap.");
            }
            breaks.add(new VehicleType.Break(id, when, seconds(of, "service", 0)));
        });
        return breaks;
    }

    /** Steps are read as a warm start, by who asks for it. */
    private void steps(JsonFields fields) {
        for (JsonElement step : fields.array("steps")) {
            if (step.fields().keySet().stream().anyMatch(key -> key.startsWith("service_"))) {
                notes.add(
                        "Times of steps (service_at, service_after, service_before) are not used, as by VROOM when it solves.");
            }
        }
    }

    private VrpBuilder builder() {
        VrpBuilder builder = VrpInstance.builder(name);
        notes.forEach(builder::note);
        places.forEach((id, at) -> builder.location(id, at[1], at[0]));
        if (places.values().stream().anyMatch(at -> !Double.isNaN(at[0]))) {
            builder.geographic();
        }
        for (String profile : profiles) {
            Matrices given = matrices.get(profile);
            if (given == null) {
                double speed = kilometresPerHour(profile);
                builder.greatCircle(profile, speed / 3.6);
                builder.note("Profile '" + profile
                        + "' has no matrix: distances are great-circle metres, durations are those at "
                        + Numbers.format(speed) + " km/h.");
            } else {
                long[][] durations = given.durations();
                long[][] distances = given.distances();
                long[][] chosen = durations == null ? new long[places.size()][places.size()] : chosen(durations);
                builder.profile(profile, chosen, distances == null ? chosen : chosen(distances));
            }
        }
        makers.forEach(maker -> maker.maker().accept(builder));
        return builder;
    }

    /** The rows and columns of the locations that are used. */
    private long[][] chosen(long[][] matrix) {
        int[] index = places.keySet().stream().mapToInt(Integer::parseInt).toArray();
        long[][] chosen = new long[index.length][index.length];
        for (int i = 0; i < index.length; i++) {
            for (int j = 0; j < index.length; j++) {
                chosen[i][j] = matrix[index[i]][index[j]];
            }
        }
        return chosen;
    }

    private static double kilometresPerHour(String profile) {
        String name = profile.toLowerCase(Locale.ROOT);
        if (name.contains("foot") || name.contains("walk") || name.contains("pedestrian")) {
            return 5;
        }
        return name.contains("bike") || name.contains("cycl") ? 15 : 50;
    }

    /** The instance with penalties: one task above any cost, one step of priority above any number of tasks, as far as numbers reach. */
    private VrpInstance weighted(VrpInstance unpriced) {
        double scale = unpriced.scale().cost();
        double room = Numbers.MAX_EXACT / 2 / scale;
        double task = Math.floor(DearestPlan.cost(unpriced) / scale) + 1;
        double priority = priorities == 0 ? 0 : task * (tasks + 1.0);
        if (task * tasks + priority * priorities > room) {
            if (task * tasks * 2 <= room && priorities > 0) {
                priority = Math.floor((room - task * tasks) / priorities);
                notes.add(
                        "A step of priority counts as much as "
                                + Numbers.format(Math.round(priority / task * 100) / 100.0)
                                + " tasks that are left out, not more than any number of them, since that would not fit into 2^53.");
            } else {
                task = Math.max(1, Math.floor(room / (tasks + priorities)));
                priority = priorities == 0 ? 0 : task;
                notes.add("A task that is left out counts as much as a cost of " + Numbers.format(task)
                        + ", as does each step of its priority, since more would not fit into 2^53.");
            }
        }
        weights = new Weights(task, priority);
        return objects.build(builder());
    }
}
