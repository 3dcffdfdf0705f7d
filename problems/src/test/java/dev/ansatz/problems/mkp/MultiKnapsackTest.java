package dev.ansatz.problems.mkp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.items.ItemSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiKnapsackTest {
    private static final String MKP = """
            4 2 0
            10 20 30 40
            1 2 3 4
            5 5 0 5
            6
            10
            """;
    private static final String SEVERAL = """
            2
            2 1 7
            3 4
            1 1
            2
            3 1 0
            1 2 3
            1 1 1
            2
            """;
    private static final String JSON = """
            {
              "problem": "mkp",
              "name": "j",
              "profits": [10, 20.5],
              "weights": [
                [1, 2],
                [5, 5]
              ],
              "capacities": [2, 9]
            }
            """;

    @TempDir
    Path folder;

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theValidatorNamesEveryViolatedConstraintWithItsAmount() {
        MultiKnapsackInstance instance = MultiKnapsack.PROBLEM.readInstance(file("a.mkp", MKP));
        assertThat(MultiKnapsack.PROBLEM.evaluate(instance, new ItemSet(1, 3))).satisfies(fits -> {
            assertThat(fits.objective()).isEqualTo(60);
            assertThat(fits.feasible()).isTrue();
        });
        assertThat(MultiKnapsack.PROBLEM
                        .evaluate(instance, new ItemSet(0, 1, 1, 3, 4, -1))
                        .violations())
                .extracting(Violation::toString)
                .containsExactlyInAnyOrder(
                        "repeated-item: item 2 by 1",
                        "unknown-item: item 5 by 1",
                        "unknown-item: item 0 by 1",
                        "capacity: constraint 1 by 1",
                        "capacity: constraint 2 by 5");
    }

    @Test
    void decimalsOfProfitsStayExact() {
        MultiKnapsackInstance instance =
                MultiKnapsack.PROBLEM.readInstance(file("d.mkp", "3 1 0.6\n0.1 0.2 0.3\n1 1 1\n3\n"));
        assertThat(MultiKnapsack.PROBLEM
                        .evaluate(instance, new ItemSet(0, 1, 2))
                        .objective())
                .isEqualTo(0.6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"again.mkp", "again.json"})
    void whatIsWrittenIsReadAgain(String name) {
        for (String distribution : List.of("chu-beasley", "uniform-3-0.25")) {
            MultiKnapsackInstance instance = MultiKnapsack.PROBLEM.generate(20, 5, distribution);
            Path file = folder.resolve(name);
            MultiKnapsack.PROBLEM.writeInstance(instance, file);
            assertThat(Problems.recognise(file)).isSameAs(MultiKnapsack.PROBLEM);
            same(MultiKnapsack.PROBLEM.readInstance(file), instance);
        }
        MultiKnapsackInstance real = MultiKnapsack.PROBLEM.readInstance(file("real.json", JSON));
        MultiKnapsack.PROBLEM.writeInstance(real, folder.resolve(name));
        same(MultiKnapsack.PROBLEM.readInstance(folder.resolve(name)), real);
        ItemSet solution = new ItemSet(1);
        MultiKnapsack.PROBLEM.writeSolution(real, solution, folder.resolve("s" + name));
        assertThat(MultiKnapsack.PROBLEM.readSolution(folder.resolve("s" + name), real))
                .isEqualTo(solution);
        assertThat(MultiKnapsack.PROBLEM.formats().readClaimedObjective(folder.resolve("s" + name)))
                .isEqualTo(20.5);
    }

    private static void same(MultiKnapsackInstance one, MultiKnapsackInstance other) {
        assertThat(one.profits()).isEqualTo(other.profits());
        assertThat(one.profitScale()).isEqualTo(other.profitScale());
        assertThat(one.weights()).isDeepEqualTo(other.weights());
        assertThat(one.capacities()).isEqualTo(other.capacities());
    }

    @Test
    void aFileOfSeveralProblemsIsReadByIndex() {
        Path file = file("two.mkp", SEVERAL);
        assertThat(MultiKnapsack.PROBLEM.formats().readInstances(file))
                .extracting(MultiKnapsackInstance::name)
                .containsExactly("two#1", "two#2");
        assertThat(MultiKnapsack.PROBLEM.formats().readInstance(file, 2).size()).isEqualTo(3);
        assertThatThrownBy(() -> MultiKnapsack.PROBLEM.readInstance(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ":1: holds 2 problems; choose one with --index 1 to 2.");
        assertThatThrownBy(() -> MultiKnapsack.PROBLEM.formats().readInstance(file, 3))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": there is no problem 3; the file holds 2 problems.");
    }

    @Test
    void contentTellsAnOrLibraryFileFromOtherFilesOfNumbers() {
        assertThat(Problems.recognise(file("a.txt", MKP))).isSameAs(MultiKnapsack.PROBLEM);
        assertThat(Problems.recognise(file("b", SEVERAL))).isSameAs(MultiKnapsack.PROBLEM);
        for (String other : List.of(
                "3\n1 10 5\n2 20 6\n3 30 7\n9\n", // 0-1 knapsack with item numbers
                "3 9\n10 5\n20 6\n30 7\n", // 0-1 knapsack
                "2 2\n0 3 1 4\n1 5 0 6\n", // job shop
                "NAME : t\nTYPE : TSP\n")) {
            assertThat(MultiKnapsack.PROBLEM.formats().recognises(InputFile.of("c.txt", other)))
                    .as(other)
                    .isFalse();
        }
        assertThat(MultiKnapsack.PROBLEM.formats().recognises(InputFile.of("c.kp", MKP)))
                .isFalse();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("4 2 0", "4", 2, "unexpected"),
                Arguments.of("4 2 0", "4 2 0 9", 1, "unexpected '9' at the end of the line"),
                Arguments.of("4 2 0", "0 2 0", 1, "at least one item and one constraint"),
                Arguments.of("4 2 0", "4 -2 0", 1, "at least one item and one constraint"),
                Arguments.of("4 2 0", "4 2.5 0", 1, "'2.5' is not an integer"),
                Arguments.of("4 2 0", "2000000000 2 0", 1, "more than the file holds"),
                Arguments.of("4 2 0", "n m 0", 1, "the number of items 'n' is not a number"),
                Arguments.of("20 30", "-20 30", 2, "the profit -20 is negative"),
                Arguments.of("20 30", "NaN 30", 2, "'NaN' is not finite"),
                Arguments.of("20 30", "0.00000001 30", 2, "more than 6 decimals"),
                Arguments.of("20 30", "9e15 9e15", 2, "the profits could exceed 2^53"),
                Arguments.of("20 30", "9007199254740000 0.0001", 2, "the profits could exceed 2^53"),
                Arguments.of("20 30", "0.0001 9007199254740000", 2, "the profits could exceed 2^53"),
                Arguments.of("20 30", "1e308 0.5", 2, "the profits could exceed 2^53"),
                Arguments.of("1 2 3 4", "1 -2 3 4", 3, "the weight -2 is negative"),
                Arguments.of("1 2 3 4", "1 2.5 3 4", 3, "the weight '2.5' is not an integer"),
                Arguments.of("1 2 3 4", "1 9e15 9e15 4", 3, "the weights of constraint 1 could exceed 2^53"),
                Arguments.of("5 5 0 5", "5 five 0 5", 4, "'five' is not a number"),
                Arguments.of("6\n10\n", "6\n", 6, "ends where the capacity of constraint 2 is expected"),
                Arguments.of("6\n10\n", "-6\n10\n", 5, "the capacity -6 is negative"),
                Arguments.of("6\n10\n", "6\n10\n11\n", 7, "unexpected '11' after the last capacity"),
                Arguments.of("5 5 0 5\n6\n10\n", "5 5\n", 5, "the weight of item 3 in constraint 2 is expected"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void malformedFilesGiveOneSentenceWithTheLine(String old, String replacement, int line, String what) {
        assertThat(MKP).contains(old);
        refused(file("broken.mkp", MKP.replace(old, replacement)), line, what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"mkp\"   | \"tsp\"      | 2 | the problem is 'tsp', not 'mkp'",
                "[10, 20.5]| [10]         | 6 | constraint 1 has 2 weights for 1 items",
                "[10, 20.5]| [10, \"x\"]  | 4 | the profit must be a number",
                "[1, 2]    | [1, -2]      | 6 | the weight -2 is negative",
                "[1, 2]    | [1, 2.5]     | 6 | the weight 2.5 is not an integer",
                "[2, 9]    | [2]          | 10| there are 2 rows of weights for 1 capacities",
                "[2, 9]    | [2, -9]      | 9 | the capacity -9 is negative",
                "\"name\"  | \"nome\"     | 3 | the field 'nome' is not supported",
                "\"capacities\": [2, 9] | \"name\": \"k\" | 9 | the field 'name' is given twice"
            })
    void malformedJsonGivesOneSentenceWithTheLine(String old, String replacement, int line, String what) {
        assertThat(JSON).contains(old);
        refused(file("broken.json", JSON.replace(old, replacement)), line, what);
    }

    @Test
    void malformedSolutionsAndBundlesGiveOneSentenceWithTheLine() {
        refused(file("c.mkp", SEVERAL.replaceFirst("2\n", "3\n")), 10, "the file ends after 2 of 3 problems");
        refused(file("d.mkp", SEVERAL.replaceFirst("2\n", "0\n")), 1, "the number of problems 0");
        refused(file("e.mkp", SEVERAL + "5\n"), 10, "unexpected '5' after the last problem");
        MultiKnapsackInstance instance = MultiKnapsack.PROBLEM.readInstance(file("a.mkp", MKP));
        for (String solution : List.of("60\n2 0\n", "60\n2 x\n", "60\n2 2.5\n")) {
            Path file = file("s.sol", solution);
            assertThat(catchThrowableOfType(
                            InputException.class, () -> MultiKnapsack.PROBLEM.readSolution(file, instance)))
                    .hasMessageStartingWith(file + ":2: ");
        }
    }

    private static void refused(Path file, int line, String what) {
        InputException e = catchThrowableOfType(InputException.class, () -> MultiKnapsack.PROBLEM.readInstance(file));
        assertThat(e).hasMessageStartingWith(file + ":" + line + ": ").hasMessageContaining(what);
        assertThat(e.getMessage()).doesNotContain("\n");
    }

    /** Chu and Beasley (1998), section 4.1. */
    @ParameterizedTest
    @CsvSource({"chu-beasley, 5, 0.5", "chu-beasley-10-0.25, 10, 0.25", "chu-beasley-30-.75, 30, 0.75"})
    void correlatedInstancesAreThoseOfChuAndBeasley(String distribution, int m, double tightness) {
        MultiKnapsackInstance instance = MultiKnapsack.PROBLEM.generate(500, 3, distribution);
        assertThat(instance.constraints()).isEqualTo(m);
        double[] excess = new double[500];
        for (int i = 0; i < m; i++) {
            long[] weights = instance.weights()[i];
            long sum = Arrays.stream(weights).sum();
            assertThat(Arrays.stream(weights)).allMatch(w -> w >= 0 && w <= 1000);
            assertThat(sum / 500.0).isBetween(450.0, 550.0);
            assertThat(instance.capacity(i)).isEqualTo((long) (tightness * sum));
            for (int j = 0; j < 500; j++) {
                excess[j] += (double) weights[j] / m;
            }
        }
        for (int j = 0; j < 500; j++) {
            excess[j] = instance.profit(j) - excess[j];
        }
        assertThat(Arrays.stream(excess)).allMatch(e -> e > -1 && e <= 500);
        assertThat(Arrays.stream(excess).average().orElseThrow()).isBetween(225.0, 275.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gauss", "chu-beasley-0", "chu-beasley-5-2", "uniform-5-", "uniform-5-0.5-3"})
    void unknownDistributionsAreRefusedWithTheKnownOnes(String distribution) {
        assertThatThrownBy(() -> MultiKnapsack.PROBLEM.generate(10, 1, distribution))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Unknown distribution '" + distribution + "'")
                .hasMessageContaining("nown are chu-beasley, uniform");
    }

    @Test
    void thePublicFilesReadAndAreRecognised() throws IOException {
        Path data = publicData();
        for (int k = 1; k <= 9; k++) {
            Path file = data.resolve("mknapcb" + k + ".txt");
            assertThat(Problems.recognise(file)).isSameAs(MultiKnapsack.PROBLEM);
            List<MultiKnapsackInstance> all = MultiKnapsack.PROBLEM.formats().readInstances(file);
            assertThat(all).hasSize(30);
            assertThat(all.get(29).size()).isEqualTo(new int[] {100, 250, 500}[(k - 1) % 3]);
            assertThat(all.get(29).constraints()).isEqualTo(new int[] {5, 10, 30}[(k - 1) / 3]);
        }
    }

    private static Path publicData() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path folder = up.resolve("shared/data/mkp");
            if (Files.exists(folder)) {
                return folder;
            }
        }
        return Assumptions.abort("no public data at ../shared/data/mkp");
    }
}
