package dev.ansatz.search.op;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import dev.ansatz.search.HybridTuning;
import dev.ansatz.search.SearchProvider;

/** How policies of the orienteering problem would be used: there is none, and none is asked before one has been measured. */
public final class OpHybrids implements SearchProvider<OpInstance, Visits> {
    @Override
    public Problem<OpInstance, Visits> problem() {
        return Orienteering.PROBLEM;
    }

    @Override
    public HybridTuning tuning() {
        return new HybridTuning(HybridTuning.NEVER, HybridTuning.NEVER, 0.25, 0.05, null, 1);
    }
}
