package dev.ansatz.training.labels;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.training.Parallel;
import dev.ansatz.training.method.Teacher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A teacher's solutions of a user's own instances and of their recombinations, kept in {@code labels.jsonl} of the run's folder, so
 * that a run that is resumed has them. Instances are numbered: first those trained on, then recombinations, which derive from their
 * number; the file holds number, shape and solution. Its first line has a checksum of the instances; a file of others is begun
 * anew.
 *
 * <p>Used by the training thread only; the teacher is asked by the pool.
 */
public final class UserLabels<I extends Instance, S> {
    public static final String FILE = "labels.jsonl";

    private final UserInstances<I, S> own;
    private final Problem<I, S> problem;
    private final Teacher teacher;
    private final Path file;
    private final LabelPool<I, S> labels = new LabelPool<>();
    private final Set<Long> solvedOriginals = new HashSet<>();
    private long nextNumber;

    /** @throws InputException if the file cannot be read or written */
    public UserLabels(UserInstances<I, S> own, Teacher teacher, Path directory) {
        this.own = own;
        this.problem = own.problem();
        this.teacher = teacher;
        this.file = directory.resolve(FILE);
        this.nextNumber = own.training().size();
        try {
            Files.createDirectories(directory);
            Path copy = Files.createTempFile("ansatz", ".json");
            try {
                load(copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be read or written (" + e.getMessage() + ").");
        }
    }

    private void load(Path copy) throws IOException {
        CRC32C sum = new CRC32C();
        for (I instance : own.training()) {
            problem.writeInstance(instance, copy);
            sum.update(Files.readAllBytes(copy));
        }
        String head = JsonDocuments.line(JsonDocuments.object().put("instances", sum.getValue()));
        List<String> lines = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            try (BufferedReader in = InputFiles.reader(file)) {
                if (head.equals(in.readLine())) {
                    in.lines().forEach(lines::add);
                }
            }
        }
        StringBuilder good = new StringBuilder(head).append('\n');
        for (String line : lines) {
            try {
                JsonNode node = JsonDocuments.read(line);
                long number = node.path("number").asLong();
                int[] shape = JsonDocuments.read(node.path("shape"), int[].class);
                InputFile solution = InputFile.of("label", node.path("solution").asString());
                I instance = instance(number, shape);
                add(number, shape, Label.of(instance, problem.readSolution(solution, instance)));
                good.append(line).append('\n');
            } catch (JacksonException | InputException e) {
                break; // cut off in the middle of a line
            }
        }
        Files.writeString(file, good);
    }

    private I instance(long number, int[] shape) {
        return number < own.training().size()
                ? own.training().get((int) number)
                : own.draw(shape, new SplittableRandom(number * 0x9E3779B97F4A7C15L));
    }

    private void add(long number, int[] shape, Label<I, S> label) {
        if (number < own.training().size()) {
            solvedOriginals.add(number);
        }
        nextNumber = Math.max(nextNumber, number + 1);
        labels.add(shape, label, 1, () -> number);
    }

    /**
     * Solved instances of one shape: the share of new ones solved now, the rest drawn from those solved before.
     *
     * @throws InputException if the teacher solves none
     */
    public List<Label<I, S>> batch(
            int[] shape, int size, double freshShare, SplittableRandom random, ExecutorService pool) {
        int fresh = labels.fresh(shape, size, freshShare);
        List<Label<I, S>> batch = new ArrayList<>(solve(shape, fresh, pool));
        List<Label<I, S>> all = labels.known(shape);
        if (all.isEmpty()) {
            throw new InputException("The teacher finds no feasible solution of the instances of "
                    + own.folder().getFileName() + ".");
        }
        while (batch.size() < size) {
            batch.add(all.get(random.nextInt(all.size())));
        }
        return batch;
    }

    /** Solves the instances of a shape that are trained on first, then recombinations. */
    private List<Label<I, S>> solve(int[] shape, int wanted, ExecutorService pool) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < own.training().size() && numbers.size() < wanted; i++) {
            if (!solvedOriginals.contains((long) i)
                    && Arrays.equals(own.shape(own.training().get(i)), shape)) {
                numbers.add((long) i);
            }
        }
        while (numbers.size() < wanted) {
            numbers.add(nextNumber++);
        }
        List<@Nullable Label<I, S>> solved = new ArrayList<>(java.util.Collections.nCopies(wanted, null));
        Parallel.run(pool, wanted, i -> solved.set(i, solve(instance(numbers.get(i), shape), numbers.get(i))));
        StringBuilder lines = new StringBuilder();
        List<Label<I, S>> found = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            Label<I, S> label = solved.get(i);
            if (label != null) {
                found.add(label);
                add(numbers.get(i), shape, label);
                ObjectNode line = JsonDocuments.object();
                line.put("number", numbers.get(i));
                line.set("shape", JsonDocuments.tree(shape));
                S solution = Objects.requireNonNull(label.solution());
                line.put(
                        "objective",
                        problem.evaluate(label.instance(), solution).objective());
                line.put("solution", problem.formats().formatSolution(label.instance(), solution));
                lines.append(JsonDocuments.line(line)).append('\n');
            }
        }
        try {
            Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be written (" + e.getMessage() + ").");
        }
        return found;
    }

    /** Null where the teacher finds no feasible solution, as of a recombination with a tight fleet. */
    @SuppressWarnings("unchecked") // the teacher solves instances of this problem
    private @Nullable Label<I, S> solve(I instance, long number) {
        try {
            return Label.of(instance, (S) teacher.solve(instance, number));
        } catch (NoSuchElementException e) {
            return null;
        }
    }
}
