package dev.ansatz.neural.pointer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.ActiveRollouts.Adapted;
import dev.ansatz.neural.cvrp.CvrpEnvironment;
import dev.ansatz.neural.tsp.TspEnvironment;
import dev.ansatz.problems.NamedSets;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PointerActiveSearchTest {
    private static final double TEMPERATURE = 0.5;

    private static PointerEnvironment environment(String problem) {
        return problem.equals("tsp")
                ? TspEnvironment.of(
                        NamedSets.first(Tsp.PROBLEM, "tsp10", 1).get(0).distances(), 0)
                : CvrpEnvironment.of(NamedSets.first(Cvrp.PROBLEM, "cvrp10", 1).get(0), 0);
    }

    /** A trajectory sampled with a tape. */
    private static final class Recorded {
        final PointerEnvironment env;
        final PointerArchitecture arch;
        final PointerWeights weights;
        final float[] projected;
        final @Nullable ResidualLayer layer;
        final DecisionTape tape = new DecisionTape(16);
        final PointerDecoder decoder;
        final int[] trajectory;

        Recorded(String problem, Adapted adapted, int start, long seed) {
            env = environment(problem);
            arch = PointerKind.of(problem).architecture(1, 16, 2, 16);
            weights = PointerWeights.random(arch, 3);
            projected = new PointerEncoder(weights).project(env.features());
            layer = adapted == Adapted.LAYER ? layer(16) : null;
            decoder = decoder(weights, env, projected, layer);
            decoder.record(tape);
            env.reset(1);
            env.step(0, env.start(start));
            decoder.decode(env, 1, TEMPERATURE, new SplittableRandom(seed), () -> false);
            trajectory = trajectory(env, 0);
        }
    }

    /** Of a sampled trajectory. */
    @ParameterizedTest
    @CsvSource({"tsp, EMBEDDINGS", "tsp, LAYER", "cvrp, EMBEDDINGS", "cvrp, LAYER"})
    void theGradientIsThatOfFiniteDifferences(String problem, Adapted adapted) {
        Recorded recorded = new Recorded(problem, adapted, 0, 1);
        PointerWeights weights = recorded.weights;
        PointerEnvironment env = recorded.env;
        PointerArchitecture arch = recorded.arch;
        float[] projected = recorded.projected;
        ResidualLayer layer = recorded.layer;
        DecisionTape tape = recorded.tape;
        PointerDecoder decoder = recorded.decoder;
        int[] trajectory = recorded.trajectory;
        float[] toProjected = new float[projected.length];
        addGradient(tape, projected, toProjected, arch, layer, 2);
        float[] parameters = layer == null ? projected : layer.w2;
        float[] gradient = layer == null ? toProjected : layer.toW2;

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

    /** The same trajectories once sampled together, the last one prescribed, and once followed one by one. */
    @ParameterizedTest
    @CsvSource({"tsp, EMBEDDINGS", "tsp, LAYER", "cvrp, EMBEDDINGS", "cvrp, LAYER"})
    void sideBySideTheGradientIsTheSumOfThoseOfEachTrajectory(String problem, Adapted adapted) {
        int count = 7;
        Recorded recorded = new Recorded(problem, adapted, 3, 2);
        PointerEnvironment env = recorded.env;
        PointerArchitecture arch = recorded.arch;
        float[] projected = recorded.projected;
        ResidualLayer layer = recorded.layer;
        DecisionTape tape = recorded.tape;
        PointerDecoder decoder = recorded.decoder;
        int[] prescribed = recorded.trajectory;
        tape.clear();

        float[] share = {1, -2, 0.5f, 0, 3, -1, 2};
        env.reset(count);
        for (int t = 0; t < count - 1; t++) {
            env.step(t, env.start(t));
        }
        env.step(count - 1, prescribed[0]);
        decoder.force(count - 1, prescribed);
        assertThat(decoder.decode(env, count, TEMPERATURE, new SplittableRandom(1), () -> false))
                .isEqualTo(count);
        assertThat(trajectory(env, count - 1)).isEqualTo(prescribed);
        float[] toProjected = new float[projected.length];
        addGradient(tape, projected, toProjected, arch, layer, share);
        float[] together = (layer == null ? toProjected : layer.toW2).clone();
        float[] togetherW1 = layer == null ? new float[0] : layer.toW1.clone();
        clear(toProjected, layer);

        PointerEnvironment other = environment(problem);
        for (int t = 0; t < count; t++) {
            int[] trajectory = trajectory(env, t);
            tape.clear();
            other.reset(1);
            other.step(0, trajectory[0]);
            decoder.force(0, trajectory);
            decoder.decode(other, 1, TEMPERATURE, new SplittableRandom(1), () -> false);
            assertThat(trajectory(other, 0)).isEqualTo(trajectory);
            addGradient(tape, projected, toProjected, arch, layer, share[t]);
        }
        assertThat(together)
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(layer == null ? toProjected : layer.toW2);
        if (layer != null) {
            assertThat(togetherW1).usingComparatorWithPrecision(1e-4f).containsExactly(layer.toW1);
        }
        assertThat(IntStream.range(0, together.length).mapToDouble(i -> Math.abs(together[i])))
                .anyMatch(g -> g > 0.05);
    }

    /** 200 steps of four samples. */
    @ParameterizedTest
    @EnumSource(Adapted.class)
    void searchRepeatsItselfAndSamplesBecomeBetter(Adapted adapted) {
        double[][] costs = new double[2][];
        for (int run = 0; run < 2; run++) {
            var instance = NamedSets.first(Tsp.PROBLEM, "tsp20", 1).get(0);
            PointerWeights weights = PointerWeights.random(PointerKind.of("tsp").architecture(1, 16, 2, 16), 3);
            @SuppressWarnings("unchecked")
            var adapter = (PointerKind<TspInstance, Tour>) PointerKind.of("tsp");
            var active = new PointerRollouts<>(adapter, instance, weights, new int[0]).active(adapted, 0, 0, 1);
            int[] starts = {0, 5, 10, 15};
            double begin = active.greedy(starts, () -> false).cost();
            costs[run] = new double[200];
            for (int step = 0; step < 200; step++) {
                double[] samples = active.learn(starts, step, () -> false).costs();
                costs[run][step] = Arrays.stream(samples).average().orElseThrow();
            }
            assertThat(begin).isGreaterThan(0);
        }
        assertThat(costs[0]).containsExactly(costs[1]);
        if (adapted == Adapted.EMBEDDINGS) { // the layer's steps are too small for an untrained policy
            assertThat(mean(costs[0], 150, 200)).isLessThan(0.98 * mean(costs[0], 0, 50));
        }
    }

    private static double mean(double[] x, int from, int to) {
        return Arrays.stream(x, from, to).average().orElseThrow();
    }

    private static int[] trajectory(PointerEnvironment env, int t) {
        return IntStream.range(0, env.steps(t)).map(i -> env.action(t, i)).toArray();
    }

    private static PointerDecoder decoder(
            PointerWeights weights, PointerEnvironment env, float[] projected, @Nullable ResidualLayer layer) {
        PointerDecoder decoder = new PointerDecoder(weights, env.features(), projected);
        if (layer != null) {
            decoder.insert(layer);
        }
        return decoder;
    }

    private static void addGradient(
            DecisionTape tape,
            float[] projected,
            float[] toProjected,
            PointerArchitecture arch,
            @Nullable ResidualLayer layer,
            float... weights) {
        tape.addGradient(weights, projected, toProjected, arch.projectionSize(), layer);
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
            PointerWeights weights,
            PointerEnvironment env,
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
            values[side] = logProbability(decoder(weights, env, projected, layer), env, trajectory);
        }
        parameters[i] = before;
        return (values[1] - values[0]) / (2 * step);
    }

    private static double logProbability(PointerDecoder decoder, PointerEnvironment env, int[] trajectory) {
        int[] nodes = new int[env.features().nodes()];
        double[] logs = new double[nodes.length];
        double sum = 0;
        env.reset(1);
        env.step(0, trajectory[0]);
        for (int step = 1; step < trajectory.length; step++) {
            int k = decoder.top(env, 0, nodes, logs);
            double all = 0;
            for (int i = 0; i < k; i++) {
                all += Math.exp(logs[i] / TEMPERATURE);
                sum += nodes[i] == trajectory[step] ? logs[i] / TEMPERATURE : 0;
            }
            sum -= Math.log(all);
            env.step(0, trajectory[step]);
        }
        return sum;
    }
}
