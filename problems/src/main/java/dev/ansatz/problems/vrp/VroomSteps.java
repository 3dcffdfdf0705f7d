package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.JsonElement;
import dev.ansatz.problems.io.JsonFields;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plans that the steps of VROOM's vehicles and routes describe. */
final class VroomSteps {
    private static final String[] INPUT_ONLY = {"service_at", "service_after", "service_before", "description"};
    private static final String[] OUTPUT_ONLY = {
        "job",
        "arrival",
        "duration",
        "distance",
        "setup",
        "service",
        "waiting_time",
        "load",
        "location",
        "location_index",
        "violations"
    };

    private final VrpInstance instance;
    private final boolean complete;
    private final Map<String, Integer> activities = new HashMap<>();
    private final Map<String, Integer> types = new HashMap<>();
    private final List<VrpPlan.Route> routes = new ArrayList<>();

    private VroomSteps(VrpInstance instance, boolean complete) {
        this.instance = instance;
        this.complete = complete;
        for (int s = 0; s < instance.size(); s++) {
            activities.put(kind(instance, s) + " " + instance.stop(s).id(), s);
        }
        for (int k = 0; k < instance.types().size(); k++) {
            types.put(instance.type(k).id(), k);
        }
    }

    /** What VROOM calls a stop. */
    static String kind(VrpInstance instance, int stop) {
        return instance.task(instance.stop(stop).task()).isShipment()
                ? VrpJsonWriter.name(instance.stop(stop).kind())
                : "job";
    }

    /** The plan of the steps of the vehicles of an input, with all breaks; null where no vehicle has steps. */
    static @Nullable VrpPlan ofVehicles(InputFile input, VrpInstance instance) {
        return read(input, instance, "vehicles", "id", true);
    }

    /** The plan of an output, as it is; its times, loads and costs are passed over. */
    static VrpPlan ofRoutes(InputFile input, VrpInstance instance) {
        VrpPlan plan = read(input, instance, "routes", "vehicle", false);
        return plan == null ? new VrpPlan(List.of()) : plan;
    }

    private static @Nullable VrpPlan read(
            InputFile input, VrpInstance instance, String listKey, String idKey, boolean complete) {
        Mistakes mistakes = new Mistakes(input.path());
        JsonFields file = new JsonFields(JsonElement.read(input, mistakes), "the file", mistakes);
        VroomSteps steps = new VroomSteps(instance, complete);
        boolean[] any = {false};
        for (JsonElement element : file.array(listKey)) {
            JsonFields vehicle = new JsonFields(element, "a vehicle", mistakes);
            String id = vehicle.id(idKey);
            vehicle.call("vehicle '" + id + "'");
            if (id != null && vehicle.has("steps")) {
                any[0] = true;
                steps.route(vehicle, id);
            }
        }
        mistakes.throwIfAny();
        return any[0] ? new VrpPlan(steps.routes) : null;
    }

    private void route(JsonFields vehicle, String id) {
        Integer type = types.get(id);
        if (type == null) {
            vehicle.mistake(
                    "id", vehicle.whose() + " is not of the instance" + Suggestions.didYouMean(id, types.keySet()));
            return;
        }
        List<Integer> order = new ArrayList<>();
        vehicle.objects("steps", "a step of " + vehicle.whose(), step -> {
            step.ignore(INPUT_ONLY);
            step.ignore(OUTPUT_ONLY);
            String what = step.text("type");
            String of = step.id("id");
            if (what == null) {
                step.mistake("type", step.whose() + " has no type.");
                return;
            }
            switch (what) {
                case "start", "end" -> {}
                case "job", "pickup", "delivery" -> {
                    Integer activity = activities.get(what + " " + of);
                    if (activity == null) {
                        step.mistake("id", step.whose() + ": there is no " + what + " '" + of + "'.");
                    } else {
                        order.add(activity);
                    }
                }
                case "break" -> {
                    List<String> ids = instance.type(type).breaks().stream()
                            .map(VehicleType.Break::id)
                            .toList();
                    int index = ids.indexOf(String.valueOf(of));
                    if (index < 0) {
                        step.mistake("id", step.whose() + ": there is no break '" + of + "'.");
                    } else {
                        order.add(instance.breakActivity(type, index));
                    }
                }
                default ->
                    step.mistake(
                            "type",
                            step.whose() + ": the type must be start, job, pickup, delivery, break or end, not '" + what
                                    + "'.");
            }
        });
        int[] route = order.stream().mapToInt(Integer::intValue).toArray();
        if (order.stream().anyMatch(instance::isStop)) {
            routes.add(new VrpPlan.Route(type, complete ? BreakPlaces.complete(instance, type, route) : route));
        }
    }
}
