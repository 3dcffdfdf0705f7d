package dev.ansatz.problems.cvrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.distance.MatrixDistances;
import org.junit.jupiter.api.Test;

class RouteLengthBoundTest {
    private static CvrpInstance instance(double limit, double service, double... matrix) {
        int nodes = (int) Math.sqrt(matrix.length);
        long[] demands = new long[nodes];
        return new CvrpInstance("m", new MatrixDistances(nodes, matrix, null), demands, 1, null, limit, service);
    }

    @Test
    void aCustomerThatIsTooFarAwayIsNamedWithTheLengths() {
        assertThat(Cvrp.PROBLEM.infeasible(instance(9, 0, 0, 2, 5, 2, 0, 6, 5, 6, 0)))
                .isEqualTo("There is no solution: a route to customer 2 and back is at least 10 long, more than the"
                        + " largest length 9.");
    }

    @Test
    void serviceCounts() {
        assertThat(Cvrp.PROBLEM.infeasible(instance(10, 1, 0, 5, 5, 0))).contains("at least 11 long");
        assertThat(Cvrp.PROBLEM.infeasible(instance(11, 1, 0, 5, 5, 0))).isNull();
    }

    /** The direct way to customer 2 is 20 long, over customer 1 it is 4. */
    @Test
    void aDetourMayBeShorterThanTheDirectWay() {
        CvrpInstance detour = instance(9, 0, 0, 2, 20, 2, 0, 2, 20, 2, 0);
        assertThat(Cvrp.PROBLEM.infeasible(detour)).isNull();
        assertThat(Cvrp.PROBLEM
                        .evaluate(detour, new Routes(new int[] {1, 2}, new int[0]))
                        .objective())
                .isPositive();
        assertThat(Cvrp.PROBLEM.infeasible(instance(7, 0, 0, 2, 20, 2, 0, 2, 20, 2, 0)))
                .contains("customer 2 and back is at least 8 long");
    }
}
