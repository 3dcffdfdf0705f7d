package dev.ansatz.classical.routing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.timefold.solver.core.config.solver.EnvironmentMode;
import dev.ansatz.classical.cvrp.CvrpRouting;
import dev.ansatz.classical.tsp.TspRouting;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.tsp.Tsp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Timefold itself compares every incremental score with one computed afresh, and throws at the first difference. */
class RoutingScoreTest {
    @Tag("slow")
    @Test
    void isNeverCorruptedByAnyMoveOfTours() {
        var engine = new TimefoldRouting<>(new TspRouting(), EnvironmentMode.FULL_ASSERT);
        assertThat(engine.solve(Tsp.PROBLEM.generate(12, 3, "uniform"), Options.ofIterations(600))
                        .solved())
                .isTrue();
    }

    @Test
    void isNeverCorruptedByAnyMoveBetweenRoutesWithLimits() {
        CvrpInstance plain = Cvrp.PROBLEM.generate(15, 3, "uniform");
        CvrpInstance limited =
                new CvrpInstance("limited", plain.distances(), plain.demands(), plain.capacity(), 4, 60_000.0, 10);
        var engine = new TimefoldRouting<>(new CvrpRouting(), EnvironmentMode.FULL_ASSERT);
        assertThat(engine.solve(limited, Options.ofIterations(600)).solved()).isTrue();
    }
}
