package dev.ansatz.training.mkp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.training.TrainingProvider;
import java.time.Duration;

/** Multi-dimensional knapsacks. */
public final class MultiKnapsackTraining implements TrainingProvider<MultiKnapsackInstance, ItemSet> {
    @Override
    public Problem<MultiKnapsackInstance, ItemSet> problem() {
        return MultiKnapsack.PROBLEM;
    }

    @Override
    public Duration refereeTime() {
        return Duration.ofSeconds(3);
    }

    /** Items and constraints. */
    @Override
    public int[] shape(MultiKnapsackInstance instance) {
        return new int[] {instance.size(), instance.constraints()};
    }
}
