package dev.ansatz.bench.tsp;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.List;

/** Suites of the travelling salesman problem. */
public final class TspSuites implements SuiteProvider<TspInstance, Tour> {
    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("quick", "uniform", List.of("100"), 3),
                new Suite.Family("tsp", "uniform", List.of("100", "200"), 10),
                new Suite.Family("policies", "uniform", List.of("100"), 6));
    }
}
