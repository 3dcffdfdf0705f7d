package dev.ansatz.neural.mkp;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.List;
import java.util.Map;

/** Policies of the multidimensional knapsack. */
public final class MultiKnapsackPolicies implements PolicyProvider<MultiKnapsackInstance, ItemSet> {
    @Override
    public Problem<MultiKnapsackInstance, ItemSet> problem() {
        return MultiKnapsack.PROBLEM;
    }

    @Override
    public List<PolicyKind<MultiKnapsackInstance, ItemSet>> kinds() {
        return List.of(new MultiKnapsackCandidateKind());
    }

    @Override
    public List<String> models() {
        return List.of("mkp-200");
    }

    @Override
    public Traits traits(MultiKnapsackInstance instance) {
        return new Traits(Map.of("constraints", (double) instance.constraints()), null, false);
    }
}
