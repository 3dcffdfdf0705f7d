package dev.ansatz.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ansatz.neural.pointer.DecoderGradient;
import dev.ansatz.neural.pointer.NodeFeatures;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEncoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain Java policy and the DJL graph are one function. */
class PointerModelTest {
    @ParameterizedTest
    @ValueSource(strings = {"tsp", "cvrp"})
    void plainJavaEncodingEqualsTheDjlGraph(String problem) {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerArchitecture arch = adapter.architecture(2, 32, 4, 64);
        PointerWeights weights = PointerWeights.random(arch, 3);
        PointerEnvironment env = adapter.random(13, new SplittableRandom(5));
        int n = env.features().nodes();
        float[] java = new PointerEncoder(weights).project(env.features());
        try (NDManager manager = NDManager.newBaseManager()) {
            PointerModel model = new PointerModel(manager, weights);
            NDArray djl = model.project(
                    model.embed(
                            manager.create(env.features().values(), new Shape(1, n, arch.features())),
                            manager.create(env.features().distances(), new Shape(1, n, n))),
                    0);
            assertThat(java).hasSameSizeAs(djl.toFloatArray());
            assertThat(java).containsExactly(djl.toFloatArray(), within(1e-4f));
        }
    }

    @ParameterizedTest
    @CsvSource({"tsp, 1, 0", "cvrp, 1, 0", "tsp, 3, 0", "cvrp, 3, 0", "tsp, 1, 16", "cvrp, 1, 16"})
    void logProbabilitiesInPlainJavaEqualThoseOfTheDjlGraph(String problem, int decoders, int latentSize) {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerArchitecture arch = adapter.architecture(2, 32, 4, 64).withDecoders(decoders, latentSize);
        PointerWeights weights = withLatentRows(PointerWeights.random(arch, 4), 8);
        PointerEnvironment env = adapter.random(12, new SplittableRandom(6));
        int starts = 3;
        float[] embeddings = new PointerEncoder(weights).embed(env.features());
        for (int k = 0; k < decoders; k++) {
            float[] projected = new PointerEncoder(weights).project(embeddings, k);
            PointerDecoder decoder = new PointerDecoder(weights, k, env.features(), projected);
            float[] latent = latent(latentSize, 9 + k);
            decoder.condition(latent);
            int[][] actions = sampled(env, decoder, starts);
            TeacherForcing forcing = new TeacherForcing(
                    new PointerEnvironment[] {env},
                    new int[][][] {actions},
                    ones(starts),
                    latents(starts, latent),
                    latentSize);
            try (NDManager manager = NDManager.newBaseManager()) {
                PointerModel model = new PointerModel(manager, weights);
                float[] logp = logProbabilities(manager, model, k, projected, forcing, arch);
                int n = env.features().nodes();
                int[] feasible = new int[n];
                int q = 0;
                env.reset(starts);
                for (int t = 0; t < starts; t++) {
                    env.step(t, actions[t][0]);
                    for (int step = 1; step < actions[t].length; step++) {
                        int count = env.feasible(t, feasible);
                        int[] nodes = java.util.Arrays.copyOf(feasible, count);
                        if (count > 1) {
                            for (int node : nodes) {
                                assertThat(logp[q * n + node])
                                        .isCloseTo((float) decoder.logProbability(env, t, node), within(1e-4f));
                            }
                            q++;
                        }
                        env.step(t, actions[t][step]);
                    }
                }
                assertThat(q).isLessThanOrEqualTo(forcing.queries).isGreaterThan(starts * (n / 2));
            }
        }
    }

    /** COMPASS appends z to the inputs of the glimpse's query, key and value; see {@link PointerArchitecture}. */
    @Test
    void aLatentVectorOnTheKeyChangesNothingAndOnTheValueAddsToTheGlimpse() {
        int d = 8;
        int n = 5;
        int z = 3;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray query = manager.randomNormal(new Shape(1, d));
            NDArray key = manager.randomNormal(new Shape(n, d));
            NDArray value = manager.randomNormal(new Shape(n, d));
            NDArray latent = manager.randomNormal(new Shape(1, z));
            NDArray keyRows = manager.randomNormal(new Shape(z, d));
            NDArray valueRows = manager.randomNormal(new Shape(z, d));
            NDArray appended = query.matMul(key.add(latent.matMul(keyRows)).transpose())
                    .softmax(-1)
                    .matMul(value.add(latent.matMul(valueRows)));
            NDArray ours =
                    query.matMul(key.transpose()).softmax(-1).matMul(value).add(latent.matMul(valueRows));
            assertThat(ours.toFloatArray()).containsExactly(appended.toFloatArray(), within(1e-5f));
        }
    }

    /** Samples of a temperature are of probabilities softmax(logits / temperature). */
    @Test
    void gradientsAtATemperatureEqualDjls() {
        double temperature = 0.4;
        PointerKind<?, ?> adapter = PointerKind.of("tsp");
        PointerArchitecture arch = adapter.architecture(1, 8, 2, 12).withDecoders(1, 4);
        PointerWeights weights = withLatentRows(PointerWeights.random(arch, 14), 2);
        PointerEnvironment env = adapter.random(9, new SplittableRandom(3));
        float[] latent = latent(4, 5);
        float[] encoding = new PointerEncoder(weights).project(env.features());
        PointerDecoder decoder = new PointerDecoder(weights, env.features(), encoding);
        decoder.condition(latent);
        int[][] actions = sampled(env, decoder, 1);
        DecoderGradient fused = new DecoderGradient(weights, 0, temperature);
        float[] toEncoding = new float[encoding.length];
        fused.begin(weights, env.features(), encoding, toEncoding, 0);
        double sum = fused.add(env, actions[0], 1, latent);
        TeacherForcing forcing = new TeacherForcing(
                new PointerEnvironment[] {env}, new int[][][] {actions}, ones(1), latents(1, latent), 4);
        int n = env.features().nodes();
        try (NDManager manager = NDManager.newBaseManager();
                var collector = ai.djl.engine.Engine.getInstance().newGradientCollector()) {
            PointerModel model = new PointerModel(manager, weights);
            NDArray leaf = manager.create(encoding, new Shape(1, n, arch.projectionSize()));
            leaf.setRequiresGradient(true);
            NDArray logp = logProbabilities(manager, model, 0, leaf, forcing, arch);
            NDArray chosen = logp.mul(Parameters.constant(logp, 1 / temperature))
                    .logSoftmax(-1)
                    .mul(manager.create(forcing.weight, new Shape(1, forcing.queries, n)))
                    .sum();
            collector.backward(chosen);
            assertThat(sum).isCloseTo(chosen.getFloat(), within(1e-3));
            assertThat(toEncoding).containsExactly(leaf.getGradient().toFloatArray(), within(2e-4f));
            assertThat(fused.toLatentQuery()).containsExactly(gradient(model, "decoder.latent.query"), within(2e-4f));
        }
    }

    /** The fused backward pass against DJL's autograd, and both against central differences. */
    @ParameterizedTest
    @CsvSource({"tsp, 2, 0", "cvrp, 2, 0", "tsp, 1, 4", "cvrp, 1, 4"})
    void gradientsEqualDjlsAndFiniteDifferences(String problem, int decoders, int latentSize) {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerArchitecture arch = adapter.architecture(1, 8, 2, 12).withDecoders(decoders, latentSize);
        PointerWeights weights = withLatentRows(PointerWeights.random(arch, 14), 2);
        PointerEnvironment env = adapter.random(6, new SplittableRandom(3));
        int k = decoders - 1;
        int starts = 4;
        float[] latent = latent(latentSize, 5);
        float[] encoding = new PointerEncoder(weights).project(new PointerEncoder(weights).embed(env.features()), k);
        PointerDecoder decoder = new PointerDecoder(weights, k, env.features(), encoding);
        decoder.condition(latent);
        int[][] actions = sampled(env, decoder, starts);
        float[][] weight = {{1, -0.5f, 0.25f, 2}};
        DecoderGradient fused = new DecoderGradient(weights, k);
        float[] toEncoding = new float[encoding.length];
        fused.begin(weights, env.features(), encoding, toEncoding, 0);
        double sum = 0;
        for (int t = 0; t < starts; t++) {
            sum += fused.add(env, actions[t], weight[0][t], latent);
        }
        assertThat(sum).isCloseTo(logProbability(weights, env, k, latent, actions, weight[0]), within(1e-4));
        TeacherForcing forcing = new TeacherForcing(
                new PointerEnvironment[] {env}, new int[][][] {actions}, weight, latents(starts, latent), latentSize);
        int n = env.features().nodes();
        String prefix = arch.decoder(k);
        try (NDManager manager = NDManager.newBaseManager();
                var collector = ai.djl.engine.Engine.getInstance().newGradientCollector()) {
            PointerModel model = new PointerModel(manager, weights);
            NDArray leaf = manager.create(encoding, new Shape(1, n, arch.projectionSize()));
            leaf.setRequiresGradient(true);
            collector.backward(logProbabilities(manager, model, k, leaf, forcing, arch)
                    .mul(manager.create(forcing.weight, new Shape(1, forcing.queries, n)))
                    .sum());
            assertThat(toEncoding).containsExactly(leaf.getGradient().toFloatArray(), within(1e-4f));
            assertThat(fused.toDistance()).isCloseTo(gradient(model, prefix + "distance")[0], within(1e-4f));
            if (arch.contexts() > 0) {
                assertThat(fused.toContext()).containsExactly(gradient(model, prefix + "context"), within(1e-4f));
            }
            if (latentSize > 0) {
                assertThat(fused.toLatentQuery())
                        .containsExactly(gradient(model, prefix + "latent.query"), within(1e-4f));
                assertThat(fused.toLatentValue())
                        .containsExactly(gradient(model, prefix + "latent.value"), within(1e-4f));
                assertThat(largest(fused.toLatentValue())).isGreaterThan(0.1f);
            }
        }
        Map<String, float[]> gradients = new LinkedHashMap<>();
        weights.asMap().forEach((name, w) -> {
            if (!name.startsWith("decoder.") || name.equals(prefix + "projection")) {
                gradients.put(name, new float[w.length]);
            }
        });
        DifferentiableEncoder encoder = DifferentiableEncoder.of(weights);
        encoder.encode(weights, List.of(env.features()));
        float[][] toProjected = new float[decoders][];
        toProjected[k] = toEncoding;
        encoder.backward(toProjected, gradients);
        gradients.forEach((name, gradient) -> {
            for (int i : new int[] {0, gradient.length / 2, gradient.length - 1}) {
                float[] values = weights.get(name);
                float old = values[i];
                float h = 2e-3f;
                values[i] = old + h;
                double above = logProbability(weights, env, k, latent, actions, weight[0]);
                values[i] = old - h;
                double below = logProbability(weights, env, k, latent, actions, weight[0]);
                values[i] = old;
                assertThat(gradient[i])
                        .as(name + "[" + i + "]")
                        .isCloseTo((float) ((above - below) / (2 * h)), within(0.02f + 0.02f * Math.abs(gradient[i])));
            }
        });
        assertThat(largest(gradients.get(prefix + "projection"))).isGreaterThan(0.1f);
    }

    @ParameterizedTest
    @CsvSource({"tsp, 4, 12, 3", "cvrp, 16, 48, 2"})
    void theEncoderInPlainJavaAndItsGradientEqualTheDjlGraph(
            String problem, int headSize, int feedForwardSize, int layers) {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerArchitecture arch =
                adapter.architecture(layers, headSize * 4, 4, feedForwardSize).withDecoders(2, 0);
        PointerWeights weights = PointerWeights.random(arch, 1);
        SplittableRandom random = new SplittableRandom(4);
        List<NodeFeatures> batch = Stream.generate(
                        () -> adapter.random(19, random).features())
                .limit(3)
                .toList();
        DifferentiableEncoder plain = DifferentiableEncoder.of(weights);
        DifferentiableEncoder djl = new DjlEncoder();
        float[][] projected = plain.encode(weights, batch);
        float[][] expected = djl.encode(weights, batch);
        float[][] toProjected = new float[2][projected[0].length];
        for (int k = 0; k < 2; k++) {
            assertThat(projected[k]).containsExactly(expected[k], within(1e-4f));
            for (int i = 0; i < toProjected[k].length; i++) {
                toProjected[k][i] = (float) random.nextDouble(-0.1, 0.1);
            }
        }
        System.gc(); // what the graph needs for its backward pass must outlive this
        Map<String, float[]> gradients = zeros(weights);
        Map<String, float[]> expectedGradients = zeros(weights);
        plain.backward(toProjected, gradients);
        djl.backward(toProjected, expectedGradients);
        gradients.forEach((name, gradient) ->
                assertThat(gradient).as(name).containsExactly(expectedGradients.get(name), within(1e-4f)));
        assertThat(largest(gradients.get("input.weight"))).isGreaterThan(0.1f);
    }

    /** More decisions than are worked on at a time, and sizes that the vector kernels take. */
    @ParameterizedTest
    @ValueSource(strings = {"tsp", "cvrp"})
    void gradientsOfLongTrajectoriesEqualDjls(String problem) {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerArchitecture arch = adapter.architecture(1, 32, 2, 32);
        PointerWeights weights = PointerWeights.random(arch, 14);
        PointerEnvironment env = adapter.random(150, new SplittableRandom(3));
        float[] encoding = new PointerEncoder(weights).project(env.features());
        int[][] actions = sampled(env, new PointerDecoder(weights, env.features(), encoding), 2);
        float[] toEncoding = new float[encoding.length];
        DecoderGradient fused = new DecoderGradient(weights, 0);
        fused.begin(weights, env.features(), encoding, toEncoding, 0);
        fused.add(env, actions[0], 0.5f, new float[0]);
        fused.add(env, actions[1], -0.25f, new float[0]);
        TeacherForcing forcing = new TeacherForcing(
                new PointerEnvironment[] {env},
                new int[][][] {actions},
                new float[][] {{0.5f, -0.25f}},
                latents(2, new float[0]),
                0);
        int n = env.features().nodes();
        try (NDManager manager = NDManager.newBaseManager();
                var collector = ai.djl.engine.Engine.getInstance().newGradientCollector()) {
            PointerModel model = new PointerModel(manager, weights);
            NDArray leaf = manager.create(encoding, new Shape(1, n, arch.projectionSize()));
            leaf.setRequiresGradient(true);
            collector.backward(logProbabilities(manager, model, 0, leaf, forcing, arch)
                    .mul(manager.create(forcing.weight, new Shape(1, forcing.queries, n)))
                    .sum());
            assertThat(toEncoding).containsExactly(leaf.getGradient().toFloatArray(), within(1e-4f));
            assertThat(fused.toDistance()).isCloseTo(gradient(model, "decoder.distance")[0], within(1e-3f));
        }
        assertThat(largest(toEncoding)).isGreaterThan(0.1f);
    }

    private static Map<String, float[]> zeros(PointerWeights weights) {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        weights.asMap().forEach((name, w) -> zeros.put(name, new float[w.length]));
        return zeros;
    }

    private static float[] gradient(PointerModel model, String name) {
        return model.parameters().get(name).getGradient().toFloatArray();
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    /** Weighted sum of the log-probabilities of trajectories. */
    private static double logProbability(
            PointerWeights weights, PointerEnvironment env, int k, float[] latent, int[][] actions, float[] weight) {
        float[] embeddings = new PointerEncoder(weights).embed(env.features());
        PointerDecoder decoder =
                new PointerDecoder(weights, k, env.features(), new PointerEncoder(weights).project(embeddings, k));
        decoder.condition(latent);
        env.reset(actions.length);
        double sum = 0;
        int[] feasible = new int[env.features().nodes()];
        for (int t = 0; t < actions.length; t++) {
            env.step(t, actions[t][0]);
            for (int step = 1; step < actions[t].length; step++) {
                if (env.feasible(t, feasible) > 1) {
                    sum += weight[t] * decoder.logProbability(env, t, actions[t][step]);
                }
                env.step(t, actions[t][step]);
            }
        }
        return sum;
    }

    private static NDArray logProbabilities(
            NDManager manager,
            PointerModel model,
            int k,
            NDArray projected,
            TeacherForcing forcing,
            PointerArchitecture arch) {
        int n = forcing.nodes;
        Shape cells = new Shape(1, forcing.queries, n);
        return DjlDecoder.logProbabilities(
                arch,
                model.parameters(),
                k,
                projected,
                manager.create(forcing.last, cells),
                manager.create(forcing.first, cells),
                manager.create(
                        forcing.context, new Shape(1, forcing.queries, forcing.context.length / forcing.queries)),
                arch.latentSize() == 0
                        ? manager.create(0f)
                        : manager.create(forcing.latent, new Shape(1, forcing.queries, arch.latentSize())),
                manager.create(forcing.mask, cells),
                manager.create(forcing.lastDistances, cells));
    }

    private static float[] logProbabilities(
            NDManager manager,
            PointerModel model,
            int k,
            float[] projected,
            TeacherForcing forcing,
            PointerArchitecture arch) {
        NDArray encoding = manager.create(projected, new Shape(1, forcing.nodes, arch.projectionSize()));
        return logProbabilities(manager, model, k, encoding, forcing, arch).toFloatArray();
    }

    private static int[][] sampled(PointerEnvironment env, PointerDecoder decoder, int starts) {
        env.reset(starts);
        for (int t = 0; t < starts; t++) {
            env.step(t, env.start(t));
        }
        decoder.decode(env, starts, 1, new SplittableRandom(1), () -> false);
        int[][] actions = new int[starts][];
        for (int t = 0; t < starts; t++) {
            actions[t] = new int[env.steps(t)];
            for (int i = 0; i < actions[t].length; i++) {
                actions[t][i] = env.action(t, i);
            }
        }
        return actions;
    }

    private static float[][] ones(int starts) {
        float[][] ones = new float[1][starts];
        java.util.Arrays.fill(ones[0], 1f);
        return ones;
    }

    private static float[] latent(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] latent = new float[size];
        for (int i = 0; i < size; i++) {
            latent[i] = 2 * random.nextFloat() - 1;
        }
        return latent;
    }

    private static float[][][] latents(int starts, float[] latent) {
        float[][][] latents = new float[1][starts][];
        java.util.Arrays.fill(latents[0], latent);
        return latents;
    }

    /** Latent rows begin at zero; these are not. */
    private static PointerWeights withLatentRows(PointerWeights weights, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        weights.asMap().forEach((name, values) -> {
            if (name.contains("latent")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextFloat() - 0.5f;
                }
            }
        });
        return weights;
    }
}
