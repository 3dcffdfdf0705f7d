package dev.ansatz.classical.rmab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.rmab.Arm;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WhittleIndexTest {
    private static Arm randomArm(int states, Random random) {
        double[][][] transitions = new double[2][states][states];
        double[][] rewards = new double[2][states];
        for (int a = 0; a < 2; a++) {
            for (int s = 0; s < states; s++) {
                double sum = 0;
                for (int next = 0; next < states; next++) {
                    transitions[a][s][next] = -Math.log(1 - random.nextDouble());
                    sum += transitions[a][s][next];
                }
                for (int next = 0; next < states; next++) {
                    transitions[a][s][next] /= sum;
                }
                rewards[a][s] = random.nextDouble();
            }
        }
        double[] initial = new double[states];
        initial[0] = 1;
        return new Arm(transitions, rewards, initial);
    }

    /** Advantage of acting in each state when every activation costs {@code charge}, by value iteration. */
    private static double[] advantages(Arm arm, double discount, double charge) {
        int n = arm.states();
        double[] value = new double[n];
        double[] q = new double[2 * n];
        double change = 1;
        while (change > 1e-11) {
            change = 0;
            for (int s = 0; s < n; s++) {
                for (int a = 0; a < 2; a++) {
                    q[a * n + s] = arm.reward(s, a) - a * charge + discount * arm.expectation(s, a, value, 0);
                }
            }
            for (int s = 0; s < n; s++) {
                double best = Math.max(q[s], q[n + s]);
                change = Math.max(change, Math.abs(best - value[s]));
                value[s] = best;
            }
        }
        double[] advantage = new double[n];
        for (int s = 0; s < n; s++) {
            advantage[s] = q[n + s] - q[s];
        }
        return advantage;
    }

    private static double bisected(Arm arm, double discount, int state) {
        double low = -20;
        double high = 20;
        while (high - low > 1e-8) {
            double middle = (low + high) / 2;
            if (advantages(arm, discount, middle)[state] > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    @Test
    void agreesWithBisectionOnValueIterationForTwoHundredRandomArms() {
        Random random = new Random(5);
        int checked = 0;
        double worst = 0;
        while (checked < 200) {
            Arm arm = randomArm(2 + random.nextInt(4), random);
            double discount = 0.5 + 0.4 * random.nextDouble();
            WhittleIndex index = WhittleIndex.of(arm, discount);
            if (index.indexable()) {
                checked++;
                for (int s = 0; s < arm.states(); s++) {
                    worst = Math.max(worst, Math.abs(index.index()[s] - bisected(arm, discount, s)));
                }
            }
        }
        assertThat(worst).isLessThan(1e-6);
    }

    /** Arms of the coupled domains with up-probabilities 0.1 and 0.8: reference values rounded to two decimals. */
    @Test
    void givesTheKnownIndicesOfGoodAndBadArms() {
        assertThat(WhittleIndex.of(chain(0.2, 0.15, 0.1, 5), 0.99).index())
                .containsExactly(new double[] {3.05, 3.53, 4.06, 3.70}, within(0.005));
        assertThat(WhittleIndex.of(chain(0.1, 0.15, 0.2, 2), 0.99).index())
                .containsExactly(new double[] {1.23, 1.42, 1.70, 1.45}, within(0.005));
    }

    private static Arm chain(double... stateRewards) {
        double[] up = {0.1, 0.8};
        double[][][] transitions = new double[2][4][4];
        double[][] rewards = new double[2][4];
        for (int a = 0; a < 2; a++) {
            for (int s = 0; s < 4; s++) {
                int above = Math.min(s + 1, 3);
                int below = Math.max(s - 1, 0);
                transitions[a][s][above] += up[a];
                transitions[a][s][below] += 1 - up[a];
                rewards[a][s] = up[a] * stateRewards[above] + (1 - up[a]) * stateRewards[below];
            }
        }
        return new Arm(transitions, rewards, new double[] {1, 0, 0, 0});
    }

    /** Where the test says no, some state indeed returns from resting to acting as the charge rises; and the reverse. */
    @Test
    void saysWhichArmsAreIndexable() {
        Random random = new Random(3);
        int notIndexable = 0;
        for (int k = 0; k < 3000 && notIndexable < 3; k++) {
            Arm arm = sharpArm(random);
            boolean said = WhittleIndex.of(arm, 0.95).indexable();
            if (!said || k < 20) {
                assertThat(said).isEqualTo(restingStatesOnlyGrow(arm, 0.95));
                notIndexable += said ? 0 : 1;
            }
        }
        assertThat(notIndexable).isPositive();
    }

    /** Nearly deterministic transitions: these fail to be indexable most often. */
    private static Arm sharpArm(Random random) {
        double[][][] transitions = new double[2][3][3];
        double[][] rewards = new double[2][3];
        for (int a = 0; a < 2; a++) {
            for (int s = 0; s < 3; s++) {
                Arrays.fill(transitions[a][s], 0.01);
                transitions[a][s][random.nextInt(3)] = 0.98;
                rewards[a][s] = random.nextDouble();
            }
        }
        return new Arm(transitions, rewards, new double[] {1, 0, 0});
    }

    private static boolean restingStatesOnlyGrow(Arm arm, double discount) {
        boolean[] rested = new boolean[arm.states()];
        for (double charge = -12; charge <= 12; charge += 0.01) {
            double[] advantage = advantages(arm, discount, charge);
            for (int s = 0; s < rested.length; s++) {
                if (rested[s] && advantage[s] > 1e-7) {
                    return false;
                }
                rested[s] |= advantage[s] < -1e-7;
            }
        }
        return true;
    }

    @Test
    void finiteHorizonIndicesAreTheSameByOnePassAndByBisection() {
        Random random = new Random(8);
        Arm arm = randomArm(3, random);
        WhittleIndex onePass = WhittleIndex.finiteHorizon(arm, 10, 0.9);
        // Unreachable states make the chain too long for one pass and change nothing else.
        int extra = WhittleIndex.LARGEST_CHAIN;
        double[][][] transitions = new double[2][extra][extra];
        double[][] rewards = new double[2][extra];
        for (int a = 0; a < 2; a++) {
            double[][] small = arm.matrix(a);
            for (int s = 0; s < extra; s++) {
                if (s < 3) {
                    System.arraycopy(small[s], 0, transitions[a][s], 0, 3);
                    rewards[a][s] = arm.reward(s, a);
                } else {
                    transitions[a][s][0] = 1;
                }
            }
        }
        double[] initial = new double[extra];
        initial[0] = 1;
        WhittleIndex bisected = WhittleIndex.finiteHorizon(new Arm(transitions, rewards, initial), 3, 0.9);
        assertThat(onePass.indexable()).isTrue();
        for (int left = 1; left <= 3; left++) {
            for (int s = 0; s < 3; s++) {
                assertThat(bisected.index()[(3 - left) * extra + s])
                        .isCloseTo(onePass.index()[(10 - left) * 3 + s], within(1e-9));
            }
        }
    }

    @Test
    void anArmOfFourHundredStatesIsIndexedAtOnce() {
        Arm arm = randomArm(400, new Random(2));
        WhittleIndex index = WhittleIndex.of(arm, 0.9);
        double[] advantage = advantages(arm, 0.9, index.index()[7]);
        assertThat(advantage[7]).isCloseTo(0, within(1e-8));
    }
}
