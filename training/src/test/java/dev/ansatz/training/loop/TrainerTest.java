package dev.ansatz.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEncoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.training.Architecture;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.method.Compass;
import dev.ansatz.training.method.Method;
import dev.ansatz.training.method.Poppy;
import dev.ansatz.training.method.Reinforce;
import dev.ansatz.training.method.SelfLabelling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainerTest {
    @TempDir
    private Path folder;

    private static TrainingConfig config(
            String problem, String method, long steps, double rate, Path out, boolean resume, @Nullable Path initial) {
        return config(problem, method, steps, rate, 0.9, out, resume, initial);
    }

    private static TrainingConfig config(
            String problem,
            String method,
            long steps,
            double rate,
            double averaging,
            Path out,
            boolean resume,
            @Nullable Path initial) {
        return config(problem, method, "uniform", steps, rate, averaging, 0, false, out, resume, initial);
    }

    private static TrainingConfig config(
            String problem,
            String method,
            String distribution,
            long steps,
            double rate,
            double averaging,
            double spread,
            boolean frozen,
            Path out,
            boolean resume,
            @Nullable Path initial) {
        String parent = initial == null ? null : initial.toString();
        return TrainingConfig.of(problem, method(method, problem, spread, frozen), out)
                .with(new TrainingConfig.Instances(8, 10, List.of(distribution), 10, 3))
                .with(new TrainingConfig.Batches(4, 4, 2, 1, 1))
                .with(new TrainingConfig.Optimisation(
                        rate,
                        averaging,
                        Architecture.of(Problems.byId(problem), null).mean()))
                .with(new TrainingConfig.Network(Architecture.of(Problems.byId(problem), null), 1, 16, 2, 16))
                .with(new TrainingConfig.Limits(null, steps, Duration.ofHours(1)))
                .with(new TrainingConfig.Run(out, resume, parent, 1, "test"));
    }

    private static Method method(String id, String problem, double spread, boolean frozen) {
        Architecture kind = Architecture.of(Problems.byId(problem), null);
        return switch (id) {
            case Method.POPPY -> new Poppy(3, frozen);
            case Method.COMPASS -> new Compass(4, 4, frozen, spread, kind.credit());
            case Method.SELF_LABELLING -> new SelfLabelling(1);
            default -> Reinforce.pomo(kind.scale());
        };
    }

    /** With a checkpoint after each step. */
    private static TrainingConfig watched(String problem, String method, long steps, Path out, boolean resume) {
        int size = problem.equals("tsp") ? 10 : 40;
        return config(problem, method, steps, 1e-3, out, resume, null)
                .with(new TrainingConfig.Instances(size - 2, size, List.of("uniform"), size, 3))
                .with(new TrainingConfig.Batches(4, 8, 2, 1, 2))
                .with(new TrainingConfig.Limits(null, steps, Duration.ZERO));
    }

    private static ModelCard train(TrainingConfig config, List<String> log) {
        return new Trainer(config, log::add, new StopToken()).train();
    }

    private Path pomo(String problem, long steps) {
        Path out = folder.resolve("pomo-" + problem);
        train(config(problem, Method.POMO, steps, 1e-3, out, false, null), new ArrayList<>());
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tsp", "cvrp"})
    void theUntrainedCompassAndPoppyPoliciesAreTheirPomoParentExactly(String problem) {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerWeights parent = PointerWeights.load(pomo(problem, 3));
        PointerEnvironment env = adapter.random(9, new SplittableRandom(2));
        List<Integer> expected = greedy(parent, env, 0, new float[0]);
        float[] latent = new float[4];
        Arrays.fill(latent, Rollouts.LATENT_RANGE);
        PointerWeights compass = PointerWeights.load(initial(problem, Method.COMPASS));
        assertThat(greedy(compass, env, 0, latent)).isEqualTo(expected);
        assertThat(logProbability(compass, env, 0, latent)).isEqualTo(logProbability(parent, env, 0, new float[0]));
        PointerWeights poppy = PointerWeights.load(initial(problem, Method.POPPY));
        for (int k = 0; k < 3; k++) {
            assertThat(logProbability(poppy, env, k, new float[0]))
                    .isEqualTo(logProbability(parent, env, 0, new float[0]));
        }
    }

    /** The origin of the latent vector stays the parent; all else is what the rows learnt. */
    @ParameterizedTest
    @CsvSource({"tsp, compass", "cvrp, compass", "tsp, poppy"})
    void whatIsFrozenStaysAsItIs(String problem, String method) {
        Path parent = pomo(problem, 2);
        Path out = folder.resolve("frozen");
        train(config(problem, method, "uniform", 3, 1e-3, 0, 0.5, true, out, false, parent), new ArrayList<>());
        Map<String, float[]> before = Checkpoint.loadTensors(parent).weights();
        int[] learnt = {0};
        Checkpoint.loadTensors(out).weights().forEach((name, values) -> {
            if (method.equals(Method.COMPASS) ? name.contains(".latent.") : name.startsWith("decoder.")) {
                float[] old = before.get(name);
                learnt[0] += Arrays.equals(values, old == null ? new float[values.length] : old) ? 0 : 1;
            } else {
                assertThat(values).as(name).isEqualTo(before.get(name));
            }
        });
        assertThat(learnt[0]).isGreaterThanOrEqualTo(2);
        if (method.equals(Method.COMPASS)) {
            PointerEnvironment env = PointerKind.of(problem).random(9, new SplittableRandom(2));
            PointerWeights conditioned = PointerWeights.load(out);
            assertThat(logProbability(conditioned, env, 0, new float[4]))
                    .isEqualTo(logProbability(PointerWeights.load(parent), env, 0, new float[0]));
            assertThat(logProbability(conditioned, env, 0, new float[] {1, 1, 1, 1}))
                    .isNotEqualTo(logProbability(conditioned, env, 0, new float[4]));
        }
    }

    /** A run of no steps: its last checkpoint is its initial policy. */
    private Path initial(String problem, String method) {
        Path out = folder.resolve(problem + method);
        train(config(problem, method, 0, 1e-3, out, false, folder.resolve("pomo-" + problem)), new ArrayList<>());
        return out;
    }

    private static List<Integer> greedy(PointerWeights weights, PointerEnvironment env, int k, float[] latent) {
        decoder(weights, env, k, latent).decode(env, 1, 0, new SplittableRandom(1), () -> false);
        List<Integer> actions = new ArrayList<>();
        for (int i = 0; i < env.steps(0); i++) {
            actions.add(env.action(0, i));
        }
        return actions;
    }

    private static double logProbability(PointerWeights weights, PointerEnvironment env, int k, float[] latent) {
        return decoder(weights, env, k, latent).logProbability(env, 0, env.start(1));
    }

    private static PointerDecoder decoder(PointerWeights weights, PointerEnvironment env, int k, float[] latent) {
        PointerEncoder encoder = new PointerEncoder(weights);
        PointerDecoder decoder =
                new PointerDecoder(weights, k, env.features(), encoder.project(encoder.embed(env.features()), k));
        decoder.condition(latent);
        env.reset(1);
        env.step(0, env.start(0));
        return decoder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pomo", "poppy", "compass"})
    void aRunThatIsKilledAndResumedEndsWithTheWeightsOfOneThatIsNot(String method) {
        Path parent = pomo("tsp", 2);
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        List<String> log = new ArrayList<>();
        train(config("tsp", method, 9, 1e-3, whole, false, parent), log);
        train(config("tsp", method, 4, 1e-3, parts, false, parent), log);
        train(config("tsp", method, 9, 1e-3, parts, true, null), log);
        PointerWeights expected = PointerWeights.load(whole);
        PointerWeights actual = PointerWeights.load(parts);
        assertThat(Checkpoint.loadCard(parts).steps()).isEqualTo(9);
        expected.asMap()
                .forEach((weight, values) -> assertThat(actual.get(weight))
                        .as(weight)
                        .containsExactly(values, within(2e-4f))); // libtorch's sums depend on where its memory lies
        assertThat(expected.get("input.weight"))
                .isNotEqualTo(PointerWeights.load(parent).get("input.weight"));
    }

    @Test
    void whatIsKeptIsTheMovingAverageOfTheWeights() {
        Path parent = pomo("tsp", 2);
        Map<String, float[]> average = Checkpoint.loadTensors(parent).weights();
        for (int t = 1; t <= 3; t++) {
            Path last = folder.resolve("last" + t);
            train(config("tsp", Method.POMO, t, 1e-3, 0, last, false, parent), new ArrayList<>());
            float share = 1 - Math.min(0.3f, (1f + t) / (10 + t));
            Checkpoint.loadTensors(last).weights().forEach((name, weights) -> {
                float[] mean = average.get(name);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += share * (weights[i] - mean[i]);
                }
            });
        }
        Path kept = folder.resolve("kept");
        train(config("tsp", Method.POMO, 3, 1e-3, 0.3, kept, false, parent), new ArrayList<>());
        Checkpoint.loadTensors(kept)
                .weights()
                .forEach((name, weights) ->
                        assertThat(weights).as(name).containsExactly(average.get(name), within(1e-5f)));
    }

    @ParameterizedTest
    @CsvSource({"tsp, pomo", "kp, pomo", "mkp, self-labelling"})
    void aRunThatDiesInMidTrainingGoesOnAlongTheSameCurve(String problem, String method) throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        train(watched(problem, method, 8, whole, false), new ArrayList<>());
        assertThatThrownBy(() -> new Trainer(
                                watched(problem, method, 8, parts, false),
                                line -> {
                                    if (line.startsWith("step 4,")) {
                                        throw new IllegalStateException("killed");
                                    }
                                },
                                new StopToken())
                        .train())
                .hasMessage("killed");
        train(watched(problem, method, 8, parts, true), new ArrayList<>());
        List<JsonNode> expected = curve(whole);
        List<JsonNode> actual = curve(parts);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).get("step")).isEqualTo(expected.get(i).get("step"));
            for (String figure : List.of("validation", "best", "norm")) {
                double value = expected.get(i).path(figure).asDouble(0);
                assertThat(actual.get(i).path(figure).asDouble(0))
                        .as("%s at step %d", figure, i)
                        .isCloseTo(value, within(1e-3 * Math.abs(value) + 1e-3));
            }
        }
        assertThat(Checkpoint.loadCard(parts).instances()).isEqualTo(8 * 2 * 4);
    }

    private static List<JsonNode> curve(Path run) throws IOException {
        return Files.readAllLines(run.resolve("training.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @Test
    void checkpointsAreNotRankedAgainstThoseOnOtherInstances() throws IOException {
        // Uniform cities lie in the unit square, clustered ones in a larger one.
        for (String distribution : List.of("uniform", "clustered")) {
            boolean resume = distribution.equals("clustered");
            train(
                    config("tsp", Method.POMO, distribution, resume ? 2 : 1, 1e-3, 0.9, 0, false, folder, resume, null),
                    new ArrayList<>());
        }
        List<JsonNode> curve = curve(folder);
        assertThat(curve).extracting(line -> line.get("step").asInt()).containsExactly(0, 1, 2);
        assertThat(curve.get(2).get("best").asDouble())
                .isEqualTo(curve.get(2).get("validation").asDouble())
                .isGreaterThan(1.05 * curve.get(1).get("best").asDouble());
    }

    @ParameterizedTest
    @CsvSource({"tsp, pomo", "kp, self-labelling"})
    void aRunWhoseWeightsExplodeGoesBackToItsLastCheckpointWithHalfTheLearningRateUntilItGivesUp(
            String problem, String method) {
        List<String> log = new ArrayList<>();
        Path out = folder.resolve("explodes");
        TrainingConfig config = config(problem, method, 30, 1e38, out, false, null);
        assertThatThrownBy(() -> train(config, log))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lower --learning-rate");
        assertThat(log).anyMatch(line -> line.contains("back to step 0, learning rate 5.0e+37"));
        for (float weight : Checkpoint.loadTensors(out).weights().get("input.weight")) {
            assertThat(weight).isFinite();
        }
    }

    @ParameterizedTest
    @CsvSource({"tsp, pomo", "kp, pomo"})
    void aStateThatIsDamagedOrOfAnotherNetworkIsRefusedInOneSentence(String problem, String method) throws IOException {
        Path out = folder.resolve("run");
        TrainingConfig resumed = config(problem, method, 2, 1e-3, out, true, null);
        assertThatThrownBy(() -> train(resumed, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no run to go on with");
        train(config(problem, method, 1, 1e-3, out, false, null), new ArrayList<>());
        Path file = out.resolve("state.safetensors");
        byte[] state = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 100, state.length - 1}) {
            Files.write(file, Arrays.copyOf(state, length));
            assertThatThrownBy(() -> train(resumed, new ArrayList<>()))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(file + ": is not a valid safetensors file (it");
        }
        Files.write(file, state);
        Path card = out.resolve(Checkpoint.CARD);
        String json = Files.readString(card);
        Files.writeString(card, json.replace("\"layers\" : 1", "\"layers\" : 2"));
        assertThatThrownBy(() -> train(resumed, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("state.safetensors: does not fit the settings of the run");
        Files.writeString(card, json);
        assertThat(train(resumed, new ArrayList<>()).problem()).isEqualTo(problem);
    }

    @Test
    void theMeanOfModelsHasTheMeanOfTheirWeightsAndWhatOnlyOneHas() {
        Path parent = folder.resolve("parent");
        Path child = folder.resolve("child");
        train(config("tsp", Method.POMO, 1, 1e-3, parent, false, null), new ArrayList<>());
        train(config("tsp", Method.COMPASS, 2, 1e-2, child, false, parent), new ArrayList<>());
        Path out = folder.resolve("mean");
        ModelMean.write(new TreeMap<>(Map.of(parent.toString(), 1.0, child.toString(), 3.0)), out, "test");
        Map<String, float[]> a = Checkpoint.loadTensors(parent).weights();
        Map<String, float[]> b = Checkpoint.loadTensors(child).weights();
        Checkpoint.Tensors mean = Checkpoint.loadTensors(out);
        assertThat(mean.weights().keySet()).isEqualTo(b.keySet());
        assertThat(a.keySet()).isNotEqualTo(b.keySet());
        b.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                double expected = a.containsKey(name) ? (a.get(name)[i] + 3 * values[i]) / 4 : values[i];
                assertThat(mean.weights().get(name)[i]).isCloseTo((float) expected, within(1e-3f));
            }
        });
        assertThat(mean.card().latentSize()).isEqualTo(4);
        assertThat(mean.card().steps()).isEqualTo(3);
        assertThat(ModelZoo.load(Tsp.PROBLEM, out.toString()).card().command()).isEqualTo("test");
        assertThatThrownBy(() -> ModelMean.write(Map.of(parent.toString(), 1.0, "jssp-30", 1.0), out, "test"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("have no mean");
    }

    @ParameterizedTest
    @CsvSource({"tsp, pomo", "cvrp, poppy", "jssp, self-labelling"})
    void trainedWithoutALatentVectorAPolicyThatHasOneGoesOnFromItsOrigin(String problem, String method) {
        Path pomo = folder.resolve("pomo");
        Path compass = folder.resolve("compass");
        Path out = folder.resolve("out");
        String first = method.equals(Method.SELF_LABELLING) ? method : Method.POMO;
        train(config(problem, first, 1, 1e-3, pomo, false, null), new ArrayList<>());
        train(config(problem, Method.COMPASS, 2, 1e-2, compass, false, pomo), new ArrayList<>());
        train(config(problem, method, 0, 1e-3, out, false, compass), new ArrayList<>());
        Map<String, float[]> parent = Checkpoint.loadTensors(compass).weights();
        Checkpoint.Tensors child = Checkpoint.loadTensors(out);
        assertThat(child.card().latentSize()).isZero();
        assertThat(child.weights().keySet()).noneMatch(name -> name.contains("latent"));
        child.weights()
                .forEach((name, values) ->
                        assertThat(values).isEqualTo(parent.get(name.replaceFirst("^decoder\\.\\d+\\.", "decoder."))));
    }

    @Test
    void poppyAndCompassNeedAParent() {
        for (String method : List.of(Method.POPPY, Method.COMPASS)) {
            assertThatThrownBy(() -> train(config("tsp", method, 1, 1e-3, folder, false, null), new ArrayList<>()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("goes on from a trained policy");
        }
        Path cvrp = pomo("cvrp", 0);
        assertThatThrownBy(() -> train(
                        config("tsp", Method.POPPY, 1, 1e-3, folder.resolve("x"), false, cvrp), new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is for problem cvrp");
    }

    @Test
    void severalDecodersAreForPointerPolicies() {
        Path kp = pomo("kp", 0);
        assertThatThrownBy(() ->
                        train(config("kp", Method.POPPY, 1, 1e-3, folder.resolve("x"), false, kp), new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessage("Method poppy trains several decoders on one encoder, which pointer policies have; policies"
                        + " that score candidates have one.");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    /** Three steps with each batch, fewer where the run ends. */
    @ParameterizedTest
    @ValueSource(strings = {"tsp", "kp"})
    void aMethodMayTakeSeveralOptimiserStepsWithABatch(String problem) {
        Path once = folder.resolve("once");
        Path thrice = folder.resolve("thrice");
        TrainingConfig config = config(problem, Method.SELF_LABELLING, 1, 1e-3, 0, once, false, null);
        train(config, new ArrayList<>());
        TrainingConfig several = of(config, new SelfLabelling(1, 3), thrice);
        ModelCard card =
                train(several.with(new TrainingConfig.Limits(null, 4L, Duration.ofHours(1))), new ArrayList<>());
        Checkpoint.Tensors last = Checkpoint.loadTensors(thrice);
        assertThat(last.card().steps()).isEqualTo(4);
        assertThat(last.card().instances()).isEqualTo(2 * 2 * 4); // two times two batches of four
        assertThat(card.problem()).isEqualTo(problem);

        // The second step is that of the same batch at the weights after the first one: along its gradient again.
        Path twice = folder.resolve("twice");
        train(
                of(config, new SelfLabelling(1, 3), twice)
                        .with(new TrainingConfig.Limits(null, 2L, Duration.ofHours(1))),
                new ArrayList<>());
        assertThat(Checkpoint.loadCard(twice).instances()).isEqualTo(2 * 4);
        Map<String, float[]> first = Checkpoint.loadTensors(once).weights();
        Map<String, float[]> second = Checkpoint.loadTensors(twice).weights();
        Map<String, float[]> begun = begun(config);
        double along = 0;
        double length = 0;
        for (String name : first.keySet()) {
            for (int i = 0; i < first.get(name).length; i++) {
                double a = first.get(name)[i] - begun.get(name)[i];
                double b = second.get(name)[i] - first.get(name)[i];
                along += a * b;
                length += a * a;
            }
        }
        assertThat(along).isGreaterThan(0.5 * length);
    }

    private Map<String, float[]> begun(TrainingConfig config) {
        Path out = folder.resolve("begun");
        train(
                of(config, config.method(), out).with(new TrainingConfig.Limits(null, 0L, Duration.ofHours(1))),
                new ArrayList<>());
        return Checkpoint.loadTensors(out).weights();
    }

    private static TrainingConfig of(TrainingConfig config, Method method, Path out) {
        return TrainingConfig.of(config.problem(), method, out)
                .with(config.instances())
                .with(config.batches())
                .with(config.optimisation())
                .with(config.network())
                .with(config.limits())
                .with(new TrainingConfig.Run(out, false, null, 1, "test"));
    }

    /** The one that scores candidates of a problem whose policies usually point. */
    @Test
    void aProblemMayHavePoliciesOfSeveralArchitectures() {
        Path out = folder.resolve("candidates");
        TrainingConfig pointer = config("tsp", Method.POMO, 1, 1e-3, out, false, null);
        TrainingConfig candidate = pointer.with(new TrainingConfig.Network(Architecture.CANDIDATE, 1, 16, 2, 16));
        assertThat(train(candidate, new ArrayList<>()).architecture()).isEqualTo("candidate");
        assertThat(train(candidate.with(new TrainingConfig.Run(out, true, null, 1, "test")), new ArrayList<>())
                        .architecture())
                .isEqualTo("candidate");
        Path other = folder.resolve("other");
        assertThatThrownBy(() -> train(config("tsp", Method.POMO, 1, 1e-3, other, false, out), new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("has the architecture candidate, not pointer.");
        assertThat(other).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"tsp, reinforce", "jssp, reinforce", "cvrp, self-labelling", "rmab, reinforce"})
    void methodsAreForAllKindsOfPolicies(String problem, String method) throws IOException {
        Path out = folder.resolve("out");
        Architecture kind = Architecture.of(Problems.byId(problem), null);
        Method chosen = method.equals(Method.REINFORCE)
                ? new Reinforce(Reinforce.Baseline.GREEDY, kind.scale())
                : new SelfLabelling(1);
        train(of(config(problem, method, 2, 1e-3, out, false, null), chosen, out), new ArrayList<>());
        assertThat(Checkpoint.loadCard(out).method()).isEqualTo(method);
        assertThat(curve(out).getLast().path("norm").asDouble(0)).isPositive();
    }

    @Test
    void theCardTellsDecodersAndLatentSize() {
        Path parent = pomo("tsp", 0);
        ModelCard poppy =
                train(config("tsp", Method.POPPY, 1, 1e-3, folder.resolve("p"), false, parent), new ArrayList<>());
        assertThat(poppy.decoders()).isEqualTo(3);
        assertThat(poppy.latentSize()).isZero();
        ModelCard compass =
                train(config("tsp", Method.COMPASS, 1, 1e-3, folder.resolve("c"), false, parent), new ArrayList<>());
        assertThat(compass.decoders()).isEqualTo(1);
        assertThat(compass.latentSize()).isEqualTo(4);
        assertThat(Checkpoint.loadCard(parent).latentSize()).isZero();
    }

    @Test
    void theCurveIsWrittenAsJsonLinesAndAsTensorBoardRecords() throws Exception {
        Path out = pomo("tsp", 2);
        assertThat(Files.readAllLines(out.resolve("training.jsonl")))
                .hasSize(2)
                .last()
                .asString()
                .contains("\"step\":2", "\"validation\":", "\"sampled\":");
        try (var files = Files.list(out)) {
            Path events = files.filter(f -> f.getFileName().toString().startsWith("events.out.tfevents"))
                    .findFirst()
                    .orElseThrow();
            ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(events)).order(ByteOrder.LITTLE_ENDIAN);
            List<String> records = new ArrayList<>();
            while (in.hasRemaining()) {
                byte[] length = new byte[8];
                in.get(length);
                assertThat(in.getInt()).isEqualTo(maskedCrc(length));
                byte[] data = new byte
                        [(int) ByteBuffer.wrap(length)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong()];
                in.get(data);
                assertThat(in.getInt()).isEqualTo(maskedCrc(data));
                records.add(new String(data, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
            assertThat(records.get(0)).endsWith("brain.Event:2");
            assertThat(records).filteredOn(r -> r.contains("validation")).hasSize(2);
        }
    }

    /** As TFRecord defines it. */
    private static int maskedCrc(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }
}
