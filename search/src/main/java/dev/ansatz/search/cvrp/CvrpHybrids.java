package dev.ansatz.search.cvrp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Decomposer;
import dev.ansatz.search.HybridTuning;
import dev.ansatz.search.SearchProvider;
import dev.ansatz.search.Strategy;

/** How the policies of the capacitated vehicle routing problem are used. */
public final class CvrpHybrids implements SearchProvider<CvrpInstance, Routes> {
    @Override
    public Problem<CvrpInstance, Routes> problem() {
        return Cvrp.PROBLEM;
    }

    @Override
    public HybridTuning tuning() {
        return new HybridTuning(HybridTuning.NEVER, HybridTuning.NEVER, 0.6, 0.25, Strategy.DECOMPOSITION, 0.3);
    }

    @Override
    public Decomposer<CvrpInstance, Routes> decomposer() {
        return new CvrpDecomposer();
    }
}
