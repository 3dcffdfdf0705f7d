package dev.ansatz.problems.io;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One object of a JSON file, asked for its fields by name. What is malformed goes to the mistakes of the file, with its line and whose it
 * is, and the answer is then as if the field were missing. A field that nobody asked for is unknown: {@link #done}. Not thread-safe.
 */
public final class JsonFields {
    /** Upper bounds from here on are not told. */
    private static final double UNBOUNDED = 1e15;

    private final JsonElement object;
    private final Mistakes mistakes;
    private final Set<String> asked = new LinkedHashSet<>();
    private String whose;
    private boolean faulty;

    /**
     * @param whose what the object is, as sentences name it: {@code the file}, {@code job 'a'}
     */
    public JsonFields(JsonElement object, String whose, Mistakes mistakes) {
        this.object = object;
        this.whose = whose;
        this.mistakes = mistakes;
        if (object.kind() != JsonElement.Kind.OBJECT) {
            faulty = true;
            mistakes.add(object.line(), whose + " must be an object.");
        }
    }

    /** Calls it by a better name, once its id is known. */
    public void call(String name) {
        whose = name;
    }

    public String whose() {
        return whose;
    }

    /** Line where the object begins. */
    public int line() {
        return object.line();
    }

    /** Line of a field, of the object where it has none. */
    public int line(String key) {
        JsonElement value = object.fields().get(key);
        return value == null ? object.line() : value.line();
    }

    /** Whether something in it was malformed. */
    public boolean faulty() {
        return faulty;
    }

    /** Adds a mistake of a field, or of the object where it has none. */
    public void mistake(String key, String sentence) {
        mistake(line(key), sentence);
    }

    private void mistake(int line, String sentence) {
        faulty = true;
        mistakes.add(line, sentence);
    }

    /** The field as it is; null where it is missing or null. */
    public @Nullable JsonElement get(String key) {
        asked.add(key);
        JsonElement value = object.fields().get(key);
        return value == null || value.kind() == JsonElement.Kind.NULL ? null : value;
    }

    public boolean has(String key) {
        return get(key) != null;
    }

    private void expected(String key, JsonElement value, String what) {
        mistake(value.line(), whose + ": '" + key + "' must be " + what + ".");
    }

    /** A text; null where there is none. */
    public @Nullable String text(String key) {
        JsonElement value = get(key);
        if (value == null) {
            return null;
        }
        if (value.kind() != JsonElement.Kind.TEXT) {
            expected(key, value, "a text");
            return null;
        }
        return value.text();
    }

    /** An id: a text, or a whole number as it is written; null where there is none. */
    public @Nullable String id(String key) {
        JsonElement value = get(key);
        return value == null ? null : id(key, value);
    }

    private @Nullable String id(String key, JsonElement value) {
        boolean whole = value.kind() == JsonElement.Kind.NUMBER && value.number() == Math.rint(value.number());
        if (value.kind() == JsonElement.Kind.TEXT || whole) {
            return value.text();
        }
        expected(key, value, "an id: a text or a whole number");
        return null;
    }

    /** Ids of an array; null where there is none. */
    public @Nullable List<String> ids(String key) {
        JsonElement value = get(key);
        if (value == null) {
            return null;
        }
        List<String> ids = new ArrayList<>();
        for (JsonElement element : array(key, value)) {
            String id = id(key, element);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    private List<JsonElement> array(String key, JsonElement value) {
        if (!value.isArray()) {
            expected(key, value, "an array");
        }
        return value.elements();
    }

    /** Elements of an array; none where there is no such field. */
    public List<JsonElement> array(String key) {
        JsonElement value = get(key);
        return value == null ? List.of() : array(key, value);
    }

    /** A number within bounds; a default where there is none. */
    public double number(String key, double least, double most, double otherwise) {
        JsonElement value = get(key);
        if (value == null) {
            return otherwise;
        }
        double number = value.number();
        if (value.kind() != JsonElement.Kind.NUMBER) {
            expected(key, value, "a number");
            return otherwise;
        }
        if (!(number >= least && number <= most)) {
            expected(
                    key,
                    value,
                    range(least, most) + ", not " + TextScanner.printable(String.valueOf(value.text()), 40));
            return otherwise;
        }
        return number;
    }

    /** A whole number within bounds; a default where there is none. */
    public long whole(String key, long least, long most, long otherwise) {
        double number = number(key, least, most, Double.NaN);
        if (Double.isNaN(number)) {
            return otherwise;
        }
        if (number != Math.rint(number)) {
            mistake(key, whose + ": '" + key + "' must be a whole number, not " + Numbers.format(number) + ".");
            return otherwise;
        }
        return (long) number;
    }

    private static String range(double least, double most) {
        return most >= UNBOUNDED
                ? "at least " + Numbers.format(least)
                : "between " + Numbers.format(least) + " and " + Numbers.format(most);
    }

    /** Whether a field says true; a default where there is none. */
    public boolean flag(String key, boolean otherwise) {
        JsonElement value = get(key);
        if (value == null) {
            return otherwise;
        }
        if (value.kind() != JsonElement.Kind.BOOLEAN) {
            expected(key, value, "true or false");
            return otherwise;
        }
        return value.isTrue();
    }

    /** Reads an object inside; null where there is none. Fields that its reader does not ask for are unknown. */
    public void object(String key, String name, Consumer<JsonFields> reader) {
        JsonElement value = get(key);
        if (value != null) {
            inside(value, name, reader);
        }
    }

    /** Reads each object of an array. Fields that their reader does not ask for are unknown. */
    public void objects(String key, String name, Consumer<JsonFields> reader) {
        for (JsonElement element : array(key)) {
            inside(element, name, reader);
        }
    }

    private void inside(JsonElement value, String name, Consumer<JsonFields> reader) {
        JsonFields fields = new JsonFields(value, name, mistakes);
        if (value.kind() == JsonElement.Kind.OBJECT) {
            reader.accept(fields);
            fields.done();
        }
        faulty |= fields.faulty();
    }

    /** Adds fields that are known although they were not asked for, since what they say is of no use here. */
    public void ignore(String... keys) {
        asked.addAll(List.of(keys));
    }

    /** Adds a mistake for each field that nobody asked for, with the one that was meant. */
    public void done() {
        object.fields().forEach((key, value) -> {
            if (!asked.contains(key)) {
                mistake(
                        value.line(),
                        whose + ": the field " + TextScanner.quoted(key) + " is not supported"
                                + Suggestions.didYouMean(key, new TreeSet<>(asked)));
            }
        });
    }
}
