package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Violation;
import java.util.List;

/**
 * What one route of a plan does and when, as the validator says. Numbers are in the integral units of the instance.
 *
 * @param type index of the vehicle type
 * @param vehicle id of the vehicle
 * @param visits from the start, where the type has one, to the end, where it has one
 * @param distance sum of the distances
 * @param driving sum of the durations of travel
 * @param service sum of the durations of service and setup
 * @param waiting time in which the vehicle neither travels, serves, reloads nor pauses
 * @param duration from departure to the end, waiting included
 * @param overtime beyond the regular duration
 * @param costs what it costs, by term; {@link #cost} is the sum
 * @param violations of this route alone
 */
public record RouteSchedule(
        int type,
        String vehicle,
        List<Visit> visits,
        long distance,
        long driving,
        long service,
        long waiting,
        long duration,
        long overtime,
        VehicleType.Costs costs,
        List<Violation> violations) {
    /** What is done at a visit. */
    public enum Kind {
        START,
        SERVICE,
        BREAK,
        RELOAD,
        END
    }

    /**
     * One visit.
     *
     * @param activity index of the activity, -1 for start and end
     * @param kind what is done
     * @param location index of the location, -1 for a break
     * @param arrival when the vehicle comes
     * @param start when service starts
     * @param departure when it goes on
     * @param load what is aboard when it goes on, by dimension; do not change
     */
    public record Visit(int activity, Kind kind, int location, long arrival, long start, long departure, long[] load) {}

    /** The visits that serve tasks. */
    public List<Visit> stops() {
        return visits.stream().filter(visit -> visit.kind() == Kind.SERVICE).toList();
    }

    /** Sum of all terms of the cost. */
    public long cost() {
        return costs.fixed()
                + costs.distance()
                + costs.driving()
                + costs.service()
                + costs.duration()
                + costs.overtime();
    }
}
