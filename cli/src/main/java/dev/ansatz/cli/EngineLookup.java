package dev.ansatz.cli;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class EngineLookup {
    private EngineLookup() {}

    static <I extends Instance, S> List<Solver<I, S>> of(Problem<I, S> problem) {
        return List.of();
    }

    static <I extends Instance, S> Solver<I, S> byName(Problem<I, S> problem, String name, @Nullable String model) {
        return of(problem).stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no engine '" + name + "' for " + problem.id() + "."));
    }
}
