package dev.ansatz.cli;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonDocuments;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many generated instances in one file, with their solutions where an engine is given: one JSON object a line, in the order of
 * the seeds, with the keys {@code seed}, {@code instance} and, of solved ones, {@code objective} and {@code solution}, both in
 * the JSON form of the problem. A file that was begun before is continued behind its last whole line.
 */
final class InstanceSet<I extends Instance, S> {

    /** Tasks per thread that are under way or wait for their turn to be written. */
    private static final int WINDOW = 16;

    private final Problem<I, S> problem;
    private final String size;
    private final String distribution;
    private final @Nullable Solver<I, S> solver;
    private final @Nullable Options<S> limits;

    /**
     * @param solver engine of the solutions, or null for instances alone
     * @param limits its limits per instance; null if there is no engine
     */
    InstanceSet(
            Problem<I, S> problem,
            String size,
            String distribution,
            @Nullable Solver<I, S> solver,
            @Nullable Options<S> limits) {
        this.problem = problem;
        this.size = size;
        this.distribution = distribution;
        this.solver = solver;
        this.limits = limits;
    }

    /**
     * Appends what is missing.
     *
     * @param firstSeed seed of the first instance; the others have the following ones
     * @return how many of the instances the file holds now: fewer than {@code count} where it was stopped
     * @throws InputException if the file cannot be written or holds something else
     */
    int write(Path file, long firstSeed, int count, int threads, StopToken stop) {
        int done = begun(file, firstSeed);
        if (done >= count) {
            return done;
        }
        try (BufferedWriter out = Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            ArrayDeque<Future<@Nullable String>> window = new ArrayDeque<>();
            int next = done;
            while (done < count) {
                while (next < count && window.size() < WINDOW * threads) {
                    long seed = firstSeed + next++;
                    window.add(pool.submit(() -> stop.isStopped() ? null : line(seed, stop)));
                }
                String line = window.remove().get();
                if (line == null) {
                    return done;
                }
                out.write(line);
                out.newLine();
                out.flush();
                done++;
            }
            return done;
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be written (" + e.getMessage() + ").");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return done;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** One line of the file, or null where the run was stopped before the engine was done. */
    private @Nullable String line(long seed, StopToken stop) throws IOException {
        I instance = problem.generate(size, seed, distribution);
        ObjectNode object = JsonDocuments.object();
        object.put("seed", seed);
        Path part = Files.createTempFile("ansatz", ".json");
        try {
            problem.writeInstance(instance, part);
            object.set("instance", read(part));
            if (solver != null) {
                Outcome<S> outcome = solver.solve(
                        instance, Objects.requireNonNull(limits).withSeed(seed).withStopToken(stop.child()));
                S solution = outcome.solution();
                if (stop.isStopped()) {
                    return null; // cut short, so worse than the others
                }
                object.set("objective", JsonDocuments.number(outcome.objective()));
                if (solution != null) {
                    object.set(
                            "solution", JsonDocuments.read(problem.formats().formatSolutionAsJson(instance, solution)));
                }
            }
        } finally {
            Files.deleteIfExists(part);
        }
        return JsonDocuments.line(object);
    }

    private static JsonNode read(Path file) throws IOException {
        return JsonDocuments.read(Files.readAllBytes(file));
    }

    /** How many lines an earlier run wrote; the half of a line that it left is cut off. */
    private static int begun(Path file, long firstSeed) {
        if (!Files.exists(file)) {
            return 0;
        }
        if (!Files.isRegularFile(file) || AtomicFiles.isOpenFile(file)) {
            throw new InputException(file, 0, "is not a file that instances can be appended to.");
        }
        int lines = 0;
        try {
            long length = wholeLines(file);
            try (BufferedReader in = InputFiles.reader(file)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    String begin = "{\"seed\":" + (firstSeed + lines) + ",";
                    if (!line.startsWith(begin) && !begin.startsWith(line)) {
                        throw new InputException(
                                file,
                                lines + 1,
                                "is not instance " + (lines + 1) + " of a set that begins with seed " + firstSeed
                                        + ".");
                    }
                    lines++;
                }
            }
            if (length < Files.size(file)) {
                lines--;
                try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                    cut.setLength(length);
                }
            }
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be read (" + e.getMessage() + ").");
        }
        return lines;
    }

    /** Bytes up to the end of the last whole line. */
    private static long wholeLines(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (long at = in.length(); at > 0; at--) {
                in.seek(at - 1);
                if (in.read() == '\n') {
                    return at;
                }
            }
        }
        return 0;
    }
}
