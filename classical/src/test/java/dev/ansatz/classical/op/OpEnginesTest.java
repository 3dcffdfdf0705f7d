package dev.ansatz.classical.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.NearestNeighbours;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpEnginesTest {
    /** Whole or real distances, symmetric or not, tours and paths. */
    private static OpInstance random(int n, long seed, double limit) {
        Random random = new Random(seed);
        double[] scores = random.ints(n, 0, 20).asDoubleStream().toArray();
        int end = seed % 3 == 0 ? n - 1 : 0;
        Distances distances;
        if (seed % 4 == 3) {
            double[] d = random.ints(n * n, 1, 20).asDoubleStream().toArray();
            distances = new MatrixDistances(n, d, null);
        } else {
            double[] x = random.doubles(n, 0, 20).toArray();
            double[] y = random.doubles(n, 0, 20).toArray();
            distances = new CoordinateDistances(x, y, seed % 2 == 0 ? Metric.EUC_2D : Metric.EXACT_2D);
        }
        double direct = distances.between(0, end);
        return new OpInstance("random-" + seed, distances, scores, Math.max(direct, limit), 0, end);
    }

    private static double best(OpInstance instance, int[] nodes, int count, boolean[] used) {
        Evaluation evaluation = Orienteering.PROBLEM.evaluate(instance, new Visits(Arrays.copyOf(nodes, count)));
        double best = evaluation.feasible() ? evaluation.objective() : Double.NEGATIVE_INFINITY;
        for (int node = 0; node < instance.size(); node++) {
            if (!used[node] && !instance.isTerminal(node)) {
                used[node] = true;
                nodes[count] = node;
                best = Math.max(best, best(instance, nodes, count + 1, used));
                used[node] = false;
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void smallInstancesAreSolvedToTheOptimumAndProven(long seed) {
        OpInstance instance = random(2 + (int) (seed % 6), seed, 12 + 3 * (seed % 5));
        double optimum = best(instance, new int[instance.size()], 0, new boolean[instance.size()]);
        Outcome<Visits> outcome = new OpLocalSearch().solve(instance, Options.ofIterations(10));
        assertThat(outcome.objective()).isEqualTo(optimum);
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
        for (Solver<OpInstance, Visits> engine : ClassicalEngines.of(Orienteering.PROBLEM)) {
            engine.warmUp();
            Outcome<Visits> other = engine.solve(instance, Options.ofTime(Duration.ofMillis(200)));
            assertThat(other.objective()).as(engine.name()).isBetween(0.0, optimum);
        }
    }

    /** The search itself, where dynamic programming still tells the optimum: 14 nodes to choose from. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSearchFindsOptimaOfFourteenNodes(long seed) {
        OpInstance instance = random(seed % 3 == 0 ? 16 : 15, seed, 35);
        int[] nodes = IntStream.range(0, instance.size())
                .filter(node -> !instance.isTerminal(node))
                .toArray();
        assertThat(nodes).hasSize(14);
        double optimum = Orienteering.PROBLEM
                .evaluate(instance, ExactPath.of(instance, nodes))
                .objective();
        Outcome<Visits> outcome = new OpLocalSearch().solve(instance, Options.ofIterations(20_000));
        assertThat(outcome.objective()).isEqualTo(optimum);
    }

    @Test
    void aLimitThatTheDirectWayExceedsIsProvenInfeasibleByAll() {
        OpInstance tooFar = new OpInstance(
                "too far",
                new CoordinateDistances(new double[] {0, 5, 9}, new double[3], Metric.EXACT_2D),
                new double[] {0, 1, 0},
                8,
                0,
                2);
        for (Solver<OpInstance, Visits> engine : ClassicalEngines.of(Orienteering.PROBLEM)) {
            assertThat(engine.solve(tooFar, Options.ofTime(Duration.ofMillis(200)))
                            .status())
                    .as(engine.name())
                    .isEqualTo(Status.INFEASIBLE);
        }
    }

    @Test
    void whereAllCanBeVisitedTheBoundProvesIt() {
        OpInstance all = Orienteering.PROBLEM.generate(40, 1, "uniform");
        OpInstance loose = new OpInstance("loose", all.distances(), all.scores(), 90_000, 0, 0);
        Outcome<Visits> outcome = new OpLocalSearch().solve(loose, Options.ofTime(Duration.ofSeconds(30)));
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
        assertThat(outcome.best().size()).isEqualTo(40);
        assertThat(outcome.seconds()).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"distance", "uniform", "constant"})
    void sameSeedSamePathAndBetterThanGreedy(String distribution) {
        OpInstance instance = Orienteering.PROBLEM.generate(80, 4, distribution);
        Options<Visits> options = Options.<Visits>ofIterations(3_000).withSeed(7);
        Outcome<Visits> outcome = new OpLocalSearch().solve(instance, options);
        assertThat(new OpLocalSearch().solve(instance, options).best()).isEqualTo(outcome.best());
        double greedy = new GreedyPath().solve(instance, options).objective();
        assertThat(outcome.trace().get(0).objective()).isEqualTo(greedy);
        assertThat(outcome.objective()).isGreaterThan(1.05 * greedy);
        Outcome<Visits> warm = new OpLocalSearch()
                .solve(instance, Options.<Visits>ofIterations(1).withWarmStart(outcome.best()));
        assertThat(warm.objective()).isGreaterThanOrEqualTo(outcome.objective());
    }

    @Test
    void severalThreadsAndAnInterrupt() {
        OpInstance instance = Orienteering.PROBLEM.generate(150, 2, "distance");
        assertThat(new OpLocalSearch()
                        .solve(
                                instance,
                                Options.<Visits>ofTime(Duration.ofMillis(300)).withThreads(3))
                        .solved())
                .isTrue();
        Thread.currentThread().interrupt();
        Outcome<Visits> outcome = new OpLocalSearch()
                .solve(instance, Options.<Visits>ofTime(Duration.ofSeconds(60)).withThreads(2));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.solved()).isTrue();
        assertThat(outcome.seconds()).isLessThan(10);
    }

    /** The state of the search after thousands of random steps, against what it is made of. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7})
    void thePlanKeepsItsBooks(long seed) {
        OpInstance instance = random(40, seed, 60);
        DistanceLookup distances = new DistanceLookup(instance.distances());
        int[] near = NearestNeighbours.of(instance.distances(), 12);
        PathPlan plan = new PathPlan(instance, distances);
        Xorshift random = new Xorshift(seed);
        int[] nodes = instance.reachable();
        PathRuinRecreate moves = new PathRuinRecreate(plan, nodes, near, random);
        PathDescent descent = new PathDescent(plan, near, 8);
        for (int step = 0; step < 2_000; step++) {
            if (step % 100 == 0) {
                moves.restart();
            } else if (!moves.step()) {
                assertThat(instance.distances().symmetric())
                        .as("taking nodes off a plane shortens")
                        .isFalse();
                plan.restore();
                continue;
            }
            double before = plan.length;
            descent.descendFrom(moves.changed, moves.changedSize);
            assertThat(plan.length).isLessThanOrEqualTo(before);
            Evaluation evaluation = Orienteering.PROBLEM.evaluate(instance, plan.visits());
            assertThat(evaluation.violations()).isEmpty();
            assertThat(plan.score + instance.terminalScore()).isEqualTo(evaluation.objective(), within(1e-9));
            assertThat(plan.length).isEqualTo(Orienteering.PROBLEM.length(instance, plan.visits()), within(1e-6));
            for (int p = 1; p <= plan.size; p++) {
                assertThat(plan.position[plan.route[p]]).isEqualTo(p);
            }
            assertThat(IntStream.of(nodes)
                            .filter(node -> plan.position[node] > 0)
                            .count())
                    .isEqualTo(plan.size);
            if (random.chance(0.5)) {
                plan.save();
            } else {
                Visits saved = plan.visits();
                plan.save();
                moves.step();
                plan.restore();
                assertThat(plan.visits()).isEqualTo(saved);
            }
        }
    }

    private static Path publicData(String name) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data/op").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        return Assumptions.abort("no public data at ../shared/data/op/" + name);
    }

    /** Listed values, which the search reaches or comes close to. */
    @ParameterizedTest
    @CsvSource({
        "TsiligiridesChao/set_64_1_45.txt, 816",
        "TsiligiridesChao/set_66_1_075.txt, 1140",
        "TsiligiridesChao/tsiligirides_problem_1_budget_55.txt, 205",
        "TsiligiridesChao/tsiligirides_problem_2_budget_27.txt, 230",
        "TsiligiridesChao/tsiligirides_problem_3_budget_060.txt, 580",
        "OPLib/att48-gen2-50.oplib, 1717",
        "OPLib/gr96-gen2-50.oplib, 3394",
        "OPLib/bier127-gen3-50.oplib, 2361"
    })
    void listedScoresAreReached(String name, double score) {
        OpInstance instance = Orienteering.PROBLEM.readInstance(publicData(name));
        Outcome<Visits> outcome = new OpLocalSearch().solve(instance, Options.ofIterations(100_000));
        assertThat(outcome.objective()).isGreaterThanOrEqualTo(0.99 * score);
    }
}
