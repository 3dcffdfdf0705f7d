package dev.ansatz.bench.quality;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonDocuments;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * File of a benchmark that is under way: one line with its arguments and origin, then one JSON object a line for each run that
 * was made. Every run is on the disk before the next one begins; half a line, the trace of a sudden end, is cut off.
 */
public final class Journal implements AutoCloseable {
    /** First line. */
    @JsonPropertyOrder({"experiment", "provenance"})
    private record Header(Experiment experiment, Provenance provenance) {}

    private final Path file;
    private final FileChannel channel;
    private final Provenance provenance;
    private final List<CellRun> runs;

    private Journal(Path file, FileChannel channel, Provenance provenance, List<CellRun> runs) {
        this.file = file;
        this.channel = channel;
        this.provenance = provenance;
        this.runs = runs;
    }

    /** The journal that belongs to a JSON file: {@code results.journal.jsonl} beside {@code results.json}. */
    public static Path beside(Path json) {
        String name = String.valueOf(json.getFileName());
        return json.resolveSibling(
                (name.endsWith(".json") ? name.substring(0, name.length() - 5) : name) + ".journal.jsonl");
    }

    /**
     * Begins a journal, or goes on with the one that there is.
     *
     * @param plan the benchmark; the journal must be of the same one
     * @param now origin of a new journal; one that is continued keeps its own
     * @throws InputException if the file belongs to another benchmark or another commit, is malformed, or cannot be written
     */
    public static Journal open(Path file, Plan plan, Provenance now) {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            List<String> lines = new String(
                            InputFiles.withoutMark(file, Arrays.copyOf(bytes, whole)), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            Provenance provenance = lines.isEmpty()
                    ? now
                    : header(file, lines.getFirst(), plan, now).provenance();
            List<CellRun> runs = lines.isEmpty() ? new ArrayList<>() : runs(file, lines, plan);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(whole).position(whole);
            Journal journal = new Journal(file, channel, provenance, runs);
            if (lines.isEmpty()) {
                journal.write(line(new Header(plan.experiment(), now)));
            }
            return journal;
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be used as a journal (" + e.getMessage() + ").");
        }
    }

    /**
     * Goes on with a file of runs that several benchmarks share, or begins one: it has no head, and what is not planned, or is no run at
     * all, stays in it and counts for nothing.
     *
     * @param now origin of the results
     * @throws InputException if the file cannot be read or written
     */
    static Journal shared(Path file, Plan plan, Provenance now) {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            boolean isCut = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
            Set<String> planned = plan.cells().stream().map(Cell::key).collect(Collectors.toCollection(HashSet::new));
            List<CellRun> runs = new ArrayList<>();
            for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
                CellRun run = parse(line, CellRun.class);
                if (run != null && planned.remove(run.key())) {
                    runs.add(run);
                }
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            Journal journal = new Journal(file, channel, now, runs);
            if (isCut) {
                journal.write("");
            }
            return journal;
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be used as a journal (" + e.getMessage() + ").");
        }
    }

    private static Header header(Path file, String line, Plan plan, Provenance now) {
        Header header = parse(file, 1, line, Header.class, "is not the head of a benchmark's journal");
        if (header.experiment() == null || header.provenance() == null) {
            throw new InputException(file, 1, "is not the head of a benchmark's journal.");
        }
        List<String> differences = differences(header.experiment(), plan.experiment());
        String there = header.provenance().commit();
        if (there != null && now.commit() != null && !there.equals(now.commit())) {
            differences.add("commit " + there + " there, " + now.commit() + " here");
        }
        if (!differences.isEmpty()) {
            throw new InputException(
                    file,
                    0,
                    "is the journal of another benchmark (" + String.join("; ", differences)
                            + "); give another --json, or --fresh to begin anew.");
        }
        return header;
    }

    private static List<String> differences(Experiment there, Experiment here) {
        Map<String, JsonNode> before = fields(there);
        return new ArrayList<>(fields(here).entrySet().stream()
                .filter(field -> !Objects.equals(before.get(field.getKey()), field.getValue()))
                .map(field ->
                        field.getKey() + " " + before.get(field.getKey()) + " there, " + field.getValue() + " here")
                .toList());
    }

    private static Map<String, JsonNode> fields(Experiment experiment) {
        return JsonDocuments.tree(experiment)
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, java.util.LinkedHashMap::new));
    }

    private static List<CellRun> runs(Path file, List<String> lines, Plan plan) {
        Set<String> missing = plan.cells().stream().map(Cell::key).collect(Collectors.toCollection(HashSet::new));
        List<CellRun> runs = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            CellRun run = parse(file, i + 1, lines.get(i), CellRun.class, "is not a run of a benchmark");
            if (run.instance() == null || run.problem() == null || run.engine() == null || run.status() == null) {
                throw new InputException(file, i + 1, "is not a run of a benchmark.");
            }
            if (!missing.remove(run.key())) {
                throw new InputException(
                        file,
                        i + 1,
                        "the run of " + run.engine() + " on " + run.instance()
                                + " is not planned, or is there twice; the instances may have changed.");
            }
            runs.add(run);
        }
        return runs;
    }

    private static <T> T parse(Path file, int number, String line, Class<T> type, String otherwise) {
        T value = parse(line, type);
        if (value == null) {
            throw new InputException(file, number, otherwise + ".");
        }
        return value;
    }

    /** Null where it is malformed. */
    private static <T> @Nullable T parse(String line, Class<T> type) {
        try {
            return JsonDocuments.read(line, type);
        } catch (JacksonException | NullPointerException e) {
            return null;
        }
    }

    /** Origin of the first run. */
    public Provenance provenance() {
        return provenance;
    }

    /** The runs so far. */
    public List<CellRun> runs() {
        return List.copyOf(runs);
    }

    /** Adds a run; it is on the disk on return. */
    public void append(CellRun run) {
        write(line(run));
        runs.add(run);
    }

    private static String line(Object value) {
        return JsonDocuments.line(JsonDocuments.tree(value));
    }

    private void write(String line) {
        try {
            java.nio.ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be written (" + e.getMessage() + ").");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be closed (" + e.getMessage() + ").");
        }
    }
}
