package dev.ansatz.problems;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.NodeTable;
import dev.ansatz.problems.io.Suggestions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All problem families: what {@link ProblemProvider}s on the class path say. */
public final class Problems {
    private Problems() {}

    /**
     * All of them, those of this library first.
     *
     * @throws InputException if two have the same id
     */
    public static List<Problem<?, ?>> all() {
        Map<String, Problem<?, ?>> all = new LinkedHashMap<>();
        for (ProblemProvider<?, ?> provider : Providers.all(ProblemProvider.class)) {
            Problem<?, ?> problem = provider.problem();
            Problem<?, ?> other = all.put(problem.id(), problem);
            if (other != null) {
                throw new InputException("Two problems have the id " + problem.id() + ": the " + other.title()
                        + " and the " + problem.title() + " of a plug-in.");
            }
        }
        return List.copyOf(all.values());
    }

    /**
     * The problem of an identity such as {@code cvrp}.
     *
     * @throws InputException if there is none
     */
    public static Problem<?, ?> byId(String id) {
        return all().stream()
                .filter(p -> p.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new InputException(Suggestions.unknown(
                                "problem", id, all().stream().map(Problem::id).toList())
                        + "."));
    }

    /**
     * The problem whose instance a file holds, by content first and extension second.
     *
     * @throws InputException if the file cannot be read or no problem recognises it
     */
    public static Problem<?, ?> recognise(InputFile file) {
        String named = file.jsonProblem();
        for (Problem<?, ?> problem : all()) {
            if (named == null
                    ? problem.formats().recognises(file)
                    : problem.id().equals(named)) {
                return problem;
            }
        }
        throw new InputException(
                file.path(),
                0,
                "the problem type is not recognised; "
                        + (NodeTable.isNamedTable(file)
                                ? NodeTable.FORM
                                : "give it with --problem ("
                                        + all().stream().map(Problem::id).collect(Collectors.joining(", ")) + ")."));
    }

    /** {@link #recognise(InputFile)} of a path. */
    public static Problem<?, ?> recognise(Path file) {
        return recognise(InputFile.of(file));
    }
}
