package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.JsonElement;
import dev.ansatz.problems.io.JsonFields;
import dev.ansatz.problems.io.JsonOutput;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans in our own JSON. */
final class VrpJsonPlans {
    private VrpJsonPlans() {}

    static String format(VrpInstance instance, VrpPlan plan) {
        VrpSchedule schedule = VrpSchedule.of(instance, plan);
        return JsonOutput.text(json -> {
            json.string("problem", Vrp.ID);
            json.string("instance", instance.name());
            json.number(
                    "objective",
                    schedule.objective() / (double) instance.scale().cost());
            json.json("parts", JsonDocuments.line(JsonDocuments.tree(Vrp.parts(instance, schedule))));
            List<String> routes = new ArrayList<>();
            for (PlannedRoute route : PlannedRoute.of(instance, schedule)) {
                ObjectNode end = JsonDocuments.object();
                end.set("distance", JsonDocuments.number(route.distance()));
                end.set("duration", JsonDocuments.number(route.duration()));
                end.set("cost", JsonDocuments.number(route.cost()));
                List<String> stops = route.stops().stream()
                        .map(stop -> JsonDocuments.line(stop(stop)))
                        .toList();
                routes.add("{\"vehicle\": " + JsonDocuments.line(route.vehicle()) + ", \"stops\": "
                        + rows(stops, "      ") + ", "
                        + JsonDocuments.line(end).substring(1));
            }
            json.json("routes", rows(routes, "    "));
            List<String> unserved = Explanation.unserved(instance, plan, schedule).stream()
                    .map(task -> {
                        ObjectNode entry = JsonDocuments.object();
                        entry.put("task", task.task());
                        entry.put("reason", task.reason());
                        return JsonDocuments.line(entry);
                    })
                    .toList();
            json.json("unserved", rows(unserved, "    "));
            if (!schedule.violations().isEmpty()) {
                json.json(
                        "violations",
                        rows(
                                schedule.violations().stream()
                                        .map(VrpJsonPlans::violation)
                                        .toList(),
                                "    "));
            }
        });
    }

    private static String rows(List<String> rows, String indent) {
        return rows.isEmpty() ? "[]" : "[\n" + indent + String.join(",\n" + indent, rows) + "]";
    }

    private static String violation(Violation violation) {
        ObjectNode json = JsonDocuments.object();
        json.put("constraint", violation.constraint());
        json.put("where", violation.where());
        json.set("amount", JsonDocuments.number(violation.amount()));
        return JsonDocuments.line(json);
    }

    private static ObjectNode stop(PlannedRoute.PlannedStop stop) {
        ObjectNode json = JsonDocuments.object();
        if (!stop.kind().equals("start") && !stop.kind().equals("end")) {
            json.put("task", stop.id());
        }
        json.put("kind", stop.kind());
        json.set("arrival", JsonDocuments.number(stop.arrival()));
        json.set("start", JsonDocuments.number(stop.start()));
        json.set("departure", JsonDocuments.number(stop.departure()));
        ArrayNode load = json.putArray("load");
        stop.load().forEach(load::add);
        return json;
    }

    static @Nullable Double readClaimedObjective(InputFile input) {
        Mistakes mistakes = new Mistakes(input.path());
        JsonFields file = new JsonFields(JsonElement.read(input, mistakes), "the file", mistakes);
        double objective = file.number("objective", -Double.MAX_VALUE, Double.MAX_VALUE, Double.NaN);
        mistakes.throwIfAny();
        return Double.isNaN(objective) ? null : objective;
    }

    static VrpPlan read(InputFile input, VrpInstance instance) {
        return new Reader(input, instance).read();
    }

    /** Reads one plan. */
    private static final class Reader {
        private final VrpInstance instance;
        private final Mistakes mistakes;
        private final JsonFields file;
        private final Map<String, Integer> tasks;
        private final Map<String, Integer> types;
        private final Set<String> vehicles = new HashSet<>();
        private final List<VrpPlan.Route> routes = new ArrayList<>();
        private final Map<String, Integer> beyond = new HashMap<>();

        Reader(InputFile input, VrpInstance instance) {
            this.instance = instance;
            mistakes = new Mistakes(input.path());
            file = new JsonFields(JsonElement.read(input, mistakes), "the file", mistakes);
            tasks = IntStream.range(0, instance.tasks().size())
                    .boxed()
                    .collect(Collectors.toMap(t -> instance.task(t).id(), Function.identity()));
            types = IntStream.range(0, instance.types().size())
                    .boxed()
                    .collect(Collectors.toMap(k -> instance.type(k).id(), Function.identity()));
        }

        VrpPlan read() {
            String problem = file.text("problem");
            if (problem != null && !problem.equalsIgnoreCase(Vrp.ID)) {
                file.mistake("problem", "the problem is '" + problem + "', not '" + Vrp.ID + "'.");
            }
            file.ignore("instance", "objective", "parts", "unserved", "violations");
            if (!file.has("routes")) {
                file.mistake("routes", "the file has no 'routes'.");
            }
            int[] number = {0};
            file.objects("routes", "a route", route -> {
                number[0]++;
                route.call("route " + number[0]);
                route(route);
            });
            file.done();
            beyond.forEach((vehicle, line) -> {
                int type = vehicle(vehicle);
                long used =
                        routes.stream().filter(route -> route.type() == type).count();
                if (used <= instance.type(type).number()) {
                    mistakes.add(
                            line,
                            "there is no vehicle '" + vehicle + "': there are "
                                    + instance.type(type).number() + " of '"
                                    + instance.type(type).id() + "'.");
                }
            });
            mistakes.throwIfAny();
            return new VrpPlan(routes);
        }

        /** The type of a vehicle, -1 where there is none of this id. */
        private int vehicle(String id) {
            Integer type = types.get(id);
            if (type != null) {
                return type;
            }
            int dash = id.lastIndexOf('-');
            Integer several = dash < 0 ? null : types.get(id.substring(0, dash));
            boolean numbered = dash >= 0 && id.substring(dash + 1).matches("[1-9]\\d{0,8}");
            return several != null && numbered && instance.type(several).number() > 1 ? several : -1;
        }

        private void route(JsonFields fields) {
            fields.ignore("distance", "duration", "cost");
            String id = fields.id("vehicle");
            int type = id == null ? -1 : vehicle(id);
            if (id == null) {
                if (!fields.faulty()) {
                    fields.mistake("vehicle", fields.whose() + " has no vehicle.");
                }
            } else if (type < 0) {
                fields.mistake(
                        "vehicle",
                        fields.whose() + " has the unknown vehicle '" + id + "'"
                                + Suggestions.didYouMean(id, types.keySet()));
            } else if (instance.type(type).number() > 1 && !types.containsKey(id)) {
                if (!vehicles.add(id)) {
                    fields.mistake("vehicle", "vehicle '" + id + "' has two routes.");
                }
                if (Long.parseLong(id.substring(id.lastIndexOf('-') + 1))
                        > instance.type(type).number()) {
                    beyond.put(id, fields.line("vehicle"));
                }
            }
            List<Integer> activities = new ArrayList<>();
            Set<Integer> seen = new HashSet<>();
            fields.objects("stops", "a stop of " + fields.whose(), stop -> {
                int activity = activity(stop, type, seen);
                if (activity >= 0) {
                    activities.add(activity);
                }
            });
            if (type >= 0) {
                routes.add(new VrpPlan.Route(
                        type, activities.stream().mapToInt(Integer::intValue).toArray()));
            }
        }

        /** The activity of a stop; -1 for start and end, and where there is none. */
        private int activity(JsonFields stop, int type, Set<Integer> seen) {
            stop.ignore("arrival", "start", "departure", "load");
            String id = stop.id("task");
            String given = stop.text("kind");
            String kind = given == null ? "" : given.toLowerCase(Locale.ROOT);
            if (stop.faulty() || kind.equals("start") || kind.equals("end")) {
                return -1;
            }
            if (id == null) {
                stop.mistake("task", stop.whose() + " has no task.");
                return -1;
            }
            if (kind.equals("break") || kind.equals("reload")) {
                return pauseOrReload(stop, type, id, kind.equals("break"));
            }
            Integer task = tasks.get(id);
            if (task == null) {
                stop.mistake(
                        "task",
                        stop.whose() + " has the unknown task '" + id + "'"
                                + Suggestions.didYouMean(id, tasks.keySet()));
                return -1;
            }
            int[] stops = instance.stopsOf(task);
            if (kind.isEmpty()) {
                return stops[stops.length > 1 && !seen.add(task) ? 1 : 0];
            }
            seen.add(task);
            for (int index : stops) {
                if (VrpJsonWriter.name(instance.stop(index).kind()).equals(kind)) {
                    return index;
                }
            }
            stop.mistake(
                    "kind",
                    "task '" + id + "' has no '" + kind + "'; it has "
                            + IntStream.of(stops)
                                    .mapToObj(index -> VrpJsonWriter.name(
                                            instance.stop(index).kind()))
                                    .collect(Collectors.joining(" and "))
                            + ".");
            return -1;
        }

        private int pauseOrReload(JsonFields stop, int type, String id, boolean pause) {
            if (type < 0) {
                return -1; // the vehicle is told of already
            }
            VehicleType of = instance.type(type);
            List<String> ids = pause
                    ? of.breaks().stream().map(VehicleType.Break::id).toList()
                    : of.reloads().stream().map(VehicleType.Reload::id).toList();
            int index = ids.indexOf(id);
            if (index < 0) {
                stop.mistake(
                        "task",
                        "vehicle '" + of.id() + "' has no " + (pause ? "break" : "reload") + " '" + id + "'"
                                + Suggestions.didYouMean(id, ids));
                return -1;
            }
            return pause ? instance.breakActivity(type, index) : instance.reloadActivity(type, index);
        }
    }
}
