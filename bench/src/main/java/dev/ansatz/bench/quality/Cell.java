package dev.ansatz.bench.quality;

import java.time.Duration;

/**
 * One run to make: an engine on an instance with a time limit and a seed.
 *
 * @param instance name of the instance
 * @param source how to make the instance
 * @param timeLimit seconds
 */
public record Cell(
        String problem, String instance, int size, InstanceSource source, String engine, double timeLimit, long seed) {
    Duration limit() {
        return Duration.ofNanos(Math.round(timeLimit * 1e9));
    }

    /** What tells this run from all others of a plan. */
    String key() {
        return key(problem, instance, engine, timeLimit, seed);
    }

    static String key(String problem, String instance, String engine, double timeLimit, long seed) {
        return String.join("\t", problem, instance, engine, Double.toString(timeLimit), Long.toString(seed));
    }
}
