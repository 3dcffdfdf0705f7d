package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.network.SafeTensors;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the bundled policies decode and what a first step of training changes, recorded before a redesign: rollouts are the same bit for
 * bit, gradients to 1e-6. {@code -Dansatz.golden=FOLDER} records anew into a folder instead of comparing.
 *
 * <p>Tagged {@code golden}: run by {@code mvn test -pl cli -am -Dgroups=golden -DexcludedGroups=}.
 */
@Tag("golden")
class GoldenTest {
    private static final int INSTANCES = 20;
    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest
    @CsvSource({
        "tsp-50, tsp, 40",
        "tsp-100, tsp, 60",
        "cvrp-50, cvrp, 40",
        "cvrp-100, cvrp, 60",
        "jssp-30, jssp, 8x6",
        "kp-200, kp, 100",
        "mkp-200, mkp, 60",
        "rmab-20, rmab, 8"
    })
    void rolloutsAreTheSame(String model, String problem, String size) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String strategy : List.of("greedy", "sampling", "sgbs")) {
            addRollouts(lines, Problems.byId(problem), model, strategy, size);
        }
        List<String> recorded = recorded("rollouts-" + model + ".txt", lines);
        assertThat(lines).isEqualTo(recorded);
    }

    private static <I extends Instance, S> void addRollouts(
            List<String> lines, Problem<I, S> problem, String model, String strategy, String size) {
        Solver<I, S> solver = Engines.byName(problem, "neural-" + strategy, model);
        for (int seed = 1; seed <= INSTANCES; seed++) {
            I instance = problem.generate(
                    size, seed, problem.generator().distributions().get(0));
            Outcome<S> outcome =
                    solver.solve(instance, Options.<S>ofIterations(48).withSeed(seed));
            lines.add(strategy + " " + seed + " " + Numbers.format(outcome.objective()) + " "
                    + sha256(problem.formats().formatSolution(instance, outcome.best())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tsp, pomo, 20, tsp-50",
        "tsp, imitation, 20, tsp-50",
        "tsp, poppy, 20, tsp-50",
        "tsp, compass, 20, tsp-100",
        "cvrp, pomo, 20, cvrp-50",
        "cvrp, imitation, 20, cvrp-50",
        "cvrp, poppy, 20, cvrp-50",
        "cvrp, compass, 20, cvrp-100",
        "jssp, pomo, 6, jssp-30",
        "jssp, imitation, 6, jssp-30",
        "jssp, self-labelling, 6, jssp-30",
        "jssp, compass, 6, jssp-30",
        "kp, pomo, 50, kp-200",
        "kp, imitation, 50, kp-200",
        "kp, self-labelling, 50, kp-200",
        "mkp, pomo, 30, mkp-200",
        "mkp, self-labelling, 30, mkp-200",
        "rmab, pomo, 8, rmab-20",
        "rmab, imitation, 8, rmab-20",
        "rmab, self-labelling, 8, rmab-20"
    })
    void gradientsOfAFirstStepAreTheSame(
            String problem, String method, String size, String initial, @TempDir Path folder) throws IOException {
        StringWriter err = new StringWriter();
        int code = Main.execute(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                ("train " + problem + " --method " + method + " --size " + size + " --initial " + initial
                                + " --batch 4 --starts 4 --steps 1 --seed 5 --validation-count 2 --out "
                                + folder.resolve("run"))
                        .split(" "));
        assertThat(code).as(err.toString()).isZero();
        // Adam's first moments after one step are a tenth of the clipped gradient.
        Map<String, SafeTensors.Tensor> state =
                SafeTensors.decode(Files.readAllBytes(folder.resolve("run/state.safetensors")), "state");
        List<String> lines = new ArrayList<>();
        state.forEach((name, tensor) -> {
            if (name.contains("first")) {
                lines.add(name + " " + describe(tensor.values()));
            }
        });
        assertThat(lines).isNotEmpty();
        List<String> recorded = recorded("gradients-" + problem + "-" + method + ".txt", lines);
        assertThat(lines).hasSameSizeAs(recorded);
        for (int i = 0; i < lines.size(); i++) {
            String[] now = lines.get(i).split(" ");
            String[] then = recorded.get(i).split(" ");
            assertThat(now[0]).isEqualTo(then[0]);
            double scale = Double.parseDouble(then[1]);
            for (int j = 1; j < then.length; j++) {
                assertThat(Double.parseDouble(now[j]))
                        .as(lines.get(i))
                        .isCloseTo(Double.parseDouble(then[j]), within(TOLERANCE * scale + 1e-30));
            }
        }
    }

    /** Norm of a tensor, then its sums under five sequences of signs: a change of any entry changes them. */
    private static String describe(float[] values) {
        double norm = 0;
        double[] sums = new double[5];
        for (int i = 0; i < values.length; i++) {
            norm += (double) values[i] * values[i];
            int bits = i * 0x9E3779B9;
            for (int s = 0; s < sums.length; s++) {
                sums[s] += (bits >>> (27 + s) & 1) == 0 ? values[i] : -values[i];
            }
        }
        StringBuilder text = new StringBuilder(Double.toString(Math.sqrt(norm)));
        Arrays.stream(sums).forEach(sum -> text.append(' ').append(sum));
        return text.toString();
    }

    private static List<String> recorded(String name, List<String> now) throws IOException {
        String folder = System.getProperty("ansatz.golden", "");
        if (!folder.isEmpty()) {
            Files.createDirectories(Path.of(folder));
            Files.write(Path.of(folder).resolve(name), now);
            return now;
        }
        try (InputStream in = Objects.requireNonNull(GoldenTest.class.getResourceAsStream("golden/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSumsTellAnEntryThatChanged() {
        assertThat(describe(new float[] {1, 2, 3})).isNotEqualTo(describe(new float[] {1, 3, 2}));
    }
}
