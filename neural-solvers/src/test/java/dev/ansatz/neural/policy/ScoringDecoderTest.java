package dev.ansatz.neural.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.Schedule;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoringDecoderTest {
    private static final double TEMPERATURE = 1;

    @Test
    void sideBySideEachGradientByTheEncodingIsThatOfFiniteDifferences() {
        var adapter = new JobShopAdapter();
        ScoringArchitecture arch = adapter.architecture(1, 16, 2, 16);
        Map<String, float[]> weights = arch.randomWeights(3);
        ScoringEnvironment<Schedule> env = adapter.environment(JobShop.PROBLEM.generate("4x3", 1, "uniform"), 0);
        float[] projected = new ScoringEncoder(arch, weights).project(env);
        ScoringDecoder decoder = new ScoringDecoder(arch, weights, env, projected);
        // Three side by side, the last of which takes the first candidates.
        ScoringTrajectories<Schedule> together = new ScoringTrajectories<>(arch, weights, env.another(), projected);
        together.recordGradients();
        together.force(2, new int[env.nodes()]);
        assertThat(together.decode(3, TEMPERATURE, new SplittableRandom(2), () -> false))
                .isTrue();
        assertThat(together.choices(2)).containsOnly(0);
        assertThat(together.choices(0)).isNotEqualTo(together.choices(1));
        for (int t = 0; t < 3; t++) {
            Decisions decisions = replay(env, together.choices(t));
            assertThat(env.cost()).isEqualTo(together.environment(t).cost());
            check(decoder, decisions, projected, together.gradient(t));
        }
    }

    private static Decisions replay(ScoringEnvironment<?> env, int[] choices) {
        Decisions decisions = new Decisions();
        int[] candidates = new int[env.maxCandidates()];
        float[] contexts = new float[env.maxCandidates() * JobShopEnvironment.CONTEXTS];
        env.reset();
        for (int choice : choices) {
            int k = env.candidates(candidates);
            env.contexts(contexts, 0);
            decisions.add(candidates, k, contexts, JobShopEnvironment.CONTEXTS, choice);
            env.choose(choice);
        }
        assertThat(env.candidates(candidates)).isZero();
        return decisions;
    }

    private static void check(ScoringDecoder decoder, Decisions decisions, float[] projected, float[] gradient) {
        int compared = 0;
        for (int at = 0; at < projected.length; at += 5) {
            float before = projected[at];
            float step = 2e-3f;
            projected[at] = before + step;
            double above = logProbability(decoder, decisions);
            projected[at] = before - step;
            double below = logProbability(decoder, decisions);
            projected[at] = before;
            double slope = (above - below) / (2 * step);
            if (Math.abs(slope) > 0.02) {
                compared++;
            }
            // a kink of a ReLU may lie between
            assertThat((double) gradient[at]).isCloseTo(slope, within(0.05 * Math.abs(slope) + 1e-2));
        }
        assertThat(compared).isGreaterThan(5);
    }

    private static double logProbability(ScoringDecoder decoder, Decisions decisions) {
        double sum = 0;
        for (int i = 0; i < decisions.count(); i++) {
            sum += decoder.logProbability(decisions, i);
        }
        return sum;
    }
}
