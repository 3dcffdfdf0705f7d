package dev.ansatz.problems.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object that is read at each start, such as a model's card: by Jackson's parser alone, since the classes of its data binding
 * take a new process a fifth of a second, several times what a model's weights do. All else is read by {@link JsonDocuments}.
 *
 * @param fields values by name: objects are {@code JsonObject}, arrays lists, whole numbers {@code Long}, others {@code Double}
 */
public record JsonObject(Map<String, @Nullable Object> fields) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Reads one object.
     *
     * @throws JacksonException if the bytes are not JSON
     * @throws IllegalArgumentException if they are no object
     */
    public static JsonObject read(byte[] bytes) {
        try (JsonParser in = parser(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            JsonObject object = object(in);
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("something follows its JSON object");
            }
            return object;
        }
    }

    /** A parser without data binding. */
    static JsonParser parser(byte[] bytes) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes);
    }

    private static JsonObject object(JsonParser in) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            fields.put(name, value(in));
        }
        return new JsonObject(fields);
    }

    private static @Nullable Object value(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(in));
                }
                yield list;
            }
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** Whether there is a value other than null of this name. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    private <T> T required(String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("'" + name + "' is missing or of another type");
        }
        return type.cast(value);
    }

    /**
     * A string.
     *
     * @throws IllegalArgumentException if there is none of this name; so do the others
     */
    public String text(String name) {
        return required(name, String.class);
    }

    /** An object. */
    public JsonObject object(String name) {
        return required(name, JsonObject.class);
    }

    /** A number, 0 where there is none; not-a-number, which JSON lacks, is a string. */
    public double number(String name) {
        if ("NaN".equals(fields.get(name))) {
            return Double.NaN;
        }
        return fields.get(name) == null ? 0 : required(name, Number.class).doubleValue();
    }

    /** A whole number, 0 where there is none. */
    public long whole(String name) {
        return fields.get(name) == null ? 0 : required(name, Long.class);
    }

    /** An array of whole numbers. */
    public long[] wholes(String name) {
        return list(name, Long.class, "whole numbers").stream()
                .mapToLong(value -> value)
                .toArray();
    }

    /** An array of numbers. */
    public double[] numbers(String name) {
        return list(name, Number.class, "numbers").stream()
                .mapToDouble(Number::doubleValue)
                .toArray();
    }

    /** An array of strings. */
    public List<String> texts(String name) {
        return list(name, String.class, "strings");
    }

    private <T> List<T> list(String name, Class<T> type, String what) {
        List<T> values = new ArrayList<>();
        for (Object value : (List<?>) required(name, List.class)) {
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException("'" + name + "' has something else than " + what);
            }
            values.add(type.cast(value));
        }
        return values;
    }
}
