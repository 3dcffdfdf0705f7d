package dev.ansatz.classical.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distances that depend on the direction, in the engines of the TSP. */
class AsymmetricTspTest {
    /** Random distances, whole or real. */
    private static TspInstance random(int n, long seed) {
        Random random = new Random(seed);
        double[] d = random.doubles(n * n, 1, 1000)
                .map(value -> seed % 2 == 0 ? Math.rint(value) : value / 1000)
                .toArray();
        return new TspInstance("random", new MatrixDistances(n, d, null));
    }

    /** One-way streets: from each city to the next of a hidden order for 1, anywhere else for 10. */
    private static TspInstance ring(int n) {
        int[] order = IntStream.range(0, n).map(i -> (int) (i * 7919L % n)).toArray();
        double[] d = new double[n * n];
        Arrays.fill(d, 10);
        for (int i = 0; i < n; i++) {
            d[order[i] * n + order[(i + 1) % n]] = 1;
        }
        return new TspInstance("ring", new MatrixDistances(n, d, null));
    }

    private static double shortest(Distances d, int city, int visited) {
        int n = d.size();
        if (visited == (1 << n) - 1) {
            return d.between(city, 0);
        }
        double best = Double.POSITIVE_INFINITY;
        for (int next = 1; next < n; next++) {
            if ((visited >> next & 1) == 0) {
                best = Math.min(best, d.between(city, next) + shortest(d, next, visited | 1 << next));
            }
        }
        return best;
    }

    private static List<Solver<TspInstance, Tour>> takers(TspInstance instance) {
        return ClassicalEngines.of(Tsp.PROBLEM).stream()
                .filter(engine -> engine.refuses(instance) == null)
                .toList();
    }

    @Test
    void jgraphtRefusesByNameAndAllOtherEnginesTakeIt() {
        TspInstance instance = random(20, 1);
        assertThat(takers(instance))
                .extracting(Solver::name)
                .containsExactly("local-search", "ortools", "timefold", "greedy");
        assertThat(new JGraphTTours().refuses(instance)).contains("asymmetric").contains("random");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 8})
    void smallInstancesAreSolvedToTheOptimumAndProven(int n) {
        for (long seed = 1; seed <= 4; seed++) {
            TspInstance instance = random(n, seed);
            double optimum = shortest(instance.distances(), 0, 1);
            Outcome<Tour> outcome = new TspLocalSearch().solve(instance, Options.ofIterations(10));
            assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
            assertThat(outcome.objective()).isEqualTo(optimum, within(1e-9));
        }
    }

    @Test
    void ofThreeCitiesBothDirectionsAreTriedByAll() {
        TspInstance instance =
                new TspInstance("three", new MatrixDistances(3, new double[] {0, 5, 1, 1, 0, 5, 5, 1, 0}, null));
        for (Solver<TspInstance, Tour> engine : takers(instance)) {
            engine.warmUp();
            Outcome<Tour> outcome = engine.solve(instance, Options.ofTime(Duration.ofMillis(300)));
            assertThat(outcome.objective()).as(engine.name()).isEqualTo(3);
        }
    }

    /** Beyond the exact limit the search itself has to find the way round, against a start in the wrong direction. */
    @ParameterizedTest
    @ValueSource(ints = {13, 14, 50, 300})
    void oneWayStreetsAreFollowed(int n) {
        TspInstance instance = ring(n);
        int[] backwards =
                IntStream.range(0, n).map(i -> (int) ((n - 1 - i) * 7919L % n)).toArray();
        Outcome<Tour> outcome = new TspLocalSearch()
                .solve(instance, Options.<Tour>ofIterations(3_000).withWarmStart(new Tour(backwards)));
        assertThat(outcome.objective()).isEqualTo(n);
        assertThat(outcome.status()).as("by the assignment bound").isEqualTo(Status.OPTIMAL);
    }

    /** Optima of 13 cities by permutation would take too long: by dynamic programming, which small instances check. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theSearchFindsOptimaOfThirteenCities(long seed) {
        TspInstance instance = random(13, seed);
        double optimum = Tsp.PROBLEM
                .evaluate(instance, new Tour(ExactTour.of(instance.distances())))
                .objective();
        Outcome<Tour> outcome = new TspLocalSearch().solve(instance, Options.ofIterations(3_000));
        assertThat(outcome.objective()).isEqualTo(optimum, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sameSeedSameTourAndGreedyIsItsStart(long seed) {
        TspInstance instance = random(120, seed);
        Options<Tour> options = Options.<Tour>ofIterations(2_000).withSeed(seed);
        Outcome<Tour> outcome = new TspLocalSearch().solve(instance, options);
        Outcome<Tour> greedy = new GreedyTour().solve(instance, options);
        assertThat(new TspLocalSearch().solve(instance, options).best()).isEqualTo(outcome.best());
        assertThat(outcome.trace().get(0).objective()).isEqualTo(greedy.objective());
        assertThat(outcome.objective()).isLessThan(0.9 * greedy.objective());
    }

    @Test
    void manyCitiesKeepTheTimeLimit() {
        TspInstance instance = random(2_500, 2);
        Outcome<Tour> outcome = new TspLocalSearch().solve(instance, Options.ofTime(Duration.ofSeconds(2)));
        assertThat(outcome.solved()).isTrue();
        assertThat(outcome.seconds()).isLessThan(6);
    }

    @Test
    void severalThreads() {
        TspInstance instance = ring(200);
        Outcome<Tour> outcome = new TspLocalSearch()
                .solve(instance, Options.<Tour>ofTime(Duration.ofSeconds(5)).withThreads(3));
        assertThat(outcome.objective()).isEqualTo(200);
    }

    /** Proven optima of TSPLIB. */
    @ParameterizedTest
    @CsvSource({
        "br17, 39",
        "ftv33, 1286",
        "p43, 5620",
        "ft53, 6905",
        "ftv64, 1839",
        "kro124p, 36230",
        "ftv170, 2755",
        "rbg323, 1326"
    })
    void tsplibIsSolvedToTheOptimum(String name, double optimum) {
        TspInstance instance = Tsp.PROBLEM.readInstance(publicData(name + ".atsp"));
        Outcome<Tour> outcome = new TspLocalSearch().solve(instance, Options.ofIterations(60_000));
        assertThat(outcome.objective()).isEqualTo(optimum);
    }

    private static Path publicData(String name) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data/atsp/TSPLIB").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        return Assumptions.abort("no public data at ../shared/data/atsp/TSPLIB/" + name);
    }

    /** What symmetric instances gave before asymmetric ones were taken. */
    @ParameterizedTest
    @CsvSource({"50, 1, 58483", "300, 1, 131510", "1000, 1, 232419", "1000, 3, 234577"})
    void symmetricInstancesAreSearchedAsBefore(int n, long instanceSeed, double length) {
        TspInstance instance = Tsp.PROBLEM.generate(n, instanceSeed, "uniform");
        Outcome<Tour> outcome = new TspLocalSearch()
                .solve(instance, Options.<Tour>ofIterations(3_000).withSeed(1));
        assertThat(outcome.objective()).isEqualTo(length);
    }
}
