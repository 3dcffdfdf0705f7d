package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.tsp.Tsp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken file gives one sentence that names the file, the line and what is wrong. */
class MalformedFilesTest {
    private static final String TSP = """
            NAME : t
            TYPE : TSP
            DIMENSION : 3
            EDGE_WEIGHT_TYPE : EUC_2D
            NODE_COORD_SECTION
            1 0 0
            2 3 0
            3 3 4
            EOF
            """;
    private static final String VRP = """
            NAME : v
            TYPE : CVRP
            DIMENSION : 3
            EDGE_WEIGHT_TYPE : EUC_2D
            CAPACITY : 10
            NODE_COORD_SECTION
            1 0 0
            2 3 0
            3 3 4
            DEMAND_SECTION
            1 0
            2 4
            3 5
            DEPOT_SECTION
            1
            -1
            EOF
            """;
    private static final String MATRIX = """
            NAME : m
            TYPE : TSP
            DIMENSION : 3
            EDGE_WEIGHT_TYPE : EXPLICIT
            EDGE_WEIGHT_FORMAT : FULL_MATRIX
            EDGE_WEIGHT_SECTION
            0 1 2
            1 0 3
            2 3 0
            EOF
            """;
    private static final String JSON = """
            {
              "problem": "cvrp",
              "capacity": 10,
              "demands": [0, 4, 5],
              "metric": "EUC_2D",
              "coordinates": [
                [0, 0],
                [3, 0],
                [3, 4]
              ]
            }
            """;

    @TempDir
    Path folder;

    private static Arguments tsp(String old, String replacement, int line, String what) {
        return Arguments.of("t.tsp", changed(forMetric(TSP, replacement), old, replacement), line, what);
    }

    private static Arguments vrp(String old, String replacement, int line, String what) {
        return Arguments.of(
                "v.vrp",
                changed(
                        VRP.replace("10\n", replacement.contains("99254740990") ? "9007199254740990\n" : "10\n"),
                        old,
                        replacement),
                line,
                what);
    }

    private static Arguments matrix(String old, String replacement, int line, String what) {
        return Arguments.of("m.tsp", changed(MATRIX, old, replacement), line, what);
    }

    private static Arguments json(String old, String replacement, int line, String what) {
        return Arguments.of("v.json", changed(JSON, old, replacement), line, what);
    }

    /** Places that only the metric of the test finds fault with. */
    private static String forMetric(String text, String metric) {
        return metric.startsWith("HAVERSINE")
                ? text.replace("2 3 0", "2 90.5 -179.5")
                : metric.startsWith("GEO") ? text.replace("2 3 0", "2 3.75 0.6").replace("3 3 4", "3 3.59 4.99") : text;
    }

    private static String changed(String text, String old, String replacement) {
        assertThat(text).contains(old);
        return text.replace(old, replacement);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                tsp("DIMENSION : 3\n", "", 8, "ends without DIMENSION"),
                tsp("DIMENSION : 3", "DIMENSION : 4", 9, "node 4 is missing"),
                tsp("DIMENSION : 3", "DIMENSION : 2", 8, "node 3 is outside 1..2"),
                tsp("DIMENSION : 3", "DIMENSION : three", 3, "'three' is not a number"),
                tsp("DIMENSION : 3", "DIMENSION : 0", 3, "must be at least 1"),
                tsp("DIMENSION : 3", "DIMENSION : 2000000000", 3, "more than the file holds"),
                tsp("DIMENSION : 3", "DIMENSION : 3\nDIMENSION : 3", 4, "given twice"),
                tsp("TYPE : TSP", "TYPE : HCP (a cycle)", 2, "TYPE HCP (a cycle) is not supported here; only TSP and"),
                tsp("TYPE : TSP", "TYPE : TSPX", 2, "TYPE TSPX is not supported"),
                tsp("EUC_2D", "EUC_3D", 4, "'EUC_3D' is not supported"),
                tsp("EUC_2D", "XRAY1", 4, "'XRAY1' is not supported"),
                tsp("EUC_2D", "MAN_3D", 4, "'MAN_3D' is not supported"),
                tsp("EUC_2D", "SPECIAL", 4, "'SPECIAL' is not supported"),
                tsp("EUC_2D", "HAVERSINE\nCOMMENT : x", 8, "the latitude 90.5 is outside -90..90"),
                tsp("EUC_2D", "GEO\nCOMMENT : y", 8, "and 2 others have minutes above .59"),
                tsp("EDGE_WEIGHT_TYPE : EUC_2D\n", "", 8, "ends without EDGE_WEIGHT_TYPE"),
                tsp("NODE_COORD_SECTION\n1 0 0\n2 3 0\n3 3 4\n", "", 5, "ends without NODE_COORD_SECTION"),
                tsp("2 3 0", "2 NaN 0", 7, "'NaN' is not finite"),
                tsp("2 3 0", "nan 3 0", 7, "'nan' is not finite"),
                tsp("2 3 0", "2 1e999 0", 7, "'1e999' is not finite"),
                tsp("2 3 0", "2 1e15 0", 7, "could exceed 2^53"),
                tsp("2 3 0", "2 0x10 0", 7, "'0x10' is not a number"),
                tsp("2 3 0", "2 3", 7, "the line ends where the y coordinate is expected"),
                tsp("2 3 0", "2 3 0 7", 7, "unexpected '7'"),
                tsp("3 3 4", "2 3 4", 8, "node 2 is repeated"),
                tsp("3 3 4", "1.5 3 4", 8, "'1.5' is not an integer"),
                tsp("EOF", "FIXED_EDGES_SECTION\n1 2\n-1\nEOF", 9, "FIXED_EDGES_SECTION is not supported"),
                tsp("EOF", "hello there: world", 9, "found 'hello there: world'"),
                matrix("2 3 0", "2 3", 10, "ends after 8 of 9 entries"),
                matrix("2 3 0", "2 3 0 1", 9, "more than 9 entries"),
                matrix("2 3 0", "2 4 0", 9, "asymmetric"),
                matrix("1 0 3", "1 0 -3", 8, "-3 is negative"),
                matrix("1 0 3", "1 0 x", 8, "'x' is not a number"),
                matrix("1 0 3", "1 0 9e15", 8, "could exceed 2^53"),
                matrix("FULL_MATRIX", "FULL_COL", 5, "'FULL_COL' is not supported"),
                matrix("1 0 3", "1 0 4", 9, "asymmetric between 2 and 3; TYPE : ATSP takes asymmetric ones"),
                matrix("DIMENSION : 3", "DIMENSION : 60", 3, "needs 3600 entries in EDGE_WEIGHT_SECTION"),
                vrp("CAPACITY : 10", "CAPACITY : 10\nSERVICE_TIME : 1e300", 6, "sum to more than 2^53"),
                vrp("2 4\n3 5", "2 9007199254740990\n3 5", 13, "the sum of the demands exceeds 2^53"),
                vrp("TYPE : CVRP", "TYPE : VRPX", 2, "TYPE VRPX is not supported"),
                vrp("CAPACITY : 10\n", "", 16, "ends without CAPACITY"),
                vrp("CAPACITY : 10", "CAPACITY : 9.5", 5, "'9.5' is not an integer"),
                vrp("CAPACITY : 10", "CAPACITY : -1", 5, "must not be negative"),
                vrp("CAPACITY : 10", "CAPACITY : 10\nVEHICLES : 0", 6, "VEHICLES 0"),
                vrp("CAPACITY : 10", "CAPACITY : 10\nBACKHAULS : 3", 6, "'BACKHAULS' is not supported"),
                vrp("2 4", "2 11", 12, "above the capacity 10"),
                vrp("2 4", "2 -4", 12, "is negative"),
                vrp("2 4", "2 4.5", 12, "'4.5' is not an integer"),
                vrp("2 4\n", "", 13, "node 2 is missing"),
                vrp("2 4", "3 4", 13, "demand of node 3 is repeated"),
                vrp("1 0\n2 4", "1 1\n2 4", 11, "must be 0 since it is the depot"),
                vrp("1\n-1", "1\n2\n-1", 16, "several depots are not supported"),
                vrp("1\n-1", "7\n-1", 15, "the depot 7 is outside 1..3"),
                vrp("DEPOT_SECTION\n1\n-1\n", "", 14, "ends without DEPOT_SECTION"),
                vrp("EOF", "PENALTY_SECTION\n1 0 9\nEOF", 17, "PENALTY_SECTION is not supported"),
                json("[3, 0],", "[3, 0", 9, "malformed JSON"),
                json("EUC_2D", "EUC\n2D", 5, "malformed JSON"),
                json("[3, 0],", "[3],", 8, "coordinate 2 has 1 values"),
                json("\"capacity\": 10", "\"capacity\": 4", 4, "above the capacity 4"),
                json("\"capacity\"", "\"Capacity\"", 3, "'Capacity' is not supported"),
                json("4, 5]", "4]", 11, "2 demands for 3 nodes"),
                json("EUC_2D", "MANHATTAN", 5, "'MANHATTAN' is not supported"),
                json("\"capacity\": 10", "\"capacity\": \"ten\"", 3, "must be a number"),
                Arguments.of("empty.tsp", "", 1, "the file is empty"),
                Arguments.of("blank.vrp", "\n\n", 3, "ends without DIMENSION"),
                Arguments.of("junk.tsp", "\u0000\u0001\u007fELF\u0002\n\u0003", 1, "expected 'KEY : value'"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("broken")
    void aBrokenFileIsOneSentenceWithFileAndLine(String fileName, String text, int line, String what)
            throws IOException {
        Path file = Files.writeString(folder.resolve(fileName), text, StandardCharsets.ISO_8859_1);
        InputException e = catchThrowableOfType(
                InputException.class, () -> Problems.recognise(file).readInstance(file));
        assertThat(e).isNotNull();
        assertThat(e.getMessage()).startsWith(file + ":" + line + ": ").contains(what);
        assertOneSentence(e.getMessage().substring(file.toString().length()));
    }

    private static void assertOneSentence(String message) {
        assertThat(message).endsWith(".").doesNotContain("\n").doesNotContainPattern("[.!?] +[A-Z]");
    }

    static Stream<Arguments> brokenSolutions() {
        return Stream.of(
                Arguments.of("s.sol", "Route #1: 1 x\n", 1, "'x' is not a number"),
                Arguments.of("s.sol", "Route #1: 1 2\nCost 3 4\n", 2, "unexpected '4'"),
                Arguments.of("s.sol", "Route #1: 1 2\nCost\n", 2, "where the cost is expected"),
                Arguments.of("s.sol", "Route 1 2 3 4\n", 1, "expected ':'"),
                Arguments.of("s.sol", "Tour: 1 2\n", 1, "expected 'Route"),
                Arguments.of("s.sol", "\n", 2, "has no route"),
                Arguments.of("s.json", "{\"routes\": [[1, 2]], \"x\": 1}", 1, "'x' is not supported"),
                Arguments.of("s.tour", "TOUR_SECTION\n1\n2\n0\n-1\n", 4, "city 0 is out of range"),
                Arguments.of(
                        "s.tour",
                        "TYPE : TSP\nTOUR_SECTION\n1\n-1\n",
                        1,
                        "TYPE TSP is not supported here; only TOUR is"),
                Arguments.of("s.tour", "DIMENSION : 9\nTOUR_SECTION\n1\n-1\n", 1, "has DIMENSION 9"),
                Arguments.of("s.tour", "TOUR_SECTION\n1\n-1\n2\n", 4, "second tour"),
                Arguments.of("s.tour", "TYPE : TOUR\n", 2, "ends without TOUR_SECTION"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("brokenSolutions")
    void aBrokenSolutionIsOneSentenceWithFileAndLine(String fileName, String text, int line, String what)
            throws IOException {
        Path file = Files.writeString(folder.resolve(fileName), text);
        InputException e = catchThrowableOfType(InputException.class, () -> {
            if (fileName.endsWith(".tour")) {
                Tsp.PROBLEM.readSolution(file, Tsp.PROBLEM.generate(3, 1, "uniform"));
            } else {
                Cvrp.PROBLEM.readSolution(file, Cvrp.PROBLEM.generate(3, 1, "uniform"));
            }
        });
        assertThat(e).isNotNull();
        assertThat(e.getMessage()).startsWith(file + ":" + line + ": ").contains(what);
        assertOneSentence(e.getMessage().substring(file.toString().length()));
    }

    @Test
    void whatIsNoReadableFileIsNamed() throws IOException {
        assertRefused(folder, "is a directory, not a file.");
        assertRefused(folder.resolve("absent.tsp"), "no such file.");
        Path locked = Files.writeString(folder.resolve("locked.tsp"), TSP);
        Assumptions.assumeTrue(locked.toFile().setReadable(false) && !Files.isReadable(locked), "not as root");
        assertRefused(locked, "cannot be read (permission denied).");
    }

    private static void assertRefused(Path file, String what) {
        InputException e = catchThrowableOfType(InputException.class, () -> Tsp.PROBLEM.readInstance(file));
        assertThat(e).hasMessage(file + ": " + what);
    }
}
