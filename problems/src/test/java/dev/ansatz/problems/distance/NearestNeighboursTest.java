package dev.ansatz.problems.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
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
            double scale = metric.geographic() ? 80 : 1000;
            double[] x = random.doubles(n, -scale, scale).toArray();
            double[] y = random.doubles(n, -scale, scale).toArray();
            int[] all = IntStream.range(0, n).toArray();
            assertNearest(new CoordinateDistances(x, y, metric), all, Math.min(7, n - 1));
        }
    }

    /** Two far clusters: the nearest nodes are all of the own cluster, the candidates by quadrants are not. */
    @Test
    void candidatesByQuadrantsHoldTheTwoNearestOfEachAndConnectClusters() {
        Random random = new Random(4);
        int n = 200;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = (i % 2) * 10_000 + random.nextInt(40);
            y[i] = random.nextInt(40);
        }
        x[4] = x[2]; // one city twice
        y[4] = y[2];
        Distances distances = new CoordinateDistances(x, y, Metric.EXACT_2D);
        int k = 10;
        int[] found = NearestNeighbours.byQuadrants(distances, k);
        int between = 0;
        for (int i = 0; i < n; i++) {
            int node = i;
            int[] list = Arrays.copyOfRange(found, i * k, (i + 1) * k);
            assertThat(list).doesNotHaveDuplicates().doesNotContain(node);
            double[] lengths = Arrays.stream(list)
                    .mapToDouble(j -> distances.between(node, j))
                    .toArray();
            assertThat(lengths).isSorted();
            for (int quadrant = 0; quadrant < 4; quadrant++) {
                double angle = quadrant * Math.PI / 2;
                double[] inside = IntStream.range(0, n)
                        .filter(j -> {
                            long dx =
                                    Math.round(Math.cos(angle) * (x[j] - x[node]) + Math.sin(angle) * (y[j] - y[node]));
                            long dy =
                                    Math.round(Math.cos(angle) * (y[j] - y[node]) - Math.sin(angle) * (x[j] - x[node]));
                            return dx > 0 && dy >= 0;
                        })
                        .mapToDouble(j -> distances.between(node, j))
                        .sorted()
                        .limit(2)
                        .toArray();
                for (double length : inside) {
                    assertThat(lengths).contains(length);
                }
            }
            between += (int) Arrays.stream(list).filter(j -> j % 2 != node % 2).count();
        }
        assertThat(between).isPositive();
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

    @Test
    void aCrowdAtOnePlaceIsNotAllThatIsNear() {
        int n = 3000;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i % 3 * 100;
            y[i] = i % 3 * 50;
        }
        CoordinateDistances distances = new CoordinateDistances(x, y, Metric.EUC_2D);
        for (int[] near :
                new int[][] {NearestNeighbours.of(distances, 20), NearestNeighbours.byQuadrants(distances, 8)}) {
            int k = near.length / n;
            int[] listed = new int[n];
            for (int i = 0; i < n; i++) {
                Set<Integer> places = new HashSet<>();
                Set<Integer> different = new HashSet<>();
                for (int j = i * k; j < (i + 1) * k; j++) {
                    assertThat(near[j]).isNotEqualTo(i);
                    places.add(near[j] % 3);
                    different.add(near[j]);
                    listed[near[j]]++;
                    if (j > i * k) {
                        assertThat(distances.between(i, near[j]))
                                .isGreaterThanOrEqualTo(distances.between(i, near[j - 1]));
                    }
                }
                assertThat(different).hasSize(k);
                assertThat(places).hasSize(3);
            }
            // Different ones for each: nobody is in very many lists.
            assertThat(Arrays.stream(listed).max().orElseThrow()).isLessThan(4 * k);
        }
    }

    @Test
    void manyCitiesAtOnePlaceTakeLinearTime() {
        int n = 200_000;
        CoordinateDistances distances = new CoordinateDistances(new double[n], new double[n], Metric.EUC_2D);
        // Quadratic work would be 4e10 distances, minutes.
        assertTimeout(Duration.ofSeconds(20), () -> NearestNeighbours.byQuadrants(distances, 8));
    }

    @Test
    void theNearestOpenNodeIsTheOneThatAScanFinds() {
        Random random = new Random(3);
        int n = 400;
        double[] x = random.doubles(n, 0, 100).toArray();
        double[] y = random.doubles(n, 0, 100).toArray();
        long[] weight = random.longs(n, 0, 10).toArray();
        CoordinateDistances distances = new CoordinateDistances(x, y, Metric.EXACT_2D);
        NearestOpen open = new NearestOpen(distances, weight);
        boolean[] closed = new boolean[n];
        for (int round = 0; round < n; round++) {
            int from = random.nextInt(n);
            long room = random.nextInt(11);
            int best = -1;
            for (int i = 0; i < n; i++) {
                if (!closed[i]
                        && weight[i] <= room
                        && i % 7 != 3
                        && (best < 0 || distances.between(from, i) < distances.between(from, best))) {
                    best = i;
                }
            }
            assertThat(open.nearest(from, room, node -> node % 7 != 3)).isEqualTo(best);
            int gone = random.nextInt(n);
            if (!closed[gone]) {
                open.close(gone);
                closed[gone] = true;
            }
        }
    }
}
