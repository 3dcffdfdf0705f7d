package dev.ansatz.neural.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.ActiveRollouts.Adapted;
import dev.ansatz.problems.TestSets;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.tsp.Tsp;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveSearchTest {
    private static final double TEMPERATURE = 0.5;

    private static Environment environment(String problem) {
        return problem.equals("tsp")
                ? TspEnvironment.of(
                        TestSets.first(Tsp.PROBLEM, "tsp10", 1).get(0).distances(), 0)
                : CvrpEnvironment.of(TestSets.first(Cvrp.PROBLEM, "cvrp10", 1).get(0), 0);
    }

    /** Of a sampled trajectory: on the tape of the sampling, and as replayed. */
    @ParameterizedTest
    @CsvSource({"tsp, EMBEDDINGS", "tsp, LAYER", "cvrp, EMBEDDINGS", "cvrp, LAYER"})
    void theGradientIsThatOfFiniteDifferences(String problem, Adapted adapted) {
        Environment env = environment(problem);
        Architecture arch = ProblemAdapter.of(problem).architecture(1, 16, 2, 16);
        Weights weights = Weights.random(arch, 3);
        float[] projected = new Encoder(weights).project(env.features());
        ResidualLayer layer = adapted == Adapted.LAYER ? layer(16) : null;
        Decoder decoder = new Decoder(weights, env.features(), projected);
        DecisionTape tape = new DecisionTape(16, 16);
        decoder.record(tape);
        if (layer != null) {
            decoder.insert(layer);
        }
        env.reset(1);
        env.step(0, env.start(0));
        decoder.decode(env, 0, 1, TEMPERATURE, 1, new SplittableRandom(1), () -> false);
        int[] trajectory =
                IntStream.range(0, env.steps(0)).map(i -> env.action(0, i)).toArray();

        float[] toProjected = new float[projected.length];
        addGradient(tape, projected, toProjected, arch, layer);
        float[] parameters = layer == null ? projected : layer.w2;
        float[] sampled = (layer == null ? toProjected : layer.toW2).clone();
        clear(toProjected, layer);
        tape.clear();
        double unused = decoder.replay(environment(problem), trajectory, TEMPERATURE);
        addGradient(tape, projected, toProjected, arch, layer);
        float[] gradient = layer == null ? toProjected : layer.toW2;
        assertThat(gradient).usingComparatorWithPrecision(1e-4f).containsExactly(sampled);

        int checked = 0;
        for (int i = 0; i < parameters.length; i++) {
            if (Math.abs(gradient[i]) > 0.02) {
                double slope = 2 * slope(weights, env, projected, layer, trajectory, parameters, i);
                assertThat((double) gradient[i]).isCloseTo(slope, within(0.02 * Math.abs(slope) + 2e-3));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(10);
        if (layer != null) {
            assertThat((double) layer.toB2[3])
                    .isCloseTo(2 * slope(weights, env, projected, layer, trajectory, layer.b2, 3), within(5e-3));
            // Where W1 or b1 moves a hidden unit over its kink the two differ: rarely.
            int agree = 0;
            for (int i = 0; i < layer.w1.length; i++) {
                double slope = 2 * slope(weights, env, projected, layer, trajectory, layer.w1, i);
                agree += Math.abs(layer.toW1[i] - slope) < 0.03 * Math.abs(slope) + 4e-3 ? 1 : 0;
            }
            assertThat(agree).isGreaterThan(layer.w1.length * 9 / 10);
            assertThat((double) layer.toB1[5])
                    .isCloseTo(2 * slope(weights, env, projected, layer, trajectory, layer.b1, 5), within(2e-2));
        }
    }

    /** Of twice the log-probability of what is on the tape. */
    private static void addGradient(
            DecisionTape tape,
            float[] projected,
            float[] toProjected,
            Architecture arch,
            @Nullable ResidualLayer layer) {
        int d = arch.embeddingSize();
        tape.addGradient(
                0,
                tape.decisions(),
                2,
                projected,
                toProjected,
                arch.projectionSize(),
                layer,
                new float[d],
                new float[d]);
    }

    /** A layer that has learned something. */
    private static ResidualLayer layer(int d) {
        ResidualLayer layer = new ResidualLayer(d, 8, 1);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < layer.w2.length; i++) {
            layer.w2[i] = random.nextFloat() - 0.5f;
        }
        layer.refresh();
        return layer;
    }

    private static void clear(float[] gradient, @Nullable ResidualLayer layer) {
        java.util.Arrays.fill(gradient, 0);
        if (layer != null) {
            for (float[] g : new float[][] {layer.toW1, layer.toB1, layer.toW2, layer.toB2}) {
                java.util.Arrays.fill(g, 0);
            }
        }
    }

    /** Slope of the log-probability of a trajectory in one parameter. */
    private static double slope(
            Weights weights,
            Environment env,
            float[] projected,
            @Nullable ResidualLayer layer,
            int[] trajectory,
            float[] parameters,
            int i) {
        float step = 4e-3f;
        float before = parameters[i];
        double[] values = new double[2];
        for (int side = 0; side < 2; side++) {
            parameters[i] = before + (side == 0 ? -step : step);
            Decoder decoder = new Decoder(weights, env.features(), projected);
            if (layer != null) {
                decoder.insert(layer);
            }
            values[side] = decoder.replay(env, trajectory, TEMPERATURE);
        }
        parameters[i] = before;
        return (values[1] - values[0]) / (2 * step);
    }
}
