package dev.ansatz.neural.rmab;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.List;

/** Policies of restless bandits. */
public final class RestlessBanditPolicies implements PolicyProvider<RestlessBanditInstance, PolicyRecord> {
    @Override
    public Problem<RestlessBanditInstance, PolicyRecord> problem() {
        return RestlessBandit.PROBLEM;
    }

    @Override
    public List<PolicyKind<RestlessBanditInstance, PolicyRecord>> kinds() {
        return List.of(new RestlessBanditCandidateKind());
    }

    @Override
    public List<String> models() {
        return List.of("rmab-20");
    }
}
