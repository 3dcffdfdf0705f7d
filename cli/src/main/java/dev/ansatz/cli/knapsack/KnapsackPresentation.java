package dev.ansatz.cli.knapsack;

import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;

/** What is shown of the 0-1 knapsack problem. */
public final class KnapsackPresentation implements PresentationProvider<KnapsackInstance, ItemSet> {
    @Override
    public Problem<KnapsackInstance, ItemSet> problem() {
        return Knapsack.PROBLEM;
    }

    @Override
    public Picture picture(KnapsackInstance instance, ItemSet solution) {
        return new KnapsackPicture(instance, solution);
    }
}
