package dev.ansatz.neural.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.jssp.JobShop;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoringDecoderTest {
    @Test
    void theGradientByTheEncodingIsThatOfFiniteDifferences() {
        var adapter = new JobShopAdapter();
        ScoringArchitecture arch = adapter.architecture(1, 16, 2, 16);
        Map<String, float[]> weights = arch.randomWeights(3);
        var env = adapter.environment(JobShop.PROBLEM.generate("4x3", 1, "uniform"), 0);
        float[] projected = new ScoringEncoder(arch, weights).project(env);
        ScoringDecoder decoder = new ScoringDecoder(arch, weights, env, projected);
        Decisions decisions = new Decisions();
        assertThat(decoder.decode(1, new SplittableRandom(2), () -> false, decisions))
                .isTrue();
        float[] gradient = new float[projected.length];
        for (int i = 0; i < decisions.count(); i++) {
            decoder.addGradient(decisions, i, 1, 2, gradient);
        }
        int compared = 0;
        for (int at = 0; at < projected.length; at += 5) {
            float before = projected[at];
            float step = 2e-3f;
            projected[at] = before + step;
            double above = logProbability(decoder, decisions);
            projected[at] = before - step;
            double below = logProbability(decoder, decisions);
            projected[at] = before;
            double slope = 2 * (above - below) / (2 * step);
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
