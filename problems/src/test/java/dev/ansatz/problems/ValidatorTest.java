package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import org.junit.jupiter.api.Test;

/** Nodes on a line at 0, 10, 20 and 30. */
class ValidatorTest {
    private final CoordinateDistances line =
            new CoordinateDistances(new double[] {0, 10, 20, 30}, new double[4], Metric.EUC_2D);
    private final CvrpInstance cvrp = new CvrpInstance("line", line, new long[] {0, 5, 6, 7}, 10, 2, 50.0, 1);
    private final TspInstance tsp = new TspInstance("line", line);

    private static java.util.List<String> violations(Evaluation evaluation) {
        return evaluation.violations().stream().map(Violation::toString).toList();
    }

    @Test
    void everyViolationIsNamedWithItsAmount() {
        Evaluation evaluation = Cvrp.PROBLEM.evaluate(cvrp, new Routes(new int[] {1, 2}, new int[] {3}, new int[] {1}));
        assertThat(evaluation.objective()).isEqualTo(40 + 60 + 20);
        assertThat(violations(evaluation))
                .containsExactlyInAnyOrder(
                        "capacity: route 1 by 1",
                        "route-length: route 2 by 11",
                        "repeated-customer: customer 1 by 1",
                        "vehicles: 3 routes for 2 vehicles by 1");
        assertThat(violations(Cvrp.PROBLEM.evaluate(cvrp, new Routes(new int[] {1, 9}))))
                .contains("unknown-customer: customer 9 on route 1 by 1", "missing-customer: customer 2 by 1");
    }

    @Test
    void citiesAreNamedAsFilesNumberThem() {
        Evaluation evaluation = Tsp.PROBLEM.evaluate(tsp, new Tour(0, 1, 1, 4));
        assertThat(violations(evaluation))
                .containsExactlyInAnyOrder(
                        "unknown-city: city 5 by 1",
                        "repeated-city: city 2 by 1",
                        "missing-city: city 3 by 1",
                        "missing-city: city 4 by 1");
        assertThat(Tsp.PROBLEM.evaluate(tsp, new Tour(2, 0, 1, 3)))
                .isEqualTo(new Evaluation(20 + 10 + 20 + 10, java.util.List.of()));
    }
}
