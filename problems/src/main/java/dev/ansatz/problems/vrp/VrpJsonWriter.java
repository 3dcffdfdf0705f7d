package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.JsonOutput;
import dev.ansatz.problems.io.Numbers;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes an instance in our own JSON; what is as it is unless said otherwise is left out. */
final class VrpJsonWriter {
    private final VrpInstance instance;
    private final double distanceScale;
    private final double timeScale;
    private final double costScale;
    private final Set<String> oneOf = new HashSet<>();

    VrpJsonWriter(VrpInstance instance) {
        this.instance = instance;
        for (TaskGroup group : instance.groups()) {
            if (group.kind() == TaskGroup.Kind.ONE_OF) {
                Arrays.stream(group.tasks())
                        .forEach(member -> oneOf.add(instance.task(member).id()));
            }
        }
        distanceScale = instance.scale().distance();
        timeScale = instance.scale().time();
        costScale = instance.scale().cost();
    }

    /** The name of a constant in files: {@code deliveries-first}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void write(Writer out) throws IOException {
        JsonOutput json = new JsonOutput(out);
        json.string("problem", Vrp.ID);
        json.string("name", instance.name());
        if (instance.objective() != Objective.COST) {
            json.string("objective", instance.objective().id());
        }
        if (distanceScale != 1 || timeScale != 1) {
            ObjectNode scale = JsonDocuments.object();
            scale.put("distance", instance.scale().distance());
            scale.put("time", instance.scale().time());
            json.json("scale", JsonDocuments.line(scale));
        }
        if (!instance.dimensions().equals(List.of("load"))) {
            json.strings("dimensions", instance.dimensions());
        }
        if (instance.minRoutes() > 0) {
            json.number("minRoutes", instance.minRoutes());
        }
        json.json("locations", lines(locations()));
        json.json("profiles", profiles());
        json.json("tasks", lines(instance.tasks().stream().map(this::task).toList()));
        if (!instance.groups().isEmpty()) {
            json.json(
                    "groups", lines(instance.groups().stream().map(this::group).toList()));
        }
        json.json("vehicles", lines(vehicles()));
        if (!instance.notes().isEmpty()) {
            json.strings("notes", instance.notes());
        }
        json.end();
    }

    private static String lines(List<ObjectNode> objects) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < objects.size(); i++) {
            text.append(i == 0 ? "\n    " : ",\n    ").append(JsonDocuments.line(objects.get(i)));
        }
        return text.append("]").toString();
    }

    private List<ObjectNode> locations() {
        ObjectNode[] all = new ObjectNode[instance.locations().size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = JsonDocuments.object();
            all[i].put("id", instance.locations().of(i));
            if (instance.hasCoordinates()) {
                boolean map = instance.geographic();
                all[i].set(map ? "lat" : "x", JsonDocuments.number(map ? instance.y(i) : instance.x(i)));
                all[i].set(map ? "lon" : "y", JsonDocuments.number(map ? instance.x(i) : instance.y(i)));
            }
        }
        return Arrays.asList(all);
    }

    private String profiles() {
        StringBuilder text = new StringBuilder("[");
        for (int p = 0; p < instance.profileIds().size(); p++) {
            text.append(p == 0 ? "\n    " : ",\n    ");
            ObjectNode profile = JsonDocuments.object();
            profile.put("id", instance.profileIds().get(p));
            Travel travel = instance.travel(p);
            PointTravel points = travel instanceof PointTravel asked ? asked : ((MatrixTravel) travel).origin();
            if (points != null && described(points, profile)) {
                text.append(JsonDocuments.line(profile));
                continue;
            }
            String head = JsonDocuments.line(profile);
            text.append(head, 0, head.length() - 1);
            matrix(text, travel, true);
            if (!travel.sameUnits() || distanceScale != timeScale) {
                matrix(text, travel, false);
            }
            text.append("}");
        }
        return text.append("]").toString();
    }

    /** Says how travel is computed from the coordinates, where the reader would compute the same. */
    private boolean described(PointTravel points, ObjectNode profile) {
        if (!Double.isNaN(points.speed())) {
            double hourly = Math.round(points.speed() * 3.6e9) / 1e9;
            boolean round = hourly / 3.6 == points.speed();
            profile.put(round ? "kilometresPerHour" : "metresPerSecond", round ? hourly : points.speed());
            return points.metric() == Metric.HAVERSINE && points.rounding().scale() == 1;
        }
        profile.put("metric", points.metric().name());
        profile.put("rounding", points.rounding().id());
        return points.rounding().scale() == distanceScale
                && points.rounding().scale() == timeScale
                && points.metric().geographic() == instance.geographic();
    }

    private void matrix(StringBuilder text, Travel travel, boolean durations) {
        text.append(durations ? ", \"durations\": [" : ", \"distances\": [");
        int n = travel.size();
        for (int i = 0; i < n; i++) {
            text.append(i == 0 ? "\n      [" : ",\n      [");
            for (int j = 0; j < n; j++) {
                long value = durations ? travel.duration(i, j) : travel.distance(i, j);
                text.append(j == 0 ? "" : ", ");
                if (value >= Travel.UNREACHABLE) {
                    text.append("null");
                } else {
                    text.append(Numbers.format(value / (durations ? timeScale : distanceScale)));
                }
            }
            text.append("]");
        }
        text.append("]");
    }

    private ObjectNode task(Task task) {
        ObjectNode json = JsonDocuments.object();
        json.put("id", task.id());
        if (task.isShipment()) {
            Stop pickup = instance.stop(task.stop());
            Stop delivery = instance.stop(task.delivery());
            amounts(json, "amount", pickup.pickup());
            if (!json.has("amount")) {
                json.put("amount", 0);
            }
            json.set("from", end(task, task.stop(), pickup));
            json.set("to", end(task, task.delivery(), delivery));
            time(json, "maxRide", task.maxRide(), TimeWindows.FOREVER);
        } else {
            Stop stop = instance.stop(task.stop());
            stop(json, task.stop(), stop);
            amounts(json, "delivery", stop.delivery());
            amounts(json, "pickup", stop.pickup());
        }
        if (!task.required() && !oneOf.contains(task.id())) {
            json.set("penalty", cost(task.penalty()));
        }
        if (task.priority() != 0) {
            json.put("priority", task.priority());
        }
        time(json, "release", task.release(), 0);
        ObjectNode skills = JsonDocuments.object();
        texts(skills, "allOf", task.allOf());
        texts(skills, "anyOf", task.anyOf());
        texts(skills, "noneOf", task.noneOf());
        if (!skills.isEmpty()) {
            json.set("skills", skills);
        }
        Set<String> vehicles = task.vehicles();
        if (vehicles != null) {
            json.set("vehicles", array(vehicles));
        }
        return json;
    }

    private ObjectNode end(Task task, int index, Stop stop) {
        ObjectNode json = JsonDocuments.object();
        if (!stop.id().equals(task.id())) {
            json.put("id", stop.id());
        }
        stop(json, index, stop);
        return json;
    }

    private void stop(ObjectNode json, int index, Stop stop) {
        json.put("at", instance.locations().of(stop.location()));
        String description = instance.stopDescription(index);
        if (description != null) {
            json.put("description", description);
        }
        windows(json, stop.windows());
        time(json, "service", stop.service(), 0);
        time(json, "setup", stop.setup(), 0);
    }

    private ObjectNode group(TaskGroup group) {
        ObjectNode json = JsonDocuments.object();
        json.put("id", group.id());
        json.put("kind", name(group.kind()));
        json.set(
                "tasks",
                array(Arrays.stream(group.tasks())
                        .mapToObj(task -> instance.task(task).id())
                        .toList()));
        if (group.kind() == TaskGroup.Kind.ONE_OF && !group.required()) {
            json.set("penalty", cost(group.penalty()));
        }
        return json;
    }

    private List<ObjectNode> vehicles() {
        ObjectNode[] all = new ObjectNode[instance.types().size()];
        for (int k = 0; k < all.length; k++) {
            all[k] = vehicle(instance.type(k), instance.typeDescription(k));
        }
        return Arrays.asList(all);
    }

    private ObjectNode vehicle(VehicleType type, @Nullable String description) {
        ObjectNode json = JsonDocuments.object();
        json.put("id", type.id());
        if (description != null) {
            json.put("description", description);
        }
        if (type.number() != 1) {
            json.put("number", type.number());
        }
        if (type.start() >= 0) {
            json.put("start", instance.locations().of(type.start()));
        }
        if (type.end() >= 0) {
            json.put("end", instance.locations().of(type.end()));
        }
        if (instance.profileIds().size() > 1) {
            json.put("profile", instance.profileIds().get(type.profile()));
        }
        if (Arrays.stream(type.capacity()).anyMatch(amount -> amount != TimeWindows.FOREVER)) {
            json.set("capacity", amounts(type.capacity()));
        }
        amounts(json, "initialLoad", type.initialLoad());
        if (type.shiftStart() != 0 || type.shiftEnd() != TimeWindows.FOREVER) {
            json.set("shift", window(type.shiftStart(), type.shiftEnd()));
        }
        time(json, "latestStart", type.latestStart(), type.shiftEnd());
        time(json, "maxDuration", type.maxDuration(), TimeWindows.FOREVER);
        time(json, "maxDriving", type.maxDriving(), TimeWindows.FOREVER);
        if (type.maxDistance() != TimeWindows.FOREVER) {
            json.set("maxDistance", JsonDocuments.number(type.maxDistance() / distanceScale));
        }
        whole(json, "maxStops", type.maxStops());
        whole(json, "maxTrips", type.maxTrips());
        if (type.order() != VehicleType.Order.FREE) {
            json.put("order", name(type.order()));
        }
        texts(json, "skills", type.skills());
        if (!type.reloads().isEmpty()) {
            ArrayNode reloads = json.putArray("reloads");
            type.reloads().forEach(reload -> reloads.add(reload(reload)));
        }
        if (!type.breaks().isEmpty()) {
            ArrayNode breaks = json.putArray("breaks");
            type.breaks().forEach(pause -> breaks.add(pause(pause)));
        }
        time(json, "overtimeAfter", type.regularDuration(), TimeWindows.FOREVER);
        json.set("costs", costs(type));
        return json;
    }

    private ObjectNode reload(VehicleType.Reload reload) {
        ObjectNode json = JsonDocuments.object();
        json.put("id", reload.id());
        json.put("at", instance.locations().of(reload.location()));
        if (!reload.windows().equals(TimeWindows.ALWAYS)) {
            json.set(
                    "window",
                    window(reload.windows().earliest(), reload.windows().latest()));
        }
        time(json, "service", reload.service(), 0);
        return json;
    }

    private ObjectNode pause(VehicleType.Break pause) {
        ObjectNode json = JsonDocuments.object();
        json.put("id", pause.id());
        windows(json, pause.windows());
        time(json, "duration", pause.duration(), 0);
        return json;
    }

    private ObjectNode costs(VehicleType type) {
        VehicleType.Costs costs = type.costs();
        ObjectNode json = JsonDocuments.object();
        price(json, "fixed", costs.fixed(), 1);
        json.set("perDistance", JsonDocuments.number(costs.distance() * distanceScale / costScale));
        price(json, "perDriving", costs.driving(), timeScale);
        price(json, "perService", costs.service(), timeScale);
        price(json, "perTime", costs.duration(), timeScale);
        if (type.regularDuration() != TimeWindows.FOREVER) {
            price(json, "perOvertime", costs.overtime(), timeScale);
        }
        return json;
    }

    private void price(ObjectNode json, String key, long units, double scale) {
        if (units != 0) {
            json.set(key, JsonDocuments.number(units * scale / costScale));
        }
    }

    private JsonNode cost(long units) {
        return JsonDocuments.number(units / costScale);
    }

    private void time(ObjectNode json, String key, long units, long unsaid) {
        if (units != unsaid) {
            json.set(key, JsonDocuments.number(units / timeScale));
        }
    }

    private static void whole(ObjectNode json, String key, int value) {
        if (value != Integer.MAX_VALUE) {
            json.put(key, value);
        }
    }

    private static void texts(ObjectNode json, String key, Set<String> texts) {
        if (!texts.isEmpty()) {
            json.set(key, array(new TreeSet<>(texts)));
        }
    }

    private static ArrayNode array(Collection<String> texts) {
        ArrayNode array = JsonDocuments.array();
        texts.forEach(array::add);
        return array;
    }

    private static void amounts(ObjectNode json, String key, long[] amounts) {
        if (Arrays.stream(amounts).anyMatch(amount -> amount != 0)) {
            json.set(key, amounts(amounts));
        }
    }

    /** One amount as a number, several as an array; null has no limit. */
    private static JsonNode amounts(long[] amounts) {
        ArrayNode array = JsonDocuments.array();
        for (long amount : amounts) {
            if (amount == TimeWindows.FOREVER) {
                array.addNull();
            } else {
                array.add(amount);
            }
        }
        return amounts.length == 1 ? array.get(0) : array;
    }

    private void windows(ObjectNode json, TimeWindows windows) {
        if (windows.equals(TimeWindows.ALWAYS)) {
            return;
        }
        ArrayNode all = json.putArray("windows");
        for (int w = 0; w < windows.count(); w++) {
            all.add(window(windows.earliest(w), windows.latest(w)));
        }
    }

    private ArrayNode window(long earliest, long latest) {
        ArrayNode pair = JsonDocuments.array();
        pair.add(JsonDocuments.number(earliest / timeScale));
        pair.add(
                latest == TimeWindows.FOREVER
                        ? JsonDocuments.number(Double.NaN)
                        : JsonDocuments.number(latest / timeScale));
        return pair;
    }
}
