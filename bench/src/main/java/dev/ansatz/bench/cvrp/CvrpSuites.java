package dev.ansatz.bench.cvrp;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.util.List;

/** Suites of the capacitated vehicle routing problem. */
public final class CvrpSuites implements SuiteProvider<CvrpInstance, Routes> {
    @Override
    public Problem<CvrpInstance, Routes> problem() {
        return Cvrp.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("quick", "uniform", List.of("100"), 3),
                new Suite.Family("cvrp", "uniform", List.of("100", "200"), 10),
                new Suite.Family("recurring", "recurring", List.of("200"), 10),
                new Suite.Family("policies", "uniform", List.of("100"), 6));
    }
}
