package dev.ansatz.classical.knapsack;

import static org.assertj.core.api.Assertions.assertThat;

import ai.timefold.solver.core.config.solver.EnvironmentMode;
import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.DensityOrder;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackBounds;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComboTest {
    private static final Duration ENOUGH = Duration.ofSeconds(60);

    /** Bellman's recursion over all capacities. */
    private static long optimum(KnapsackInstance instance) {
        int capacity = (int) instance.capacity();
        long[] best = new long[capacity + 1];
        for (int i = 0; i < instance.size(); i++) {
            if (instance.weight(i) > capacity) {
                continue;
            }
            int weight = (int) instance.weight(i);
            for (int c = capacity; c >= weight; c--) {
                best[c] = Math.max(best[c], best[c - weight] + instance.profit(i));
            }
        }
        return best[capacity];
    }

    private static void assertSolved(KnapsackInstance instance, long optimum) {
        Outcome<ItemSet> outcome = new Combo().solve(instance, Options.ofTime(ENOUGH));
        assertThat(outcome.objective()).as(instance.name()).isEqualTo(optimum);
        assertThat(outcome.status()).isEqualTo(Status.OPTIMAL);
        assertThat(outcome.bound()).isEqualTo(optimum);
    }

    static List<String> distributions() {
        return Knapsack.PROBLEM.generator().distributions();
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void everyClassOfInstanceIsSolvedToTheOptimumOfBellmansRecursion(String distribution) {
        if (distribution.equals("uniform")) {
            return; // its capacity is too large for the recursion
        }
        String ranged = distribution.equals("similar-weights") ? distribution : distribution + "-100";
        for (int seed = 1; seed <= 12; seed++) {
            int size = distribution.equals("similar-weights") ? 30 : 10 * seed;
            KnapsackInstance instance = Knapsack.PROBLEM.generate(size, seed, ranged);
            assertSolved(instance, optimum(instance));
        }
    }

    @Test
    void tinyAndDegenerateInstancesAreSolved() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            int n = 1 + random.nextInt(9);
            long[] profits = random.longs(n, 0, 8).toArray();
            long[] weights = random.longs(n, 0, 8).toArray();
            KnapsackInstance instance = new KnapsackInstance("r" + round, profits, weights, random.nextInt(25));
            assertSolved(instance, optimum(instance));
        }
    }

    @Test
    void valuesWhoseProductsExceedSixtyFourBitsAreExact() {
        long unit = 1L << 37; // scaling leaves the optimal set as it is
        for (int seed = 1; seed <= 20; seed++) {
            KnapsackInstance small = Knapsack.PROBLEM.generate(60, seed, "almost-strongly-1000");
            long[] profits = small.profits();
            long[] weights = small.weights();
            for (int i = 0; i < profits.length; i++) {
                profits[i] *= unit;
                weights[i] = weights[i] * unit + 1; // no common divisor; 60 units of excess at most
            }
            KnapsackInstance large = new KnapsackInstance(small.name(), profits, weights, small.capacity() * unit + 60);
            assertSolved(large, optimum(small) * unit);
        }
    }

    @Test
    void aWarmStartIsImprovedAndAnOptimalOneIsProven() {
        KnapsackInstance instance = Knapsack.PROBLEM.generate(200, 4, "weakly-1000");
        ItemSet optimal = new Combo().solve(instance, Options.ofTime(ENOUGH)).best();
        Outcome<ItemSet> again =
                new Combo().solve(instance, Options.<ItemSet>ofTime(ENOUGH).withWarmStart(optimal));
        assertThat(again.best()).isEqualTo(optimal);
        assertThat(again.status()).isEqualTo(Status.OPTIMAL);
        assertThat(again.trace()).hasSize(1);
    }

    @Test
    void aSearchWithFewStatesHasAValidBoundAndNoProof() {
        int open = 0;
        for (int seed = 1; seed <= 20; seed++) {
            KnapsackInstance instance = Knapsack.PROBLEM.generate(80, seed, "almost-strongly-100");
            int n = instance.size();
            long[] p = new long[n];
            long[] w = new long[n];
            double[] q = new double[n];
            int[] order = DensityOrder.of(instance);
            for (int i = 0; i < n; i++) {
                p[i] = instance.profit(order[i]);
                w[i] = instance.weight(order[i]);
                q[i] = p[i];
            }
            CoreSearch search = new CoreSearch(p, w, q, 0, 0, instance.capacity(), 1, () -> false);
            boolean proven = search.run(4, 0, Long.MAX_VALUE, changed -> {});
            long optimum = optimum(instance);
            assertThat(search.best()).isLessThanOrEqualTo(optimum);
            assertThat(Math.floor(search.bound())).isGreaterThanOrEqualTo(optimum);
            assertThat(!proven || search.best() == optimum).isTrue();
            open += proven ? 0 : 1;
        }
        assertThat(open).isPositive();
    }

    @Test
    void aRunThatIsCutShortHasABoundThatHolds() {
        KnapsackInstance instance = Knapsack.PROBLEM.generate(2000, 2, "inverse-strongly-1000000");
        Outcome<ItemSet> proven = new Combo().solve(instance, Options.ofTime(ENOUGH));
        assertThat(proven.status()).isEqualTo(Status.OPTIMAL);
        for (long stages = 0; stages < 40; stages += 8) {
            Outcome<ItemSet> outcome = new Combo().solve(instance, Options.ofIterations(stages));
            assertThat(outcome.bound()).isBetween(proven.objective(), (double) KnapsackBounds.dantzig(instance));
        }
    }

    @Tag("slow")
    @Test
    void allEnginesAgree() {
        KnapsackInstance instance = Knapsack.PROBLEM.generate(40, 6, "weakly-10000000000");
        double optimum = new Combo().solve(instance, Options.ofTime(ENOUGH)).objective();
        for (Solver<KnapsackInstance, ItemSet> engine : ClassicalEngines.of(Knapsack.PROBLEM)) {
            engine.warmUp();
            Outcome<ItemSet> outcome = engine.solve(instance, Options.ofTime(Duration.ofMillis(1500)));
            assertThat(outcome.objective()).as(engine.name()).isBetween(0.9 * optimum, optimum);
            assertThat(outcome.bound()).as(engine.name()).isGreaterThanOrEqualTo(optimum);
            if (List.of("cpsat", "ortools").contains(engine.name())) {
                assertThat(outcome.objective()).as(engine.name()).isEqualTo(optimum);
            }
        }
    }

    @Test
    void theScoreOfTimefoldIsTheOneOfAFullRecalculation() {
        KnapsackInstance instance = Knapsack.PROBLEM.generate(30, 1, "weakly");
        Outcome<ItemSet> outcome =
                new TimefoldKnapsack(EnvironmentMode.FULL_ASSERT).solve(instance, Options.ofIterations(2000));
        assertThat(outcome.solved()).isTrue();
    }

    @Test
    void sumsThatOrToolsCannotTakeAreRefusedInOneSentence() {
        KnapsackInstance instance = new KnapsackInstance(
                "huge",
                new long[300],
                LongStream.generate(() -> 1L << 53).limit(300).toArray(),
                1L << 53);
        assertThat(new OrToolsKnapsack().refuses(instance)).contains("huge").endsWith("more than 2^60.");
        assertThat(new CpSatKnapsack().refuses(instance)).contains("huge");
        assertThat(new Combo().refuses(instance)).isNull();
    }

    @Test
    void everyKplibFileIsSolvedExactly() throws IOException {
        Path folder = null;
        for (Path up = Path.of("").toAbsolutePath(); up != null && folder == null; up = up.getParent()) {
            Path candidate = up.resolve("shared/data/knapsack/kplib");
            folder = Files.isDirectory(candidate) ? candidate : null;
        }
        Assumptions.assumeTrue(folder != null, "no public data at ../shared/data/knapsack/kplib");
        for (String line : Files.readAllLines(folder.resolve("bks.csv"))) {
            String[] fields = line.split(",");
            Path file = folder.resolve(fields[0] + ".kp");
            if (Files.exists(file)) {
                assertSolved(Knapsack.PROBLEM.readInstance(file), Long.parseLong(fields[2]));
            }
        }
    }
}
