package dev.ansatz.search.cvrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.PolicySearch;
import dev.ansatz.search.RolloutContext;
import dev.ansatz.search.Strategy;
import org.junit.jupiter.api.Test;

class CvrpDecompositionTest {
    /** Sectors of 60 customers each, then neighbouring routes together. */
    @Test
    void aPlanIsConstructedAndImprovedInPieces() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(250, 1, "uniform");
        Policy<CvrpInstance, Routes> bundled = ModelZoo.load(Cvrp.PROBLEM, "cvrp-50");
        var run = new RolloutContext<>(new SearchContext<>(Cvrp.PROBLEM, instance, Options.<Routes>ofIterations(1000)));
        Routes start = CvrpDecomposition.divided(bundled, instance, run);
        double before = Cvrp.PROBLEM.evaluate(instance, start).objective();
        assertThat(Cvrp.PROBLEM.evaluate(instance, start).feasible()).isTrue();
        double improved = PolicySearch.search(
                        Cvrp.PROBLEM,
                        bundled,
                        instance,
                        Strategy.DECOMPOSITION,
                        Options.<Routes>ofIterations(500).withWarmStart(start))
                .outcome()
                .objective();
        assertThat(improved).isLessThan(0.97 * before);
    }
}
