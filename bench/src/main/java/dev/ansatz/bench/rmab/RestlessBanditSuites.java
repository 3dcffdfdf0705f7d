package dev.ansatz.bench.rmab;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.List;

/** Suites of the restless bandit problem. */
public final class RestlessBanditSuites implements SuiteProvider<RestlessBanditInstance, PolicyRecord> {
    @Override
    public Problem<RestlessBanditInstance, PolicyRecord> problem() {
        return RestlessBandit.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("rmab", "capacity", List.of("20"), 2),
                new Suite.Family("rmab", "schedule", List.of("20"), 2),
                new Suite.Family("rmab", "path", List.of("20"), 2),
                new Suite.Family("rmab", "interventions", List.of("20"), 2));
    }
}
