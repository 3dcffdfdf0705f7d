package dev.ansatz.bench.quality;

import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.JsonDocuments;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Makes each run in a Java virtual machine of its own, started by the java command, the options and the class path of this one
 * and bound to given processors by {@code taskset}, where the system has it. No run profits or suffers from another.
 */
public final class ProcessRunner implements CellRunner {
    private static final Pattern CORES = Pattern.compile("\\d{1,5}([,-]\\d{1,5})*");
    private static final String TASKSET = "taskset";

    /** What an engine may be late, start-up included, before its process is ended. */
    private static final double GRACE_SECONDS = 120;

    private final List<String> command;
    private final int threads;
    private final boolean limitCountsProcess;

    /** @throws InputException if the cores are malformed */
    public ProcessRunner(Experiment experiment) {
        this.threads = experiment.threads();
        this.limitCountsProcess = experiment.wholeProcess();
        List<String> words = new ArrayList<>();
        String core = experiment.core();
        if (core != null) {
            words.addAll(List.of(TASKSET, "-c", core));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // Agents of a debugger or a build tool are theirs.
            if (!option.startsWith("-agent") && !option.startsWith("-javaagent")) {
                words.add(option);
            }
        }
        words.add("--enable-native-access=ALL-UNNAMED");
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), CellWorker.class.getName()));
        this.command = List.copyOf(words);
    }

    /**
     * The processors to bind runs to.
     *
     * @param wanted such as {@code 1} or {@code 0,2-3}; null for as many as there are threads, the last ones of those that this
     *     process may use
     * @return null where runs cannot be bound because the system has no {@code taskset}
     * @throws InputException if the list is malformed, or one is wanted and cannot be had
     */
    public static @Nullable String cores(@Nullable String wanted, int threads) {
        boolean bindable = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, TASKSET)));
        if (wanted == null) {
            List<Integer> allowed = bindable ? allowedCores() : List.of();
            return allowed.isEmpty()
                    ? null
                    : String.join(
                            ",",
                            allowed.subList(Math.max(0, allowed.size() - threads), allowed.size()).stream()
                                    .map(String::valueOf)
                                    .toList());
        }
        if (!CORES.matcher(wanted).matches()) {
            throw new InputException("--core '" + wanted + "' must be a list of processors such as 1 or 0,2-3.");
        }
        if (!bindable) {
            throw new InputException("--core needs the command " + TASKSET + ", which was not found.");
        }
        List<Integer> allowed = allowedCores();
        for (int core : expand(wanted)) {
            if (!allowed.isEmpty() && !allowed.contains(core)) {
                throw new InputException(
                        "--core " + wanted + ": processor " + core + " is not among those of this process ("
                                + allowed.toString().replaceAll("[\\[\\] ]", "") + ").");
            }
        }
        return wanted;
    }

    private static List<Integer> allowedCores() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> expand(line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(List.of());
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** {@code 0,2-4} as 0, 2, 3, 4. */
    static List<Integer> expand(String list) {
        List<Integer> cores = new ArrayList<>();
        for (String part : list.split(",")) {
            String[] ends = part.split("-");
            for (int core = Integer.parseInt(ends[0]); core <= Integer.parseInt(ends[ends.length - 1]); core++) {
                cores.add(core);
            }
        }
        return cores;
    }

    @Override
    public @Nullable CellRun run(Cell cell, StopToken stop) {
        try {
            Path folder = Files.createTempDirectory("ansatz-bench");
            Path result = folder.resolve("result.json");
            Path errors = folder.resolve("errors.txt");
            try {
                return run(cell, stop, result, errors);
            } finally {
                Files.deleteIfExists(result);
                Files.deleteIfExists(errors);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable CellRun run(Cell cell, StopToken stop, Path result, Path errors) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(new CellWorker.Request(cell, threads, limitCountsProcess, CellWorker.now(), result).words());
        Process process = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        double seconds = 1.5 * cell.timeLimit() + GRACE_SECONDS;
        try {
            boolean ended = await(process, seconds, stop);
            if (!Files.exists(result)) {
                // Ctrl-C ends all processes of a terminal; our own handler may be the last to hear of it.
                pause();
            }
            if (stop.isStopped()) {
                return null;
            }
            if (Files.exists(result)) {
                return JsonDocuments.read(JsonDocuments.read(Files.readAllBytes(result)), CellRun.class);
            }
            return CellRun.without(
                    cell,
                    CellRun.FAILED,
                    ended
                            ? "the process ended with exit code " + process.exitValue() + lastLine(errors)
                            : "the process was ended after " + Math.round(seconds) + " s");
        } catch (JacksonException e) {
            return CellRun.without(cell, CellRun.FAILED, "the process left half a result" + lastLine(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean await(Process process, double seconds, StopToken stop) {
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        try {
            while (System.nanoTime() < deadline && !stop.isStopped()) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.stop();
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lastLine(Path errors) throws IOException {
        List<String> lines = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                .toList();
        return lines.isEmpty() ? "" : " (" + lines.getLast().strip() + ")";
    }
}
