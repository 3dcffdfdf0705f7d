package dev.ansatz.classical.cvrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheapestInsertionTest {
    /** Depot at 0, customers at 1, 2, 3, ... on a line; all demands 1. */
    private static CvrpInstance line(int customers, long capacity) {
        double[] x = new double[customers + 1];
        long[] demands = new long[customers + 1];
        for (int i = 1; i <= customers; i++) {
            x[i] = i;
            demands[i] = 1;
        }
        return new CvrpInstance(
                "line", new CoordinateDistances(x, new double[customers + 1], Metric.EUC_2D), demands, capacity);
    }

    @Test
    void aCustomerIsInsertedWhereItCostsLeast() {
        assertThat(CheapestInsertion.complete(line(5, 9), new Routes(new int[] {5, 2, 1}, new int[] {3})))
                .isEqualTo(new Routes(new int[] {4, 5, 2, 1}, new int[] {3}));
    }

    @Test
    void routesThatAreInOrderStayAsTheyAre() {
        Routes zigzag = new Routes(new int[] {5, 1, 4}, new int[] {3, 2});
        assertThat(CheapestInsertion.complete(line(5, 3), zigzag)).isEqualTo(zigzag);
    }

    @Test
    void whereAllRoutesAreFullAnotherOneIsOpened() {
        assertThat(CheapestInsertion.complete(line(5, 2), new Routes(new int[] {1, 2}, new int[] {4, 3})))
                .isEqualTo(new Routes(new int[] {1, 2}, new int[] {4, 3}, new int[] {5}));
    }

    @Test
    void anOverloadedRouteLosesTheCustomerThatSavesMost() {
        assertThat(CheapestInsertion.complete(line(5, 2), new Routes(new int[] {1, 2, 5}, new int[] {4})))
                .isEqualTo(new Routes(new int[] {1, 2}, new int[] {3, 4}, new int[] {5}));
    }

    @Test
    void unknownAndRepeatedCustomersLeave() {
        assertThat(CheapestInsertion.complete(line(3, 9), new Routes(new int[] {1, 8, 2}, new int[] {2, 3, 0})))
                .isEqualTo(new Routes(new int[] {1, 2}, new int[] {3}));
    }

    @Test
    void anyRestOfAPlanBecomesAFeasibleOne() {
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            CvrpInstance drawn = Cvrp.PROBLEM.generate(30 + i, i, i % 2 == 0 ? "uniform" : "x");
            CvrpInstance instance = new CvrpInstance(
                    "limited", drawn.distances(), drawn.demands(), drawn.capacity(), null, farthest(drawn) * 2.5, 1);
            int[] some = random.ints(0, drawn.size() + 5).distinct().limit(20).toArray();
            Routes whole = CheapestInsertion.complete(instance, new Routes(some));
            assertThat(Cvrp.PROBLEM.evaluate(instance, whole).violations()).isEmpty();
        }
    }

    private static double farthest(CvrpInstance instance) {
        double farthest = 10;
        for (int i = 1; i <= instance.size(); i++) {
            farthest = Math.max(farthest, instance.distances().between(0, i));
        }
        return farthest;
    }
}
