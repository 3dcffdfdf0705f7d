package dev.ansatz.training.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.method.Sampled.Weighted;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The weights of trajectories on cases computed by hand: costs of trajectories by instance, variant and start, rewards are minus the costs.
 * Weights are multiples of their root mean square, up to a little that keeps equal costs from becoming noise.
 */
class WeighingTest {
    private static final Offset<Double> EXACT = within(1e-6);
    private static final double[][] NONE = {};

    private static double[] weights(List<Weighted> weighted) {
        return weighted.stream().mapToDouble(Weighted::weight).toArray();
    }

    private static double[] times(double factor, double... values) {
        return java.util.Arrays.stream(values).map(v -> factor * v).toArray();
    }

    @Test
    void pomoRewardsATrajectoryByItsDistanceToTheMeanOfItsInstance() {
        double[][][] costs = {{{1, 2, 6}}, {{4, 4, 4}}};
        List<List<Weighted>> weighted = Reinforce.pomo(Scale.BATCH).weigh(costs, NONE);
        double unit = 1 / Math.sqrt(14 / 6.0);
        assertThat(weights(weighted.get(0))).containsExactly(times(unit, 2, 1, -3), EXACT);
        assertThat(weights(weighted.get(1))).containsExactly(new double[] {0, 0, 0}, EXACT);
    }

    @Test
    void byInstanceAllInstancesCountAlike() {
        double[][][] costs = {{{1, 3}}, {{100, 300}}, {{7, 7}}};
        List<List<Weighted>> weighted = Reinforce.pomo(Scale.INSTANCE).weigh(costs, NONE);
        assertThat(weights(weighted.get(0))).containsExactly(new double[] {1, -1}, EXACT);
        assertThat(weights(weighted.get(1))).containsExactly(new double[] {1, -1}, EXACT);
        assertThat(weights(weighted.get(2))).containsExactly(new double[] {0, 0}, EXACT);
    }

    @Test
    void reinforceComparesEachTrajectoryWithTheGreedyOneFromTheSameStart() {
        Reinforce reinforce = new Reinforce(Reinforce.Baseline.GREEDY, Scale.INSTANCE);
        assertThat(reinforce.comparesWithGreedy()).isTrue();
        assertThat(reinforce.id()).isEqualTo("reinforce");
        List<List<Weighted>> weighted = reinforce.weigh(new double[][][] {{{3, 8}}}, new double[][] {{4, 7}});
        assertThat(weights(weighted.get(0))).containsExactly(new double[] {1, -1}, EXACT);
    }

    @Test
    void theLeaderCountsSeveralTimesAndNotWhereAllAreEqual() {
        Leader leader = new Leader(10, Scale.INSTANCE);
        List<List<Weighted>> weighted = leader.weigh(new double[][][] {{{1, 3}}, {{7, 7}}}, NONE);
        assertThat(weights(weighted.get(0))).containsExactly(new double[] {10, -1}, EXACT);
        assertThat(weights(weighted.get(1))).containsExactly(new double[] {0, 0}, EXACT);
        assertThat(leader.needsInitial()).isTrue();
    }

    @Test
    void poppyRewardsTheBestDecoderOfEachStartByItsLeadOverTheSecond() {
        // three decoders (rows), four starts (columns)
        double[][][] costs = {{{5, 3, 2, 9}, {4, 8, 2, 7}, {7, 6, 5, 1}}};
        List<Weighted> winners = new Poppy(3, false).weigh(costs, NONE).get(0);
        assertThat(winners).extracting(Weighted::variant).startsWith(1, 0).endsWith(2);
        assertThat(winners).extracting(Weighted::start).containsExactly(0, 1, 2, 3);
        assertThat(weights(winners)).containsExactly(times(1 / Math.sqrt(46 / 4.0), 1, 3, 0, 6), EXACT);
    }

    @Test
    void compassRewardsTheBestLatentVectorOfEachStartByItsDistanceToTheMeanOfItsStarts() {
        // two latent vectors (rows), three starts (columns); the means of the rows are 4 and 5
        double[][][] costs = {{{2, 6, 4}, {8, 3, 4}}};
        List<Weighted> winners =
                compass(Compass.Credit.OWN_STARTS).weigh(costs, NONE).get(0);
        assertThat(winners).extracting(Weighted::variant).startsWith(0, 1);
        // the last is a tie
        assertThat(weights(winners)).containsExactly(times(1 / Math.sqrt(8 / 3.0), 2, 2, 0), EXACT);
    }

    @Test
    void compassMayPunishTheBestLatentVectorWhereItIsWorseThanItsOwnOtherStarts() {
        double[][][] costs = {{{1, 9}, {2, 12}}};
        assertThat(weights(compass(Compass.Credit.OWN_STARTS).weigh(costs, NONE).get(0)))
                .containsExactly(new double[] {1, -1}, EXACT);
    }

    @Test
    void byLikelihoodTheOneTrajectoryOfTheBestVectorIsImitatedUnlessTwoAreEquallyGood() {
        Compass compass = compass(Compass.Credit.LIKELIHOOD);
        assertThat(compass.starts(16)).isEqualTo(1);
        double[][][] costs = {{{9}, {5}}, {{5}, {5}}};
        assertThat(compass.weigh(costs, NONE))
                .containsExactly(List.of(new Weighted(1, 0, 1)), List.of(new Weighted(0, 0, 0)));
    }

    private static Compass compass(Compass.Credit credit) {
        return new Compass(2, 4, false, 0, credit);
    }

    @Test
    void oneDecoderOrOneLatentVectorLeavesNothingToCompare() {
        assertThatThrownBy(() -> new Poppy(1, false)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Compass(1, 4, false, 0, Compass.Credit.OWN_STARTS))
                .isInstanceOf(InputException.class);
    }
}
