package dev.ansatz.cli;

import dev.ansatz.bench.quality.Machine;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reference objectives of the instances of one set, solved once by an engine and kept in one JSON file with where they come
 * from: per instance the objective, whether it is proven optimal, the engine, its time limit, the day, the machine, and a
 * checksum of the instance.
 *
 * <p>The file lies in {@code references} in the folder of the system property {@code ansatz.cache}, else of {@code
 * $XDG_CACHE_HOME/ansatz}, else of {@code ~/.cache/ansatz}; it may be deleted.
 */
final class References<I extends Instance, S> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Entries between two writes of the file. */
    private static final int WRITE_INTERVAL = 10;

    private final Problem<I, S> problem;
    private final Solver<I, S> engine;
    private final Duration time;
    private final boolean anyEngine;
    private final Path file;
    private final ObjectNode entries;
    private int unwritten;

    /** A reference and whether it is proven optimal. */
    record Reference(double objective, boolean proven, String engine) {}

    /**
     * @param set name of the set or absolute path of its folder
     * @param engine solves what is not kept yet
     * @param time its limit per instance
     * @param anyEngine whether kept objectives of other engines and shorter limits will do
     */
    References(Problem<I, S> problem, String set, Solver<I, S> engine, Duration time, boolean anyEngine) {
        this.problem = problem;
        this.engine = engine;
        this.time = time;
        this.anyEngine = anyEngine;
        String safe = set.replaceAll("[^A-Za-z0-9.-]+", "_");
        String name = safe.equals(set)
                ? set
                : safe.substring(Math.max(0, safe.length() - 40)) + "-"
                        + checksum(set.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        file = folder().resolve(problem.id() + "-" + name + ".json");
        entries = read(file);
    }

    private static Path folder() {
        String given = System.getProperty("ansatz.cache");
        if (given != null) {
            return Path.of(given, "references");
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        return (cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                .resolve("ansatz")
                .resolve("references");
    }

    private static ObjectNode read(Path file) {
        if (Files.isRegularFile(file)) {
            try {
                if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                    return object;
                }
            } catch (IOException | JacksonException e) {
                // a cache that cannot be read is computed again
            }
        }
        return JSON.createObjectNode();
    }

    /** The reference of an instance, kept or computed; null if the engine found no solution. */
    @Nullable
    Reference of(I instance) {
        String checksum = checksum(instance);
        JsonNode kept = entries.path(instance.name());
        if (kept.path("checksum").asString("").equals(checksum) && good(kept)) {
            return new Reference(
                    kept.path("objective").asDouble(),
                    kept.path("proven").asBoolean(),
                    kept.path("engine").asString());
        }
        Outcome<S> outcome = engine.solve(instance, Options.<S>ofTime(time).withSeed(1));
        if (!outcome.solved()) {
            return null;
        }
        boolean proven = outcome.status() == Status.OPTIMAL;
        double objective = outcome.objective();
        ObjectNode entry = entries.putObject(instance.name());
        entry.set("objective", Json.number(objective));
        entry.put("proven", proven);
        entry.put("engine", engine.name());
        entry.put("limitSeconds", time.toMillis() * 1e-3);
        entry.put("computed", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        Machine machine = Machine.current();
        entry.put("machine", machine.cpu() + ", " + machine.cores() + " cores");
        entry.put("checksum", checksum);
        if (++unwritten >= WRITE_INTERVAL) {
            write();
        }
        return new Reference(objective, proven, engine.name());
    }

    private boolean good(JsonNode kept) {
        return anyEngine
                || kept.path("engine").asString("").equals(engine.name())
                        && (kept.path("proven").asBoolean()
                                || kept.path("limitSeconds").asDouble() >= time.toMillis() * 1e-3);
    }

    /** Keeps what was computed. */
    void write() {
        if (unwritten == 0) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be written.");
        }
        AtomicFiles.write(file, JSON.writeValueAsBytes(entries));
        unwritten = 0;
    }

    /** Of the instance's file, so that another instance of the same name is not mistaken for it. */
    private String checksum(I instance) {
        try {
            Path copy = Files.createTempFile("ansatz", ".json");
            try {
                problem.writeInstance(instance, copy);
                return checksum(Files.readAllBytes(copy));
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new InputException("No temporary file can be written (" + e.getMessage() + ").");
        }
    }

    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
