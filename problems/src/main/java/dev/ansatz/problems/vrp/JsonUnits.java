package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.JsonElement;
import dev.ansatz.problems.io.JsonFields;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a JSON file in the user's units as whole numbers of an instance. What is none, or finer than these, is a mistake of the
 * object that has it, and the answer is then as if it were missing.
 */
final class JsonUnits {
    private final JsonTimes times;
    private final long distanceScale;
    private final long timeScale;

    JsonUnits(JsonTimes times, long distanceScale, long timeScale) {
        this.times = times;
        this.distanceScale = distanceScale;
        this.timeScale = timeScale;
    }

    /** A number or an array of numbers; null in an array is no limit. */
    long[] amounts(JsonFields fields, String key) {
        JsonElement value = fields.get(key);
        if (value == null) {
            return new long[0];
        }
        double[] numbers = value.kind() == JsonElement.Kind.NUMBER ? new double[] {value.number()} : value.numbers();
        boolean array =
                value.isArray() && (numbers.length > 0 || value.elements().isEmpty());
        if (value.kind() != JsonElement.Kind.NUMBER && !array) {
            fields.mistake(key, fields.whose() + ": '" + key + "' must be a whole number or an array of them.");
            return new long[0];
        }
        long[] amounts = new long[numbers.length];
        for (int i = 0; i < amounts.length; i++) {
            double number = numbers[i];
            boolean unlimited = Double.isNaN(number) && key.equals("capacity");
            if (!unlimited && !(number >= 0 && number <= Numbers.MAX_EXACT && number == Math.rint(number))) {
                fields.mistake(
                        key,
                        fields.whose() + ": '" + key + "' must have whole numbers of at least 0, not "
                                + (Double.isNaN(number) ? "null" : Numbers.format(number)) + ".");
            }
            amounts[i] = unlimited ? TimeWindows.FOREVER : (long) number;
        }
        return amounts;
    }

    /** An array of pairs. */
    List<long[]> windows(JsonFields fields, String key) {
        List<long[]> windows = new ArrayList<>();
        JsonElement all = fields.get(key);
        if (all != null && all.kind() == JsonElement.Kind.NUMBERS) {
            fields.mistake(key, fields.whose() + ": '" + key + "' must be an array of pairs [earliest, latest].");
            return windows;
        }
        for (JsonElement window : fields.array(key)) {
            windows.add(window(fields, key, window));
        }
        return windows;
    }

    /** A pair of points in time; null has no bound. */
    long[] window(JsonFields fields, String key, JsonElement pair) {
        List<JsonElement> ends = pair.elements();
        long[] window = {0, TimeWindows.FOREVER};
        if (!pair.isArray() || ends.size() != 2) {
            fields.mistake(key, fields.whose() + ": '" + key + "' must have pairs [earliest, latest].");
            return window;
        }
        for (int end = 0; end < 2; end++) {
            JsonElement value = ends.get(end);
            if (value.kind() != JsonElement.Kind.NULL) {
                Long units = units(fields, key, times.time(value), timeScale, times.expected());
                window[end] = units == null ? window[end] : units;
            }
        }
        if (window[1] < window[0]) {
            fields.mistake(
                    key,
                    fields.whose() + ": '" + key + "' ends before it begins: ["
                            + ends.get(0).text() + ", " + ends.get(1).text() + "].");
            window[1] = window[0];
        }
        return window;
    }

    /** Hands over a point in time, if there is one. */
    void time(JsonFields fields, String key, LongConsumer setter) {
        JsonElement value = fields.get(key);
        if (value != null) {
            accept(units(fields, key, times.time(value), timeScale, times.expected()), setter);
        }
    }

    /** Hands over a duration, if there is one. */
    void duration(JsonFields fields, String key, LongConsumer setter) {
        JsonElement value = fields.get(key);
        if (value != null) {
            accept(units(fields, key, times.duration(value), timeScale, "a number or a duration such as PT5M"), setter);
        }
    }

    /** Hands over a distance, if there is one. */
    void distance(JsonFields fields, String key, LongConsumer setter) {
        JsonElement value = fields.get(key);
        if (value != null) {
            accept(units(fields, key, value.number(), distanceScale, "a number"), setter);
        }
    }

    private static void accept(@Nullable Long units, LongConsumer setter) {
        if (units != null) {
            setter.accept(units);
        }
    }

    /** A number of the user's unit as units of the instance; null and a mistake where it is none. */
    private static @Nullable Long units(JsonFields fields, String key, double value, long scale, String expected) {
        if (Double.isNaN(value)) {
            fields.mistake(key, fields.whose() + ": '" + key + "' must be " + expected + ".");
            return null;
        }
        if (!(value >= 0 && value * scale <= TimeWindows.FOREVER)) {
            fields.mistake(
                    key,
                    fields.whose() + ": '" + key + "' must be at least 0 and at most 2^50, not " + Numbers.format(value)
                            + ".");
            return null;
        }
        if (!MatrixRows.fits(value, scale)) {
            fields.mistake(
                    key,
                    fields.whose() + ": '" + key + "' " + Numbers.format(value) + " is finer than the scale " + scale
                            + "; give the file a 'scale'.");
            return null;
        }
        return Math.round(value * scale);
    }
}
