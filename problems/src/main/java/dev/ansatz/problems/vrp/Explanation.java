package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a plan costs what it costs, and why it leaves out what it leaves out. All numbers are in the user's units. Immutable and
 * thread-safe.
 *
 * <p>The reasons are the validator's: for vehicles that cannot serve a task at all, what stands in the way; for others, what the best
 * place on their routes, or on a route of their own, would break or cost. Routes are changed by nothing but this one insertion, so that a
 * reason is no proof that no other plan serves the task. At most some ten thousand trial routes are looked at; where that cuts off
 * routes, the nearest are looked at, and {@link Unserved#cut} says so.
 *
 * @param objective of the plan
 * @param parts what the objective consists of
 * @param routes cost of each route by term
 * @param unserved tasks that no route serves
 * @param violations what is wrong with the plan
 */
public record Explanation(
        double objective,
        Map<String, Double> parts,
        List<RouteCost> routes,
        List<Unserved> unserved,
        List<Violation> violations) {
    /**
     * Cost of one route.
     *
     * @param vehicle id
     * @param cost sum of the terms
     * @param terms {@code fixed}, {@code distance}, {@code driving}, {@code service}, {@code duration} and {@code overtime} as far as not 0
     */
    public record RouteCost(String vehicle, double cost, Map<String, Double> terms) {}

    /**
     * A task that is left out.
     *
     * @param task id
     * @param obstacles one for vehicles of which the same is true
     * @param cut whether not all routes were looked at
     */
    public record Unserved(String task, List<Obstacle> obstacles, boolean cut) {
        public Unserved {
            obstacles = List.copyOf(obstacles);
        }

        /** All obstacles as one sentence without full stop, vehicle type by vehicle type. */
        public String reason() {
            List<String> all = obstacles.stream().map(Obstacle::toString).toList();
            return String.join("; ", all) + (cut ? "; not all routes were looked at" : "");
        }
    }

    /**
     * What keeps vehicles from serving a task.
     *
     * @param vehicles ids of the vehicle types; empty where it is not about vehicles
     * @param reason a phrase
     */
    public record Obstacle(List<String> vehicles, String reason) {
        /** More would not be read. */
        private static final int NAMED = 5;

        public Obstacle {
            vehicles = List.copyOf(vehicles);
        }

        @Override
        public String toString() {
            if (vehicles.isEmpty()) {
                return reason;
            }
            List<String> named =
                    vehicles.stream().limit(NAMED).map(id -> "'" + id + "'").toList();
            int more = vehicles.size() - named.size();
            return (vehicles.size() == 1 ? "vehicle " : "vehicles ") + String.join(", ", named)
                    + (more > 0 ? " and " + more + " more" : "") + ": " + reason;
        }
    }

    public Explanation {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        routes = List.copyOf(routes);
        unserved = List.copyOf(unserved);
        violations = List.copyOf(violations);
    }

    /** Explains a plan. Never throws on a malformed one. */
    public static Explanation of(VrpInstance instance, VrpPlan plan) {
        return of(instance, plan, VrpSchedule.of(instance, plan));
    }

    static Explanation of(VrpInstance instance, VrpPlan plan, VrpSchedule schedule) {
        double scale = instance.scale().cost();
        List<RouteCost> routes = new ArrayList<>();
        for (RouteSchedule route : schedule.routes()) {
            Map<String, Double> terms = new LinkedHashMap<>();
            VehicleType.Costs costs = route.costs();
            put(terms, "fixed", costs.fixed() / scale);
            put(terms, "distance", costs.distance() / scale);
            put(terms, "driving", costs.driving() / scale);
            put(terms, "service", costs.service() / scale);
            put(terms, "duration", costs.duration() / scale);
            put(terms, "overtime", costs.overtime() / scale);
            routes.add(new RouteCost(route.vehicle(), route.cost() / scale, terms));
        }
        return new Explanation(
                schedule.objective() / scale,
                Vrp.parts(instance, schedule),
                routes,
                unserved(instance, plan, schedule),
                schedule.violations());
    }

    /** Why each task is left out that is, in the order of the tasks. */
    static List<Unserved> unserved(VrpInstance instance, VrpPlan plan, VrpSchedule schedule) {
        List<Unserved> unserved = new ArrayList<>();
        if (schedule.unserved().isEmpty()) {
            return unserved;
        }
        Insertions insertions = new Insertions(instance, plan);
        for (int i = 0; i < schedule.unserved().size(); i++) {
            unserved.add(insertions.explain(
                    schedule.unserved().get(i), schedule.unserved().size() - i));
        }
        return unserved;
    }

    private static void put(Map<String, Double> terms, String term, double value) {
        if (value != 0) {
            terms.put(term, value);
        }
    }
}
