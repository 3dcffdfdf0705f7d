package dev.ansatz.problems.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentBoundTest {
    private static Distances matrix(int n, double... distances) {
        return new MatrixDistances(n, distances, null);
    }

    /** The cheapest choice of a successor other than itself for each city, by trying all. */
    private static double assignment(Distances d, int city, int used) {
        if (city == d.size()) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < d.size(); j++) {
            if (j != city && (used >> j & 1) == 0) {
                best = Math.min(best, d.between(city, j) + assignment(d, city + 1, used | 1 << j));
            }
        }
        return best;
    }

    @Test
    void twoPairsOfNearCitiesCostTheirOwnWaysOnly() {
        // 1 - 2 there and back for 1 + 2, 3 - 4 for 3 + 4; a tour has to cross twice.
        Distances d = matrix(4, 0, 1, 50, 50, 2, 0, 50, 50, 50, 50, 0, 3, 50, 50, 4, 0);
        assertThat(AssignmentBound.of(d).bound()).isEqualTo(10);
    }

    @Test
    void oneAndTwoCities() {
        assertThat(AssignmentBound.of(matrix(1, 0)).bound()).isZero();
        assertThat(AssignmentBound.of(matrix(2, 0, 3, 4, 0)).bound()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheOptimumOfTheAssignmentAndItsPotentialsAreFeasible(long seed) {
        Random random = new Random(seed);
        int n = 3 + random.nextInt(5);
        boolean whole = seed % 2 == 0;
        double[] d = random.doubles(n * n, 0, 100)
                .map(value -> whole ? Math.rint(value) : value)
                .toArray();
        Distances distances = matrix(n, d);
        AssignmentBound bound = AssignmentBound.of(distances);
        double optimum = assignment(distances, 0, 0);
        assertThat(bound.bound()).isEqualTo(optimum, within(1e-9)).isLessThanOrEqualTo(optimum);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    assertThat(distances.between(i, j))
                            .isGreaterThanOrEqualTo(bound.leaving(i) + bound.entering(j) - 1e-9);
                }
            }
        }
        // Ended early it is weaker, not wrong.
        assertThat(AssignmentBound.of(distances, () -> true).bound()).isLessThanOrEqualTo(optimum);
    }

    @Test
    void isTheBoundOfAsymmetricInstancesOnlyAndHeldKarpThatOfSymmetricOnes() {
        TspInstance oneWay = new TspInstance("one-way", matrix(3, 0, 1, 9, 9, 0, 1, 1, 9, 0));
        assertThat(Objects.requireNonNull(Tsp.PROBLEM.bound(oneWay)).value()).isEqualTo(3);
        assertThat(Tsp.PROBLEM.bound(Tsp.PROBLEM.generate(5, 1, "uniform"))).isNull();
        assertThatThrownBy(() -> HeldKarpBound.of(oneWay, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("symmetric");
        assertThatThrownBy(() -> TspGraph.complete(oneWay)).isInstanceOf(IllegalArgumentException.class);
    }
}
