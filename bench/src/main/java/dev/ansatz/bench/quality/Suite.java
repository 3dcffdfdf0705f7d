package dev.ansatz.bench.quality;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Suggestions;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.tsp.Tsp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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
    public static final List<String> BUILT_IN =
            List.of("quick", "tsp", "cvrp", "jssp", "kp", "mkp", "rmab", "recurring", "policies");

    /** An instance, its problem, and how it is made. */
    public record Entry<I extends Instance, S>(Problem<I, S> problem, I instance, InstanceSource source) {}

    public Suite {
        entries = List.copyOf(entries);
        bestKnown = Map.copyOf(bestKnown);
    }

    /**
     * A built-in suite, or the instances of a folder with the best known objectives of its {@code bks.csv}.
     *
     * <p>The generated ones have fixed seeds, so they are the same everywhere; {@code docs/benchmarking.md} lists them.
     *
     * @param problem takes only the instances of this problem, or null for all
     * @param match of a folder: patterns of file names with {@code *} and {@code ?}, comma between them, or null for all
     * @throws InputException if there is no such suite, nothing is left of it, or a file is no valid instance
     */
    public static Suite of(String nameOrFolder, @Nullable Problem<?, ?> problem, @Nullable String match) {
        if (BUILT_IN.contains(nameOrFolder) && match != null) {
            throw new InputException("--match is for folders; " + nameOrFolder + " is a generated suite.");
        }
        Suite suite = switch (nameOrFolder) {
            case "quick" ->
                generated("quick", 3, of(Tsp.PROBLEM, "uniform", "100"), of(Cvrp.PROBLEM, "uniform", "100"));
            case "tsp" -> generated("tsp", 10, of(Tsp.PROBLEM, "uniform", "100", "200"));
            case "cvrp" -> generated("cvrp", 10, of(Cvrp.PROBLEM, "uniform", "100", "200"));
            case "jssp" -> generated("jssp", 10, of(JobShop.PROBLEM, "taillard", "10x10", "20x15"));
            case "kp" ->
                generated(
                        "kp",
                        5,
                        of(Knapsack.PROBLEM, "uniform", "200"),
                        of(Knapsack.PROBLEM, "almost-strongly-1000000", "1000"));
            case "mkp" ->
                generated(
                        "mkp",
                        5,
                        of(MultiKnapsack.PROBLEM, "chu-beasley-5-0.5", "100"),
                        of(MultiKnapsack.PROBLEM, "chu-beasley-10-0.5", "250"));
            case "rmab" ->
                generated(
                        "rmab",
                        2,
                        of(RestlessBandit.PROBLEM, "capacity", "20"),
                        of(RestlessBandit.PROBLEM, "schedule", "20"),
                        of(RestlessBandit.PROBLEM, "path", "20"),
                        of(RestlessBandit.PROBLEM, "interventions", "20"));
            case "recurring" -> generated("recurring", 10, of(Cvrp.PROBLEM, "recurring", "200"));
            case "policies" ->
                generated(
                        "policies",
                        6,
                        of(Tsp.PROBLEM, "uniform", "100"),
                        of(Cvrp.PROBLEM, "uniform", "100"),
                        of(JobShop.PROBLEM, "taillard", "10x10"));
            default -> folder(nameOrFolder, problem, match);
        };
        List<Entry<?, ?>> entries = suite.entries.stream()
                .filter(entry -> problem == null || entry.problem().id().equals(problem.id()))
                .toList();
        if (entries.isEmpty()) {
            throw new InputException("The suite " + nameOrFolder + " holds no instance of "
                    + (problem == null ? "a known problem" : "the " + problem.title())
                    + (match == null ? "." : " whose file matches '" + match + "'."));
        }
        return new Suite(suite.name, entries, suite.bestKnown, suite.origin);
    }

    /** Instances of one problem and distribution, in several sizes. */
    private record Family(Problem<?, ?> problem, String distribution, List<String> sizes) {}

    private static Family of(Problem<?, ?> problem, String distribution, String... sizes) {
        return new Family(problem, distribution, List.of(sizes));
    }

    private static Suite generated(String name, int count, Family... families) {
        List<Entry<?, ?>> entries = new ArrayList<>();
        for (Family family : families) {
            for (String size : family.sizes()) {
                long first = 1000L * Integer.parseInt(size.replaceFirst("x.*", ""));
                for (int i = 1; i <= count; i++) {
                    // Far from 1, 2, ... of `eval` and `generate`, which people may tune on.
                    entries.add(generate(family.problem(), size, first + i, family.distribution()));
                }
            }
        }
        return new Suite(name, entries, Map.of(), "generated, fixed seeds");
    }

    private static <I extends Instance, S> Entry<I, S> generate(
            Problem<I, S> problem, String size, long seed, String distribution) {
        InstanceSource source = new InstanceSource.Generated(size, seed, distribution);
        return new Entry<>(problem, source.make(problem), source);
    }

    private static Suite folder(String name, @Nullable Problem<?, ?> only, @Nullable String match) {
        Path folder = path(name);
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(Suggestions.unknown("suite", name, BUILT_IN) + ", or a folder of instances.");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> matches(file, match))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder, 0, "cannot be read (" + e.getMessage() + ").");
        }
        List<Entry<?, ?>> entries = new ArrayList<>();
        for (Path file : files) {
            String fileName = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (Problems.all().stream()
                    .flatMap(p -> p.instanceExtensions().stream())
                    .anyMatch(fileName::endsWith)) {
                InputFile input = InputFile.of(file);
                Problem<?, ?> problem = Problems.recognise(input);
                if (only == null || only.id().equals(problem.id())) {
                    entries.addAll(read(problem, input));
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

    /** Whether the name of a file, with or without its extension, has one of the patterns. */
    private static boolean matches(Path file, @Nullable String match) {
        if (match == null) {
            return true;
        }
        String name = file.getFileName().toString();
        String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        return Stream.of(match.split(",")).anyMatch(pattern -> {
            String regex =
                    Pattern.quote(pattern.strip()).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            return name.matches(regex) || stem.matches(regex);
        });
    }

    private static <I extends Instance, S> List<Entry<I, S>> read(Problem<I, S> problem, InputFile file) {
        List<Entry<I, S>> entries = new ArrayList<>();
        for (I instance : problem.readInstances(file)) {
            entries.add(new Entry<>(problem, instance, new InstanceSource.InFile(file.toString(), entries.size() + 1)));
        }
        return entries;
    }

    /** The problems of the instances, in order. */
    public List<Problem<?, ?>> problems() {
        return entries.stream().<Problem<?, ?>>map(Entry::problem).distinct().collect(Collectors.toList());
    }
}
