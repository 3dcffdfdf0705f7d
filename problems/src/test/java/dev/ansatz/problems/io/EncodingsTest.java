package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solutions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What editors of Windows do to a text, in every format of every problem. */
class EncodingsTest {
    @TempDir
    Path folder;

    private static List<Problem<?, ?>> problems() {
        return Problems.all();
    }

    private Path rewritten(Path file, String name, Charset charset, String mark) throws IOException {
        String text = Files.readString(file);
        return Files.write(folder.resolve(name), (mark + text.replace("\n", "\r\n")).getBytes(charset));
    }

    @ParameterizedTest
    @MethodSource("problems")
    <I extends Instance, S> void aByteOrderMarkAndCarriageReturnsAreNoPartOfAnInstance(Problem<I, S> problem)
            throws IOException {
        I instance = problem.generate(6, 1, problem.generator().distributions().get(0));
        for (String extension : problem.formats().instanceExtensions()) {
            Path plain = folder.resolve("plain" + extension);
            problem.writeInstance(instance, plain);
            Path marked = rewritten(plain, "marked" + extension, StandardCharsets.UTF_8, "\ufeff");
            assertThat(Problems.recognise(marked)).isSameAs(problem);
            Path again = folder.resolve("again" + extension);
            Path expected = folder.resolve("expected" + extension);
            problem.writeInstance(problem.readInstance(marked), again);
            problem.writeInstance(problem.readInstance(plain), expected);
            assertThat(Files.readString(again).replace("marked", "plain")).isEqualTo(Files.readString(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    <I extends Instance, S> void aByteOrderMarkAndCarriageReturnsAreNoPartOfASolution(Problem<I, S> problem)
            throws IOException {
        I instance = problem.generate(6, 1, problem.generator().distributions().get(0));
        S solution = Solutions.any(problem, instance);
        for (String extension : List.of(problem.formats().solutionExtension(), ".json")) {
            Path plain = folder.resolve("plain" + extension);
            problem.writeSolution(instance, solution, plain);
            Path marked = rewritten(plain, "marked" + extension, StandardCharsets.UTF_8, "\ufeff");
            assertThat(problem.formats().formatSolution(instance, problem.readSolution(marked, instance)))
                    .isEqualTo(problem.formats().formatSolution(instance, solution));
            assertThat(problem.formats().readClaimedObjective(marked))
                    .isEqualTo(problem.formats().readClaimedObjective(plain));
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    <I extends Instance, S> void utf16IsRefusedByName(Problem<I, S> problem) throws IOException {
        I instance = problem.generate(6, 1, problem.generator().distributions().get(0));
        for (String extension : problem.formats().instanceExtensions()) {
            Path plain = folder.resolve("plain" + extension);
            problem.writeInstance(instance, plain);
            for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                for (String mark : List.of("", "\ufeff")) {
                    Path wide = rewritten(plain, "wide" + extension, charset, mark);
                    for (Runnable read : List.<Runnable>of(
                            () -> Problems.recognise(wide),
                            () -> problem.readInstance(wide),
                            () -> problem.readSolution(wide, instance))) {
                        assertThatThrownBy(read::run)
                                .isInstanceOf(InputException.class)
                                .hasMessage(wide + ":1: the file is UTF-16; save it as UTF-8.");
                    }
                }
            }
        }
    }

    @Test
    void linesAreReadWithoutTheMark() throws IOException {
        Path file = Files.write(folder.resolve("l"), "\ufeffa,b\r\n\u00fc\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(InputFiles.lines(file)).containsExactly("a,b", "\u00fc");
        List<String> lines = new ArrayList<>();
        try (BufferedReader in = InputFiles.reader(file)) {
            in.lines().forEach(lines::add);
        }
        assertThat(lines).containsExactly("a,b", "\u00fc");
        assertThat(InputFiles.lines(Files.createFile(folder.resolve("none")))).isEmpty();
        Path mark = Files.write(folder.resolve("mark.tsp"), "\ufeff".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> InputFiles.read(mark)).hasMessage(mark + ":1: the file is empty.");
    }
}
