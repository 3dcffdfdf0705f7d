package dev.ansatz.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people write them: {@code 200ms}, {@code 10s}, {@code 1.5m}, {@code 1h}, and several units in falling order such as
 * {@code 2m30s} or {@code 3 h 05 min}. Reads all that it writes.
 */
final class Durations {
    private static final Pattern PART =
            Pattern.compile("(\\d{1,9}(?:[.,]\\d{1,18})?)\\s*(ms|sec|min|s|m|h|d)(?![a-z])\\s*");

    /** The longest that nanoseconds can tell: 292 years. */
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Durations() {}

    static Duration parse(String text) {
        String left = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = PART.matcher(left);
        BigDecimal total = BigDecimal.ZERO;
        long unitBefore = Long.MAX_VALUE;
        int at = 0;
        while (at < left.length()) {
            matcher.region(at, left.length());
            long unit = matcher.lookingAt() ? nanos(matcher.group(2)) : unitBefore;
            if (unit >= unitBefore) {
                throw none(text);
            }
            total = total.add(new BigDecimal(matcher.group(1).replace(',', '.')).multiply(BigDecimal.valueOf(unit)));
            unitBefore = unit;
            at = matcher.end();
        }
        if (left.isEmpty()) {
            throw none(text);
        }
        Duration duration = Duration.ofNanos(total.min(LONGEST).longValue());
        if (duration.isZero()) {
            throw new TypeConversionException("the duration '" + text + "' must be positive");
        }
        return duration;
    }

    private static TypeConversionException none(String text) {
        String bare = text.strip();
        if (bare.matches("\\d+([.,]\\d+)?") && !bare.matches("[0.,]+")) {
            return new TypeConversionException("'" + text + "' has no unit; did you mean " + bare + "s?");
        }
        if (bare.matches("-[\\d.,].*") || bare.matches("[0.,]+")) {
            return new TypeConversionException("the duration '" + text + "' must be positive");
        }
        return new TypeConversionException("'" + text + "' is not a duration such as 200ms, 10s, 2m30s or 1h");
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ms" -> 1_000_000L;
            case "s", "sec" -> 1_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 60_000_000_000L;
        };
    }

    /** Seconds with two decimals below a hundred, else minutes: for people. */
    static String format(double seconds) {
        return seconds < 100
                ? String.format(Locale.ROOT, "%.2f s", seconds)
                : String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }

    /** To the precision that a wait needs: {@code 45 s}, {@code 12 min}, {@code 3 h 05 min}. */
    static String rough(double seconds) {
        long minutes = Math.round(seconds / 60);
        return seconds < 90
                ? Math.round(seconds) + " s"
                : minutes < 90
                        ? minutes + " min"
                        : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
}
