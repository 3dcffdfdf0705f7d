package dev.ansatz.problems.vrp;

/**
 * Tasks that depend on each other.
 *
 * @param id for messages
 * @param tasks indices of its tasks; do not change
 * @param required whether one of a one-of group has to be served
 * @param penalty cost of serving none of a one-of group that is not required
 */
public record TaskGroup(String id, Kind kind, int[] tasks, boolean required, long penalty) {
    /** How. */
    public enum Kind {
        /** At most one of them is served, exactly one where the group is required. */
        ONE_OF,
        /** Those that are served are on one route. */
        SAME_ROUTE,
        /** No two of them are on one route. */
        APART
    }
}
