package dev.ansatz.problems.vrp;

/**
 * One visit that a task needs: the only one of a job, or one end of a shipment. Numbers are in the integral units of the instance.
 *
 * <p>The window bounds the start of the service. What is delivered leaves the vehicle before what is picked up comes in.
 *
 * @param id of the visit in files: the id of the job, or of the end of a shipment
 * @param task index of its task
 * @param kind what the visit is called
 * @param location index of its location
 * @param windows when its service may start
 * @param service duration of the service
 * @param setup time before the service, within the windows, unless the vehicle comes from the same location; added to the service
 * @param delivery amounts that leave the vehicle, one for each dimension of load; of a job they come from where the trip began; copied by nobody, do not change
 * @param pickup amounts that come into the vehicle; of a job they go to where the trip ends
 */
public record Stop(
        String id,
        int task,
        Kind kind,
        int location,
        TimeWindows windows,
        long service,
        long setup,
        long[] delivery,
        long[] pickup) {
    /** What is done there, as plans say it. */
    public enum Kind {
        /** Brings something from where the trip began, or from the pickup of its shipment. */
        DELIVERY,
        /** Takes something along. */
        PICKUP,
        /** Both, or neither. */
        SERVICE
    }
}
