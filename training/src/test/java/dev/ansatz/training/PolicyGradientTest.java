package dev.ansatz.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The estimators on cases computed by hand: costs of trajectories, rewards are minus the costs. */
class PolicyGradientTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void pomoRewardsATrajectoryByItsDistanceToTheMeanOfItsInstance() {
        double[][] advantage = PolicyGradient.pomo(new double[][] {{1, 2, 6}, {4, 4, 4}});
        assertThat(advantage[0]).containsExactly(new double[] {2, 1, -3}, EXACT);
        assertThat(advantage[1]).containsExactly(new double[] {0, 0, 0}, EXACT);
    }

    @Test
    void poppyRewardsTheBestDecoderOfEachStartByItsLeadOverTheSecond() {
        // three decoders (rows), four starts (columns)
        double[][][] costs = {{{5, 3, 2, 9}, {4, 8, 2, 7}, {7, 6, 5, 1}}};
        PolicyGradient.Winners winners = PolicyGradient.poppy(costs);
        assertThat(winners.index()[0]).startsWith(1, 0).endsWith(2);
        assertThat(winners.advantage()[0]).containsExactly(new double[] {1, 3, 0, 6}, EXACT);
    }

    @Test
    void compassRewardsTheBestLatentVectorOfEachStartByItsDistanceToTheMeanOfItsStarts() {
        // two latent vectors (rows), three starts (columns); the means of the rows are 4 and 5
        double[][][] costs = {{{2, 6, 4}, {8, 3, 4}}};
        PolicyGradient.Winners winners = PolicyGradient.compass(costs);
        assertThat(winners.index()[0]).startsWith(0, 1);
        assertThat(winners.advantage()[0]).containsExactly(new double[] {2, 2, 0}, EXACT); // the last is a tie
    }

    @Test
    void compassMayPunishTheBestLatentVectorWhereItIsWorseThanItsOwnOtherStarts() {
        double[][][] costs = {{{1, 9}, {2, 12}}};
        assertThat(PolicyGradient.compass(costs).advantage()[0]).containsExactly(new double[] {4, -4}, EXACT);
    }

    @Test
    void normalisedAdvantagesHaveUnitRootMeanSquare() {
        double[][] advantage = PolicyGradient.normalised(new double[][] {{3, 0}, {0, 3}});
        assertThat(advantage[0][0]).isCloseTo(Math.sqrt(2), within(1e-6));
        assertThat(advantage[0][1]).isZero();
    }
}
