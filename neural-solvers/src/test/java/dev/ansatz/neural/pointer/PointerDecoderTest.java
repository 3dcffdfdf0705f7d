package dev.ansatz.neural.pointer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trajectories that are decoded side by side are those that are decoded one by one. */
class PointerDecoderTest {
    @ParameterizedTest
    @CsvSource({"tsp, 0", "cvrp, 0", "tsp, 3", "cvrp, 3"})
    void greedyTrajectoriesSideBySideAreThoseOneByOne(String problem, int latentSize) {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerArchitecture arch = adapter.architecture(2, 32, 2, 64).withDecoders(1, latentSize);
        PointerWeights weights = PointerWeights.random(arch, 3);
        PointerEnvironment env = adapter.random(44, new SplittableRandom(5));
        float[] latent = new float[latentSize];
        if (latentSize > 0) {
            java.util.Arrays.fill(weights.get("decoder.latent.query"), 0.02f);
            latent[1] = 10;
            latent[2] = 20;
            for (int i = 0; i < latentSize * 32; i++) {
                weights.get("decoder.latent.value")[i] = i % 5 * 0.01f;
            }
        }
        PointerDecoder decoder =
                new PointerDecoder(weights, env.features(), new PointerEncoder(weights).project(env.features()));
        decoder.condition(latent);
        int starts = env.startCount(); // more than one group of columns, the last of them not full
        int[][] together = decode(decoder, env, IntStream.range(0, starts).toArray());
        for (int t = 0; t < starts; t++) {
            assertThat(together[t]).isEqualTo(decode(decoder, env, new int[] {t})[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tsp", "cvrp"})
    void trajectoriesUnderSeveralLatentVectorsSideBySideAreThoseUnderEachAlone(String problem) {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerWeights weights =
                PointerWeights.random(adapter.architecture(2, 32, 2, 64).withDecoders(1, 2), 3);
        SplittableRandom random = new SplittableRandom(5);
        for (String rows : new String[] {"decoder.latent.query", "decoder.latent.value"}) {
            float[] values = weights.get(rows);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-2, 2);
            }
        }
        PointerEnvironment env = adapter.random(30, random);
        float[][] latents = {{0, 0}, {1, -0.5f}, {-1, 1}};
        PointerDecoder decoder =
                new PointerDecoder(weights, env.features(), new PointerEncoder(weights).project(env.features()));
        int[] starts = IntStream.range(0, 36).map(t -> t / 3).toArray(); // more than one group of columns
        decoder.condition(latents);
        int[][] together = decode(decoder, env, starts);
        for (int t = 0; t < starts.length; t++) {
            decoder.condition(latents[t % 3]);
            assertThat(together[t]).isEqualTo(decode(decoder, env, new int[] {starts[t]})[0]);
        }
        assertThat(together[0]).isNotEqualTo(together[1]);
    }

    private static int[][] decode(PointerDecoder decoder, PointerEnvironment env, int[] starts) {
        begin(env, starts);
        assertThat(decoder.decode(env, starts.length, 0, new SplittableRandom(1), () -> false))
                .isEqualTo(starts.length);
        return IntStream.range(0, starts.length)
                .mapToObj(t -> IntStream.range(0, env.steps(t))
                        .map(step -> env.action(t, step))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static void begin(PointerEnvironment env, int[] starts) {
        env.reset(starts.length);
        for (int t = 0; t < starts.length; t++) {
            env.step(t, env.start(starts[t]));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5})
    void samplesSideBySideFollowTheProbabilities(double temperature) {
        PointerKind<?, ?> adapter = PointerKind.of("cvrp");
        PointerWeights weights = PointerWeights.random(adapter.architecture(1, 32, 2, 32), 3);
        PointerEnvironment env = adapter.random(6, new SplittableRandom(8));
        PointerDecoder decoder =
                new PointerDecoder(weights, env.features(), new PointerEncoder(weights).project(env.features()));
        int samples = 3200;
        begin(env, new int[samples]);
        int[] feasible = new int[env.features().nodes()];
        int k = env.feasible(0, feasible);
        double[] expected = new double[feasible.length];
        double sum = 0;
        for (int i = 0; i < k; i++) {
            expected[feasible[i]] = Math.exp(decoder.logProbability(env, 0, feasible[i]) / temperature);
            sum += expected[feasible[i]];
        }
        decoder.decode(env, samples, temperature, new SplittableRandom(2), () -> false);
        double[] frequency = new double[feasible.length];
        for (int t = 0; t < samples; t++) {
            frequency[env.action(t, 1)] += 1.0 / samples;
        }
        for (int node = 0; node < feasible.length; node++) {
            double p = expected[node] / sum;
            assertThat(frequency[node]).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / samples)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void aStoppedDecoderSaysHowManyTrajectoriesAreComplete(int questions) {
        PointerKind<?, ?> adapter = PointerKind.of("tsp");
        PointerWeights weights = PointerWeights.random(adapter.architecture(1, 32, 2, 32), 3);
        PointerEnvironment env = adapter.random(40, new SplittableRandom(8));
        PointerDecoder decoder =
                new PointerDecoder(weights, env.features(), new PointerEncoder(weights).project(env.features()));
        begin(env, IntStream.range(0, 40).toArray());
        AtomicInteger asked = new AtomicInteger();
        int complete = decoder.decode(env, 40, 0, new SplittableRandom(2), () -> asked.getAndIncrement() >= questions);
        assertThat(complete).isEqualTo(questions < 6 ? 0 : 32);
        for (int t = 0; t < complete; t++) {
            assertThat(env.steps(t)).isEqualTo(40);
        }
    }
}
