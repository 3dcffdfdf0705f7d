package dev.ansatz.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 200ms}, {@code 10s}, {@code 1.5m}, {@code 1h}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|min|h)");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 200ms, 10s, 2m or 1h");
        }
        long nanos = switch (matcher.group(2)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 60_000_000_000L;
        };
        BigDecimal total = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanos));
        Duration duration =
                Duration.ofNanos(total.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
        if (duration.isZero()) {
            throw new TypeConversionException("the duration '" + text + "' must be positive");
        }
        return duration;
    }

    /** Seconds with two decimals below a minute, else minutes: for people. */
    static String format(double seconds) {
        return seconds < 100
                ? String.format(Locale.ROOT, "%.2f s", seconds)
                : String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }
}
