package dev.ansatz.cli;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.Architecture;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A training run that is gone on with: its card holds the command line that began it. */
final class ResumedRun {
    /** A word of the command in a card; one with blanks is quoted. */
    private static final Pattern TOKEN = Pattern.compile("'([^']*)'|\\S+");

    /** Options that each call has of its own. */
    private static final Set<String> OWN = Set.of("--time", "--steps", "--out", "--initial", "--from", "--resume");

    private final Path directory;
    private final ModelCard card;

    /** @throws InputException if there is no card */
    ResumedRun(Path directory) {
        this.directory = directory;
        card = Checkpoint.loadCard(directory);
    }

    ModelCard card() {
        return card;
    }

    /**
     * Refuses options that a run cannot change once it has begun.
     *
     * @param given options by name with their values
     */
    void refuseChanges(Map<String, String> given) {
        Map<String, String> begun = options(words(card.command()));
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("--method", card.method());
        fixed.put(
                "--architecture",
                Architecture.of(Problems.byId(card.problem()), card.architecture())
                        .id());
        fixed.put("--layers", Integer.toString(card.layers()));
        fixed.put("--decoders", Integer.toString(card.decoders()));
        fixed.put("--latent-spread", begun.getOrDefault("--latent-spread", "0"));
        fixed.put("--instances", begun.getOrDefault("--instances", "none"));
        String initial = begun.getOrDefault("--initial", begun.getOrDefault("--from", "none"));
        fixed.put("--initial", initial);
        fixed.put("--from", initial);
        fixed.put("--out", directory.toString());
        List<String> changed = new ArrayList<>();
        fixed.forEach((name, value) -> {
            String other = given.get(name);
            if (other != null && !isSameValue(value, other)) {
                changed.add(name + " " + other + " (there " + value + ")");
            }
        });
        if (!changed.isEmpty()) {
            throw new InputException("The run in " + directory + " cannot be resumed with " + String.join(", ", changed)
                    + ": begin a new run, with --initial " + directory + " from its weights.");
        }
    }

    private static boolean isSameValue(String a, String b) {
        try {
            return a.equalsIgnoreCase(b) || Double.parseDouble(a) == Double.parseDouble(b);
        } catch (NumberFormatException e) {
            return isSameFolder(a, b);
        }
    }

    private static boolean isSameFolder(String a, String b) {
        try {
            return Path.of(a)
                    .toAbsolutePath()
                    .normalize()
                    .equals(Path.of(b).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * The command line that goes on: the options of the run, as far as there are none in their place; limits are those given.
     *
     * @param problem as given, or null
     * @param words as given
     * @throws InputException if the run cannot go on so
     */
    List<String> arguments(@Nullable String problem, List<String> words) {
        Map<String, String> given = options(words);
        refuseChanges(given);
        if (problem != null && !problem.equalsIgnoreCase(card.problem())) {
            throw new InputException(
                    "The run in " + directory + " is for " + card.problem() + ", not for " + problem + ".");
        }
        Map<String, String> options = options(words(card.command()));
        options.keySet().removeAll(OWN);
        options.putAll(given);
        options.remove("--out");
        List<String> arguments = new ArrayList<>(List.of(problem == null ? card.problem() : problem));
        options.forEach((name, value) -> arguments.addAll(List.of(name, value)));
        return arguments;
    }

    private static List<String> words(String command) {
        return TOKEN.matcher(command)
                .results()
                .map(token -> token.group(1) != null ? token.group(1) : token.group())
                .toList();
    }

    /** Options by name; each has one value. Other arguments are left out. */
    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                options.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else if (argument.startsWith("--") && i + 1 < arguments.size()) {
                options.put(argument, arguments.get(++i));
            }
        }
        return options;
    }
}
