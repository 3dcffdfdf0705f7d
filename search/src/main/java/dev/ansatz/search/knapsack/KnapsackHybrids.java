package dev.ansatz.search.knapsack;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import dev.ansatz.search.HybridTuning;
import dev.ansatz.search.SearchProvider;

/** How the policies of the 0-1 knapsack problem are used. */
public final class KnapsackHybrids implements SearchProvider<KnapsackInstance, ItemSet> {
    @Override
    public Problem<KnapsackInstance, ItemSet> problem() {
        return Knapsack.PROBLEM;
    }

    @Override
    public HybridTuning tuning() {
        return new HybridTuning(HybridTuning.NEVER, HybridTuning.NEVER, 0.25, 0.25, null, 1);
    }
}
