package dev.ansatz.problems.cvrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import org.junit.jupiter.api.Test;

/** Instances with some of the customers of another. */
class CvrpInstanceTest {
    /** The depot in the origin, customer i at (10 i, 0) with demand i. */
    private static final CvrpInstance LINE = new CvrpInstance(
            "line",
            new CoordinateDistances(new double[] {0, 10, 20, 30, 40}, new double[5], Metric.EUC_2D),
            new long[] {0, 1, 2, 3, 4},
            5,
            3,
            99.0,
            1);

    /** The same by a matrix, whose distance from i to j is 100 i + j. */
    private static CvrpInstance byMatrix() {
        double[] matrix = new double[25];
        for (int i = 0; i < 25; i++) {
            matrix[i] = i / 5 == i % 5 ? 0 : 100.0 * (i / 5) + i % 5;
        }
        return new CvrpInstance("matrix", new MatrixDistances(5, matrix, null), LINE.demands(), 5);
    }

    @Test
    void aRestrictionHasItsCustomersInTheOrderGivenAndKeepsEverythingElse() {
        CvrpInstance some = LINE.restrictedTo(4, 2);
        assertThat(some.demands()).containsExactly(0, 4, 2);
        assertThat(some.distances().coordinates()).isDeepEqualTo(new double[][] {{0, 0}, {40, 0}, {20, 0}});
        assertThat(some.distances().between(1, 2)).isEqualTo(20);
        assertThat(some.capacity()).isEqualTo(5);
        assertThat(some.maxVehicles()).isEqualTo(3);
        assertThat(some.maxRouteLength()).isEqualTo(99);
        assertThat(some.serviceTime()).isEqualTo(1);

        CvrpInstance asymmetric = byMatrix().restrictedTo(4, 2);
        assertThat(asymmetric.distances().between(1, 2)).isEqualTo(402);
        assertThat(asymmetric.distances().between(2, 1)).isEqualTo(204);
        assertThat(asymmetric.distances().between(0, 1)).isEqualTo(4);
    }

    @Test
    void aDistrictIsACustomerAndThoseNearestToIt() {
        assertThat(LINE.district(4, 2).demands()).containsExactly(0, 3, 4);
        assertThat(LINE.district(1, 1).demands()).containsExactly(0, 1);
        assertThat(LINE.district(1, 9).demands()).isEqualTo(LINE.demands());
        assertThatThrownBy(() -> byMatrix().district(1, 2)).hasMessage("The nodes of matrix have no coordinates.");
    }

    @Test
    void customersThatDoNotExistAreRefused() {
        String message = "There is no customer 5; they are numbered from 1 to 4.";
        assertThatThrownBy(() -> LINE.restrictedTo(1, 5)).hasMessage(message);
        assertThatThrownBy(() -> LINE.district(5, 1)).hasMessage(message);
        assertThatThrownBy(() -> LINE.withoutCustomer(5)).hasMessage(message);
        assertThat(LINE.withoutCustomer(2).demands()).containsExactly(0, 1, 3, 4);
    }
}
