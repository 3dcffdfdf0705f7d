package dev.ansatz.problems.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.NodeIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpFormatsTest {
    private static final String OPLIB = """
            NAME : four
            TYPE : OP
            DIMENSION : 4
            COST_LIMIT : 12
            EDGE_WEIGHT_TYPE : EUC_2D
            NODE_COORD_SECTION
            1 0 0
            2 3 4
            3 3 0
            4 0 4
            NODE_SCORE_SECTION
            1 0
            2 7
            3 8
            4 9
            DEPOT_SECTION
            1
            -1
            EOF
            """;

    private static final String CHAO = "9.5\t1\n0.0\t0.0\t0\n4.0\t0.0\t0\n1.0\t1.0\t6\n2.0\t-1.5\t12\n3.0\t1.0\t6\n";

    @TempDir
    Path folder;

    private static InputFile text(String name, String text) {
        return InputFile.of(name, text);
    }

    private static OpInstance read(String name, String text) {
        return Orienteering.PROBLEM.readInstance(text(name, text));
    }

    @Test
    void oplibIsReadWithTheRoundingOfTsplib() {
        OpInstance four = read("four.oplib", OPLIB);
        assertThat(Problems.recognise(text("x.txt", OPLIB))).isSameAs(Orienteering.PROBLEM);
        assertThat(four.name()).isEqualTo("four");
        assertThat(four.limit()).isEqualTo(12);
        assertThat(four.isTour()).isTrue();
        assertThat(four.scores()).containsExactly(0, 7, 8, 9);
        // 3, 4, 5: nodes 1 - 3 - 2 - 1.
        Evaluation evaluation = Orienteering.PROBLEM.evaluate(four, new Visits(2, 1));
        assertThat(evaluation.feasible()).isTrue();
        assertThat(evaluation.objective()).isEqualTo(15);
        OpInstance path = read("path.oplib", OPLIB.replace("\n1\n-1\n", "\n1\n4\n-1\n"));
        assertThat(path.start()).isZero();
        assertThat(path.end()).isEqualTo(3);
    }

    @Test
    void chaoFilesHaveRealDistancesAndBeginWithStartAndEnd() {
        assertThat(Problems.recognise(text("set_1.txt", CHAO))).isSameAs(Orienteering.PROBLEM);
        OpInstance instance = read("set_1.txt", CHAO);
        assertThat(instance.size()).isEqualTo(5);
        assertThat(instance.limit()).isEqualTo(9.5);
        assertThat(instance.start()).isZero();
        assertThat(instance.end()).isEqualTo(1);
        assertThat(instance.distances().between(0, 2)).isEqualTo(Math.sqrt(2));
        assertThat(Orienteering.PROBLEM.evaluate(instance, new Visits(2, 3, 4)).objective())
                .isEqualTo(24);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COST_LIMIT : 12|COST_LIMIT : -2|:4: COST_LIMIT -2 must not be negative.",
                "COST_LIMIT : 12\\n||ends without COST_LIMIT",
                "4 9|4 -9|:15: the score -9 is negative.",
                "4 9|3 9|:15: the score of node 3 was given in line 14 already.",
                "4 9\\n||of 4 scores; that of node 4 is missing.",
                "4 9|5 9|:15: node 5 is outside 1..4 (DIMENSION).",
                "\\n1\\n-1|\\n7\\n-1|:17: the depot 7 is outside 1..4 (DIMENSION).",
                "\\n1\\n-1|\\n1 2 3\\n-1|more depots than start and end are not supported",
                "TYPE : OP|TYPE : TOP|TYPE TOP is not supported here; only OP is."
            })
    void mistakesInOplibAreToldWithTheirLine(String from, String to, String message) {
        String wrong = OPLIB.replace(from.replace("\\n", "\n"), to == null ? "" : to.replace("\\n", "\n"));
        assertThat(wrong).isNotEqualTo(OPLIB);
        assertThatThrownBy(() -> read("x.oplib", wrong))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void mistakesInChaoFilesAreToldWithTheirLine() {
        assertThatThrownBy(() -> read("t.txt", CHAO.replace("9.5\t1", "9.5\t3")))
                .hasMessageContaining("t.txt:1: team orienteering (3 paths) is not supported");
        assertThatThrownBy(() -> read("t.txt", CHAO.replace("1.5\t12", "1.5\t-12")))
                .hasMessageContaining("t.txt:5: the score -12 is negative.");
        assertThatThrownBy(() -> read("t.txt", "-1 1\n0 0 0\n1 1 0\n"))
                .hasMessageContaining("t.txt:1: the limit -1 is negative.");
        assertThatThrownBy(() -> read("t.txt", "5 1\n0 0 0\n1 1 0\n2 2\n"))
                .hasMessageContaining("t.txt:4: the line ends where the score is expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o.oplib", "o.json"})
    void instancesRoundTrip(String name) {
        for (Distances distances : List.of(
                new CoordinateDistances(new double[] {0, 1, 2}, new double[] {5, 6, 7.75}, Metric.EXACT_2D),
                new MatrixDistances(3, new double[] {0, 1, 2, 9, 0, 3.5, 7, 8, 0}, null))) {
            for (int end : new int[] {2, 1}) {
                OpInstance instance = new OpInstance("o", distances, new double[] {0, 2.5, 3}, 12.25, 2, end);
                Path file = folder.resolve(name);
                Orienteering.PROBLEM.writeInstance(instance, file);
                assertThat(Problems.recognise(file)).isSameAs(Orienteering.PROBLEM);
                OpInstance read = Orienteering.PROBLEM.readInstance(file);
                assertThat(read.scores()).isEqualTo(instance.scores());
                assertThat(read.limit()).isEqualTo(12.25);
                assertThat(read.start()).isEqualTo(2);
                assertThat(read.end()).isEqualTo(end);
                assertThat(read.distances().between(1, 2)).isEqualTo(distances.between(1, 2));
                assertThat(read.distances().between(2, 1)).isEqualTo(distances.between(2, 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.sol", "p.json"})
    void solutionsRoundTripWithTheirScore(String name) {
        OpInstance numbered = read("four.oplib", OPLIB);
        OpInstance named = numbered.withIds(new NodeIds(List.of("home base", "b", "c", "d")));
        for (OpInstance instance : List.of(numbered, named)) {
            for (Visits visits : List.of(new Visits(2, 1), new Visits())) {
                Path file = folder.resolve(name);
                Orienteering.PROBLEM.writeSolution(instance, visits, file);
                assertThat(Orienteering.PROBLEM.readSolution(file, instance)).isEqualTo(visits);
                assertThat(Orienteering.PROBLEM.formats().readClaimedObjective(file))
                        .isEqualTo(
                                Orienteering.PROBLEM.evaluate(instance, visits).objective());
            }
        }
        assertThat(Orienteering.PROBLEM.formats().formatSolution(numbered, new Visits(2, 1)))
                .isEqualTo("Route #1: 3 2\nScore 15\n");
    }

    @Test
    void mistakesInSolutionsAreToldAllAtOnce() {
        OpInstance four = read("four.oplib", OPLIB);
        assertThatThrownBy(() -> Orienteering.PROBLEM.readSolution(text("p.sol", "Route #1: 3 9 x\nScore 4\n"), four))
                .isInstanceOf(InputException.class)
                .hasMessage("p.sol:1: the node '9' is unknown to four.\np.sol:1: the node 'x' is unknown to four.");
        assertThatThrownBy(() -> Orienteering.PROBLEM.readSolution(text("p.sol", "Route #1: 3\nRoute #2: 2\n"), four))
                .hasMessageContaining("p.sol:2: the file holds a second route");
        assertThatThrownBy(() -> Orienteering.PROBLEM.readSolution(text("p.sol", "Score 3\n"), four))
                .hasMessageContaining("the file has no 'Route #1:' line");
    }

    @Test
    void jsonNamesWhatIsMissingOrUnknown() {
        String json = """
                {"problem": "op", "limit": 9, "start": "b", "scores": [1, 2], "ids": ["a", "b"],
                 "metric": "EXACT_2D", "coordinates": [[0, 0], [3, 4]]}""";
        OpInstance instance = read("x.json", json);
        assertThat(instance.start()).isEqualTo(1);
        assertThat(instance.end()).isEqualTo(1);
        assertThatThrownBy(() -> read("x.json", json.replace("\"b\", \"scores\"", "\"z\", \"end\": \"y\", \"scores\"")))
                .hasMessageContaining("as start, the node 'z' is unknown")
                .hasMessageContaining("as end, the node 'y' is unknown");
        assertThatThrownBy(() -> read("x.json", json.replace("\"limit\": 9,", "")))
                .hasMessageContaining("the object has no 'limit'");
        assertThatThrownBy(() -> read("x.json", json.replace("\"limit\"", "\"limitt\"")))
                .hasMessageContaining("limitt");
    }

    private static Path data(String path) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data").resolve(path);
            if (Files.exists(file)) {
                return file;
            }
        }
        return Assumptions.abort("no public data at ../shared/data/" + path);
    }

    /** Every published solution of OPLib that is there is feasible with the score that it claims. */
    @Test
    void publishedSolutionsAreJudgedAsTheyWerePublished() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.list(data("op/OPLib"))) {
            files = walk.filter(file -> file.toString().endsWith(".oplib")).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            OpInstance instance = Orienteering.PROBLEM.readInstance(file);
            Path solution = Path.of(file.toString().replace(".oplib", ".sol"));
            Evaluation evaluation =
                    Orienteering.PROBLEM.evaluate(instance, Orienteering.PROBLEM.readSolution(solution, instance));
            assertThat(evaluation.violations()).as(file.toString()).isEmpty();
            assertThat(evaluation.objective())
                    .isEqualTo(Orienteering.PROBLEM.formats().readClaimedObjective(solution));
        }
    }

    @Test
    void allFilesOfTsiligiridesAndChaoAreRecognised() throws IOException {
        try (Stream<Path> walk = Files.list(data("op/TsiligiridesChao"))) {
            walk.filter(file -> file.toString().endsWith(".txt")).forEach(file -> {
                assertThat(Problems.recognise(file)).as(file.toString()).isSameAs(Orienteering.PROBLEM);
                OpInstance instance = Orienteering.PROBLEM.readInstance(file);
                assertThat(instance.terminalScore()).isZero();
                assertThat(Orienteering.PROBLEM.validate(instance)).isEmpty();
            });
        }
    }
}
