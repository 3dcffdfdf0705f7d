package dev.ansatz.problems.vrp;

import java.util.List;
import java.util.Set;

/**
 * Vehicles that are alike. Numbers are in the integral units of the instance; limits that do not bind are {@link TimeWindows#FOREVER}.
 *
 * @param id of the user
 * @param number how many there are
 * @param capacity largest load, one for each dimension; do not change
 * @param initialLoad what is aboard all day, one for each dimension
 * @param start index of the location where a route begins, -1 where it begins at its first stop
 * @param end index of the location where a route ends, -1 where it ends at its last stop
 * @param profile index of the {@link Travel} that it goes by
 * @param shiftStart earliest departure
 * @param latestStart latest departure
 * @param shiftEnd latest arrival at the end
 * @param maxDuration longest time from departure to the end, waiting included, overtime included
 * @param regularDuration time from departure to the end beyond which it is overtime
 * @param maxDriving longest sum of travel durations
 * @param maxDistance longest distance
 * @param maxStops largest number of stops of tasks
 * @param maxTrips largest number of trips: one more than reloads
 * @param order whether deliveries go first
 * @param skills what it can do
 * @param reloads where it may end a trip and begin the next
 * @param breaks that it takes, each exactly once, in any order, on a route that is used
 * @param costs what it costs
 */
public record VehicleType(
        String id,
        int number,
        long[] capacity,
        long[] initialLoad,
        int start,
        int end,
        int profile,
        long shiftStart,
        long latestStart,
        long shiftEnd,
        long maxDuration,
        long regularDuration,
        long maxDriving,
        long maxDistance,
        int maxStops,
        int maxTrips,
        Order order,
        Set<String> skills,
        List<Reload> reloads,
        List<Break> breaks,
        Costs costs) {
    /** Order of deliveries and pickups on a trip. */
    public enum Order {
        FREE,
        /** No delivery after a pickup. */
        DELIVERIES_FIRST,
        /** No delivery after a pickup, and no trip of pickups only. */
        DELIVERIES_FIRST_AND_NEEDED
    }

    /**
     * A place where what was picked up is unloaded and what the next trip delivers is loaded. Shipments begin and end within one trip.
     *
     * @param windows when it may start
     * @param service how long it takes
     */
    public record Reload(String id, int location, TimeWindows windows, long service) {}

    /**
     * A pause without a place: it may interrupt a way, so that a vehicle goes on before and after it. On a plan it stands between two
     * stops, or after the start.
     *
     * @param windows when it may start
     * @param duration how long it takes
     */
    public record Break(String id, TimeWindows windows, long duration) {}

    /**
     * Whole numbers of the unit of cost for each unit of what is paid for.
     *
     * @param fixed for a route
     * @param distance per distance
     * @param driving per duration of travel
     * @param service per duration of service and setup
     * @param duration per time from departure to the end, waiting included
     * @param overtime per time beyond the regular duration
     */
    public record Costs(long fixed, long distance, long driving, long service, long duration, long overtime) {
        /** Whether when a vehicle leaves may change the cost. */
        public boolean timed() {
            return duration > 0 || overtime > 0;
        }
    }

    public VehicleType {
        skills = Set.copyOf(skills);
        reloads = List.copyOf(reloads);
        breaks = List.copyOf(breaks);
    }

    /** Id of one of the vehicles, counted from 0. */
    public String vehicleId(int index) {
        return number == 1 ? id : id + "-" + (index + 1);
    }
}
