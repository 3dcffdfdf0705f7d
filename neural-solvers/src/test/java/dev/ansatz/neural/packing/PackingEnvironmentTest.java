package dev.ansatz.neural.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackingEnvironmentTest {
    @Test
    void decisionsGoThroughTheItemsThatFitByProfitPerWeight() {
        // Profit per weight: 3, 2, 2.5, 1; item 4 never fits, item 5 has no profit.
        PackingEnvironment env = new PackingEnvironment(
                new long[] {6, 8, 5, 1, 100, 0}, 1, new long[][] {{2, 4, 2, 1, 9, 1}}, new long[] {7});
        int[] candidates = new int[2];
        float[] context = new float[2 * PackingEnvironment.COLUMNS.contexts().size()];
        assertThat(env.candidates(candidates)).isEqualTo(2);
        env.contexts(context, 0);
        // Take item 0, and items 2 and 3 follow: 12. Leave it, and items 2, 1 and 3 follow: 14.
        float mean = 120f / 6;
        assertThat(context[1]).isCloseTo(squash(8 * (12 - 14) / mean), within(1e-6f));
        assertThat(context[PackingEnvironment.COLUMNS.contexts().size() + 1]).isZero();
        env.choose(1); // leaves item 0
        assertThat(env.candidates(candidates)).isEqualTo(2);
        env.choose(1); // leaves item 2
        assertThat(env.candidates(candidates)).isEqualTo(2);
        env.choose(0); // takes item 1
        assertThat(env.candidates(candidates)).isEqualTo(2);
        env.choose(1); // leaves item 3
        assertThat(env.candidates(candidates)).isEqualTo(2);
        env.choose(1); // leaves item 5
        // 3 are left: item 0 fits after all, and then item 3.
        assertThat(env.candidates(candidates)).isZero();
        assertThat(env.solution().toArray()).contains(0, 1, 3);
        assertThat(env.cost()).isEqualTo(-15);
    }

    private static float squash(float x) {
        return x / (1 + 0.25f * Math.abs(x));
    }

    @Test
    void anySequenceOfDecisionsGivesAFeasibleSetOfTheCostClaimed() {
        for (int seed = 1; seed <= 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = random.nextInt(1, 90);
            int m = random.nextInt(1, 6);
            long[][] weights = new long[m][];
            long[] capacities = new long[m];
            for (int i = 0; i < m; i++) {
                weights[i] = random.longs(n, 0, 50).toArray();
                capacities[i] = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextLong(1, 20L * n + 1);
            }
            MultiKnapsackInstance instance =
                    new MultiKnapsackInstance("random", random.longs(n, 0, 40).toArray(), weights, capacities);
            var kind = (CandidateKind<MultiKnapsackInstance, ItemSet>) PolicyKinds.of(MultiKnapsack.PROBLEM, null);
            CandidateEnvironment<ItemSet> env = kind.environment(instance, 0);
            int[] candidates = new int[2];
            float[] context =
                    new float[2 * PackingEnvironment.COLUMNS.contexts().size()];
            for (int repeat = 0; repeat < 2; repeat++) {
                env.reset();
                for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
                    env.contexts(context, 0);
                    for (float value : context) {
                        assertThat(value).isFinite().isBetween(-20f, 20f);
                    }
                    env.choose(random.nextInt(k));
                }
                Evaluation evaluation = MultiKnapsack.PROBLEM.evaluate(instance, env.solution());
                assertThat(evaluation.violations()).isEmpty();
                assertThat(evaluation.objective()).isEqualTo(-env.cost());
            }
        }
    }
}
