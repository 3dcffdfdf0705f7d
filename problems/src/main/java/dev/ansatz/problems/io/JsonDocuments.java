package dev.ansatz.problems.io;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of everything but instances and solutions: results, logs, model cards, what commands print. Values are records or
 * {@link JsonNode}s, fields keep their order, unknown ones are ignored. Thread-safe.
 *
 * <p>{@link #number} and {@link #tree} are for figures: whole ones without decimals, unknown ones as null.
 */
public final class JsonDocuments {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonDocuments() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A figure: without decimals where it is whole, null where it is unknown or not finite. */
    public static JsonNode number(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return JsonNodeFactory.instance.nullNode();
        }
        return value == Math.rint(value) && Math.abs(value) <= Numbers.MAX_EXACT
                ? JsonNodeFactory.instance.numberNode(value.longValue())
                : JsonNodeFactory.instance.numberNode(value);
    }

    /** A value, such as a record, with each of its numbers as {@link #number} has it. */
    public static JsonNode tree(@Nullable Object value) {
        return figures(MAPPER.valueToTree(value));
    }

    private static JsonNode figures(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.propertyNames()).forEach(name -> object.set(name, figures(object.path(name))));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, figures(array.path(i)));
            }
        } else if (node.isFloatingPointNumber()) {
            return number(node.doubleValue());
        }
        return node;
    }

    /** A value on one line. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Replaces a file by a value, indented, in UTF-8: see {@link AtomicFiles}.
     *
     * @throws InputException if it cannot be written
     */
    public static void write(Path file, Object value) {
        AtomicFiles.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    }

    /**
     * Reads any JSON.
     *
     * @throws JacksonException if it is malformed
     */
    public static JsonNode read(byte[] json) {
        return MAPPER.readTree(json);
    }

    /** As {@link #read(byte[])}, of text. */
    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /**
     * Reads a value of a type, such as a record.
     *
     * @throws JacksonException if it is malformed or of another type
     */
    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** As {@link #read(String, Class)}, of a part of a document. */
    public static <T> T read(JsonNode json, Class<T> type) {
        return MAPPER.treeToValue(json, type);
    }
}
