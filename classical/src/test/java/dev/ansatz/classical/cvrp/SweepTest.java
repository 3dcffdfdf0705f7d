package dev.ansatz.classical.cvrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import org.junit.jupiter.api.Test;

class SweepTest {
    /** Two customers in each of four directions, two fit into a vehicle: out and back in each direction, 4 · 2 · 20. */
    @Test
    void petalsOfACross() {
        double[] x = {0, 10, 20, -10, -20, 0, 0, 0, 0};
        double[] y = {0, 0, 0, 0, 0, 10, 20, -10, -20};
        long[] demands = {0, 1, 1, 1, 1, 1, 1, 1, 1};
        CvrpInstance cross = new CvrpInstance("cross", new CoordinateDistances(x, y, Metric.EUC_2D), demands, 2);
        Outcome<Routes> outcome = new Sweep().solve(cross, Options.defaults());
        assertThat(outcome.objective()).isEqualTo(160);
        assertThat(outcome.best().count()).isEqualTo(4);
    }
}
