package dev.ansatz.bench.quality;

import dev.ansatz.bench.quality.Statistics.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people. */
final class Format {
    private Format() {}

    /** Two decimals, a dash for what is unknown. */
    static String percent(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value + 0.0);
    }

    /** {@code [0.10, 0.35]}, empty where unknown. */
    static String interval(Interval interval) {
        return interval.known() ? "[" + percent(interval.low()) + ", " + percent(interval.high()) + "]" : "";
    }

    static String pValue(double p) {
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    /** {@code 50 ms}, {@code 1 s}, {@code 1.5 s}. */
    static String time(double seconds) {
        return seconds < 1 ? plain(seconds * 1000) + " ms" : plain(seconds) + " s";
    }

    /** At most four decimals, none where they are zero. */
    static String plain(double value) {
        return BigDecimal.valueOf(value)
                .setScale(4, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "–" : String.format(Locale.ROOT, "%.2f", seconds);
    }
}
