package dev.ansatz.problems.knapsack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.items.ItemSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnapsackFilesTest {
    private static final String WITH_IDS = "3\n0 10000000000 4\n1 30 5\n2 25 3\n8\n";
    private static final String PAIRS = "3 8\n10000000000 4\n30 5\n25 3\n";

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WITH_IDS,
                PAIRS,
                "\n3\n8\n\n10000000000 4\n 30\t5\n25 3.0\n",
                "3\r\n5 10000000000 4\r\n17 30 5\r\n2 25 3\r\n8",
                "{\"problem\": \"kp\", \"capacity\": 8, \"profits\": [10000000000, 30, 25], \"weights\": [4, 5, 3]}"
            })
    void everyLayoutGivesTheSameItemsWhateverTheFileIsCalled(String text) throws IOException {
        for (String name : new String[] {"a.kp", "a.txt", "a"}) {
            Path file = file(name, text);
            assertThat(Problems.recognise(file)).isSameAs(Knapsack.PROBLEM);
            KnapsackInstance instance = Knapsack.PROBLEM.readInstance(file);
            assertThat(instance.profits()).containsExactly(10_000_000_000L, 30, 25);
            assertThat(instance.weights()).containsExactly(4, 5, 3);
            assertThat(instance.capacity()).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.mkp | 3 8;10 4;30 5;25 3", // another problem by its extension
                "a.jsp | 3 2;0 4;1 5;0 3",
                "a.txt | 2;5 2 0;10 20 30 40 50;1 2 3 4 5;5 4 3 2 1;7 8", // OR-Library: several .mkp in a file
                "a.kp | NAME : t;TYPE : TSP;DIMENSION : 3",
                "a.kp | {\"problem\": \"tsp\"}",
                "a.txt | hello;1 2 3;4 5 6;7"
            })
    void otherProblemsAreNotTakenForIt(String name, String text) {
        assertThat(Knapsack.PROBLEM.formats().recognises(InputFile.of(name, text.replace(';', '\n'))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".kp", ".json"})
    void whatIsWrittenIsReadBackWithItsIds(String extension) {
        for (int[] ids : new int[][] {null, {0, 1, 2}, {40, 7, 19}}) {
            KnapsackInstance instance = new KnapsackInstance("r", new long[] {9, 8, 7}, new long[] {3, 2, 1}, 5, ids);
            Path file = folder.resolve("r" + extension);
            Knapsack.PROBLEM.writeInstance(instance, file);
            KnapsackInstance read = Knapsack.PROBLEM.readInstance(file);
            assertThat(read.profits()).isEqualTo(instance.profits());
            assertThat(read.weights()).isEqualTo(instance.weights());
            assertThat(read.capacity()).isEqualTo(5);
            assertThat(read.id(2)).isEqualTo(ids == null ? 3 : ids[2]);
            ItemSet items = new ItemSet(2, 0);
            Path solution = folder.resolve("s" + extension);
            Knapsack.PROBLEM.writeSolution(instance, items, solution);
            assertThat(Knapsack.PROBLEM.readSolution(solution, read)).isEqualTo(items);
            assertThat(Knapsack.PROBLEM.formats().readClaimedObjective(solution))
                    .isEqualTo(16);
        }
    }

    @Test
    void aSolutionFileIsTheTotalProfitAndTheIdsOfTheFile() throws IOException {
        KnapsackInstance instance = Knapsack.PROBLEM.readInstance(file("a.kp", "3\n7 10 4\n5 30 5\n6 25 3\n8\n"));
        assertThat(Knapsack.PROBLEM.formats().formatSolution(instance, new ItemSet(1, 2)))
                .isEqualTo("55\n5 6\n");
        assertThat(Knapsack.PROBLEM.readSolution(file("s", "55 6\n\n5"), instance))
                .isEqualTo(new ItemSet(1, 2));
    }

    static Stream<Arguments> broken() {
        String json = "{\n\"problem\": \"kp\",\n\"capacity\": 8,\n\"profits\": [1, 2],\n\"weights\": [3,\n4]\n}";
        return Stream.of(
                Arguments.of("a.kp", "", 1, "the file is empty"),
                Arguments.of("a.kp", "\n\n", 3, "no number of items"),
                Arguments.of("a.kp", "three\n", 1, "'three' is not a number"),
                Arguments.of("a.kp", "0\n8\n", 1, "must be at least 1"),
                Arguments.of("a.kp", "-3 8\n", 1, "must be at least 1"),
                Arguments.of("a.kp", "2.5 8\n", 1, "'2.5' is not an integer"),
                Arguments.of("a.kp", "4000 8\n1 2\n", 1, "more than the file holds"),
                Arguments.of("a.kp", "1\n", 2, "ends after the number of items"),
                Arguments.of("a.kp", "3 8 9\n", 1, "unexpected '9'"),
                Arguments.of("a.kp", "3 -8\n1 2\n", 1, "the capacity -8 is negative"),
                Arguments.of("a.kp", "3 8\n1 2\n3 4\n", 4, "ends after 2 of 3 items"),
                Arguments.of("a.kp", "2 8\n1 2\n3 4\n5 6\n", 4, "unexpected '5' after the last value"),
                Arguments.of("a.kp", "2 8\n1 2\n3\n", 3, "the line ends where the weight is expected"),
                Arguments.of("a.kp", "2 8\n1 2\n3 -4\n", 3, "the weight -4 is negative"),
                Arguments.of("a.kp", "2 8\n-1 2\n3 4\n", 2, "the profit -1 is negative"),
                Arguments.of("a.kp", "2 8\n1 2\n3 4.5\n", 3, "'4.5' is not an integer"),
                Arguments.of("a.kp", "2 8\n1 2\n3 4 5\n", 3, "unexpected '5'"),
                Arguments.of("a.kp", "2\n1 2\n3 4\n8\n", 2, "the line ends where the weight is expected"),
                Arguments.of("a.kp", "2\n0 1 2\n1 3 x\n8\n", 3, "'x' is not a number"),
                Arguments.of("a.kp", "2\n0 1 2\n1 3 4\n", 4, "ends without the capacity"),
                Arguments.of("a.kp", "2\n0 1 2\n8\n", 3, "ends after 1 of 2 items"),
                Arguments.of("a.kp", "2\n0 1 2\n1 3 4\n2 5 6\n8\n", 4, "more than 2 items"),
                Arguments.of("a.kp", "2\n5 1 2\n5 3 4\n8\n", 3, "the id 5 is repeated"),
                Arguments.of("a.kp", "3\n9 1 2\n5 3 4\n9 5 6\n8\n", 4, "the id 9 is repeated"),
                Arguments.of("a.kp", "1\n9999999999 1 2\n8\n", 2, "the id 9999999999 is too large"),
                Arguments.of("a.kp", "2 8\n1 2\n1e17 4\n", 3, "'1e17' is too large"),
                Arguments.of("a.kp", "2 8\n9e15 2\n9e15 4\n", 1, "the total profit could exceed 2^53"),
                Arguments.of("a.json", json.replace("[3,\n4]", "[3,\n-4]"), 6, "the weight -4 is negative"),
                Arguments.of("a.json", json.replace("1, 2]", "1]"), 7, "1 profits, but 2 weights"),
                Arguments.of("a.json", json.replace("\"capacity\": 8,\n", ""), 6, "has no 'capacity'"),
                Arguments.of("a.json", json.replace("8", "-8"), 3, "the capacity -8 is negative"),
                Arguments.of("a.json", json.replace("\"weights\"", "\"weight\""), 5, "'weight' is not supported"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("broken")
    void aBrokenFileIsOneSentenceWithFileAndLine(String name, String text, int line, String what) throws IOException {
        Path file = file(name, text);
        InputException e = catchThrowableOfType(
                InputException.class, () -> Problems.recognise(file).readInstance(file));
        assertThat(e).isNotNull();
        assertThat(e.getMessage())
                .startsWith(file + ":" + line + ": ")
                .contains(what)
                .endsWith(".")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1 | the file is empty",
                "x;1 | 1 | the total profit 'x' is not a number",
                "5;7 y | 2 | the id 'y' is not a number",
                "5;40 8 | 2 | the item 8 is unknown to u"
            })
    void aBrokenSolutionIsOneSentenceWithFileAndLine(String text, int line, String what) throws IOException {
        KnapsackInstance instance =
                new KnapsackInstance("u", new long[] {9, 8, 7}, new long[] {3, 2, 1}, 5, new int[] {40, 7, 19});
        Path file = file("s.sol", text.replace(';', '\n'));
        InputException e =
                catchThrowableOfType(InputException.class, () -> Knapsack.PROBLEM.readSolution(file, instance));
        assertThat(e).isNotNull();
        assertThat(e.getMessage()).isEqualTo(file + ":" + line + ": " + what + ".");
    }
}
