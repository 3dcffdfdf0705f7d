package dev.ansatz.training.knapsack;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.knapsack.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import dev.ansatz.training.TrainingProvider;

/** 0-1 knapsacks. */
public final class KnapsackTraining implements TrainingProvider<KnapsackInstance, ItemSet> {
    @Override
    public Problem<KnapsackInstance, ItemSet> problem() {
        return Knapsack.PROBLEM;
    }

    @Override
    public String teacher() {
        return "combo";
    }

    @Override
    public long teacherIterations() {
        return 1_000_000;
    }
}
