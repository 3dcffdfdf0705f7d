package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: what a signal or a closed pipe does to a run. */
@Timeout(60)
class StopSignalsTest {
    @TempDir
    private Path folder;

    private static Process start(String... args) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }

    private static int execute(StringWriter out, Object... args) {
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        return Main.execute(new PrintWriter(out), new PrintWriter(new StringWriter()), words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsALongRunWithItsBestPlanAndExitCode0(String signal) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no /bin/kill");
        assumeTrue(!ignored(signal), "this process, hence its children, ignores SIG" + signal);
        Path instance = folder.resolve("delivery.vrp");
        Path plan = folder.resolve("plan.sol");
        execute(new StringWriter(), "generate", "cvrp", "--size", 60, "--out", instance);

        Process run = start(
                "solve", instance.toString(), "--time", "50s", "--engine", "local-search", "--out", plan.toString());
        try (BufferedReader progress = run.errorReader()) {
            assertThat(progress.readLine()).as("first improvement").matches(" *\\d+\\.\\d\\d s  \\d+ .*");
            assertThat(plan).doesNotExist();
            new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(run.pid()))
                    .start()
                    .waitFor();
            assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            run.destroyForcibly();
        }
        assertThat(run.exitValue()).isZero();
        StringWriter verdict = new StringWriter();
        assertThat(execute(verdict, "check", instance, plan)).isZero();
        assertThat(verdict.toString()).contains("feasible");
    }

    @Test
    void stdoutOfAProcessIsOneJsonObjectWithoutAnyLog() throws Exception {
        Path instance = folder.resolve("tour.tsp");
        execute(new StringWriter(), "generate", "tsp", "--size", 30, "--out", instance);
        Process run = start("solve", instance.toString(), "--time", "500ms", "--json", "--quiet");
        String err = new String(run.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        String out = new String(run.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(run.waitFor()).as(err).isZero();
        assertThat(out.lines()).singleElement().asString().startsWith("{").endsWith("}");
    }

    /** On Linux: whether a signal is ignored, as it is in background jobs of a shell without job control. */
    private static boolean ignored(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        int number = signal.equals("INT") ? 2 : 15;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) >> (number - 1) & 1) == 1);
    }
}
