package dev.ansatz.problems.vrp;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something to be served as a whole: a job at one place, or a shipment from its pickup to its delivery.
 *
 * @param id of the user
 * @param stop index of its only stop, or of its pickup
 * @param delivery index of the delivery of a shipment, -1 for a job
 * @param required whether a plan without it is infeasible; a member of a one-of group is not required by itself
 * @param penalty cost of leaving it out, where it is not required
 * @param priority the larger the more urgent; which of the tasks go first where not all can be served
 * @param release earliest departure of the trip that serves it
 * @param allOf skills that the vehicle must have
 * @param anyOf skills of which the vehicle must have one, unless empty
 * @param noneOf skills that the vehicle must not have
 * @param vehicles ids of the vehicle types that may serve it; null for all
 * @param maxRide longest time from the end of service at the pickup to the start of service at the delivery, {@link TimeWindows#FOREVER} for any
 */
public record Task(
        String id,
        int stop,
        int delivery,
        boolean required,
        long penalty,
        int priority,
        long release,
        Set<String> allOf,
        Set<String> anyOf,
        Set<String> noneOf,
        @Nullable Set<String> vehicles,
        long maxRide) {
    public Task {
        allOf = Set.copyOf(allOf);
        anyOf = Set.copyOf(anyOf);
        noneOf = Set.copyOf(noneOf);
        vehicles = vehicles == null ? null : Set.copyOf(vehicles);
    }

    public boolean isShipment() {
        return delivery >= 0;
    }

    /** Whether a vehicle type has what the task asks for. */
    public boolean suits(VehicleType type) {
        return type.skills().containsAll(allOf)
                && (anyOf.isEmpty() || anyOf.stream().anyMatch(type.skills()::contains))
                && noneOf.stream().noneMatch(type.skills()::contains)
                && (vehicles == null || vehicles.contains(type.id()));
    }
}
