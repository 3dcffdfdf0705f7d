package dev.ansatz.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.bench.quality.Statistics.Interval;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    /** Hamilton depression scale factor IV before and after; Hollander and Wolfe (1973), pages 29 to 33. */
    private static final double[] BEFORE = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};

    private static final double[] AFTER = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

    /** Hours of sleep gained with two drugs; Student (1908). */
    private static final double[] FIRST_DRUG = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] SECOND_DRUG = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    private static double[] differences() {
        double[] differences = new double[BEFORE.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = BEFORE[i] - AFTER[i];
        }
        return differences;
    }

    @Test
    void wilcoxonOfThePublishedExampleIsExact() {
        assertThat(Statistics.wilcoxon(differences())).isEqualTo(20.0 / 512);
    }

    @Test
    void wilcoxonLeavesOutEqualPairsAndRanksUnsolvedOnesHighest() {
        assertThat(Statistics.wilcoxon(0, 0, 0)).isEqualTo(1);
        // Five differences of one sign: 2 / 2^5.
        assertThat(Statistics.wilcoxon(1, 2, 0, 3, 4, Double.POSITIVE_INFINITY)).isEqualTo(2.0 / 32);
        assertThat(Statistics.wilcoxon(1, 2, 3, 4, Double.NEGATIVE_INFINITY)).isEqualTo(20.0 / 32);
    }

    @Test
    void wilcoxonOfManyPairsUsesTheNormalApproximation() {
        double[] differences = new double[30];
        for (int i = 0; i < 30; i++) {
            differences[i] = i < 10 ? -(i + 1) : i + 1;
        }
        // W- = 55 of 465, mean 232.5, variance 30 * 31 * 61 / 24: z = (232.5 - 55 - 0.5) / 48.618 = 3.6406.
        assertThat(Statistics.wilcoxon(differences)).isCloseTo(2.72e-4, within(2e-6));
    }

    @Test
    void holmStepsDownAndNeverDecreases() {
        assertThat(Statistics.holm(0.01, 0.04, 0.03, 0.005))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.03, 0.06, 0.06, 0.02);
        assertThat(Statistics.holm(0.9, 0.8)).containsExactly(1, 1);
        assertThat(Statistics.holm()).isEmpty();
    }

    @Test
    void welchOfStudentsSleepDataIsThatOfTheTextbooks() {
        Interval interval = Statistics.welch(FIRST_DRUG, SECOND_DRUG);
        assertThat(interval.low()).isCloseTo(-0.2054832, within(1e-6));
        assertThat(interval.high()).isCloseTo(3.3654832, within(1e-6));
        assertThat(interval.excludesZero()).isFalse();
        assertThat(Statistics.welch(new double[] {1, 1}, new double[] {3, 3})).isEqualTo(new Interval(2, 2));
        assertThat(Statistics.welch(new double[] {1}, new double[] {3, 4}).known())
                .isFalse();
    }

    @Test
    void bootstrapIntervalOfALargeSampleIsThatOfTheNormalDistribution() {
        Random random = new Random(5);
        double[] values = random.doubles(400).toArray();
        double half = 1.96 * Statistics.standardDeviation(values) / Math.sqrt(400);
        Interval interval = Statistics.bootstrapMean(values);
        assertThat(interval.low()).isCloseTo(Statistics.mean(values) - half, within(0.1 * half));
        assertThat(interval.high()).isCloseTo(Statistics.mean(values) + half, within(0.1 * half));
        assertThat(Statistics.bootstrapMean(values)).isEqualTo(interval);
        assertThat(Statistics.bootstrapMean(7).known()).isFalse();
    }

    @Test
    void primalIntegralCountsNothingAsOneAndTheReferenceAsZero() {
        // Nothing for 2 s, twice the reference for 2 s, the reference for the last 6 s.
        assertThat(Statistics.primalIntegral(new double[] {2, 4}, new double[] {200, 100}, 100, 1, 10))
                .isCloseTo((2 + 0.5 * 2) / 10, within(1e-12));
        // To maximise: 3/4 of the reference from the start, better than it from 5 s on.
        assertThat(Statistics.primalIntegral(new double[] {0, 5}, new double[] {75, 110}, 100, -1, 10))
                .isCloseTo(0.125, within(1e-12));
        assertThat(Statistics.primalIntegral(new double[] {11}, new double[] {100}, 100, 1, 10))
                .isEqualTo(1);
    }
}
