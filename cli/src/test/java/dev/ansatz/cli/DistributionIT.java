package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that users install, unpacked and run without Maven; of the profile {@code dist} only. */
class DistributionIT {
    @TempDir
    Path folder;

    @Test
    void solvesAnExampleWithEachLibraryAlsoWhereItMayNotWrite() throws Exception {
        String archive = System.getProperty("ansatz.distribution");
        assumeTrue(archive != null, "mvn -Pdist verify sets it");
        Path tools = Files.createDirectories(folder.resolve("tools"));
        ShellTools.into(tools);
        run(folder, Map.of(), "tar", "xzf", archive);
        Path home;
        try (Stream<Path> unpacked = Files.list(folder)) {
            home = unpacked.filter(path -> path.getFileName().toString().startsWith("ansatz-"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("README.txt")).content().doesNotContain("${");
        run(folder, Map.of(), "chmod", "-R", "a-w", home.toString());
        try {
            Map<String, String> variables = Map.of(
                    "PATH", tools.toString(),
                    "JAVA_HOME", System.getProperty("java.home"),
                    "HOME", folder.toString(),
                    "LC_ALL", "C");
            for (String engine : new String[] {"hybrid", "ortools", "timefold"}) {
                String said = run(
                        home,
                        variables,
                        home.resolve("bin/ansatz").toString(),
                        "solve",
                        "examples/delivery-20.json",
                        "--time",
                        "1s",
                        "--engine",
                        engine,
                        "--out",
                        folder.resolve("plan.sol").toString());
                assertThat(said).contains("(feasible)");
                assertThat(folder.resolve("plan.sol")).exists();
                assertThat(said.contains("first start")).isEqualTo(engine.equals("hybrid"));
            }
            try (Stream<Path> archives = Files.list(folder.resolve(".cache/ansatz"))) {
                assertThat(archives.toList())
                        .singleElement()
                        .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(1_000_000));
            }
        } finally {
            run(folder, Map.of(), "chmod", "-R", "u+w", home.toString());
        }
    }

    private static String run(Path where, Map<String, String> variables, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
        if (!variables.isEmpty()) {
            builder.environment().clear();
            builder.environment().putAll(variables);
        }
        File output = File.createTempFile("said", ".txt");
        try {
            int code = builder.redirectErrorStream(true)
                    .redirectOutput(output)
                    .start()
                    .waitFor();
            String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            assertThat(code).as(said).isZero();
            return said;
        } finally {
            Files.delete(output.toPath());
        }
    }
}
