package dev.ansatz.problems;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.NodeTable;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.tsp.Tsp;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** All problem families. */
public final class Problems {
    private Problems() {}

    public static List<Problem<?, ?>> all() {
        return List.of(
                Tsp.PROBLEM,
                Cvrp.PROBLEM,
                JobShop.PROBLEM,
                Knapsack.PROBLEM,
                MultiKnapsack.PROBLEM,
                RestlessBandit.PROBLEM);
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
        for (Problem<?, ?> problem : all()) {
            if (problem.recognises(file)) {
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
