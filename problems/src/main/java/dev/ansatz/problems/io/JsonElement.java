package dev.ansatz.problems.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * A value of a JSON file with its line, for formats whose mistakes are told all at once: nothing is thrown but where the text is no
 * JSON at all. Arrays of numbers are kept as such, so that a matrix takes eight bytes an entry. Immutable but for those arrays.
 *
 * @see JsonFields
 */
public final class JsonElement {
    /** What it is. */
    public enum Kind {
        OBJECT,
        ARRAY,
        /** An array of numbers and nulls only, not empty; a null is not-a-number. */
        NUMBERS,
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private final Kind kind;
    private final int line;
    private final Object value;

    private JsonElement(Kind kind, int line, Object value) {
        this.kind = kind;
        this.line = line;
        this.value = value;
    }

    /**
     * Reads a file.
     *
     * @param mistakes takes keys that are given twice
     * @throws InputException if it is no JSON object
     */
    public static JsonElement read(InputFile file, Mistakes mistakes) {
        try (JsonParser parser = JsonObject.parser(file.bytes())) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new InputException(file.path(), line(parser), "expected a JSON object.");
                }
                JsonElement root = value(parser, mistakes);
                if (parser.nextToken() != null) {
                    throw new InputException(file.path(), line(parser), "unexpected text after the JSON object.");
                }
                return root;
            } catch (JacksonException e) {
                throw malformed(file, parser, e);
            }
        }
    }

    private static InputException malformed(InputFile file, JsonParser parser, JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        int line = location == null || location.getLineNr() < 1 ? line(parser) : location.getLineNr();
        String what = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
        String first = what.lines().findFirst().orElse("").split("[.;:(]", 2)[0].strip();
        return new InputException(
                file.path(),
                line,
                "malformed JSON (" + TextScanner.printable(first.toLowerCase(Locale.ROOT), 80) + ").");
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    /** The value that begins at the present token. */
    private static JsonElement value(JsonParser parser, Mistakes mistakes) {
        int line = line(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonElement> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    int at = line(parser);
                    if (fields.put(key, value(parser, mistakes)) != null) {
                        mistakes.add(at, "the field " + TextScanner.quoted(key) + " is given twice.");
                    }
                }
                yield new JsonElement(Kind.OBJECT, line, fields);
            }
            case START_ARRAY -> array(parser, mistakes, line);
            case VALUE_STRING -> new JsonElement(Kind.TEXT, line, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonElement(Kind.NUMBER, line, parser.getString());
            case VALUE_TRUE, VALUE_FALSE ->
                new JsonElement(Kind.BOOLEAN, line, parser.currentToken() == JsonToken.VALUE_TRUE);
            default -> new JsonElement(Kind.NULL, line, "null");
        };
    }

    private static JsonElement array(JsonParser parser, Mistakes mistakes, int line) {
        double[] numbers = new double[8];
        int count = 0;
        JsonToken token = parser.nextToken();
        while (token == JsonToken.VALUE_NUMBER_INT
                || token == JsonToken.VALUE_NUMBER_FLOAT
                || token == JsonToken.VALUE_NULL) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = token == JsonToken.VALUE_NULL ? Double.NaN : finite(parser);
            token = parser.nextToken();
        }
        if (token == JsonToken.END_ARRAY && count > 0) {
            return new JsonElement(Kind.NUMBERS, line, Arrays.copyOf(numbers, count));
        }
        List<JsonElement> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean missing = Double.isNaN(numbers[i]);
            all.add(new JsonElement(missing ? Kind.NULL : Kind.NUMBER, line, Numbers.format(numbers[i])));
        }
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            all.add(value(parser, mistakes));
        }
        return new JsonElement(Kind.ARRAY, line, all);
    }

    /** A number too large for a {@code double} is infinite, which every range refuses. */
    private static double finite(JsonParser parser) {
        return Double.parseDouble(parser.getString());
    }

    public Kind kind() {
        return kind;
    }

    /** Line where it begins. */
    public int line() {
        return line;
    }

    /** Fields of an object; of another value none. */
    @SuppressWarnings("unchecked") // an object is made with a map only
    public Map<String, JsonElement> fields() {
        return kind == Kind.OBJECT ? (Map<String, JsonElement>) value : Map.of();
    }

    /** Elements of an array; of another value none. */
    @SuppressWarnings("unchecked") // an array is made with a list only
    public List<JsonElement> elements() {
        if (kind == Kind.NUMBERS) {
            List<JsonElement> all = new ArrayList<>();
            for (double number : numbers()) {
                boolean missing = Double.isNaN(number);
                all.add(new JsonElement(missing ? Kind.NULL : Kind.NUMBER, line, Numbers.format(number)));
            }
            return all;
        }
        return kind == Kind.ARRAY ? (List<JsonElement>) value : List.of();
    }

    public boolean isArray() {
        return kind == Kind.ARRAY || kind == Kind.NUMBERS;
    }

    /** The numbers of an array of numbers, with not-a-number for null; shared, do not change. Of another value none. */
    public double[] numbers() {
        return kind == Kind.NUMBERS ? (double[]) value : new double[0];
    }

    /** A text, or a number as it is written; null of another value. */
    public @Nullable String text() {
        return kind == Kind.TEXT || kind == Kind.NUMBER ? (String) value : null;
    }

    /** A number, infinite where it is too large; not-a-number of another value. */
    public double number() {
        return kind == Kind.NUMBER ? Double.parseDouble((String) value) : Double.NaN;
    }

    public boolean isTrue() {
        return kind == Kind.BOOLEAN && (Boolean) value;
    }
}
