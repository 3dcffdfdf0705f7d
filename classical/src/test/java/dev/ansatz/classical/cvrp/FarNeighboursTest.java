package dev.ansatz.classical.cvrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FarNeighboursTest {
    @Test
    void areTheNextNearestCustomersInOrder() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(60, 3, "uniform");
        DistanceLookup distances = new DistanceLookup(instance.distances());
        int[] near = SavingsRoutes.neighbours(instance, 10);
        FarNeighbours far = new FarNeighbours(distances, near, 25);
        for (int customer = 1; customer <= 60; customer++) {
            int c = customer;
            double[] sorted = IntStream.rangeClosed(1, 60)
                    .filter(other -> other != c)
                    .mapToDouble(other -> distances.of(c, other))
                    .sorted()
                    .toArray();
            assertThat(far.distancesOf(c)).isEqualTo(Arrays.copyOfRange(sorted, 10, 25));
            int[] nearOfC = Arrays.copyOfRange(near, (c - 1) * 10, c * 10);
            assertThat(far.of(c)).hasSize(15).doesNotContain(nearOfC).doesNotContain(c);
        }
    }

    @Test
    void areAllOthersWhereThereAreFewAndNoneWhereNoneAreWanted() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(15, 3, "uniform");
        DistanceLookup distances = new DistanceLookup(instance.distances());
        int[] near = SavingsRoutes.neighbours(instance, 10);
        assertThat(new FarNeighbours(distances, near, 250).of(1)).hasSize(4);
        assertThat(new FarNeighbours(distances, near, 0).count()).isZero();
    }
}
