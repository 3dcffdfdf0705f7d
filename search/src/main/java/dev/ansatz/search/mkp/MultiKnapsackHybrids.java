package dev.ansatz.search.mkp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.search.HybridTuning;
import dev.ansatz.search.SearchProvider;

/** How the policies of the multi-dimensional knapsack problem are used. */
public final class MultiKnapsackHybrids implements SearchProvider<MultiKnapsackInstance, ItemSet> {
    @Override
    public Problem<MultiKnapsackInstance, ItemSet> problem() {
        return MultiKnapsack.PROBLEM;
    }

    @Override
    public HybridTuning tuning() {
        return new HybridTuning(HybridTuning.NEVER, HybridTuning.NEVER, 0.25, 0.25, null, 1);
    }
}
