package dev.ansatz.neural.tsp;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.List;
import java.util.Map;

/** Policies of the travelling salesman problem. */
public final class TspPolicies implements PolicyProvider<TspInstance, Tour> {
    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public List<PolicyKind<TspInstance, Tour>> kinds() {
        return List.of(new TspPointerKind(), new TspCandidateKind());
    }

    @Override
    public List<String> models() {
        return List.of("tsp-100", "tsp-50");
    }

    @Override
    public Traits traits(TspInstance instance) {
        return new Traits(Map.of(), instance.distances().coordinates(), false);
    }
}
