package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.JsonOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a plan as VROOM prints it: whole seconds and metres, costs cut off to whole numbers as its own. */
final class VroomWriter {
    private final VrpInstance instance;
    private final VrpPlan plan;
    private final VrpSchedule schedule;
    private final boolean numbered;
    private final boolean vehiclesNumbered;
    private final boolean distances;

    /** Sums over a route, or over all. */
    private static final class Sums {
        private final long[] delivery;
        private final long[] pickup;
        private double cost;
        private long setup;
        private long service;
        private long driving;
        private long waiting;
        private long distance;
        private long priority;

        Sums(int dimensions) {
            delivery = new long[dimensions];
            pickup = new long[dimensions];
        }

        void add(Sums other) {
            for (int d = 0; d < delivery.length; d++) {
                delivery[d] += other.delivery[d];
                pickup[d] += other.pickup[d];
            }
            cost += other.cost;
            setup += other.setup;
            service += other.service;
            driving += other.driving;
            waiting += other.waiting;
            distance += other.distance;
            priority += other.priority;
        }
    }

    VroomWriter(VrpInstance instance, VrpPlan plan) {
        this.instance = instance;
        this.plan = plan;
        this.schedule = VrpSchedule.of(instance, plan);
        numbered = numbers(IntStream.range(0, instance.size())
                .mapToObj(stop ->
                        VroomSteps.kind(instance, stop) + instance.stop(stop).id())
                .toList());
        vehiclesNumbered = instance.types().stream().allMatch(type -> type.number() == 1)
                && numbers(instance.types().stream().map(VehicleType::id).toList());
        distances = instance.profileIds().isEmpty()
                || IntStream.range(0, instance.profileIds().size())
                        .noneMatch(p -> instance.travel(p).sameUnits());
    }

    /** Whether all ids are numbers, each but once for what it is. */
    private static boolean numbers(List<String> ids) {
        Set<String> seen = new HashSet<>();
        return ids.stream().allMatch(id -> id.matches("(?:job|pickup|delivery)?\\d{1,18}") && seen.add(id));
    }

    String text() {
        Sums total = new Sums(instance.dimensions().size());
        List<String> routes = new ArrayList<>();
        for (int r = 0; r < schedule.routes().size(); r++) {
            RouteSchedule route = schedule.routes().get(r);
            Sums sums = new Sums(instance.dimensions().size());
            sums.cost = Math.floor(route.cost() / (double) instance.scale().cost() + 1e-9);
            List<String> steps = steps(route, sums);
            ObjectNode json = JsonDocuments.object();
            json.put("vehicle", vehicle(route, r));
            put(json, sums);
            String description = instance.typeDescription(route.type());
            if (description == null && !vehiclesNumbered) {
                description = route.vehicle();
            }
            if (description != null) {
                json.put("description", description);
            }
            json.set("violations", violations(route.violations()));
            String head = JsonDocuments.line(json);
            routes.add(head.substring(0, head.length() - 1) + ", \"steps\": [\n      " + String.join(",\n      ", steps)
                    + "]}");
            total.add(sums);
        }
        List<String> unassigned = unassigned();
        return JsonOutput.text(json -> {
            json.number("code", 0);
            ObjectNode summary = JsonDocuments.object();
            put(summary, total);
            summary.put("routes", schedule.routes().size());
            summary.put("unassigned", unassigned.size());
            summary.set("violations", violations(schedule.violations()));
            json.json("summary", JsonDocuments.line(summary));
            json.json("unassigned", rows(unassigned));
            json.json("routes", rows(routes));
        });
    }

    private static String rows(List<String> rows) {
        return rows.isEmpty() ? "[]" : "[\n    " + String.join(",\n    ", rows) + "]";
    }

    private void put(ObjectNode json, Sums sums) {
        json.put("cost", (long) sums.cost);
        amounts(json, "delivery", sums.delivery);
        amounts(json, "amount", sums.delivery);
        amounts(json, "pickup", sums.pickup);
        json.put("setup", seconds(sums.setup));
        json.put("service", seconds(sums.service));
        json.put("duration", seconds(sums.driving));
        json.put("waiting_time", seconds(sums.waiting));
        json.put("priority", sums.priority);
        if (distances) {
            json.put("distance", metres(sums.distance));
        }
    }

    private static void amounts(ObjectNode json, String key, long[] amounts) {
        ArrayNode array = json.putArray(key);
        Arrays.stream(amounts).forEach(array::add);
    }

    private long seconds(long units) {
        return Math.round((double) units / instance.scale().time());
    }

    private long metres(long units) {
        return Math.round((double) units / instance.scale().distance());
    }

    private long vehicle(RouteSchedule route, int index) {
        return vehiclesNumbered ? Long.parseLong(instance.type(route.type()).id()) : index + 1L;
    }

    private List<String> steps(RouteSchedule route, Sums sums) {
        Travel travel = instance.travel(instance.type(route.type()).profile());
        List<String> steps = new ArrayList<>();
        int from = -1;
        long left = 0;
        int next = -1;
        long now = 0;
        List<RouteSchedule.Visit> visits = route.visits();
        for (int v = 0; v < visits.size(); v++) {
            RouteSchedule.Visit visit = visits.get(v);
            if (visit.kind() == RouteSchedule.Kind.RELOAD) {
                throw new InputException("VROOM's format has no reloads; write our own JSON instead.");
            }
            if (from >= 0 && next < 0) {
                next = nextLocation(visits, v);
                left = next < 0 ? 0 : within(travel.duration(from, next));
            }
            long arrival = visit.arrival();
            if (visit.kind() == RouteSchedule.Kind.BREAK) {
                long drive = Math.min(left, Math.max(0, visit.start() - now));
                sums.driving += drive;
                left -= drive;
                arrival = v == 0 ? visit.start() : now + drive;
            } else {
                sums.driving += left;
                sums.distance += from < 0 ? 0 : within(travel.distance(from, visit.location()));
                left = 0;
                next = -1;
            }
            ObjectNode step = JsonDocuments.object();
            long setup = setup(visit, from);
            long service = service(visit);
            sums.setup += setup;
            sums.service += service;
            sums.waiting += visit.start() - arrival;
            describe(step, visit, sums);
            step.put("arrival", seconds(arrival));
            step.put("duration", seconds(sums.driving));
            if (distances && visit.kind() != RouteSchedule.Kind.BREAK) {
                step.put("distance", metres(sums.distance));
            }
            step.put("setup", seconds(setup));
            step.put("service", seconds(service));
            step.put("waiting_time", seconds(visit.start() - arrival));
            amounts(step, "load", visit.load());
            step.putArray("violations");
            steps.add(JsonDocuments.line(step));
            now = visit.departure();
            from = visit.kind() == RouteSchedule.Kind.BREAK ? from : visit.location();
        }
        return steps;
    }

    private static long within(long way) {
        return way >= Travel.UNREACHABLE ? 0 : way;
    }

    private static int nextLocation(List<RouteSchedule.Visit> visits, int from) {
        for (int v = from; v < visits.size(); v++) {
            if (visits.get(v).location() >= 0) {
                return visits.get(v).location();
            }
        }
        return -1;
    }

    private long setup(RouteSchedule.Visit visit, int from) {
        return visit.kind() == RouteSchedule.Kind.SERVICE && from != visit.location()
                ? instance.stop(visit.activity()).setup()
                : 0;
    }

    private long service(RouteSchedule.Visit visit) {
        return switch (visit.kind()) {
            case SERVICE -> instance.stop(visit.activity()).service();
            case BREAK -> instance.breakOf(visit.activity()).duration();
            default -> 0;
        };
    }

    private void describe(ObjectNode step, RouteSchedule.Visit visit, Sums sums) {
        switch (visit.kind()) {
            case SERVICE -> {
                Stop stop = instance.stop(visit.activity());
                sums.priority += instance.task(stop.task()).priority();
                for (int d = 0; d < sums.delivery.length; d++) {
                    sums.delivery[d] += stop.delivery()[d];
                    sums.pickup[d] += stop.pickup()[d];
                }
                task(step, visit.activity());
            }
            case BREAK -> {
                step.put("type", "break");
                VehicleType.Break pause = instance.breakOf(visit.activity());
                boolean number = pause.id().matches("\\d{1,18}");
                int type = instance.typeOf(visit.activity());
                step.put(
                        "id",
                        number ? Long.parseLong(pause.id()) : visit.activity() - instance.breakActivity(type, 0) + 1L);
            }
            default -> {
                step.put("type", VrpJsonWriter.name(visit.kind()));
                location(step, visit.location());
            }
        }
    }

    private void task(ObjectNode step, int index) {
        Stop stop = instance.stop(index);
        step.put("type", VroomSteps.kind(instance, index));
        step.put("id", numbered ? Long.parseLong(stop.id()) : index + 1L);
        String description = instance.stopDescription(index);
        if (description == null && !numbered) {
            description = stop.id();
        }
        if (description != null) {
            step.put("description", description);
        }
        location(step, stop.location());
    }

    private void location(ObjectNode step, int location) {
        if (instance.hasCoordinates() && instance.geographic()) {
            ArrayNode pair = step.putArray("location");
            pair.add(JsonDocuments.number(instance.x(location)));
            pair.add(JsonDocuments.number(instance.y(location)));
        }
        String id = instance.locations().of(location);
        if (id.matches("\\d{1,9}")) {
            step.put("location_index", Long.parseLong(id));
        }
    }

    private List<String> unassigned() {
        List<String> rows = new ArrayList<>();
        List<Explanation.Unserved> reasons = Explanation.unserved(instance, plan, schedule);
        for (int i = 0; i < reasons.size(); i++) {
            for (int stop : instance.stopsOf(schedule.unserved().get(i))) {
                ObjectNode json = JsonDocuments.object();
                task(json, stop);
                json.put("reason", reasons.get(i).reason());
                rows.add(JsonDocuments.line(json));
            }
        }
        return rows;
    }

    private ArrayNode violations(List<Violation> violations) {
        ArrayNode array = JsonDocuments.array();
        for (Violation violation : violations) {
            ObjectNode json = array.addObject();
            String cause = cause(violation.constraint());
            json.put("cause", cause == null ? violation.constraint() : cause);
            if ("delay".equals(cause)) {
                json.put("duration", Math.round(violation.amount()));
            }
            json.put("where", violation.where());
        }
        return array;
    }

    /** What VROOM calls a violation; null where it has none such. */
    private static @Nullable String cause(String constraint) {
        return switch (constraint) {
            case "window", "shift" -> "delay";
            case "capacity" -> "load";
            case "stops" -> "max_tasks";
            case "skill" -> "skills";
            case "precedence", "shipment" -> "precedence";
            case "break" -> "missing_break";
            case "driving" -> "max_travel_time";
            case "distance" -> "max_distance";
            default -> null;
        };
    }
}
