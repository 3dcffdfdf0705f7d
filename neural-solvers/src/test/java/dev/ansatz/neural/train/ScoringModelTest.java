package dev.ansatz.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Proposals;
import dev.ansatz.neural.policy.Decisions;
import dev.ansatz.neural.policy.ScoringAdapter;
import dev.ansatz.neural.policy.ScoringArchitecture;
import dev.ansatz.neural.policy.ScoringDecoder;
import dev.ansatz.neural.policy.ScoringEncoder;
import dev.ansatz.neural.policy.ScoringEnvironment;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.StopToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain Java policy and the DJL graph are one function, and training makes it better. */
class ScoringModelTest {
    @TempDir
    private Path directory;

    static List<ScoringAdapter<?, ?>> adapters() {
        return ScoringAdapter.ALL;
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void plainJavaEqualsTheDjlGraph(ScoringAdapter<?, ?> adapter) {
        equality(adapter);
    }

    private static <I extends Instance, S> void equality(ScoringAdapter<I, S> adapter) {
        ScoringArchitecture arch = adapter.architecture(2, 32, 2, 48);
        Map<String, float[]> weights = arch.randomWeights(3);
        SplittableRandom random = new SplittableRandom(5);
        int[] shape = adapter.randomShape(5, 9, random);
        List<ScoringEnvironment<S>> environments = new ArrayList<>();
        Decisions[][] decisions = new Decisions[2][2];
        double expected = 0;
        float[][] encodings = new float[2][];
        float[][] weight = {{1, 0.5f}, {-2, 3}};
        for (int i = 0; i < 2; i++) {
            ScoringEnvironment<S> env = adapter.environment(adapter.randomInstance(shape, random), 0);
            environments.add(env);
            encodings[i] = new ScoringEncoder(arch, weights).project(env);
            ScoringDecoder decoder = new ScoringDecoder(arch, weights, env, encodings[i]);
            for (int t = 0; t < 2; t++) {
                decisions[i][t] = new Decisions();
                decoder.decode(1, random, () -> false, decisions[i][t]);
                for (int q = 0; q < decisions[i][t].count(); q++) {
                    expected += weight[i][t] * decoder.logProbability(decisions[i][t], q);
                }
            }
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            ScoringModel model = new ScoringModel(manager, arch, weights);
            ScoringBatch batch = new ScoringBatch(arch, environments);
            var projected = batch.encode(manager, model);
            float[] djl = projected.toFloatArray();
            int size = encodings[0].length;
            for (int i = 0; i < 2; i++) {
                assertThat(encodings[i])
                        .containsExactly(java.util.Arrays.copyOfRange(djl, i * size, (i + 1) * size), within(1e-4f));
            }
            assertThat((double) batch.loss(manager, model, projected, decisions, weight)
                            .getFloat())
                    .isCloseTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void aFewStepsOfSelfLabellingHelpAndTheCheckpointGivesTheSamePolicyAgain(ScoringAdapter<?, ?> adapter) {
        training(adapter, directory);
    }

    private static <I extends Instance, S> void training(ScoringAdapter<I, S> adapter, Path directory) {
        Problem<I, S> problem = adapter.problem();
        ModelCard card =
                new Trainer(config(problem.id(), directory, 25, false), null, line -> {}, new StopToken()).train();
        String sampled = card.validation().keySet().stream()
                .max(java.util.Comparator.comparing(
                        name -> name.contains("best-of"))) // by which checkpoints are ranked
                .orElseThrow();
        double sign = adapter.problem().sense() == dev.ansatz.problems.Sense.MINIMISE ? 1 : -1;
        assertThat(card.steps()).isPositive(); // else the untrained policy was the best one
        I instance =
                adapter.randomInstance(adapter.randomShape(6, 6, new SplittableRandom(9)), new SplittableRandom(9));
        S first = ModelZoo.load(problem, directory.resolve("best").toString())
                .propose(instance, Proposals.greedy(), () -> false)
                .get(0);
        assertThat(problem.evaluate(instance, first).feasible()).isTrue();
        // Resumed: goes on from step 25 and never loses the best.
        ModelCard later =
                new Trainer(config(problem.id(), directory, 27, true), null, line -> {}, new StopToken()).train();
        assertThat(sign * later.validation().get(sampled))
                .isLessThanOrEqualTo(sign * card.validation().get(sampled));
        assertThat(Checkpoint.loadTensors(directory).card().steps()).isEqualTo(27);
        try {
            Path file = directory.resolve("best").resolve(Checkpoint.CARD);
            Files.writeString(file, Files.readString(file).replaceFirst("\"layers\" : 1", "\"layers\" : 2"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThatThrownBy(
                        () -> ModelZoo.load(problem, directory.resolve("best").toString()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("do not fit the card");
    }

    /** Large enough that the best of some samples of an untrained policy is not optimal. */
    private static int size(String problem) {
        return switch (problem) {
            case "jssp" -> 6;
            case "rmab" -> 10;
            default -> 60;
        };
    }

    private static TrainingConfig config(String problem, Path directory, long steps, boolean resume) {
        return new TrainingConfig(
                problem,
                Method.SELF_LABELLING,
                size(problem),
                size(problem),
                8,
                8,
                1,
                2,
                2,
                1,
                1,
                3e-3,
                0,
                1,
                32,
                2,
                32,
                null,
                steps,
                1,
                1,
                directory,
                resume,
                null,
                size(problem),
                8,
                Duration.ofHours(1),
                "test");
    }
}
