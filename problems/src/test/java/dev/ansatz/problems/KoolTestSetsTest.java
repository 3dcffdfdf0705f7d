package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.random.NumpyRandomState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reference values are those that NumPy prints for the recipe of the sets. */
class KoolTestSetsTest {
    @Test
    void theGeneratorIsThatOfNumpy() {
        NumpyRandomState random = new NumpyRandomState(1234);
        assertThat(random.nextDouble()).isEqualTo(0.1915194503788923);
        assertThat(random.nextDouble()).isEqualTo(0.6221087710398319);
        assertThat(random.nextDouble()).isEqualTo(0.4377277390071145);
    }

    @Test
    void firstCityOfTsp100IsThePublishedOne() {
        double[][] cities = dev.ansatz.problems.tsp.KoolTestSets.first(100, 1)
                .get(0)
                .distances()
                .coordinates();
        assertThat(cities).hasDimensions(100, 2);
        assertThat(cities[0][0]).isCloseTo(0.19151945, within(1e-8));
        assertThat(cities[0][1]).isCloseTo(0.62210877, within(1e-8));
    }

    @Test
    void cvrp100DrawsAllDepotsThenAllCustomersThenAllDemands() {
        List<CvrpInstance> all = dev.ansatz.problems.cvrp.KoolTestSets.first(100, 10_000);
        CvrpInstance first = all.get(0);
        assertThat(first.distances().coordinates()[0]).containsExactly(0.1915194503788923, 0.6221087710398319);
        assertCloseTo(first.distances().coordinates()[1], 0.55426939, 0.18097824);
        assertThat(Arrays.copyOfRange(first.demands(), 0, 11)).containsExactly(0, 1, 3, 1, 4, 4, 1, 6, 3, 6, 2);
        assertThat(first.capacity()).isEqualTo(50);
        CvrpInstance last = all.get(9_999);
        assertCloseTo(last.distances().coordinates()[100], 0.39601505, 0.13458514);
        assertThat(Arrays.copyOfRange(last.demands(), 96, 101)).containsExactly(8, 2, 9, 5, 6);
    }

    @Test
    void cvrp150HasSeed1235AndCapacity60() {
        List<CvrpInstance> all = dev.ansatz.problems.cvrp.KoolTestSets.first(150, 1_000);
        assertCloseTo(all.get(0).distances().coordinates()[1], 0.73148673, 0.54493177);
        assertThat(Arrays.copyOfRange(all.get(0).demands(), 1, 11)).containsExactly(6, 2, 3, 7, 8, 8, 2, 8, 9, 9);
        assertThat(Arrays.copyOfRange(all.get(999).demands(), 146, 151)).containsExactly(8, 8, 2, 8, 3);
        assertThat(all.get(0).capacity()).isEqualTo(60);
    }

    private static void assertCloseTo(double[] point, double x, double y) {
        assertThat(point[0]).isCloseTo(x, within(5e-9));
        assertThat(point[1]).isCloseTo(y, within(5e-9));
    }

    @Test
    void sizesWithoutASetAreRefused() {
        assertThatThrownBy(() -> dev.ansatz.problems.tsp.KoolTestSets.first(99, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99 cities");
    }
}
