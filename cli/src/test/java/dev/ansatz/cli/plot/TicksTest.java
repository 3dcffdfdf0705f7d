package dev.ansatz.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static List<String> labels(double low, double high, int most) {
        Ticks ticks = Ticks.of(low, high, most);
        return Arrays.stream(ticks.values()).mapToObj(ticks::label).toList();
    }

    @Test
    void areMultiplesOfOneTwoOrFiveTimesAPowerOfTen() {
        assertThat(labels(0, 6.501, 5)).containsExactly("0", "2", "4", "6");
        assertThat(labels(27_591, 28_003, 5)).containsExactly("27600", "27700", "27800", "27900", "28000");
        assertThat(labels(-0.13, 0.27, 5)).containsExactly("-0.1", "0", "0.1", "0.2");
        assertThat(labels(0, 0.004, 4)).containsExactly("0", "0.001", "0.002", "0.003", "0.004");
        assertThat(labels(0, 5e9, 5))
                .containsExactly("0", "1000000000", "2000000000", "3000000000", "4000000000", "5000000000");
    }

    @Test
    void areAtLeastTwoAndNoMoreThanThereIsRoomFor() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double low = random.nextDouble() * Math.pow(10, random.nextInt(-3, 7));
            double high = low + Math.pow(10, random.nextInt(-3, 7)) * (0.1 + random.nextDouble());
            assertThat(labels(low, high, 5))
                    .as(low + " to " + high)
                    .hasSizeBetween(1, 6)
                    .doesNotHaveDuplicates();
        }
    }
}
