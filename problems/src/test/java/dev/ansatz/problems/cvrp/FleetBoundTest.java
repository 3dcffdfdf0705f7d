package dev.ansatz.problems.cvrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetBoundTest {
    private static @Nullable String infeasible(@Nullable Integer vehicles, long capacity, long... demands) {
        long[] withDepot = new long[demands.length + 1];
        System.arraycopy(demands, 0, withDepot, 1, demands.length);
        double[] x = new double[withDepot.length];
        return Cvrp.PROBLEM.infeasible(new CvrpInstance(
                "fleet", new CoordinateDistances(x, x, Metric.EUC_2D), withDepot, capacity, vehicles, null, 0));
    }

    @Test
    void aLoadBeyondTheFleetIsNamedWithItsNumbers() {
        assertThat(infeasible(2, 10, 5, 5, 5, 5, 1))
                .isEqualTo(
                        "There is no solution: the demands, 21, exceed the 2 vehicles of capacity 10, which carry 20.");
        assertThat(infeasible(2, 10, 5, 5, 5, 5)).isNull();
        assertThat(infeasible(null, 10, 5, 5, 5, 5, 1)).isNull();
    }

    @Test
    void demandsThatCannotShareAVehicleNeedOneEach() {
        assertThat(infeasible(3, 10, 6, 6, 6, 6))
                .contains("at least 4 are needed")
                .contains("L2");
        assertThat(infeasible(4, 10, 6, 6, 6, 6)).isNull();
        // 7 leaves no room for a 4; the fours go in twos.
        assertThat(infeasible(3, 10, 7, 7, 4, 4, 4)).contains("at least 4 are needed");
    }

    @Test
    void loadsThatNoDemandsAddUpToAreNoRoom() {
        // Three at a time make 27 of 35, never more; by their sum alone 3 vehicles would do.
        assertThat(infeasible(3, 35, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9))
                .contains("at least 4")
                .contains("more than 27");
    }

    @Test
    void theBoundNeverExceedsTheNumberOfBinsThatWereFilled() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int bins = 1 + random.nextInt(6);
            int capacity = 10 + random.nextInt(90);
            long[] items = new long[200];
            int count = 0;
            for (int b = 0; b < bins; b++) {
                for (int room = capacity; room > 0; ) {
                    int item = 1 + random.nextInt(room);
                    items[count++] = item;
                    room -= item;
                }
            }
            assertThat(infeasible(bins, capacity, Arrays.copyOf(items, count))).isNull();
        }
    }
}
