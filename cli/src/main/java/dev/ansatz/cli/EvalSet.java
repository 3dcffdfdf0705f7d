package dev.ansatz.cli;

import dev.ansatz.bench.quality.BestKnown;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.NamedSets;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The instances that {@code eval} measures on: a named set, a distribution with a size, a folder or a file. */
final class EvalSet {
    private static final Pattern GENERATED = Pattern.compile("(.+)-(\\d{1,7}(?:x\\d{1,7})?)");

    private final String name;
    private final @Nullable InputFile file;

    EvalSet(String name) {
        this.name = name;
        InputFile named = InputFile.named(name);
        file = !named.isFile() || (Files.exists(named.path()) && !Files.isDirectory(named.path())) ? named : null;
    }

    private boolean isFolder() {
        return Files.isDirectory(Path.of(name));
    }

    /**
     * The problem that the set tells, or null.
     *
     * @throws InputException if it is a file or folder without an instance of a known problem
     */
    @Nullable
    Problem<?, ?> problem() {
        if (file != null) {
            return Problems.recognise(file);
        }
        Problem<?, ?> named = NamedSets.problem(name);
        if (named != null || !isFolder()) {
            return named;
        }
        for (Path candidate : files(Path.of(name))) {
            try {
                return Problems.recognise(candidate);
            } catch (InputException e) {
                // some other file
            }
        }
        throw new InputException(Path.of(name), 0, "holds no instance of a known problem.");
    }

    /**
     * The first instances.
     *
     * @param count at most so many
     * @throws InputException if there are none
     */
    <I extends Instance, S> List<I> instances(Problem<I, S> problem, int count) {
        if (file != null) {
            List<I> all = problem.formats().readInstances(file);
            return all.subList(0, Math.min(all.size(), count));
        }
        if (isFolder()) {
            return inFolder(problem, Path.of(name), count);
        }
        if (NamedSets.problem(name) != null) {
            return NamedSets.first(problem, name, count);
        }
        Matcher matcher = GENERATED.matcher(name);
        if (!matcher.matches()) {
            throw new InputException(
                    "'" + name + "' is neither a file or folder nor the name of a set such as tsp100 or uniform-50.");
        }
        return problem.generator().generate(matcher.group(2), matcher.group(1), count);
    }

    private static <I extends Instance, S> List<I> inFolder(Problem<I, S> problem, Path folder, int count) {
        List<I> instances = new ArrayList<>();
        for (Path candidate : files(folder)) {
            String fileName = candidate.getFileName().toString().toLowerCase(Locale.ROOT);
            boolean isNative = problem.formats().instanceExtensions().stream().anyMatch(fileName::endsWith);
            if (isNative && instances.size() < count) {
                List<I> all = problem.formats().readInstances(candidate);
                instances.addAll(all.subList(0, Math.min(all.size(), count - instances.size())));
            }
        }
        if (instances.isEmpty()) {
            throw new InputException(folder, 0, "holds no instance of the " + problem.title() + ".");
        }
        return instances;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new InputException(folder, 0, "cannot be read (" + e.getMessage() + ").");
        }
    }

    /** Best known objectives by instance name, of a folder that has them. */
    Map<String, Double> bestKnown() {
        return BestKnown.of(Path.of(name));
    }

    /** Under which references are kept: the name, or the absolute path of a folder. */
    String key() {
        return isFolder() ? Path.of(name).toAbsolutePath().normalize().toString() : name;
    }

    @Override
    public String toString() {
        return name;
    }
}
