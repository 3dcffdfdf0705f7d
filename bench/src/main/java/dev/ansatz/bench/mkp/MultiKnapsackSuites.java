package dev.ansatz.bench.mkp;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.List;

/** Suites of the multi-dimensional knapsack problem. */
public final class MultiKnapsackSuites implements SuiteProvider<MultiKnapsackInstance, ItemSet> {
    @Override
    public Problem<MultiKnapsackInstance, ItemSet> problem() {
        return MultiKnapsack.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("mkp", "chu-beasley-5-0.5", List.of("100"), 5),
                new Suite.Family("mkp", "chu-beasley-10-0.5", List.of("250"), 5));
    }
}
