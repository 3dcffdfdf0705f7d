package dev.ansatz.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long a thread of this process has waited for a processor while it was ready to run: what an engine is late by because of other
 * processes is not its fault. The most that any one thread has waited counts, not their sum: threads wait at the same time. Known on
 * Linux; elsewhere 0, so that nothing is forgiven.
 */
final class Starvation {
    private static final Path TASKS = Path.of("/proc/self/task");

    private final Map<Path, Double> before = waited();

    /** Seconds since this object was made, of the thread that has waited longest among those that still live. */
    double seconds() {
        double most = 0;
        for (Map.Entry<Path, Double> task : waited().entrySet()) {
            most = Math.max(most, task.getValue() - before.getOrDefault(task.getKey(), 0.0));
        }
        return most;
    }

    /** Seconds that each thread has waited in its life. */
    private static Map<Path, Double> waited() {
        Map<Path, Double> seconds = new HashMap<>();
        if (Files.isDirectory(TASKS)) {
            try (Stream<Path> tasks = Files.list(TASKS)) {
                tasks.forEach(task -> seconds.put(task, waited(task)));
            } catch (IOException e) {
                return Map.of();
            }
        }
        return seconds;
    }

    /** The second number of {@code schedstat} is the time spent waiting on a run queue, in nanoseconds. */
    private static double waited(Path task) {
        try {
            List<String> fields =
                    List.of(Files.readString(task.resolve("schedstat")).trim().split(" "));
            return fields.size() < 2 ? 0 : Long.parseLong(fields.get(1)) * 1e-9;
        } catch (IOException e) {
            return 0; // the thread has ended
        }
    }
}
