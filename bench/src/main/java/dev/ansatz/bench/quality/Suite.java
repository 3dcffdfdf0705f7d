package dev.ansatz.bench.quality;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Providers;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    /** An instance, its problem, and how it is made. */
    public record Entry<I extends Instance, S>(Problem<I, S> problem, I instance, InstanceSource source) {}

    public Suite {
        entries = List.copyOf(entries);
        bestKnown = Map.copyOf(bestKnown);
    }

    /**
     * A built-in suite, or the instances of a folder with the best known objectives of its {@code bks.csv}.
     *
     * <p>The generated ones have fixed seeds, so they are the same everywhere; {@code docs/dev/benchmarking.md} lists them.
     *
     * @param problem takes only the instances of this problem, or null for all
     * @param match of a folder: patterns of file names with {@code *} and {@code ?}, comma between them, or null for all
     * @throws InputException if there is no such suite, nothing is left of it, or a file is no valid instance
     */
    public static Suite of(String nameOrFolder, @Nullable Problem<?, ?> problem, @Nullable String match) {
        if (builtIn().contains(nameOrFolder) && match != null) {
            throw new InputException("--match is for folders; " + nameOrFolder + " is a generated suite.");
        }
        Suite suite = builtIn().contains(nameOrFolder) ? generated(nameOrFolder) : folder(nameOrFolder, problem, match);
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

    /** Names of the generated suites. */
    public static List<String> builtIn() {
        Set<String> names = new LinkedHashSet<>();
        for (SuiteProvider<?, ?> provider : Providers.all(SuiteProvider.class)) {
            provider.families().forEach(family -> names.add(family.suite()));
        }
        return List.copyOf(names);
    }

    /**
     * Instances of one problem that belong to a generated suite.
     *
     * @param suite its name; one name may have instances of several problems
     * @param distribution one of the problem's
     * @param sizes as its generator understands them
     * @param count of each size
     */
    public record Family(String suite, String distribution, List<String> sizes, int count) {}

    private static Suite generated(String name) {
        List<Entry<?, ?>> entries = new ArrayList<>();
        for (SuiteProvider<?, ?> provider : Providers.all(SuiteProvider.class)) {
            for (Family family : provider.families()) {
                if (family.suite().equals(name)) {
                    add(provider.problem(), family, entries);
                }
            }
        }
        return new Suite(name, entries, Map.of(), "generated, fixed seeds");
    }

    private static void add(Problem<?, ?> problem, Family family, List<Entry<?, ?>> entries) {
        for (String size : family.sizes()) {
            long first = 1000L * Integer.parseInt(size.replaceFirst("x.*", ""));
            for (int i = 1; i <= family.count(); i++) {
                // Far from 1, 2, ... of `eval` and `generate`, which people may tune on.
                entries.add(generate(problem, size, first + i, family.distribution()));
            }
        }
    }

    private static <I extends Instance, S> Entry<I, S> generate(
            Problem<I, S> problem, String size, long seed, String distribution) {
        InstanceSource source = new InstanceSource.Generated(size, seed, distribution);
        return new Entry<>(problem, source.make(problem), source);
    }

    private static Suite folder(String name, @Nullable Problem<?, ?> only, @Nullable String match) {
        Path folder = path(name);
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(Suggestions.unknown("suite", name, builtIn()) + ", or a folder of instances.");
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
                    .flatMap(p -> p.formats().instanceExtensions().stream())
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
        for (I instance : problem.formats().readInstances(file)) {
            entries.add(new Entry<>(problem, instance, new InstanceSource.InFile(file.toString(), entries.size() + 1)));
        }
        return entries;
    }

    /** The problems of the instances, in order. */
    public List<Problem<?, ?>> problems() {
        return entries.stream().<Problem<?, ?>>map(Entry::problem).distinct().collect(Collectors.toList());
    }
}
