package dev.ansatz.search.tsp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.search.Decomposer;
import dev.ansatz.search.HybridTuning;
import dev.ansatz.search.SearchProvider;

/** How the policies of the travelling salesman problem are used. */
public final class TspHybrids implements SearchProvider<TspInstance, Tour> {
    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public HybridTuning tuning() {
        return new HybridTuning(0, 0, 0.25, 0.25, null, 0.3);
    }

    @Override
    public Decomposer<TspInstance, Tour> decomposer() {
        return new TspDecomposer();
    }
}
