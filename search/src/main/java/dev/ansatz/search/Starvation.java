package dev.ansatz.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long the threads of this process have waited for a processor while they were ready to run: what an engine is late by
 * because of other processes is not its fault. Known on Linux; elsewhere 0, so that nothing is forgiven.
 */
final class Starvation {
    private static final Path TASKS = Path.of("/proc/self/task");

    private final double before = waited();

    /** Seconds since this object was made, summed over the threads that still live. */
    double seconds() {
        return Math.max(0, waited() - before);
    }

    private static double waited() {
        if (!Files.isDirectory(TASKS)) {
            return 0;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.mapToDouble(Starvation::waited).sum();
        } catch (IOException e) {
            return 0;
        }
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
