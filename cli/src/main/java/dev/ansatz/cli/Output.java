package dev.ansatz.cli;

import dev.ansatz.problems.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What can be said about a file that cannot be written. */
final class Output {
    /** Name of stdout. */
    static final String DASH = "-";

    private Output() {}

    /**
     * Refuses a file that cannot be written, before any work is done for it.
     *
     * @param file the file, or null for none
     */
    static void requireWritable(@Nullable Path file) {
        String obstacle = file == null ? null : problemWith(file);
        if (obstacle != null) {
            throw new InputException(obstacle);
        }
    }

    /**
     * Whether a file could be written.
     *
     * @return null if it seems so, else one sentence that says why not
     */
    static @Nullable String problemWith(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return file + ": is a directory, so nothing can be written there.";
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return file + ": cannot be written because the folder " + folder + " does not exist.";
        }
        if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
            return file + ": cannot be written (permission denied).";
        }
        return null;
    }
}
