package dev.ansatz.classical.mkp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiKnapsackEnginesTest {
    /** Ends long before with a proof, except on a machine that does much else. */
    private static final Duration ENOUGH = Duration.ofSeconds(60);

    /** Zero weights, zero capacities, items that fit nowhere, profits with decimals, one to four constraints. */
    private static MultiKnapsackInstance odd(int seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(12);
        int m = 1 + random.nextInt(4);
        long[] profits = random.longs(n, 0, 50).toArray();
        long[][] weights = new long[m][n];
        long[] capacities = new long[m];
        for (int i = 0; i < m; i++) {
            long sum = 0;
            for (int j = 0; j < n; j++) {
                weights[i][j] = random.nextInt(4) == 0 ? 0 : random.nextInt(30);
                sum += weights[i][j];
            }
            capacities[i] = random.nextInt(8) == 0 ? 0 : (long) (random.nextDouble() * sum);
        }
        return new MultiKnapsackInstance("odd-" + seed, profits, seed % 3 == 0 ? 10 : 1, weights, capacities);
    }

    private static double optimum(MultiKnapsackInstance instance) {
        double best = 0;
        for (int set = 0; set < 1 << instance.size(); set++) {
            boolean[] chosen = new boolean[instance.size()];
            for (int j = 0; j < chosen.length; j++) {
                chosen[j] = (set >> j & 1) == 1;
            }
            var evaluation = MultiKnapsack.PROBLEM.evaluate(instance, ItemSet.of(chosen));
            best = evaluation.feasible() ? Math.max(best, evaluation.objective()) : best;
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(strings = {"core-search", "cpsat", "mip"})
    void smallInstancesAreSolvedToProvenOptimality(String name) {
        Solver<MultiKnapsackInstance, ItemSet> engine = engine(name);
        for (int seed = 0; seed < 60; seed++) {
            MultiKnapsackInstance instance = odd(seed);
            Outcome<ItemSet> outcome = engine.solve(instance, Options.ofTime(ENOUGH));
            assertThat(outcome.objective()).as(instance.name()).isEqualTo(optimum(instance));
            assertThat(outcome.status()).as(instance.name()).isEqualTo(Status.OPTIMAL);
            assertThat(outcome.bound()).as(instance.name()).isEqualTo(outcome.objective());
        }
    }

    @Test
    void greedyIsFeasibleAndItsBoundHolds() {
        for (int seed = 0; seed < 60; seed++) {
            MultiKnapsackInstance instance = odd(seed);
            double optimum = optimum(instance);
            Outcome<ItemSet> outcome = engine("greedy").solve(instance, Options.ofTime(ENOUGH));
            assertThat(outcome.objective()).isLessThanOrEqualTo(optimum);
            assertThat(outcome.bound()).as(instance.name()).isGreaterThanOrEqualTo(optimum);
        }
        MultiKnapsackInstance large = MultiKnapsack.PROBLEM.generate(500, 1, "chu-beasley-10");
        Outcome<ItemSet> outcome = engine("greedy").solve(large, Options.ofTime(ENOUGH));
        assertThat(outcome.objective()).isGreaterThan(0.98 * outcome.bound());
    }

    /** Both halves of the search alone: what one finds, the other proves. */
    @Test
    void enumerationFromTheBoundFindsWhatCoreSearchFinds() {
        for (int seed = 1; seed <= 3; seed++) {
            MultiKnapsackInstance instance = MultiKnapsack.PROBLEM.generate(60, seed, "chu-beasley-5-0.25");
            Deepening deepening = new Deepening(instance, LinearRelaxation.of(instance, 10));
            long best = 0;
            while (deepening.bound() > best) {
                long profit = deepening.run(best + 1, 100_000);
                best = Math.max(best, profit);
            }
            Outcome<ItemSet> outcome = engine("core-search")
                    .solve(instance, Options.<ItemSet>ofTime(ENOUGH).withThreads(2));
            assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
            assertThat(outcome.objective()).isEqualTo(best);
        }
    }

    @Test
    void withoutTheLpSolverTheBoundStillHolds() {
        MultiKnapsackInstance instance = MultiKnapsack.PROBLEM.generate(50, 2, "chu-beasley-5-0.5");
        long exact = LinearRelaxation.of(instance, 10).bound();
        long rough = LinearRelaxation.of(instance, 0).bound();
        assertThat(rough).isBetween(exact, 2 * exact);
    }

    @Tag("slow")
    @Test
    void manyItemsOrManyConstraintsAreNoHindrance() {
        Solver<MultiKnapsackInstance, ItemSet> engine = engine("core-search");
        for (MultiKnapsackInstance instance : List.of(
                MultiKnapsack.PROBLEM.generate(50_000, 1, "uniform-5-0.5"),
                MultiKnapsack.PROBLEM.generate(60, 1, "chu-beasley-2000-0.5"))) {
            Outcome<ItemSet> outcome = engine.solve(instance, Options.ofTime(Duration.ofSeconds(1)));
            assertThat(outcome.solved()).isTrue();
            assertThat(outcome.seconds()).as(instance.name()).isLessThan(10);
            assertThat(outcome.bound()).isGreaterThanOrEqualTo(outcome.objective());
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"mknapcb1, 1, 24381", "mknapcb2, 3, 62130"})
    void publicInstancesAreProven(String file, int index, double optimum) {
        MultiKnapsackInstance instance = MultiKnapsack.PROBLEM.formats().readInstance(publicData(file + ".txt"), index);
        Outcome<ItemSet> outcome = engine("core-search").solve(instance, Options.ofTime(ENOUGH));
        assertThat(outcome.objective()).isEqualTo(optimum);
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
    }

    private static Path publicData(String name) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data/mkp").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        return Assumptions.abort("no public data at ../shared/data/mkp/" + name);
    }

    private static Solver<MultiKnapsackInstance, ItemSet> engine(String name) {
        Solver<MultiKnapsackInstance, ItemSet> engine = ClassicalEngines.of(MultiKnapsack.PROBLEM).stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
        engine.warmUp();
        return engine;
    }
}
