package dev.ansatz.cli;

import dev.ansatz.bench.quality.Machine;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
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
    /** Entries between two writes of the file. */
    private static final int WRITE_INTERVAL = 10;

    private final Problem<I, S> problem;
    private final Solver<I, S> engine;
    private final Duration time;
    private final boolean anyEngine;
    private final Consumer<String> notes;
    private final @Nullable Path file;
    private final ObjectNode entries;
    private boolean kept = true;
    private int unwritten;

    /** A reference and whether it is proven optimal. */
    record Reference(double objective, boolean proven, String engine) {}

    /**
     * @param set name of the set or absolute path of its folder
     * @param engine solves what is not kept yet
     * @param time its limit per instance
     * @param anyEngine whether kept objectives of other engines and shorter limits will do
     * @param notes is told once where nothing can be kept
     */
    References(
            Problem<I, S> problem,
            String set,
            Solver<I, S> engine,
            Duration time,
            boolean anyEngine,
            Consumer<String> notes) {
        this.problem = problem;
        this.notes = notes;
        this.engine = engine;
        this.time = time;
        this.anyEngine = anyEngine;
        String safe = set.replaceAll("[^A-Za-z0-9.-]+", "_");
        String name = safe.equals(set)
                ? set
                : safe.substring(Math.max(0, safe.length() - 40)) + "-"
                        + checksum(set.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Path folder = folder();
        if (folder == null) {
            file = null;
            entries = JsonDocuments.object();
            notKept("this user has no home folder; XDG_CACHE_HOME can name another one");
        } else {
            file = folder.resolve(problem.id() + "-" + name + ".json");
            entries = read(file);
        }
    }

    /** Computing again costs time, a lost result more: never an error. */
    private void notKept(String why) {
        if (kept) {
            kept = false;
            notes.accept("the references are not kept for the next time: " + why);
        }
    }

    /** Null where there is no place for it: a user without an entry in the password file has the home folder {@code ?}. */
    private static @Nullable Path folder() {
        String given = System.getProperty("ansatz.cache");
        if (given != null) {
            return Path.of(given, "references");
        }
        try {
            String cache = System.getenv("XDG_CACHE_HOME");
            if (cache != null && Path.of(cache).isAbsolute()) {
                return Path.of(cache, "ansatz", "references");
            }
            Path home = Path.of(System.getProperty("user.home", ""));
            return home.isAbsolute() && Files.isDirectory(home)
                    ? home.resolve(Path.of(".cache", "ansatz", "references"))
                    : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static ObjectNode read(Path file) {
        if (Files.isRegularFile(file)) {
            try {
                if (JsonDocuments.read(Files.readAllBytes(file)) instanceof ObjectNode object) {
                    return object;
                }
            } catch (IOException | JacksonException e) {
                // a cache that cannot be read is computed again
            }
        }
        return JsonDocuments.object();
    }

    /** The reference of an instance, kept or computed; null if the engine found no solution or was stopped. */
    @Nullable
    Reference of(I instance, StopToken stop) {
        String checksum = checksum(instance);
        JsonNode known = entries.path(instance.name());
        if (!checksum.isEmpty() && known.path("checksum").asString("").equals(checksum) && good(known)) {
            return new Reference(
                    known.path("objective").asDouble(),
                    known.path("proven").asBoolean(),
                    known.path("engine").asString());
        }
        Outcome<S> outcome =
                engine.solve(instance, Options.<S>ofTime(time).withSeed(1).withStopToken(stop.child()));
        if (!outcome.solved() || stop.isStopped()) {
            return null; // cut short, so worse than the others
        }
        boolean proven = outcome.status() == Status.OPTIMAL;
        double objective = outcome.objective();
        ObjectNode entry = entries.putObject(instance.name());
        entry.set("objective", JsonDocuments.number(objective));
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

    private boolean good(JsonNode known) {
        return anyEngine
                || (known.path("engine").asString("").equals(engine.name())
                        && (known.path("proven").asBoolean()
                                || known.path("limitSeconds").asDouble() >= time.toMillis() * 1e-3));
    }

    /** Keeps what was computed. */
    void write() {
        if (unwritten == 0 || file == null || !kept) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            JsonDocuments.write(file, entries);
        } catch (IOException | InputException e) {
            notKept("the folder " + file.getParent() + " cannot be written; XDG_CACHE_HOME can name another one");
        }
        unwritten = 0;
    }

    /** Of the instance's file, so that another instance of the same name is not mistaken for it. */
    private String checksum(I instance) {
        if (file == null) {
            return ""; // nothing is kept, so there is nothing to be mistaken for
        }
        try {
            Path copy = Files.createTempFile("ansatz", ".json");
            try {
                problem.writeInstance(instance, copy);
                return checksum(Files.readAllBytes(copy));
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            notKept("no temporary file can be written (" + e.getMessage() + ")");
            return "";
        }
    }

    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
