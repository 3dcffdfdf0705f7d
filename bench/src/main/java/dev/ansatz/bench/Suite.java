package dev.ansatz.bench;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.tsp.Tsp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Instances to compare engines on.
 *
 * @param name name or folder
 * @param entries the instances with their problems, in order
 * @param bestKnown best known objectives by instance name; may lack some or all
 * @param origin where the instances come from, one phrase for people
 */
public record Suite(String name, List<Entry<?, ?>> entries, Map<String, Double> bestKnown, String origin) {
    /** Names of the generated suites. */
    public static final List<String> BUILT_IN = List.of("quick", "tsp", "cvrp");

    /** An instance and its problem. */
    public record Entry<I extends Instance, S>(Problem<I, S> problem, I instance) {}

    public Suite {
        entries = List.copyOf(entries);
        bestKnown = Map.copyOf(bestKnown);
    }

    /**
     * A built-in suite, or the instances of a folder with the best known objectives of its {@code bks.csv}.
     *
     * <p>Generated: {@code quick} has 3 TSP and 3 CVRP instances of 100 nodes; {@code tsp} and {@code cvrp} have 5 of 50 and 5
     * of 100 nodes each. All are uniform and their seeds are fixed, so they are the same everywhere.
     *
     * @param problem takes only the instances of this problem, or null for all
     * @throws InputException if there is no such suite, or a file is no valid instance
     */
    public static Suite of(String nameOrFolder, @Nullable Problem<?, ?> problem) {
        Suite suite = switch (nameOrFolder) {
            case "quick" -> generated("quick", List.of(Tsp.PROBLEM, Cvrp.PROBLEM), 3, 100);
            case "tsp" -> generated("tsp", List.of(Tsp.PROBLEM), 5, 50, 100);
            case "cvrp" -> generated("cvrp", List.of(Cvrp.PROBLEM), 5, 50, 100);
            default -> folder(nameOrFolder, problem);
        };
        List<Entry<?, ?>> entries = suite.entries.stream()
                .filter(entry -> problem == null || entry.problem().id().equals(problem.id()))
                .toList();
        if (entries.isEmpty()) {
            throw new InputException("The suite " + nameOrFolder + " holds no instance of "
                    + (problem == null ? "a known problem" : "the " + problem.title()) + ".");
        }
        return new Suite(suite.name, entries, suite.bestKnown, suite.origin);
    }

    private static Suite generated(String name, List<Problem<?, ?>> problems, int count, int... sizes) {
        List<Entry<?, ?>> entries = new ArrayList<>();
        for (Problem<?, ?> problem : problems) {
            for (int size : sizes) {
                for (int i = 1; i <= count; i++) {
                    // Far from 1, 2, ... of `eval` and `generate`, which people may tune on.
                    entries.add(generate(problem, size, 1000L * size + i));
                }
            }
        }
        return new Suite(name, entries, Map.of(), "generated, uniform, fixed seeds");
    }

    private static <I extends Instance, S> Entry<I, S> generate(Problem<I, S> problem, int size, long seed) {
        return new Entry<>(problem, problem.generate(size, seed, "uniform"));
    }

    private static Suite folder(String name, @Nullable Problem<?, ?> only) {
        Path folder = path(name);
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(
                    "'" + name + "' is neither a folder nor one of the suites " + String.join(", ", BUILT_IN) + ".");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new InputException(folder, 0, "cannot be read (" + e.getMessage() + ").");
        }
        List<Entry<?, ?>> entries = new ArrayList<>();
        for (Path file : files) {
            String fileName = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (Problems.all().stream()
                    .flatMap(p -> p.instanceExtensions().stream())
                    .anyMatch(fileName::endsWith)) {
                Problem<?, ?> problem = Problems.recognise(file);
                if (only == null || only.id().equals(problem.id())) {
                    entries.addAll(read(problem, file));
                }
            }
        }
        return new Suite(name, entries, BestKnown.of(folder), "read from " + name);
    }

    private static @Nullable Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static <I extends Instance, S> List<Entry<I, S>> read(Problem<I, S> problem, Path file) {
        return problem.readInstances(file).stream()
                .map(instance -> new Entry<>(problem, instance))
                .toList();
    }

    /** The problems of the instances, in order. */
    public List<Problem<?, ?>> problems() {
        return entries.stream().<Problem<?, ?>>map(Entry::problem).distinct().collect(Collectors.toList());
    }
}
