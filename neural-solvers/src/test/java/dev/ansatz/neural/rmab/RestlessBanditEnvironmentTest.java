package dev.ansatz.neural.rmab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.rmab.ActionBuilder;
import dev.ansatz.problems.rmab.Arm;
import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestlessBanditEnvironmentTest {
    static List<String> distributions() {
        return RestlessBandit.PROBLEM.generator().distributions();
    }

    private static RestlessBanditInstance instance(String distribution, int size, int episodes) {
        RestlessBanditInstance drawn = RestlessBandit.PROBLEM.generate(size, 5, distribution);
        return new RestlessBanditInstance(
                "short",
                drawn.arms(),
                drawn.budget(),
                drawn.horizon(),
                drawn.discount(),
                drawn.constraint(),
                episodes,
                3);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void anySequenceOfDecisionsGivesAnAllowedRecordOfTheCostClaimedAndCanBeFollowed(String distribution) {
        RestlessBanditInstance instance = instance(distribution, 13, 2);
        CandidateEnvironment<PolicyRecord> env = new RestlessBanditCandidateKind().environment(instance, 0);
        SplittableRandom random = new SplittableRandom(1);
        int[] candidates = new int[env.maxCandidates()];
        float[] context = new float
                [env.maxCandidates()
                        * RestlessBanditEnvironment.COLUMNS.contexts().size()];
        for (int repeat = 0; repeat < 2; repeat++) {
            env.reset();
            for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
                assertThat(candidates[k - 1]).isEqualTo(env.nodes() - 1);
                env.contexts(context, 0);
                for (int i = 0;
                        i < k * RestlessBanditEnvironment.COLUMNS.contexts().size();
                        i++) {
                    assertThat(context[i]).isFinite().isBetween(-5f, 5f);
                }
                env.choose(random.nextInt(k));
            }
            PolicyRecord record = env.solution();
            Evaluation evaluation = RestlessBandit.PROBLEM.evaluate(instance, record);
            assertThat(evaluation.violations()).isEmpty();
            assertThat(-env.cost()).isCloseTo(evaluation.objective(), within(1e-9 * Math.abs(env.cost())));

            env.follow(record);
            env.reset();
            for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
                env.choose(env.reference());
            }
            PolicyRecord again = env.solution();
            for (int t = 0; t < instance.steps(); t++) {
                if (distribution.equals("capacity")) {
                    break; // in another order the arms may not be packed
                }
                assertThat(again.arms(1, t)).containsExactly(record.arms(1, t));
            }
        }
        for (float value : env.features()) {
            assertThat(value).isFinite().isBetween(-8f, 8f);
        }
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void aRolloutThatIsCutShortIsCompletedBySomethingBetterThanNothing(String distribution) {
        RestlessBanditInstance instance = instance(distribution, 13, 2);
        CandidateEnvironment<PolicyRecord> env = new RestlessBanditCandidateKind().environment(instance, 0);
        int[] candidates = new int[env.maxCandidates()];
        env.reset();
        while (env.candidates(candidates) > 0) {
            env.choose(env.candidates(candidates) - 1); // ends each action at once
        }
        double resting = env.cost();
        env.reset();
        assertThat(env.complete()).isTrue();
        assertThat(env.cost()).isLessThan(resting);
        PolicyRecord record = env.solution();
        assertThat(record.policy()).isEqualTo("neural (cut short)");
        assertThat(RestlessBandit.PROBLEM.evaluate(instance, record).violations())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void anItemCanBeAddedIfAndOnlyIfAddingItSucceeds(String distribution) {
        RestlessBanditInstance instance = instance(distribution, 17, 2);
        SplittableRandom random = new SplittableRandom(2);
        ActionBuilder builder = ActionBuilder.of(instance);
        Decision decision = new Decision(instance.size());
        for (int repeat = 0; repeat < 40; repeat++) {
            builder.begin(decision);
            for (int k = 0; k < 30; k++) {
                int item = random.nextInt(builder.items());
                boolean can = builder.canAdd(item, decision);
                int[] before = decision.levels.clone();
                assertThat(builder.canAdd(item, decision)).isEqualTo(can);
                assertThat(builder.tryAdd(item, decision)).isEqualTo(can);
                if (!can) {
                    assertThat(decision.levels).containsExactly(before);
                }
            }
        }
    }

    /** One arm: state 1 pays 1 and is left when resting; acting in either state leads to state 1. */
    @Test
    void valuesOfAnArmAreThoseOfRestingOfChanceAndOfTheBestWayToGoOn() {
        double[][][] transitions = {{{1, 0}, {1, 0}}, {{0, 1}, {0, 1}}};
        double[][] rewards = {{0, 1}, {0, 1}};
        Arm arm = new Arm(transitions, rewards, new double[] {1, 0});
        ArmValues values = new ArmValues(new RestlessBanditInstance("two", List.of(arm, arm), 1, 3, 1, null, 2, 1));
        // From state 0 with 3 steps: never; half the time in each of two steps that count; always.
        assertThat(values.value(0, 0, 0, 0)).isZero();
        assertThat(values.value(1, 0, 0, 0)).isEqualTo(1);
        assertThat(values.value(2, 1, 0, 0)).isEqualTo(2);
        // Acting now is worth 1 in the next step, whatever follows, and nothing in the last step.
        for (int way = 0; way < ArmValues.WAYS; way++) {
            assertThat(values.gain(way, 0, 0, 0, 1)).isEqualTo(1);
            assertThat(values.gain(way, 0, 2, 1, 1)).isZero();
        }
    }
}
