package dev.ansatz.classical.cvrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CvrpLocalSearchTest {
    private final CvrpLocalSearch engine = new CvrpLocalSearch();

    private static CvrpInstance uniform(int n, long seed) {
        return Cvrp.PROBLEM.generate(n, seed, "uniform");
    }

    private static Distances points(int nodes, long seed, Metric metric) {
        Random random = new Random(seed);
        return new CoordinateDistances(
                random.doubles(nodes, 0, 1000).toArray(),
                random.doubles(nodes, 0, 1000).toArray(),
                metric);
    }

    private static Distances asymmetric(int nodes, long seed) {
        Random random = new Random(seed);
        double[] matrix = new double[nodes * nodes];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = i % (nodes + 1) == 0 ? 0 : 1 + random.nextInt(99);
        }
        return new MatrixDistances(nodes, matrix, null);
    }

    private static long[] demands(int customers, long seed, int largest) {
        Random random = new Random(seed);
        long[] demands = new long[customers + 1];
        for (int i = 1; i <= customers; i++) {
            demands[i] = random.nextInt(largest + 1);
        }
        return demands;
    }

    /** The cheapest feasible plan by enumeration: each customer in turn at every place of every route, or alone. */
    private static double bruteForce(CvrpInstance instance, int[][] routes, int customer) {
        if (customer > instance.size()) {
            var evaluation = Cvrp.PROBLEM.evaluate(instance, new Routes(routes));
            return evaluation.feasible() ? evaluation.objective() : Double.POSITIVE_INFINITY;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int r = 0; r <= routes.length; r++) {
            int[] route = r == routes.length ? new int[0] : routes[r];
            for (int at = 0; at <= route.length; at++) {
                int[] longer = new int[route.length + 1];
                System.arraycopy(route, 0, longer, 0, at);
                longer[at] = customer;
                System.arraycopy(route, at, longer, at + 1, route.length - at);
                int[][] changed = Arrays.copyOf(routes, Math.max(routes.length, r + 1));
                changed[r] = longer;
                best = Math.min(best, bruteForce(instance, changed, customer + 1));
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6})
    void verySmallInstancesAreOptimalAndProvenSo(int n) {
        for (long seed = 1; seed <= 3; seed++) {
            for (Integer vehicles : new @Nullable Integer[] {null, 2}) {
                for (Double limit : new @Nullable Double[] {null, 1_900.0}) {
                    for (Distances distances :
                            new Distances[] {points(n + 1, seed, Metric.EUC_2D), asymmetric(n + 1, seed)}) {
                        CvrpInstance instance =
                                new CvrpInstance("small", distances, demands(n, seed, 5), 9, vehicles, limit, 10);
                        double optimum = bruteForce(instance, new int[0][], 1);
                        Outcome<Routes> outcome = engine.solve(instance, Options.ofIterations(10));
                        if (optimum == Double.POSITIVE_INFINITY) {
                            assertThat(outcome.status()).isEqualTo(Status.INFEASIBLE);
                        } else {
                            assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
                            assertThat(outcome.objective()).isEqualTo(optimum);
                        }
                    }
                }
            }
        }
    }

    /** Clusters of exactly one vehicle load each, far from each other: the optimum visits one cluster per route. */
    @Test
    void eachFullClusterIsOneRoute() {
        int clusters = 6;
        int size = 5;
        double[] x = new double[clusters * size + 1];
        double[] y = new double[clusters * size + 1];
        long[] demands = new long[clusters * size + 1];
        double optimum = 0;
        for (int cluster = 0; cluster < clusters; cluster++) {
            double angle = 2 * Math.PI * cluster / clusters;
            for (int i = 0; i < size; i++) {
                int node = 1 + i * clusters + cluster;
                // On a ray from the depot: there and back is twice the farthest.
                x[node] = Math.cos(angle) * (1000 + i);
                y[node] = Math.sin(angle) * (1000 + i);
                demands[node] = 2;
            }
            optimum += 2 * (1000 + size - 1);
        }
        CvrpInstance instance =
                new CvrpInstance("clusters", new CoordinateDistances(x, y, Metric.EXACT_2D), demands, 2L * size);
        int[][] alone = new int[clusters * size][];
        for (int i = 0; i < alone.length; i++) {
            alone[i] = new int[] {i + 1};
        }
        Outcome<Routes> outcome =
                engine.solve(instance, Options.<Routes>ofIterations(5_000).withWarmStart(new Routes(alone)));
        assertThat(outcome.best().count()).isEqualTo(clusters);
        assertThat(outcome.objective()).isCloseTo(optimum, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void improvesSavingsWithoutTheClock(long seed) {
        CvrpInstance[] instances = {
            uniform(200, seed),
            new CvrpInstance("asymmetric", asymmetric(61, seed), demands(60, seed, 9), 40),
            new CvrpInstance(
                    "limited", points(81, seed, Metric.EXACT_2D), demands(80, seed, 9), 1_000, null, 3_500.0, 30),
            new CvrpInstance("no demand", points(51, seed, Metric.CEIL_2D), new long[51], 0),
        };
        for (CvrpInstance instance : instances) {
            double savings =
                    new Savings().solve(instance, Options.ofIterations(0)).objective();
            Options<Routes> options = Options.<Routes>ofIterations(3_000).withSeed(seed);
            Outcome<Routes> outcome = engine.solve(instance, options);
            assertThat(outcome.objective()).isLessThan(savings);
            assertThat(engine.solve(instance, options).best()).isEqualTo(outcome.best());
            Outcome<Routes> warm = engine.solve(
                    instance, options.withIterationLimit(50L).withSeed(9).withWarmStart(outcome.best()));
            assertThat(warm.objective()).isLessThanOrEqualTo(outcome.objective());
        }
    }

    /** Every vehicle is filled to the last unit, which neither savings nor best fit achieves. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aFleetWithoutAnySlackIsPacked(long seed) {
        Random random = new Random(seed);
        int vehicles = 8;
        long[] demands = new long[1 + 3 * vehicles];
        for (int v = 0; v < vehicles; v++) {
            int a = 26 + random.nextInt(20);
            int b = 26 + random.nextInt(20);
            demands[1 + 3 * v] = a;
            demands[2 + 3 * v] = b;
            demands[3 + 3 * v] = 100 - a - b;
        }
        CvrpInstance instance =
                new CvrpInstance("tight", points(demands.length, seed, Metric.EUC_2D), demands, 100, vehicles, null, 0);
        Outcome<Routes> outcome = engine.solve(instance, Options.<Routes>ofIterations(200_000));
        assertThat(outcome.solved()).isTrue();
        assertThat(outcome.best().count()).isEqualTo(vehicles);
    }

    @Test
    void severalStartsAreTakenBestFirstThenByWhatIsNewInThem() {
        CvrpInstance instance = new CvrpInstance(
                "line",
                new CoordinateDistances(new double[] {0, 1, 2, 3, 4, 5, 6}, new double[7], Metric.EUC_2D),
                new long[] {0, 1, 1, 1, 1, 1, 1},
                6);
        Routes best = new Routes(new int[][] {{1, 2, 3, 4, 5, 6}});
        Routes turned = new Routes(new int[][] {{6, 5, 4, 3, 2, 1}});
        Routes near = new Routes(new int[][] {{2, 1, 3, 4, 5, 6}});
        Routes far = new Routes(new int[][] {{1, 4}, {2, 6}, {3, 5}});
        assertThat(CvrpLocalSearch.diverse(instance, List.of(near, turned, far, best, near)))
                .containsExactly(turned.toArray(), far.toArray(), near.toArray());
        assertThat(CvrpLocalSearch.diverse(instance, List.of())).isEmpty();
    }

    @Test
    void selfCheckNoticesAWrongCache() {
        CvrpInstance instance = uniform(40, 1);
        RoutePlan plan = new RoutePlan(instance, new DistanceLookup(instance.distances()));
        plan.load(SavingsRoutes.routes(instance));
        int route = plan.route(0);
        plan.load[route]++;
        assertThatThrownBy(plan::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Load of route");
        plan.load[route]--;
        plan.out[plan.first[route]] += 1;
        assertThatThrownBy(plan::rollback)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Distance behind");
    }

    @Test
    void allCustomersAtTheDepot() {
        int n = 200;
        CvrpInstance instance = new CvrpInstance(
                "point",
                new CoordinateDistances(new double[n + 1], new double[n + 1], Metric.EUC_2D),
                demands(n, 1, 9),
                20);
        assertThat(engine.solve(instance, Options.ofIterations(200)).objective())
                .isZero();
    }

    @Tag("slow")
    @Test
    void tenThousandCustomersWithinTheLimit() {
        CvrpInstance instance = uniform(10_000, 1);
        Outcome<Routes> outcome = engine.solve(instance, Options.ofTime(Duration.ofMillis(2_500)));
        assertThat(outcome.objective()).isLessThan(outcome.trace().get(0).objective());
        assertThat(outcome.seconds()).isLessThan(4);
    }

    @Test
    void threadsAndInterruptsLeaveAValidPlan() {
        CvrpInstance instance = uniform(300, 1);
        assertThat(engine.solve(
                                instance,
                                Options.<Routes>ofTime(Duration.ofMillis(300)).withThreads(3))
                        .solved())
                .isTrue();
        Thread.currentThread().interrupt();
        Outcome<Routes> outcome = engine.solve(
                instance, Options.<Routes>ofTime(Duration.ofSeconds(60)).withThreads(2));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.solved()).isTrue();
        assertThat(outcome.seconds()).isLessThan(10);
    }

    /** 240 customers fill 120 vehicles in pairs; two others fit together, but each is far down the other's list of neighbours. */
    @Test
    void twoThatShareAVehicleFindEachOtherThoughHundredsOfCustomersAreNearer() {
        int crowd = 240;
        double[] x = new double[crowd + 3];
        double[] y = new double[crowd + 3];
        long[] demands = new long[crowd + 3];
        for (int i = 1; i <= crowd; i++) {
            x[i] = 1000 + i % 16;
            y[i] = i / 16;
            demands[i] = 5;
        }
        x[crowd + 1] = 500; // on the way
        demands[crowd + 1] = 9;
        x[crowd + 2] = 1060; // behind the crowd
        demands[crowd + 2] = 1;
        CvrpInstance instance = new CvrpInstance("crowd", new CoordinateDistances(x, y, Metric.EXACT_2D), demands, 10);
        Routes routes =
                engine.solve(instance, Options.<Routes>ofIterations(3000)).solution();
        assertThat(Arrays.stream(routes.toArray()).filter(route -> route.length > 0))
                .hasSize(crowd / 2 + 1);
    }
}
