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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: what a signal or a closed pipe does to a run. */
@Tag("slow")
@Timeout(60)
class StopSignalsTest {
    @TempDir
    private Path folder;

    private static Process start(String... args) throws IOException {
        return new ProcessBuilder(command(args)).start();
    }

    private static List<String> command(String... args) {
        List<String> command = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return command;
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

    private static void kill(String signal, Process run) throws Exception {
        new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(run.pid()))
                .start()
                .waitFor();
    }

    private static String text(java.io.InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** A pipe that nobody writes to, as a file on a server that does not answer. */
    private Path silentPipe() throws Exception {
        Path pipe = folder.resolve("silent.vrp");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
        return pipe;
    }

    @Test
    void aSignalWhileTheInstanceIsReadEndsTheRunWithExitCode3() throws Exception {
        assumeTrue(!ignored("TERM"));
        Path plan = folder.resolve("plan.sol");
        Process run = start("solve", silentPipe().toString(), "--problem", "cvrp", "--out", plan.toString());
        try {
            assertThat(run.waitFor(4, TimeUnit.SECONDS)).as("is reading").isFalse();
            kill("TERM", run);
            assertThat(text(run.getErrorStream()).lines())
                    .singleElement()
                    .asString()
                    .startsWith("ansatz: stopped before ");
            assertThat(run.waitFor()).isEqualTo(3);
        } finally {
            run.destroyForcibly();
        }
        assertThat(plan).doesNotExist();
    }

    @Test
    void aSignalEndsAnEvaluationWithTheMeansOfWhatWasMeasured() throws Exception {
        assumeTrue(!ignored("TERM"));
        Process run = start(
                "eval",
                "local-search",
                "--set",
                "tsp20",
                "--count",
                "100",
                "--time",
                "300ms",
                "--reference-time",
                "100ms");
        try {
            assertThat(run.waitFor(6, TimeUnit.SECONDS)).as("measures").isFalse();
            kill("TERM", run);
            assertThat(text(run.getErrorStream())).containsPattern("stopped after \\d+ of 100 instances");
            assertThat(text(run.getInputStream())).contains("objective   mean", "gap         mean");
            assertThat(run.waitFor()).isZero();
        } finally {
            run.destroyForcibly();
        }
    }

    @Test
    void aPlanOnStdoutIsAppendedToALogAndAFullStdoutIsExit1() throws Exception {
        Path instance = folder.resolve("tour.tsp");
        execute(new StringWriter(), "generate", "tsp", "--size", 12, "--out", instance);
        Path log = Files.writeString(folder.resolve("log.txt"), "first line\n");
        String[] solve = {"solve", instance.toString(), "--iterations", "1", "--engine", "greedy"};
        Process appends = new ProcessBuilder(command(java.util.stream.Stream.concat(
                                java.util.Arrays.stream(solve), java.util.stream.Stream.of("--out", "/dev/stdout"))
                        .toArray(String[]::new)))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        assertThat(appends.waitFor()).as(text(appends.getErrorStream())).isZero();
        assertThat(Files.readString(log))
                .startsWith("first line\n")
                .containsSubsequence("TOUR_SECTION", "EOF", "instance ", "objective ");

        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        Process loses =
                new ProcessBuilder(command(solve)).redirectOutput(full.toFile()).start();
        assertThat(text(loses.getErrorStream()))
                .endsWith("ansatz: the results could not be printed (No space left on device).\n");
        assertThat(loses.waitFor()).isEqualTo(1);
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
