package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorsTest {
    @Test
    void theSameSeedGivesTheSameInstanceAndAnotherSeedAnother() {
        for (String distribution : Tsp.PROBLEM.generator().distributions()) {
            var one = Tsp.PROBLEM.generate(50, 7, distribution).distances().coordinates();
            assertThat(one)
                    .isEqualTo(Tsp.PROBLEM
                            .generate(50, 7, distribution)
                            .distances()
                            .coordinates())
                    .isNotEqualTo(Tsp.PROBLEM
                            .generate(50, 8, distribution)
                            .distances()
                            .coordinates());
        }
        for (String distribution : Cvrp.PROBLEM.generator().distributions()) {
            CvrpInstance one = Cvrp.PROBLEM.generate(50, 7, distribution);
            CvrpInstance same = Cvrp.PROBLEM.generate(50, 7, distribution);
            CvrpInstance other = Cvrp.PROBLEM.generate(50, 8, distribution);
            assertThat(one.demands()).isEqualTo(same.demands());
            assertThat(one.distances().coordinates()).isEqualTo(same.distances().coordinates());
            assertThat(one.distances().coordinates())
                    .isNotEqualTo(other.distances().coordinates());
        }
    }

    /** Mean distance to the nearest neighbour, in units of the one expected of uniform points, 0.5 * sqrt(area / n). */
    private static double nearness(TspInstance instance) {
        int n = instance.size();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                nearest = i == j
                        ? nearest
                        : Math.min(nearest, instance.distances().between(i, j));
            }
            sum += nearest;
        }
        return sum / n / (0.5 * 10_000 / Math.sqrt(n));
    }

    @Test
    void uniformCitiesAreSpreadAndClusteredOnesClose() {
        assertThat(nearness(Tsp.PROBLEM.generate(1_000, 1, "uniform"))).isBetween(0.95, 1.1);
        assertThat(nearness(Tsp.PROBLEM.generate(1_000, 1, "clustered"))).isLessThan(0.75);
    }

    /** Uniform points leave a circle of a tenth of the square empty with probability 10^-45; the border may be inside the crater. */
    @Test
    void anExplosionLeavesACrater() {
        for (int seed = 1; seed <= 5; seed++) {
            TspInstance instance = Tsp.PROBLEM.generate(1_000, seed, "explosion");
            double[][] points = points(instance);
            assertThat(List.of(points)).allMatch(p -> p[0] >= 0 && p[0] <= 10_000 && p[1] >= 0 && p[1] <= 10_000);
            double widest = 0;
            for (int cx = 0; cx <= 10_000; cx += 250) {
                for (int cy = 0; cy <= 10_000; cy += 250) {
                    double nearest = Double.POSITIVE_INFINITY;
                    for (double[] p : points) {
                        if (p[0] > 0 && p[0] < 10_000 && p[1] > 0 && p[1] < 10_000) {
                            nearest = Math.min(nearest, Math.hypot(p[0] - cx, p[1] - cy));
                        }
                    }
                    widest = Math.max(widest, nearest);
                }
            }
            assertThat(widest).isGreaterThan(1_750); // R is at least 2,000, the grid of centres 250 wide
        }
    }

    @Test
    void aRotationTurnsSomeOfTheUniformCitiesAndKeepsThemInTheSquare() {
        for (int seed = 1; seed <= 5; seed++) {
            TspInstance instance = Tsp.PROBLEM.generate(1_000, seed, "rotation");
            double[][] points = points(instance);
            assertThat(List.of(points)).allMatch(p -> p[0] >= 0 && p[0] <= 10_000 && p[1] >= 0 && p[1] <= 10_000);
            long atBorder = Arrays.stream(points)
                    .filter(p -> p[0] == 0 || p[0] == 10_000 || p[1] == 0 || p[1] == 10_000)
                    .count();
            assertThat(atBorder).isLessThan(150); // at 45 degrees 17 % of those that turn leave the square
            assertThat(nearness(instance)).isBetween(0.85, 1.1);
        }
    }

    private static double[][] points(TspInstance instance) {
        double[][] points = Objects.requireNonNull(instance.distances().coordinates());
        return points;
    }

    @ParameterizedTest
    @CsvSource({
        "5, 20",
        "10, 20",
        "20, 30",
        "35, 35",
        "50, 40",
        "100, 50",
        "125, 55",
        "150, 60",
        "200, 70",
        "350, 85",
        "500, 100",
        "1000, 150",
        "2000, 150"
    })
    void uniformDemandsAreOneToNineAndTheCapacityThatOfKool(int size, long capacity) {
        CvrpInstance instance = Cvrp.PROBLEM.generate(size, 3, "uniform");
        assertThat(instance.capacity()).isEqualTo(capacity);
        assertThat(Arrays.stream(instance.demands()).skip(1)).allMatch(d -> d >= 1 && d <= 9);
        if (size >= 1000) {
            assertThat(Arrays.stream(instance.demands()).skip(1).average().orElseThrow())
                    .isBetween(4.7, 5.3);
        }
    }

    @ParameterizedTest
    @CsvSource({"U, 1, 1", "1-10, 1, 10", "5-10, 5, 10", "1-100, 1, 100", "50-100, 50, 100", "Q, 1, 100", "SL, 1, 100"})
    void xDemandsFillTheirRangeAndRoutesHoldThreeToTwentyFive(String demand, long low, long high) {
        CvrpInstance instance = Cvrp.PROBLEM.generate(2_000, 5, "x-C-RC-" + demand);
        long[] demands = Arrays.stream(instance.demands()).skip(1).toArray();
        assertThat(Arrays.stream(demands).min()).hasValue(low);
        assertThat(Arrays.stream(demands).max()).hasValue(high);
        double routeSize =
                instance.capacity() / Arrays.stream(demands).average().orElseThrow();
        assertThat(routeSize).isBetween(2.9, 26.0);
        assertThat(instance.distances().coordinates()[0]).containsExactly(500, 500);
    }

    @Test
    void quadrantDemandsAreLargeInTwoOppositeQuadrants() {
        CvrpInstance instance = Cvrp.PROBLEM.generate(500, 5, "x-E-R-Q");
        double[][] nodes = instance.distances().coordinates();
        assertThat(nodes[0]).containsExactly(0, 0);
        for (int i = 1; i <= 500; i++) {
            boolean large = (nodes[i][0] < 500) == (nodes[i][1] < 500);
            assertThat(instance.demand(i) > 50).isEqualTo(large);
        }
    }

    @Test
    void aDistrictIsTheNeighbourhoodOfACustomerOfALargerXInstance() {
        for (int seed = 1; seed <= 5; seed++) {
            CvrpInstance city = Cvrp.PROBLEM.generate(200, seed, "x");
            CvrpInstance district = Cvrp.PROBLEM.generate(50, seed, "district");
            double[][] all = city.distances().coordinates();
            double[][] nodes = district.distances().coordinates();
            assertThat(nodes[0]).isEqualTo(all[0]);
            assertThat(district.capacity()).isEqualTo(city.capacity());
            List<List<Double>> inside = Arrays.stream(nodes)
                    .skip(1)
                    .map(node -> List.of(node[0], node[1]))
                    .toList();
            List<double[]> outside = Arrays.stream(all)
                    .skip(1)
                    .filter(node -> !inside.contains(List.of(node[0], node[1])))
                    .toList();
            assertThat(outside).hasSizeBetween(140, 150); // chance may put two in one place
            // All others are farther from some customer of the district than each of the district is.
            assertThat(inside).anyMatch(centre -> {
                double radius = inside.stream()
                        .mapToDouble(c -> Math.hypot(c.get(0) - centre.get(0), c.get(1) - centre.get(1)))
                        .max()
                        .orElseThrow();
                return outside.stream().allMatch(c -> Math.hypot(c[0] - centre.get(0), c[1] - centre.get(1)) >= radius);
            });
        }
    }

    @Test
    void recurringDaysShareTheDepotAndTheAddressesOfOneCity() {
        Set<List<Double>> city = new HashSet<>();
        int visits = 0;
        for (int day = 1; day <= 40; day++) {
            double[][] nodes =
                    Cvrp.PROBLEM.generate(200, day, "recurring").distances().coordinates();
            assertThat(nodes[0])
                    .isEqualTo(Cvrp.PROBLEM
                            .generate(200, 1, "recurring")
                            .distances()
                            .coordinates()[0]);
            Set<List<Double>> today = new HashSet<>();
            for (int i = 1; i < nodes.length; i++) {
                today.add(List.of(nodes[i][0], nodes[i][1]));
            }
            visits += today.size();
            city.addAll(today);
        }
        // 400 addresses, of which chance may put two in one place; each orders every second day.
        assertThat(city.size()).isBetween(398, 400);
        assertThat(visits).isBetween(40 * 199, 40 * 200);
    }

    @Test
    void anotherSeedOfThePlaceIsAnotherCityOrShop() {
        assertThat(Cvrp.PROBLEM.generate(20, 1, "recurring-7").distances().coordinates()[0])
                .isEqualTo(
                        Cvrp.PROBLEM.generate(20, 2, "recurring-7").distances().coordinates()[0])
                .isNotEqualTo(
                        Cvrp.PROBLEM.generate(20, 1, "recurring").distances().coordinates()[0]);
        JobShopInstance day = JobShop.PROBLEM.generate("6x4", 1, "recurring-7");
        assertThat(day.name()).isEqualTo("recurring-7-6x4-1");
        assertThat(day).isNotEqualTo(JobShop.PROBLEM.generate("6x4", 1, "recurring-8"));
        assertThatThrownBy(() -> JobShop.PROBLEM.generate("6x4", 1, "recurring-x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must be recurring or recurring-SEED");
    }

    @Test
    void aShopHasTwiceAsManyProductsAsADayHasJobs() {
        Set<List<Integer>> routes = new HashSet<>();
        for (int day = 1; day <= 60; day++) {
            JobShopInstance shop = JobShop.PROBLEM.generate("6x8", day, "recurring");
            for (int job = 0; job < shop.jobs(); job++) {
                int own = job;
                routes.add(IntStream.range(0, 8)
                        .mapToObj(op -> shop.machine(own, op))
                        .toList());
            }
        }
        assertThat(routes).hasSize(12);
    }

    @Tag("slow")
    @Test
    void everySizeFromOneToAHundredThousandWorks() {
        for (String distribution : Cvrp.PROBLEM.generator().distributions()) {
            assertThat(Cvrp.PROBLEM.generate(1, 1, distribution).size()).isEqualTo(1);
            assertThat(Cvrp.PROBLEM.generate(100_000, 1, distribution).size()).isEqualTo(100_000);
        }
        assertThat(Tsp.PROBLEM.generate(100_000, 1, "clustered").size()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gauss", "x-Z-R-U", "x-C", "x-C-R-2-9"})
    void unknownDistributionsAreRefusedWithTheKnownOnes(String distribution) {
        assertThatThrownBy(() -> Cvrp.PROBLEM.generate(10, 1, distribution))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'" + distribution + "'; known are uniform, clustered, x");
    }

    @Test
    void sizesBelowOneAreRefused() {
        assertThatThrownBy(() -> Tsp.PROBLEM.generate(0, 1, "uniform")).isInstanceOf(InputException.class);
    }
}
