package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "200ms = 200",
                "10s = 10000",
                "1.5s = 1500",
                "1,5 s = 1500",
                "90 s = 90000",
                "2m30s = 150000",
                "2 min 30 sec = 150000",
                "1h5m = 3900000",
                "3 h 05 min = 11100000",
                "1H 2M 3S 4MS = 3723004",
                "1d = 86400000"
            })
    void isReadAsPeopleWriteIt(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "s", "10x", "5m 2h", "1s1s", "1.2.3s", "ten seconds", "2m30", "1e3s", "5mm", "--", "1 2s"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("is not a duration such as");
    }

    @Test
    void aMissingUnitIsNamedAndNothingIsNoDuration() {
        assertThatThrownBy(() -> Durations.parse("10")).hasMessage("'10' has no unit; did you mean 10s?");
        for (String text : new String[] {"0s", "-1s", "0", "0.0000000001s"}) {
            assertThatThrownBy(() -> Durations.parse(text)).as(text).hasMessageContaining("must be positive");
        }
        assertThat(Durations.parse("999999999d")).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void allThatIsPrintedIsRead() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double seconds = Math.pow(10, -2 + 8 * random.nextDouble());
            double printed = Durations.parse(Durations.format(seconds)).toNanos() * 1e-9;
            assertThat(printed)
                    .as(Durations.format(seconds))
                    .isCloseTo(seconds, Offset.offset(seconds < 100 ? 0.006 : 3.1));
            if (seconds >= 0.5) {
                double rough = Durations.parse(Durations.rough(seconds)).toNanos() * 1e-9;
                assertThat(rough)
                        .as(Durations.rough(seconds))
                        .isCloseTo(seconds, Offset.offset(seconds < 90 ? 0.6 : 31));
            }
        }
    }
}
