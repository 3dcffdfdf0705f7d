package dev.ansatz.bench.op;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import java.util.List;

/** Suites of the orienteering problem. */
public final class OpSuites implements SuiteProvider<OpInstance, Visits> {
    @Override
    public Problem<OpInstance, Visits> problem() {
        return Orienteering.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("op", "distance", List.of("100", "200"), 5),
                new Suite.Family("op", "uniform", List.of("100"), 5));
    }
}
