package dev.ansatz.neural.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.PartialSolutions;
import dev.ansatz.neural.PartialSolutions.Completion;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.decoding.StepScorer.Sampling;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CandidateDecoderTest {
    private static final double TEMPERATURE = 1;
    private static final CandidateKind<JobShopInstance, Schedule> ADAPTER =
            (CandidateKind<JobShopInstance, Schedule>) PolicyKinds.of(JobShop.PROBLEM, null);
    private static final CandidateArchitecture ARCH = ADAPTER.architecture(1, 16, 2, 16);
    private static final Map<String, float[]> WEIGHTS = ARCH.randomWeights(3);

    private static CandidateEnvironment<Schedule> environment(String size) {
        return ADAPTER.environment(JobShop.PROBLEM.generate(size, 1, "uniform"), 0);
    }

    private static float[] project(CandidateEnvironment<Schedule> env) {
        return new CandidateEncoder(ARCH, WEIGHTS).project(env);
    }

    @Test
    void sideBySideEachGradientByTheEncodingIsThatOfFiniteDifferences() {
        CandidateEnvironment<Schedule> env = environment("4x3");
        float[] projected = project(env);
        CandidateDecoder<?> decoder = new CandidateDecoder<>(ARCH, WEIGHTS, env, projected);
        // Three side by side, the last of which takes the first candidates.
        CandidateDecoder<Schedule> together = new CandidateDecoder<>(ARCH, WEIGHTS, env.another(), projected);
        together.recordGradients();
        Sampling how = new Sampling(TEMPERATURE, 1, new SplittableRandom(2));
        assertThat(together.decode(3, how, () -> false, new int[env.nodes()])).isTrue();
        assertThat(together.choices(2)).containsOnly(0);
        assertThat(together.choices(0)).isNotEqualTo(together.choices(1));
        for (int t = 0; t < 3; t++) {
            Decisions decisions = Decisions.of(env, ARCH.contexts(), together.choices(t));
            assertThat(env.cost()).isEqualTo(together.environment(t).cost());
            check(decoder, decisions, projected, together.gradient(t));
        }
    }

    @Test
    void solutionsThatCannotBeBetterThanTheCutoffAreAbandonedAndNoOthers() {
        JobShopInstance instance = JobShop.PROBLEM.generate("6x5", 3, "uniform");
        PartialSolutions<Schedule> tree = Objects.requireNonNull(
                        ModelZoo.load(JobShop.PROBLEM, "jssp-30").rollouts(instance))
                .partialSolutions(1, 0);
        int count = 20;
        int[][] all = new int[count][tree.maxLength()];
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = 1 + i / 2;
            all[i][lengths[i] - 1] = i % 2; // every conflict has two candidates at least
        }
        int[][] prefixes = Arrays.stream(all).map(int[]::clone).toArray(int[][]::new);
        int[] prefixLengths = lengths.clone();
        double[] costs = new double[count];
        assertThat(tree.complete(all, lengths, costs, greedy(Double.POSITIVE_INFINITY), () -> false))
                .isEqualTo(count);
        for (int i = 0; i < count; i++) {
            int[] alone = prefixes[i].clone();
            assertThat(tree.complete(alone, prefixLengths[i], () -> false)).isEqualTo(lengths[i]);
            assertThat(all[i]).isEqualTo(alone);
            assertThat(costs[i]).isEqualTo(tree.cost());
            Evaluation evaluation = JobShop.PROBLEM.evaluate(instance, tree.solution());
            assertThat(evaluation.violations()).isEmpty();
            assertThat(evaluation.objective()).isEqualTo(costs[i]);
        }
        double cutoff = Arrays.stream(costs).sorted().toArray()[count / 2];
        double[] withCutoff = new double[count];
        assertThat(tree.complete(prefixes, prefixLengths, withCutoff, greedy(cutoff), () -> false))
                .isEqualTo(count);
        int abandoned = 0;
        for (int i = 0; i < count; i++) {
            if (costs[i] < cutoff) {
                assertThat(withCutoff[i]).isEqualTo(costs[i]);
            } else {
                assertThat(withCutoff[i]).isIn(costs[i], Double.POSITIVE_INFINITY);
                abandoned += Double.isInfinite(withCutoff[i]) ? 1 : 0;
            }
        }
        assertThat(abandoned).isPositive();
        assertThat(tree.complete(prefixes, prefixLengths, costs, greedy(cutoff), () -> true))
                .isZero();
    }

    @Test
    void samplesGoToTheSinkUnlessItsCutoffRulesThemOut() {
        JobShopInstance instance = JobShop.PROBLEM.generate("6x5", 4, "uniform");
        Rollouts<Schedule> rollouts =
                Objects.requireNonNull(ModelZoo.load(JobShop.PROBLEM, "jssp-30").rollouts(instance));
        // The first rollout of all is made alone.
        assertThat(rollouts.make(Rollouts.Request.greedy(0, 0, new int[1]), () -> false)
                        .rollouts())
                .isEqualTo(1);
        List<Double> costs = samples(rollouts, instance, Double.POSITIVE_INFINITY);
        assertThat(costs).hasSize(100);
        double median = costs.stream().sorted().toList().get(50);
        List<Double> better = samples(rollouts, instance, median);
        assertThat(better).hasSizeBetween(20, 90).anyMatch(cost -> cost < median);
        assertThat(samples(rollouts, instance, 1)).isEmpty();
    }

    @Test
    void theBestOfSomeSamplesIsNoWorseThanAnyOfThemAndNothingIsLearnedWhereAllAreAlike() {
        CandidateEnvironment<Schedule> env = environment("4x3");
        float[] projected = project(env);
        CandidateDecoder<Schedule> samples = new CandidateDecoder<>(ARCH, WEIGHTS, env.another(), projected);
        Decisions best = Decisions.of(
                env, ARCH.contexts(), Objects.requireNonNull(samples.bestOf(300, 1, new SplittableRandom(1))));
        assertThat(best.count()).isPositive();
        double cost = env.cost();
        CandidateDecoder<?> decoder = new CandidateDecoder<>(ARCH, WEIGHTS, env, projected);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20; i++) {
            decoder.decode(1, random, () -> false, null);
            assertThat(cost).isLessThanOrEqualTo(env.cost());
        }
        // On one machine every order takes as long.
        CandidateEnvironment<Schedule> one = environment("4x1");
        float[] encoding = project(one);
        assertThat(new CandidateDecoder<>(ARCH, WEIGHTS, one, encoding).bestOf(50, 1, random))
                .isNull();
    }

    private static Completion greedy(double cutoff) {
        return new Completion(0, new SplittableRandom(0), cutoff);
    }

    private static List<Double> samples(Rollouts<Schedule> rollouts, JobShopInstance instance, double cutoff) {
        List<Double> costs = new ArrayList<>();
        Rollouts.Request request = new Rollouts.Request(0, 0, new float[0][], new int[100], 1, 1, 7);
        int made = rollouts.make(request, () -> false, new Rollouts.Sink<Schedule>() {
            @Override
            public double cutoff() {
                return cutoff;
            }

            @Override
            public void offer(double cost, Supplier<Schedule> solution) {
                Evaluation evaluation = JobShop.PROBLEM.evaluate(instance, solution.get());
                assertThat(evaluation.violations()).isEmpty();
                assertThat(evaluation.objective()).isEqualTo(cost);
                costs.add(cost);
            }
        });
        assertThat(made).isEqualTo(100); // abandoned ones count
        return costs;
    }

    private static void check(CandidateDecoder<?> decoder, Decisions decisions, float[] projected, float[] gradient) {
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

    private static double logProbability(CandidateDecoder<?> decoder, Decisions decisions) {
        double sum = 0;
        for (int i = 0; i < decisions.count(); i++) {
            sum += decoder.logProbability(decisions, i);
        }
        return sum;
    }
}
