package dev.ansatz.neural.knapsack;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.util.List;
import java.util.Map;

/** Policies of the 0-1 knapsack. */
public final class KnapsackPolicies implements PolicyProvider<KnapsackInstance, ItemSet> {
    @Override
    public Problem<KnapsackInstance, ItemSet> problem() {
        return Knapsack.PROBLEM;
    }

    @Override
    public List<PolicyKind<KnapsackInstance, ItemSet>> kinds() {
        return List.of(new KnapsackCandidateKind());
    }

    @Override
    public List<String> models() {
        return List.of("kp-200");
    }

    @Override
    public Traits traits(KnapsackInstance instance) {
        double weight = 0;
        for (int item = 0; item < instance.size(); item++) {
            weight += instance.weight(item);
        }
        return new Traits(Map.of("capacity / total weight", instance.capacity() / Math.max(1, weight)), null, false);
    }
}
