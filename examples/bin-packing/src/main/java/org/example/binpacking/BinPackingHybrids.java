package org.example.binpacking;

import dev.ansatz.problems.Problem;
import dev.ansatz.search.HybridTuning;
import dev.ansatz.search.SearchProvider;

/** How policies are used: nothing was measured, so a twentieth of the time before our own search. */
public final class BinPackingHybrids implements SearchProvider<BinPackingInstance, Bins> {
    @Override
    public Problem<BinPackingInstance, Bins> problem() {
        return BinPacking.PROBLEM;
    }

    @Override
    public HybridTuning tuning() {
        return new HybridTuning(0, 0, 0.25, 0.05, null, 1);
    }
}
