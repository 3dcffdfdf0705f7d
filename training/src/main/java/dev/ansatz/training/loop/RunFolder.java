package dev.ansatz.training.loop;

import dev.ansatz.problems.io.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a training run keeps its state and its log. */
final class RunFolder {
    private static final String LOG = "training.jsonl";

    private RunFolder() {}

    /** @throws InputException if it cannot be created */
    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InputException(directory, 0, "cannot be created.");
        }
    }

    /** Adds a line to the log of the run. */
    static void append(Path directory, String line) {
        Path log = directory.resolve(LOG);
        try {
            Files.writeString(
                    log, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InputException(log, 0, "cannot be written.");
        }
    }
}
