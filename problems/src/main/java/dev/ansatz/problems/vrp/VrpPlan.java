package dev.ansatz.problems.vrp;

import java.util.Arrays;
import java.util.List;

/**
 * Routes of vehicles. What is on no route is left out. Immutable.
 *
 * @param routes in any order; empty ones are dropped
 */
public record VrpPlan(List<Route> routes) {
    public VrpPlan {
        routes = routes.stream().filter(route -> route.activities.length > 0).toList();
    }

    /** A plan of some routes. */
    public static VrpPlan of(Route... routes) {
        return new VrpPlan(List.of(routes));
    }

    /**
     * One vehicle's stops, reloads and breaks in order, as indices of {@linkplain VrpInstance#activities activities}, without start and end.
     *
     * @param type index of its vehicle type; routes of one type take its vehicles in turn
     * @param activities do not change
     */
    public record Route(int type, int[] activities) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Route that && type == that.type && Arrays.equals(activities, that.activities);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(activities);
        }

        @Override
        public String toString() {
            return type + ":" + Arrays.toString(activities);
        }
    }
}
