package org.example.binpacking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar in a folder that {@code ANSATZ_PLUGINS} names, and the unchanged {@code ./ansatz}. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class PluginIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    static Path folder;

    @BeforeAll
    static void putTheJarIntoItsFolder() throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            Path jar = built.filter(file ->
                            file.getFileName().toString().matches("ansatz-example-bin-packing-[^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(jar, folder.resolve("plugins/bin-packing.jar"));
        }
        Files.writeString(folder.resolve("small.bpp"), "4\n10\n6\n5\n5\n4\n");
    }

    @Test
    void aFileIsRecognisedSolvedDrawnAndChecked() throws Exception {
        String solved = ansatz(0, "solve", "small.bpp", "--time", "1s", "--out", "small.sol", "--plot", "small.svg");
        assertThat(solved).contains("bin packing problem, size 4").contains("objective  2 (optimal)");
        assertThat(solved).contains("bins       2");
        assertThat(folder.resolve("small.svg")).content().startsWith("<svg").contains("items in bins of 10");
        assertThat(ansatz(0, "check", "small.bpp", "small.sol")).contains("feasible");
        Files.writeString(folder.resolve("bad.sol"), "1 2\n3\n");
        assertThat(ansatz(3, "check", "small.bpp", "bad.sol"))
                .contains("capacity: bin 1 by 1")
                .contains("missing-item: item 4 by 1");
    }

    @Test
    void everyEngineIsThereAndAnUnknownOneIsRefused() throws Exception {
        assertThat(ansatz(0, "engines"))
                .contains("bpp     hybrid ", "bpp     hybrid-bin-exchange", "bpp     neural", "bpp     first-fit");
        assertThat(ansatz(2, "solve", "small.bpp", "--engine", "tabu"))
                .contains("Engine 'tabu' is for jssp only; for bpp");
    }

    @Test
    void instancesAreGeneratedAndBenchmarked() throws Exception {
        ansatz(0, "generate", "bpp", "--size", "60", "--distribution", "triplets", "--seed", "7", "--out", "made.json");
        assertThat(ansatz(0, "solve", "made.json", "--time", "1s", "--json"))
                .contains("\"problem\"")
                .contains("\"bins\"");
        assertThat(ansatz(0, "bench", "bpp", "--time", "0.2s", "--engines", "hybrid,first-fit"))
                .contains("first-fit", "4 instances");
    }

    @Test
    void aPolicyIsTrainedAndSeedsTheSearch() throws Exception {
        ansatz(
                0,
                "train",
                "bpp",
                "--method",
                "imitation",
                "--size",
                "20-40",
                "--steps",
                "4",
                "--batch",
                "2",
                "--layers",
                "1",
                "--validation-count",
                "4",
                "--out",
                "run");
        ansatz(0, "generate", "bpp", "--size", "50", "--seed", "3", "--out", "fifty.bpp");
        assertThat(ansatz(0, "solve", "fifty.bpp", "--time", "1s", "--engine", "neural", "--model", "run/best"))
                .contains("engine     neural", "Start-up: model bpp-40 was loaded");
        assertThat(ansatz(0, "solve", "fifty.bpp", "--time", "1s", "--model", "run/best"))
                .contains("Policy bpp-");
    }

    @Test
    void withoutThePluginTheProblemIsUnknown() throws Exception {
        Process process = start(List.of("solve", "small.bpp"), null);
        assertThat(finish(process, 2)).contains("the problem type is not recognised");
        Process nowhere = start(List.of("engines"), "no-such-folder");
        assertThat(finish(nowhere, 1)).contains("ANSATZ_PLUGINS is 'no-such-folder', which is no folder.");
    }

    private static String ansatz(int exitCode, String... words) throws Exception {
        return finish(start(List.of(words), "plugins"), exitCode);
    }

    private static Process start(List<String> words, @Nullable String plugins) throws IOException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("ansatz").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("ANSATZ_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("ANSATZ_PLUGINS");
        if (plugins != null) {
            builder.environment().put("ANSATZ_PLUGINS", plugins);
        }
        return builder.start();
    }

    private static String finish(Process process, int exitCode) throws Exception {
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
        return said;
    }
}
