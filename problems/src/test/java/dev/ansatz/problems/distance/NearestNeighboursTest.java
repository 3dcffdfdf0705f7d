package dev.ansatz.problems.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNeighboursTest {
    /** Distances to the neighbours found equal the smallest distances by brute force; no node is repeated or its own. */
    private static void assertNearest(Distances distances, int[] nodes, int k) {
        int[] found = NearestNeighbours.of(distances, nodes, k);
        assertThat(found).hasSize(nodes.length * k);
        for (int i = 0; i < nodes.length; i++) {
            int node = nodes[i];
            int[] list = Arrays.copyOfRange(found, i * k, (i + 1) * k);
            double[] expected = Arrays.stream(nodes)
                    .filter(j -> j != node)
                    .mapToDouble(j -> distances.between(node, j) + distances.between(j, node))
                    .sorted()
                    .limit(k)
                    .toArray();
            assertThat(Arrays.stream(list)
                            .mapToDouble(j -> distances.between(node, j) + distances.between(j, node))
                            .toArray())
                    .containsExactly(expected);
            assertThat(list).doesNotHaveDuplicates().doesNotContain(node);
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void coordinatesAgreeWithBruteForce(Metric metric) {
        Random random = new Random(1);
        for (int n : new int[] {1, 2, 9, 40, 300}) {
            double scale = metric == Metric.GEO ? 80 : 1000;
            double[] x = random.doubles(n, -scale, scale).toArray();
            double[] y = random.doubles(n, -scale, scale).toArray();
            int[] all = IntStream.range(0, n).toArray();
            assertNearest(new CoordinateDistances(x, y, metric), all, Math.min(7, n - 1));
        }
    }

    @Test
    void subsetOfTheNodes() {
        Random random = new Random(2);
        Distances distances = new CoordinateDistances(
                random.doubles(200).toArray(), random.doubles(200).toArray(), Metric.EXACT_2D);
        assertNearest(distances, IntStream.range(0, 200).filter(i -> i % 3 == 1).toArray(), 12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void matricesAgreeWithBruteForceAlsoAsymmetricOnes(boolean symmetric) {
        Random random = new Random(3);
        int n = 60;
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = i == j ? 0 : symmetric && j < i ? matrix[j * n + i] : random.nextInt(50);
            }
        }
        int[] all = IntStream.range(0, n).toArray();
        assertNearest(new MatrixDistances(n, matrix, null), all, 10);
        assertNearest(new MatrixDistances(n, matrix, null), all, n - 1);
    }

    @Test
    void manyNodesAtOnePointAreNotQuadratic() {
        int n = 100_000;
        int[] found = NearestNeighbours.of(new CoordinateDistances(new double[n], new double[n], Metric.EUC_2D), 10);
        assertThat(found).hasSize(10 * n);
        assertThat(Arrays.copyOf(found, 10)).doesNotHaveDuplicates().doesNotContain(0);
    }

    @Test
    void tooManyNeighboursAreRefused() {
        Distances two = new CoordinateDistances(new double[2], new double[2], Metric.EUC_2D);
        assertThatThrownBy(() -> NearestNeighbours.of(two, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
