package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.JsonElement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times of a JSON file: numbers of the user's unit, or texts of ISO 8601, which are seconds: {@code 08:00} from midnight,
 * {@code 2026-12-01T08:00} from the midnight before the earliest date of the file, {@code PT5M} as a duration.
 */
final class JsonTimes {
    private static final double DAY = 86_400;

    private @Nullable LocalDate firstDay;
    private boolean clock;

    /** Looks for dates. Other texts, such as ids, hardly ever look like a date and a time of day. */
    JsonTimes(JsonElement root) {
        look(root);
    }

    private void look(JsonElement value) {
        if (value.kind() == JsonElement.Kind.TEXT) {
            LocalDateTime time = dateTime(String.valueOf(value.text()));
            LocalDate known = firstDay;
            if (time != null && (known == null || time.toLocalDate().isBefore(known))) {
                firstDay = time.toLocalDate();
            }
        } else if (value.kind() == JsonElement.Kind.OBJECT) {
            value.fields().values().forEach(this::look);
        } else if (value.kind() == JsonElement.Kind.ARRAY) {
            value.elements().forEach(this::look);
        }
    }

    private static @Nullable LocalDateTime dateTime(String text) {
        if (text.length() < 13 || text.charAt(4) != '-') {
            return null;
        }
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Where numbers count from, as a sentence, where a text has been read; else null. */
    @Nullable
    String note() {
        LocalDate day = firstDay;
        return day != null
                ? "Times are seconds after " + day + "T00:00."
                : clock ? "Times are seconds after midnight." : null;
    }

    /** A point in time in the user's unit; not-a-number where the value is none. */
    double time(JsonElement value) {
        if (value.kind() == JsonElement.Kind.NUMBER) {
            return value.number();
        }
        if (value.kind() != JsonElement.Kind.TEXT) {
            return Double.NaN;
        }
        String text = String.valueOf(value.text());
        LocalDate day = firstDay;
        if (day != null) {
            LocalDateTime time = dateTime(text);
            return time == null
                    ? Double.NaN
                    : ChronoUnit.DAYS.between(day, time.toLocalDate()) * DAY + seconds(time.toLocalTime());
        }
        clock = true;
        if (text.equals("24:00") || text.equals("24:00:00")) {
            return DAY;
        }
        try {
            return seconds(LocalTime.parse(text));
        } catch (DateTimeParseException e) {
            return Double.NaN;
        }
    }

    private static double seconds(LocalTime time) {
        return time.toNanoOfDay() / 1e9;
    }

    /** What a point in time must be. */
    String expected() {
        return firstDay != null
                ? "a number or a local date with time such as 2026-12-01T08:00, as others in the file"
                : "a number or a local time such as 08:00 or 2026-12-01T08:00";
    }

    /** A duration in the user's unit; not-a-number where the value is none. */
    double duration(JsonElement value) {
        if (value.kind() == JsonElement.Kind.NUMBER) {
            return value.number();
        }
        try {
            Duration duration = Duration.parse(String.valueOf(value.text()));
            return duration.getSeconds() + duration.getNano() / 1e9;
        } catch (DateTimeParseException e) {
            return Double.NaN;
        }
    }
}
