package dev.ansatz.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.neural.candidate.CandidateArchitecture;
import dev.ansatz.neural.candidate.CandidateDecoder;
import dev.ansatz.neural.candidate.CandidateEncoder;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.candidate.Decisions;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.Architecture;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.loop.Trainer;
import dev.ansatz.training.method.Compass;
import dev.ansatz.training.method.LossMean;
import dev.ansatz.training.method.Method;
import dev.ansatz.training.method.SelfLabelling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain Java policy and the DJL graph are one function, and training makes it better. */
class CandidateModelTest {
    private static final Method COMPASS = new Compass(8, 4, true, 0.5, Compass.Credit.LIKELIHOOD);

    @TempDir
    private Path directory;

    static List<CandidateKind<?, ?>> adapters() {
        return PolicyKinds.all(CandidateKind.class);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void plainJavaEqualsTheDjlGraph(CandidateKind<?, ?> adapter) {
        equality(adapter, 0);
        equality(adapter, 3);
    }

    private static <I extends Instance, S> void equality(CandidateKind<I, S> adapter, int latentSize) {
        CandidateArchitecture arch = adapter.architecture(2, 32, 2, 48).withLatent(latentSize);
        Map<String, float[]> weights = arch.randomWeights(3);
        SplittableRandom random = new SplittableRandom(5);
        fillLatentRows(weights, random);
        int[] shape = adapter.randomShape(5, 9, random);
        List<CandidateEnvironment<S>> environments = new ArrayList<>();
        Decisions[][] decisions = new Decisions[2][2];
        double expected = 0;
        float[][] encodings = new float[2][];
        float[][] weight = {{1, 0.5f}, {-2, 3}};
        for (int i = 0; i < 2; i++) {
            CandidateEnvironment<S> env = adapter.environment(adapter.randomInstance("uniform", shape, random), 0);
            environments.add(env);
            encodings[i] = new CandidateEncoder(arch, weights).project(env);
            CandidateDecoder<?> decoder = new CandidateDecoder<>(arch, weights, env, encodings[i]);
            for (int t = 0; t < 2; t++) {
                decoder.condition(latent(latentSize, random));
                decisions[i][t] = new Decisions();
                decoder.decode(1, random, () -> false, decisions[i][t]);
                for (int q = 0; q < decisions[i][t].count(); q++) {
                    expected += weight[i][t] * decoder.logProbability(decisions[i][t], q);
                }
            }
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            CandidateModel model = new CandidateModel(manager, arch, weights, 1);
            CandidateTensors batch = new CandidateTensors(arch, environments);
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

    private static void fillLatentRows(Map<String, float[]> weights, SplittableRandom random) {
        weights.forEach((name, values) -> {
            if (name.contains(".latent.")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextDouble(-1, 1);
                }
            }
        });
    }

    private static float[] latent(int size, SplittableRandom random) {
        float[] latent = new float[size];
        for (int i = 0; i < size; i++) {
            latent[i] = (float) random.nextDouble(-1, 1);
        }
        return latent;
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void withZeroRowsALatentVectorChangesNothing(CandidateKind<?, ?> adapter) {
        zeroRows(adapter);
    }

    private static <I extends Instance, S> void zeroRows(CandidateKind<I, S> adapter) {
        CandidateArchitecture arch = adapter.architecture(1, 32, 2, 48);
        Map<String, float[]> parent = arch.randomWeights(3);
        SplittableRandom random = new SplittableRandom(5);
        CandidateEnvironment<S> env =
                adapter.environment(adapter.randomInstance("uniform", adapter.randomShape(6, 8, random), random), 0);
        float[] encoding = new CandidateEncoder(arch, parent).project(env);
        Decisions decisions = new Decisions();
        new CandidateDecoder<>(arch, parent, env, encoding).decode(1, random, () -> false, decisions);
        CandidateArchitecture conditioned = arch.withLatent(3);
        Map<String, float[]> weights = conditioned.from(parent);
        CandidateDecoder<?> decoder = new CandidateDecoder<>(conditioned, weights, env, encoding);
        decoder.condition(new float[] {1, -1, 0.5f});
        CandidateDecoder<?> alone = new CandidateDecoder<>(arch, parent, env, encoding);
        for (int q = 0; q < decisions.count(); q++) {
            assertThat(decoder.logProbability(decisions, q)).isEqualTo(alone.logProbability(decisions, q));
        }
        fillLatentRows(weights, random);
        decoder.condition(new float[] {1, -1, 0.5f});
        assertThat(decoder.logProbability(decisions, 0)).isNotEqualTo(alone.logProbability(decisions, 0));
    }

    /** COMPASS on a frozen parent: the origin stays the parent, and the rows learn. */
    @Tag("slow")
    @Test
    void compassWithAFrozenParentLearnsTheRowsAlone() {
        Path parent = directory.resolve("parent");
        new Trainer(config("jssp", new SelfLabelling(1), null, parent, 2, false), line -> {}, new StopToken()).train();
        Path begun = directory.resolve("begun");
        new Trainer(config("jssp", COMPASS, parent, begun, 0, false), line -> {}, new StopToken()).train();
        Path learnt = directory.resolve("learnt");
        new Trainer(config("jssp", COMPASS, parent, learnt, 4, false), line -> {}, new StopToken()).train();
        Map<String, float[]> before = Checkpoint.loadTensors(parent).weights();
        Map<String, float[]> rows = Checkpoint.loadTensors(begun).weights();
        Map<String, float[]> after = Checkpoint.loadTensors(learnt).weights();
        before.forEach((name, values) -> assertThat(after.get(name)).as(name).isEqualTo(values));
        for (String name : List.of(CandidateArchitecture.LATENT_HIDDEN, CandidateArchitecture.LATENT_POOLED)) {
            assertThat(rows.get(name)).isNotEqualTo(new float[rows.get(name).length]); // --latent-spread
            assertThat(after.get(name)).isNotEqualTo(rows.get(name));
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("adapters")
    void aFewStepsOfSelfLabellingHelpAndTheCheckpointGivesTheSamePolicyAgain(CandidateKind<?, ?> adapter) {
        training(adapter, directory);
    }

    private static <I extends Instance, S> void training(CandidateKind<I, S> adapter, Path directory) {
        Problem<I, S> problem = adapter.problem();
        ModelCard card = new Trainer(
                        config(problem.id(), new SelfLabelling(1), null, directory, 25, false),
                        line -> {},
                        new StopToken())
                .train();
        String sampled = card.validation().keySet().stream()
                .max(java.util.Comparator.comparing(
                        name -> name.contains("best-of"))) // by which checkpoints are ranked
                .orElseThrow();
        double sign = adapter.problem().sense() == dev.ansatz.problems.Sense.MINIMISE ? 1 : -1;
        assertThat(card.steps()).isPositive(); // else the untrained policy was the best one
        I instance = adapter.randomInstance(
                "uniform", adapter.randomShape(6, 6, new SplittableRandom(9)), new SplittableRandom(9));
        S first = ModelZoo.load(problem, directory.resolve("best").toString())
                .propose(instance, DecodingRequest.greedy(), () -> false)
                .get(0);
        assertThat(problem.evaluate(instance, first).feasible()).isTrue();
        // Resumed: goes on from step 25 and never loses the best.
        ModelCard later = new Trainer(
                        config(problem.id(), new SelfLabelling(1), null, directory, 27, true),
                        line -> {},
                        new StopToken())
                .train();
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

    private static TrainingConfig config(
            String problem, Method method, @Nullable Path initial, Path directory, long steps, boolean resume) {
        int size = size(problem);
        String parent = initial == null ? null : initial.toString();
        return TrainingConfig.of(problem, method, directory)
                .with(new TrainingConfig.Instances(size, size, List.of("uniform"), size, 8))
                .with(new TrainingConfig.Batches(8, 8, 1, 1, 1))
                .with(new TrainingConfig.Optimisation(3e-3, 0, LossMean.DECISION))
                .with(new TrainingConfig.Network(Architecture.CANDIDATE, 1, 32, 2, 32))
                .with(new TrainingConfig.Limits(null, steps, Duration.ofHours(1)))
                .with(new TrainingConfig.Run(directory, resume, parent, 1, "test"));
    }
}
