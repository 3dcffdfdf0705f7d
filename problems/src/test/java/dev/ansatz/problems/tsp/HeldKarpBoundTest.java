package dev.ansatz.problems.tsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeldKarpBoundTest {
    /** Optimal tour length by dynamic programming over subsets. */
    private static double optimum(Distances distances) {
        int n = distances.size() - 1; // city n is where the tour begins
        double[][] best = new double[1 << n][n];
        for (double[] row : best) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        for (int i = 0; i < n; i++) {
            best[1 << i][i] = distances.between(n, i);
        }
        for (int set = 1; set < 1 << n; set++) {
            for (int last = 0; last < n; last++) {
                for (int next = 0; next < n && best[set][last] < Double.POSITIVE_INFINITY; next++) {
                    if ((set >> next & 1) == 0) {
                        int grown = set | 1 << next;
                        best[grown][next] =
                                Math.min(best[grown][next], best[set][last] + distances.between(last, next));
                    }
                }
            }
        }
        double optimum = Double.POSITIVE_INFINITY;
        for (int last = 0; last < n; last++) {
            optimum = Math.min(optimum, best[(1 << n) - 1][last] + distances.between(last, n));
        }
        return optimum;
    }

    @Test
    void neverAboveTheOptimumAndWithinTwoPercentOnAverage() {
        double gaps = 0;
        int cases = 40;
        for (int seed = 0; seed < cases; seed++) {
            TspInstance instance = Tsp.PROBLEM.generate(4 + seed % 8, seed, seed % 2 == 0 ? "uniform" : "clustered");
            double optimum = optimum(instance.distances());
            double bound = HeldKarpBound.of(instance, 200);
            assertThat(bound).as(instance.name()).isLessThanOrEqualTo(optimum).isEqualTo(Math.rint(bound));
            gaps += (optimum - bound) / optimum;
        }
        assertThat(gaps / cases).isLessThan(0.02);
    }

    @Test
    void realDistancesKeepABoundBelowTheOptimum() {
        for (TspInstance set : KoolTestSets.first(100, 20)) {
            double[][] all = set.distances().coordinates();
            double[] x = new double[11];
            double[] y = new double[11];
            for (int i = 0; i < 11; i++) {
                x[i] = all[i][0];
                y[i] = all[i][1];
            }
            TspInstance part = new TspInstance("part", new CoordinateDistances(x, y, Metric.EXACT_2D));
            double optimum = optimum(part.distances());
            assertThat(HeldKarpBound.of(part, 300)).isBetween(0.95 * optimum, optimum);
        }
    }

    @Test
    void tinyInstancesAreExact() {
        double[] x = {0, 3, 3};
        double[] y = {0, 0, 4};
        for (int n = 1; n <= 3; n++) {
            TspInstance instance = new TspInstance(
                    "tiny", new CoordinateDistances(Arrays.copyOf(x, n), Arrays.copyOf(y, n), Metric.EUC_2D));
            assertThat(HeldKarpBound.of(instance, 10)).isEqualTo(new double[] {0, 6, 12}[n - 1]);
        }
    }

    @Test
    void theTimeLimitEndsTheAscent() {
        TspInstance large = Tsp.PROBLEM.generate(2_500, 1, "uniform");
        long begin = System.nanoTime();
        double bound = HeldKarpBound.of(large, Duration.ofMillis(500));
        assertThat((System.nanoTime() - begin) / 1e9).isLessThan(3);
        assertThat(bound).isGreaterThanOrEqualTo(0);
        assertThat(HeldKarpBound.of(large, Duration.ZERO)).isZero();
    }

    /** Random uniform tours measure about 0.7124 * sqrt(n * area) (Johnson, McGeoch and Rothberg 1996). */
    @Test
    void largeInstancesNeedNoMatrix() {
        double bound = HeldKarpBound.of(Tsp.PROBLEM.generate(3_100, 1, "uniform"), 10);
        assertThat(bound).isBetween(0.6 * Math.sqrt(3_100.0) * 10_000, 0.75 * Math.sqrt(3_100.0) * 10_000);
    }
}
