package dev.ansatz.problems.vrp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A route of a plan by the user's ids, with its times.
 *
 * @param vehicle id of the vehicle
 * @param stops from the start, where the vehicle has one, to the end, where it has one
 * @param distance in the user's unit
 * @param duration from departure to the end, waiting included
 * @param cost of the route
 */
public record PlannedRoute(String vehicle, List<PlannedStop> stops, double distance, double duration, double cost) {
    /**
     * One stop.
     *
     * @param id of the task, reload or break; of the location at start and end
     * @param kind {@code start}, {@code delivery}, {@code pickup}, {@code service}, {@code break}, {@code reload} or {@code end}
     * @param location id of the location; that of the stop before for a break
     * @param arrival when the vehicle comes
     * @param start when service starts
     * @param departure when the vehicle goes on
     * @param load what is aboard then, by dimension
     */
    public record PlannedStop(
            String id, String kind, String location, double arrival, double start, double departure, List<Long> load) {
        /** Whether a task is served. */
        public boolean isTask() {
            return kind.equals("delivery") || kind.equals("pickup") || kind.equals("service");
        }
    }

    /** The routes of a plan in its order; see {@link VrpInstance#routes}. */
    static List<PlannedRoute> of(VrpInstance instance, VrpSchedule schedule) {
        Scale scale = instance.scale();
        List<PlannedRoute> routes = new ArrayList<>();
        for (RouteSchedule route : schedule.routes()) {
            List<PlannedStop> stops = new ArrayList<>();
            String place = "";
            for (RouteSchedule.Visit visit : route.visits()) {
                place = visit.location() < 0 ? place : instance.locations().of(visit.location());
                stops.add(new PlannedStop(
                        id(instance, visit, place),
                        kind(instance, visit),
                        place,
                        visit.arrival() / (double) scale.time(),
                        visit.start() / (double) scale.time(),
                        visit.departure() / (double) scale.time(),
                        Arrays.stream(visit.load()).boxed().toList()));
            }
            routes.add(new PlannedRoute(
                    route.vehicle(),
                    List.copyOf(stops),
                    route.distance() / (double) scale.distance(),
                    route.duration() / (double) scale.time(),
                    route.cost() / (double) scale.cost()));
        }
        return List.copyOf(routes);
    }

    private static String id(VrpInstance instance, RouteSchedule.Visit visit, String place) {
        return switch (visit.kind()) {
            case SERVICE ->
                instance.task(instance.stop(visit.activity()).task()).id();
            case BREAK -> instance.breakOf(visit.activity()).id();
            case RELOAD -> instance.reload(visit.activity()).id();
            case START, END -> place;
        };
    }

    private static String kind(VrpInstance instance, RouteSchedule.Visit visit) {
        Enum<?> kind = visit.kind() == RouteSchedule.Kind.SERVICE
                ? instance.stop(visit.activity()).kind()
                : visit.kind();
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
