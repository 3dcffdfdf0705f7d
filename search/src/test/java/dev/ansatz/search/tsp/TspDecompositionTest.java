package dev.ansatz.search.tsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.search.PolicySearch;
import dev.ansatz.search.Strategy;
import org.junit.jupiter.api.Test;

class TspDecompositionTest {
    @Test
    void aTourIsImprovedInPieces() {
        TspInstance instance = Tsp.PROBLEM.generate(300, 1, "uniform");
        Policy<TspInstance, Tour> bundled = ModelZoo.load(Tsp.PROBLEM, "tsp-50");
        Tour curve = TspDecomposition.alongCurve(instance.distances().coordinates());
        double start = Tsp.PROBLEM.evaluate(instance, curve).objective();
        Options<Tour> limit = Options.<Tour>ofIterations(600).withWarmStart(curve);
        double improved = PolicySearch.search(Tsp.PROBLEM, bundled, instance, Strategy.DECOMPOSITION, limit)
                .outcome()
                .objective();
        assertThat(improved).isLessThan(0.9 * start);
    }
}
