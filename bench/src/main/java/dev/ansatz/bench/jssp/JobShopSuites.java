package dev.ansatz.bench.jssp;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.List;

/** Suites of the job-shop scheduling problem. */
public final class JobShopSuites implements SuiteProvider<JobShopInstance, Schedule> {
    @Override
    public Problem<JobShopInstance, Schedule> problem() {
        return JobShop.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("jssp", "taillard", List.of("10x10", "20x15"), 10),
                new Suite.Family("policies", "taillard", List.of("10x10"), 6));
    }
}
