package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Random command lines on whole and on damaged files: each ends soon, with an exit code other than 1, without a stack trace, leaves its
 * inputs as they were and nothing half-written.
 *
 * <p>{@code -Dansatz.fuzz=500} runs so many lines, {@code -Dansatz.fuzz.seed=7} others.
 */
@Tag("slow")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CommandLineFuzzTest {
    private static final int LINES = Integer.getInteger("ansatz.fuzz", 40);
    private static final long SEED = Long.getLong("ansatz.fuzz.seed", 1);
    private static final double MOST_SECONDS = 30;

    private static final List<String> NATIVE = List.of(".tsp", ".vrp", ".jsp", ".kp", ".mkp", ".rmab.json", ".oplib");

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<Path> inputs = new ArrayList<>();

    private static int execute(StringWriter out, StringWriter err, List<String> words) {
        return Main.execute(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @Test
    void noCommandLineIsABug() throws IOException {
        System.setProperty("ansatz.cache", folder.resolve("cache").toString());
        makeInputs();
        Path outputs = Files.createDirectory(folder.resolve("outputs"));
        TreeMap<Integer, Integer> codes = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        double longest = 0;
        for (int i = 0; i < LINES; i++) {
            Path damaged = damaged(any(inputs), i);
            byte[] before = Files.readAllBytes(damaged);
            List<String> words = line(damaged, outputs, i);
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            long begin = System.nanoTime();
            int code = execute(out, err, words);
            double seconds = (System.nanoTime() - begin) * 1e-9;
            longest = Math.max(longest, seconds);
            codes.merge(code, 1, Integer::sum);
            String fault = fault(code, err.toString(), seconds);
            if (fault == null && !Arrays.equals(before, Files.readAllBytes(damaged))) {
                fault = "the input was changed";
            }
            if (fault == null && halves(outputs)) {
                fault = "half a file was left";
            }
            if (fault != null) {
                faults.add(i + ": ansatz " + String.join(" ", words) + "\n  " + fault + "\n  "
                        + err.toString().lines().limit(12).reduce("", (a, b) -> a + "\n    " + b)
                        + "\n  file: "
                        + new String(before, 0, Math.min(300, before.length), StandardCharsets.ISO_8859_1));
            }
        }
        System.out.printf("%d command lines, exit codes %s, the longest took %.1f s%n", LINES, codes, longest);
        assertThat(faults).as(faults.size() + " of " + LINES).isEmpty();
        assertThat(Path.of("runs")).doesNotExist();
    }

    private static String fault(int code, String err, double seconds) {
        if (code != ExitCode.OK && code != ExitCode.BAD_INPUT && code != ExitCode.NO_SOLUTION) {
            return "exit code " + code;
        }
        if (err.contains("this is a bug") || err.contains("\tat ") || err.contains("Exception")) {
            return "a stack trace";
        }
        if (code == ExitCode.BAD_INPUT && err.lines().noneMatch(line -> line.startsWith("ansatz: "))) {
            return "exit code 2 without a sentence";
        }
        return seconds > MOST_SECONDS ? "took " + seconds + " s" : null;
    }

    private static boolean halves(Path outputs) throws IOException {
        try (Stream<Path> files = Files.walk(outputs)) {
            return files.anyMatch(file -> file.toString().endsWith(".tmp") || isEmpty(file));
        }
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Small instances of all problems, native and JSON, and a plan of each. */
    private void makeInputs() {
        String[][] kinds = {
            {"tsp", "9"}, {"cvrp", "9"}, {"jssp", "4x3"}, {"kp", "9"}, {"mkp", "9"}, {"rmab", "4"}, {"op", "9"}
        };
        for (int k = 0; k < kinds.length; k++) {
            for (String extension : List.of(NATIVE.get(k), ".json")) {
                Path file = folder.resolve(kinds[k][0] + extension);
                Path plan =
                        folder.resolve(kinds[k][0] + extension + ".plan" + (extension.equals(".json") ? ".json" : ""));
                StringWriter err = new StringWriter();
                List<String> make = List.of("generate", kinds[k][0], "--size", kinds[k][1], "--out", file.toString());
                assertThat(execute(new StringWriter(), err, make))
                        .as(err.toString())
                        .isZero();
                List<String> solve = List.of("solve", file.toString(), "--time", "300ms", "--out", plan.toString());
                assertThat(execute(new StringWriter(), err, solve))
                        .as(err.toString())
                        .isZero();
                inputs.add(file);
                inputs.add(plan);
            }
        }
    }

    /** One file in three whole, the others with bytes changed, lines lost or doubled, numbers made huge or the end cut off. */
    private Path damaged(Path whole, int number) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int wounds = random.nextInt(3);
        for (int w = 0; w < wounds && !text.isEmpty(); w++) {
            int at = random.nextInt(text.length());
            List<String> lines = new ArrayList<>(text.lines().toList());
            int line = lines.isEmpty() ? 0 : random.nextInt(lines.size());
            text = switch (random.nextInt(8)) {
                case 0 -> text.substring(0, at);
                case 1 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
                case 2 ->
                    text.substring(0, at)
                            + any(List.of("-", "1e308", "NaN", "9999999999999999999", "{", "]", "\"", ":", "\0"))
                            + text.substring(at);
                case 3 ->
                    text.replaceFirst("\\d+", any(List.of("0", "-1", "2147483647", "9007199254740993", "1e9", "0.5")));
                case 4 -> {
                    lines.remove(line);
                    yield String.join("\n", lines);
                }
                case 5 -> {
                    lines.add(line, lines.get(line));
                    yield String.join("\r\n", lines);
                }
                case 6 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1 + random.nextInt(20)));
                default -> "\u00ef\u00bb\u00bf" + text;
            };
        }
        Path file = folder.resolve("f" + number + "-" + whole.getFileName());
        return Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<String> line(Path file, Path outputs, int number) {
        CommandLine root = AnsatzCommand.commandLine("help");
        String name = any(List.of(
                "solve",
                "solve",
                "solve",
                "solve",
                "check",
                "check",
                "generate",
                "eval",
                "bench",
                "train",
                "help",
                "models",
                "engines",
                "completion",
                "sovle",
                ""));
        List<String> words = new ArrayList<>(List.of(name));
        CommandLine command = root.getSubcommands().get(name);
        switch (name) {
            case "solve" ->
                words.addAll(List.of(file.toString(), "--time", any(List.of("50ms", "0,1 s", "100ms", "1ms"))));
            case "check" -> words.addAll(List.of(any(inputs).toString(), file.toString()));
            case "generate" ->
                words.addAll(List.of(
                        any(List.of("tsp", "cvrp", "jssp", "kp", "mkp", "rmab", "op", "x")),
                        "--size",
                        any(List.of("5", "4x3", "12", "0", "-1", "x", "4x", "99999999999"))));
            case "eval" ->
                words.addAll(List.of(
                        any(List.of("tsp", "tsp-50", "greedy", "local-search", "nobody", folder.toString())),
                        "--set",
                        any(List.of(
                                "tsp20", "kp-uniform-10", "uniform-9", "tsp0", "cvrp-x-9", folder.toString(), "none")),
                        "--count",
                        "2",
                        "--time",
                        "50ms",
                        "--reference-time",
                        "50ms"));
            case "bench" ->
                words.addAll(List.of(
                        any(List.of("nosuite", "report", "compare", "curves", "table", outputs.toString())),
                        file.toString()));
            case "train" ->
                words.addAll(List.of(
                        any(List.of("kp", "tsp", "x", file.toString())),
                        "--size",
                        any(List.of("6", "6-8", "3", "8-6", "x")),
                        "--batch",
                        "2",
                        "--validation-count",
                        "2",
                        "--time",
                        "100ms",
                        "--out",
                        outputs.resolve("run" + number).toString()));
            default -> {
                // no argument is needed
            }
        }
        if (command != null) {
            List<OptionSpec> options = command.getCommandSpec().options().stream()
                    .filter(option -> !List.of("--time", "--report-times", "--reference-time", "--warm-up", "--core")
                            .contains(option.longestName()))
                    .toList();
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                OptionSpec option = any(options);
                if (words.contains(option.longestName())) {
                    continue;
                }
                words.add(option.longestName());
                if (option.arity().max() > 0) {
                    words.add(value(option, file, outputs, number));
                }
            }
        }
        if (random.nextInt(12) == 0) {
            words.add(
                    random.nextInt(words.size() + 1),
                    any(List.of("--frobnicate", "", "-", "--", "-x", "\u00e4\u00f6", "extra", "@nofile", "a\0b", "*")));
        }
        return words;
    }

    private String value(OptionSpec option, Path file, Path outputs, int number) {
        List<String> known = new ArrayList<>();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(known::add);
        }
        if (!known.isEmpty() && random.nextInt(3) > 0) {
            return any(known);
        }
        return switch (option.longestName()) {
            case "--out", "--plot", "--json", "--report", "--markdown", "--svg" ->
                any(List.of(
                        outputs.resolve("o" + number + any(List.of(".sol", ".json", ".svg", ".png", ".html", ".x")))
                                .toString(),
                        outputs.resolve("missing/o.svg").toString(),
                        outputs.toString(),
                        file.toString(),
                        "/proc/o.svg"));
            case "--warm-start", "--plan", "--instances", "--resume", "--initial", "--model" ->
                any(List.of(file.toString(), folder.toString(), any(inputs).toString(), "nowhere"));
            case "--count",
                    "--validation-count",
                    "--report-count",
                    "--starts",
                    "--batch",
                    "--accumulate",
                    "--layers",
                    "--decoders",
                    "--latents",
                    "--seeds",
                    "--threads",
                    "--budget",
                    "--iterations" -> any(List.of("1", "2", "3", "0", "-1", "x", "99999999999"));
            default ->
                any(List.of("1", "0", "-1", "0.5", "NaN", "1e400", "x", "", "true", "100ms", "\u00e4", "2147483648"));
        };
    }
}
