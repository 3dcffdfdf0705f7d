package dev.ansatz.problems.vrp;

/**
 * How many integral units one unit of the user has.
 *
 * @param distance units in one unit of distance
 * @param time units in one unit of time
 * @param cost units in one unit of cost
 */
public record Scale(long distance, long time, long cost) {
    public Scale {
        if (distance < 1 || time < 1 || cost < 1) {
            throw new IllegalArgumentException("Scales must be positive: " + distance + ", " + time + ", " + cost);
        }
    }
}
