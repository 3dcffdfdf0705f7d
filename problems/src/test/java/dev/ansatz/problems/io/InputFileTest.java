package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input from anywhere: read once, recognised by its content, named in messages. */
class InputFileTest {
    private static final String TRIANGLE = """
            TYPE : TSP
            DIMENSION : 3
            EDGE_WEIGHT_TYPE : EUC_2D
            NODE_COORD_SECTION
            1 0 0
            2 3 0
            3 3 4
            """;

    @TempDir
    private Path folder;

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Object read(InputFile input) {
        return Problems.recognise(input).readInstance(input);
    }

    @Test
    void aPipeIsReadOnceRecognisedAndNamedByItsPath() throws Exception {
        Path pipe = folder.resolve("pipe");
        Assumptions.assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write(TRIANGLE.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        TspInstance instance = (TspInstance) read(InputFile.of(pipe));
        writer.join();
        assertThat(instance.name()).isEqualTo("pipe");
        assertThat(instance.size()).isEqualTo(3);
    }

    @Test
    void standardInputIsNamedInMessages() {
        InputStream before = System.in;
        try {
            System.setIn(bytes(TRIANGLE.replace("3 3 4", "3 3 x")));
            InputFile input = InputFile.named("-");
            assertThatThrownBy(() -> read(input))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("standard input:7: ");
            System.setIn(bytes(""));
            assertThatThrownBy(() -> read(InputFile.named("/dev/stdin")))
                    .hasMessage("standard input:1: the file is empty.");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void instancesAndSolutionsAreReadFromStreamsReadersAndText() {
        for (InputFile input : new InputFile[] {
            InputFile.of("mine", bytes(TRIANGLE)),
            InputFile.of("mine", new StringReader(TRIANGLE)),
            InputFile.of("mine", TRIANGLE)
        }) {
            TspInstance instance = Tsp.PROBLEM.readInstance(input);
            assertThat(instance.name()).isEqualTo("mine");
            InputFile tour = InputFile.of("tour", "TOUR_SECTION\n2 3 1 -1\nCOMMENT : Length 12\n");
            assertThat(Tsp.PROBLEM.readSolution(tour, instance)).isEqualTo(new Tour(1, 2, 0));
            assertThat(Tsp.PROBLEM.formats().readClaimedObjective(tour)).isEqualTo(12);
        }
    }

    @ParameterizedTest
    @CsvSource({"tsp", "cvrp", "jssp", "kp", "mkp", "rmab", "op"})
    void jsonIsRecognisedWhereverItsProblemStands(String id) throws IOException {
        Problem<?, ?> problem = Problems.byId(id);
        Path file = folder.resolve("instance.json");
        write(problem, file);
        String text = Files.readString(file);
        String key = "  \"problem\": \"" + id + "\",\n";
        assertThat(text).contains(key);
        // Behind the others, after more blanks than any reader looks at by itself.
        String body = text.replace(key, "").stripTrailing();
        String last = body.substring(0, body.length() - 1).stripTrailing() + " ".repeat(20_000)
                + ",\n\"problem\" :\n\t\"" + id.toUpperCase(java.util.Locale.ROOT) + "\"}";
        for (String name : new String[] {"last", "last.json", "last.txt"}) {
            assertThat(Problems.recognise(InputFile.of(name, last))).isSameAs(problem);
        }
        assertThat(problem.readInstance(InputFile.of("last", last)).size())
                .isEqualTo(problem.readInstance(file).size());
    }

    private static <I extends dev.ansatz.problems.Instance> void write(Problem<I, ?> problem, Path file) {
        problem.writeInstance(
                problem.generate(5, 1, problem.generator().distributions().get(0)), file);
    }

    @Test
    void aProblemInsideAnotherObjectDoesNotCount() {
        assertThatThrownBy(() -> Problems.recognise(InputFile.of("a.json", "{\"meta\": {\"problem\": \"tsp\"}}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the problem type is not recognised");
        assertThat(Problems.recognise(InputFile.of(
                        "a.json", "{\"meta\": {\"problem\": \"tsp\"}, \"x\": [{}, 1], \"problem\": \"jssp\"}")))
                .isSameAs(JobShop.PROBLEM);
        assertThatThrownBy(() -> Problems.recognise(InputFile.of("a.json", "{\"x\": [1,\n2,,], \"problem\": \"tsp\"}")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a.json:2: malformed JSON");
    }

    @Test
    void theSolutionInJsonIsTheTextOfItsFile() throws IOException {
        var instance = Cvrp.PROBLEM.generate(3, 1, "uniform");
        Routes routes = new Routes(new int[] {2, 1}, new int[] {3});
        Path file = folder.resolve("plan.json");
        Cvrp.PROBLEM.writeSolution(instance, routes, file);
        String text = Cvrp.PROBLEM.formats().formatSolutionAsJson(instance, routes);
        assertThat(text).isEqualTo(Files.readString(file));
        assertThat(Cvrp.PROBLEM.readSolution(InputFile.of("plan", text), instance))
                .isEqualTo(routes);
    }
}
