package dev.ansatz.search.rmab;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.search.HybridTuning;
import dev.ansatz.search.SearchProvider;

/** How the policies of the restless bandit problem are used. */
public final class RestlessBanditHybrids implements SearchProvider<RestlessBanditInstance, PolicyRecord> {
    @Override
    public Problem<RestlessBanditInstance, PolicyRecord> problem() {
        return RestlessBandit.PROBLEM;
    }

    @Override
    public HybridTuning tuning() {
        return new HybridTuning(10, 10, 0.05, 0.25, null, 1);
    }
}
