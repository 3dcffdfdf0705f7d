package dev.ansatz.neural.jssp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.neural.candidate.Decisions;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobShopEnvironmentTest {
    /** Job 0: machine 0 for 3, machine 1 for 2. Job 1: machine 0 for 2, machine 1 for 4. Job 2: machine 1 for 1. */
    private static final JobShopInstance SMALL =
            new JobShopInstance("small", new int[][] {{0, 1}, {0, 1}, {1}}, new int[][] {{3, 2}, {2, 4}, {1}});

    @Test
    void conflictSetsAreThoseOfGifflerAndThompson() {
        JobShopEnvironment env = new JobShopEnvironment(SMALL, false);
        int[] candidates = new int[3];
        // Job 2 ends first, at 1, and is alone on machine 1 before that. Then job 1 would end at 2, and job 0 competes.
        assertThat(env.candidates(candidates)).isEqualTo(2);
        assertThat(candidates).startsWith(0, 2);
        env.choose(1);
        // Operation 2 of job 1 runs at machine 0 in 0..2, job 0 then in 2..5; machine 1: job 1 in 2..6, job 0 in 6..8.
        // Job 0 cannot reach machine 1 before 5, but job 1 would end there at 6: both compete.
        assertThat(env.candidates(candidates)).isEqualTo(2);
        assertThat(candidates).startsWith(1, 3);
        env.choose(1);
        assertThat(env.candidates(candidates)).isZero();
        assertThat(env.cost()).isEqualTo(8);
        assertThat(env.solution()).isEqualTo(Schedule.of(new long[][] {{2, 6}, {0, 2}, {0}}));
    }

    @Test
    void contextFeaturesOfTheFirstDecisionAreThoseComputedByHand() {
        JobShopEnvironment env = new JobShopEnvironment(SMALL, false);
        int[] candidates = new int[3];
        int k = env.candidates(candidates);
        float[] context = new float[k * JobShopEnvironment.COLUMNS.contexts().size()];
        env.contexts(context, 0);
        float mean = 12f / 5;
        // Ends are 3 and 2; paths to the end of the job 5 and 6; the bound is machine 1's: ready at 1, 6 to do.
        assertThat(context[0]).isZero();
        assertThat(context[1]).isEqualTo(squash(1 / mean));
        assertThat(context[4]).isEqualTo(squash((5 - 7) / mean));
        assertThat(context[5]).isEqualTo(squash((6 - 5) / mean));
        // If job 0 goes first, job 1 ends at 3 + 2 + 4 = 9; if job 1 goes first, job 0 ends at 2 + 3 + 2 = 7.
        assertThat(context[6]).isEqualTo(squash((9 - 7) / mean));
        assertThat(context[JobShopEnvironment.COLUMNS.contexts().size() + 6]).isZero();
        assertThat(context[7]).isEqualTo(squash((9 - 7) / mean));
        // Machine 1: 6 to do, not before 1, when job 2 has ended.
        assertThat(env.lowerBound()).isEqualTo(7);
        assertThat(context[JobShopEnvironment.COLUMNS.contexts().size() + 7]).isZero();
    }

    private static float squash(float x) {
        return x / (1 + 0.25f * Math.abs(x));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anySequenceOfDecisionsGivesAValidScheduleOfTheCostClaimed(boolean mirrored) {
        for (int seed = 1; seed <= 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            JobShopInstance instance = ragged(random);
            JobShopEnvironment env = new JobShopEnvironment(instance, mirrored);
            int[] candidates = new int[env.maxCandidates()];
            float[] context = new float
                    [env.maxCandidates() * JobShopEnvironment.COLUMNS.contexts().size()];
            for (int repeat = 0; repeat < 2; repeat++) {
                env.reset();
                double bound = 0;
                for (int k = env.candidates(candidates); k > 0; k = env.candidates(candidates)) {
                    env.contexts(context, 0);
                    for (int i = 0;
                            i < k * JobShopEnvironment.COLUMNS.contexts().size();
                            i++) {
                        assertThat(context[i]).isFinite().isBetween(-20f, 20f);
                    }
                    assertThat(env.lowerBound()).isGreaterThanOrEqualTo(bound);
                    bound = env.lowerBound();
                    env.choose(random.nextInt(k));
                }
                assertThat(env.cost()).isGreaterThanOrEqualTo(bound);
                Evaluation evaluation = JobShop.PROBLEM.evaluate(instance, env.solution());
                assertThat(evaluation.violations()).isEmpty();
                assertThat(evaluation.objective()).isEqualTo(env.cost());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followingAScheduleNeverMakesItLonger(boolean mirrored) {
        for (int seed = 1; seed <= 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            JobShopInstance instance = ragged(random);
            JobShopEnvironment any = new JobShopEnvironment(instance, !mirrored);
            int[] candidates = new int[any.maxCandidates()];
            for (int k = any.candidates(candidates); k > 0; k = any.candidates(candidates)) {
                any.choose(random.nextInt(k));
            }
            JobShopEnvironment env = new JobShopEnvironment(instance, mirrored);
            env.follow(any.solution());
            Decisions.following(env, JobShopEnvironment.COLUMNS.contexts().size());
            assertThat(env.cost()).isLessThanOrEqualTo(any.cost());
            // An active schedule is followed exactly.
            double cost = env.cost();
            Schedule active = env.solution();
            env.follow(active);
            Decisions.following(env, JobShopEnvironment.COLUMNS.contexts().size());
            assertThat(env.cost()).isEqualTo(cost);
        }
    }

    /** Jobs that leave machines out, and operations of no duration. */
    private static JobShopInstance ragged(SplittableRandom random) {
        int jobs = random.nextInt(1, 8);
        int machines = random.nextInt(1, 7);
        int[][] order = new int[jobs][];
        int[][] durations = new int[jobs][];
        for (int job = 0; job < jobs; job++) {
            int[] all = new int[machines];
            for (int m = 0; m < machines; m++) {
                int swap = random.nextInt(m + 1);
                all[m] = all[swap];
                all[swap] = m;
            }
            order[job] = java.util.Arrays.copyOf(all, random.nextInt(1, machines + 1));
            durations[job] = random.ints(order[job].length, 0, 10).toArray();
        }
        return new JobShopInstance("ragged", order, durations);
    }
}
