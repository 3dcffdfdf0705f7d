package dev.ansatz.problems.knapsack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.items.ItemSet;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnapsackTest {
    /** Martello and Toth (1990), example 2.1: Dantzig 265, optimum 280 would need more room. */
    private static final KnapsackInstance TEXTBOOK =
            new KnapsackInstance("mt", new long[] {70, 20, 39, 37, 7, 5, 10}, new long[] {31, 10, 20, 19, 4, 3, 6}, 50);

    @Test
    void violationsAreNamedWithTheirAmounts() {
        Evaluation evaluation = Knapsack.PROBLEM.evaluate(TEXTBOOK, new ItemSet(0, 2, 4, 4));
        assertThat(evaluation.objective()).isEqualTo(70 + 39 + 7 + 7);
        assertThat(evaluation.violations())
                .map(Object::toString)
                .containsExactly("repeated-item: item 5 by 1", "overweight: knapsack by 9");
        assertThat(Knapsack.PROBLEM.evaluate(TEXTBOOK, new ItemSet(7, -1)).violations())
                .map(Object::toString)
                .containsExactly("unknown-item: item 0 by 1", "unknown-item: item 8 by 1");
        assertThat(Knapsack.PROBLEM.evaluate(TEXTBOOK, new ItemSet()).feasible())
                .isTrue();
    }

    @Test
    void textbookBounds() {
        // Martello and Toth (1990), examples 2.1 and 2.2: optimum 107, break item 3.
        assertThat(KnapsackBounds.dantzig(TEXTBOOK)).isEqualTo(107);
        assertThat(KnapsackBounds.martelloToth(TEXTBOOK)).isEqualTo(107);
    }

    private static long optimum(KnapsackInstance instance) {
        int n = instance.size();
        return IntStream.range(0, 1 << n)
                .mapToObj(mask -> new ItemSet(
                        IntStream.range(0, n).filter(i -> (mask >> i & 1) != 0).toArray()))
                .map(items -> Knapsack.PROBLEM.evaluate(instance, items))
                .filter(Evaluation::feasible)
                .mapToLong(e -> (long) e.objective())
                .max()
                .orElseThrow();
    }

    @Test
    void boundsAreAboveTheOptimumAndInOrder() {
        Random random = new Random(5);
        int tight = 0;
        for (int round = 0; round < 300; round++) {
            long unit = round % 3 == 0 ? 900_000_000_000_000L : 1; // products beyond 64 bits
            long[] profits = random.longs(8, 0, 9).map(v -> v * unit).toArray();
            long[] weights = random.longs(8, 0, 9).map(v -> v * unit).toArray();
            KnapsackInstance instance;
            try {
                instance = new KnapsackInstance("r", profits, weights, random.nextLong(0, 30) * unit / 3);
            } catch (InputException e) {
                continue; // worth more than 2^53
            }
            long optimum = optimum(instance);
            long dantzig = KnapsackBounds.dantzig(instance);
            long martelloToth = KnapsackBounds.martelloToth(instance);
            assertThat(martelloToth).isBetween(optimum, dantzig);
            tight += martelloToth < dantzig ? 1 : 0;
        }
        assertThat(tight).isPositive();
    }

    @Test
    void theDensityOrderIsExactBeyondDoubles() {
        long big = (1L << 53) - 1;
        // (big - 1) / big and (big - 2) / (big - 1) are the same double.
        KnapsackInstance instance =
                new KnapsackInstance("d", new long[] {big - 2, big - 1, 0, 5}, new long[] {big - 1, big, 0, 0}, 1);
        assertThat(DensityOrder.of(instance)).containsExactly(3, 1, 0, 2);
        assertThat(BigInteger.valueOf(big - 1)
                        .multiply(BigInteger.valueOf(big - 1))
                        .compareTo(BigInteger.valueOf(big - 2).multiply(BigInteger.valueOf(big))))
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({"50, 12500000", "100, 25000000", "200, 25000000"})
    void uniformIsTheSetOfTheLearningPapers(int size, long capacity) {
        KnapsackInstance instance = Knapsack.PROBLEM.generate(size, 1, "uniform");
        assertThat(instance.capacity()).isEqualTo(capacity);
        assertThat(Arrays.stream(instance.weights())).allMatch(w -> w >= 1 && w <= 1_000_000);
        assertThat(Arrays.stream(instance.profits()).average().orElseThrow()).isBetween(400_000.0, 600_000.0);
    }

    @Test
    void pisingersClassesKeepTheirDefinitions() {
        int r = 100_000;
        for (String type : KnapsackGenerator.DISTRIBUTIONS.subList(1, KnapsackGenerator.DISTRIBUTIONS.size())) {
            KnapsackInstance instance = Knapsack.PROBLEM.generate(500, 9, type + "-" + r);
            assertThat(instance.profits())
                    .isEqualTo(Knapsack.PROBLEM.generate(500, 9, type + "-" + r).profits())
                    .isNotEqualTo(
                            Knapsack.PROBLEM.generate(500, 8, type + "-" + r).profits());
            long total = Arrays.stream(instance.weights()).sum();
            assertThat(instance.capacity()).isBetween(total / 101, total * 100 / 101);
            for (int i = 0; i < 500; i++) {
                long p = instance.profit(i);
                long w = instance.weight(i);
                boolean kept = switch (type) {
                    case "uncorrelated" -> p >= 1 && p <= r && w >= 1 && w <= r;
                    case "weakly" -> p >= 1 && Math.abs(p - w) <= r / 10;
                    case "strongly" -> p == w + r / 10;
                    case "inverse-strongly" -> w == p + r / 10;
                    case "almost-strongly" -> Math.abs(p - w - r / 10) <= r / 500;
                    case "subset-sum" -> p == w;
                    case "similar-weights" -> w >= 100_000 && w <= 100_100 && p <= 1000;
                    case "mstr" -> p == w + (w % 6 == 0 ? 3 : 2) * r / 10;
                    case "pceil" -> p % 3 == 0 && p - w >= 0 && p - w <= 2;
                    case "circle" -> Math.abs(2.25 * p * p + Math.pow(w - 2.0 * r, 2) - 4.0 * r * r) < 10.0 * p;
                    default -> true; // spanners, below
                };
                assertThat(kept).as("%s: profit %d, weight %d", type, p, w).isTrue();
            }
            if (type.startsWith("spanner")) {
                assertThat(IntStream.range(0, 500)
                                .mapToDouble(i -> (double) instance.profit(i) / instance.weight(i))
                                .distinct()
                                .count())
                        .isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gauss", "uniform-100", "strongly-0", "strongly-x", "strongly-999999999999"})
    void unknownDistributionsAndRangesAreRefused(String distribution) {
        assertThatThrownBy(() -> Knapsack.PROBLEM.generate(10, 1, distribution)).isInstanceOf(InputException.class);
    }
}
