package dev.ansatz.bench.knapsack;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.util.List;

/** Suites of the 0-1 knapsack problem. */
public final class KnapsackSuites implements SuiteProvider<KnapsackInstance, ItemSet> {
    @Override
    public Problem<KnapsackInstance, ItemSet> problem() {
        return Knapsack.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("kp", "uniform", List.of("200"), 5),
                new Suite.Family("kp", "almost-strongly-1000000", List.of("1000"), 5));
    }
}
