package dev.ansatz.neural;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistinctBestTest {
    @Test
    void theBestFewAreKeptInOrderAndWorseOnesAreNotAskedFor() {
        DistinctBest<String> best = DistinctBest.byEquality(2);
        assertThat(best.cutoff()).isInfinite();
        assertThat(best.offer(3, () -> "three")).isTrue();
        assertThat(best.offer(5, () -> "five")).isTrue();
        assertThat(best.cutoff()).isEqualTo(5);
        assertThat(best.offer(5, () -> {
                    throw new AssertionError("asked for");
                }))
                .isFalse();
        assertThat(best.offer(4, () -> "four")).isTrue();
        assertThat(best.items()).containsExactly("three", "four");
        assertThat(best.leastCost()).isEqualTo(3);
    }

    @Test
    void ofEqualItemsTheCheaperOneIsKeptAndOfEqualCostsTheFirstOneIsTheBetter() {
        DistinctBest<String> best = DistinctBest.byEquality(3);
        best.sink().offer(2, () -> "a");
        best.sink().offer(2, () -> "b");
        assertThat(best.offer(2, () -> "a")).isFalse();
        assertThat(best.items()).containsExactly("a", "b");
        assertThat(best.offer(1, () -> "b")).isTrue();
        assertThat(best.items()).containsExactly("b", "a");
        assertThat(best.cutoff()).isInfinite();
    }

    @Test
    void byCostNoTwoAreAboutAsGood() {
        DistinctBest<String> best = DistinctBest.byCost(3, 0.5);
        assertThat(best.offer(2, () -> "a")).isTrue();
        assertThat(best.offer(2.4, () -> "b")).isFalse();
        assertThat(best.offer(1.6, () -> "c")).isFalse();
        assertThat(best.offer(2.5, () -> "d")).isTrue();
        assertThat(best.items()).containsExactly("a", "d");
    }
}
