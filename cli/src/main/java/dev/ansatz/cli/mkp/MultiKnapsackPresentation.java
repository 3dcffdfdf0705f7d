package dev.ansatz.cli.mkp;

import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;

/** What is shown of the multi-dimensional knapsack problem. */
public final class MultiKnapsackPresentation implements PresentationProvider<MultiKnapsackInstance, ItemSet> {
    @Override
    public Problem<MultiKnapsackInstance, ItemSet> problem() {
        return MultiKnapsack.PROBLEM;
    }

    @Override
    public Picture picture(MultiKnapsackInstance instance, ItemSet solution) {
        return new MultiKnapsackPicture(instance, solution);
    }
}
