package dev.ansatz.problems.io;

import dev.ansatz.problems.distance.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * One JSON object of a file, read field by field ({@link #nextField}), with file and line in every error. A repeated field is
 * refused.
 */
public final class JsonInput implements AutoCloseable {
    private final Path file;
    private final JsonParser parser;
    private Set<String> seen = new HashSet<>();
    private int depth;

    /** Opens the object. */
    public JsonInput(Path file, byte[] data) {
        this.file = file;
        this.parser = JsonObject.parser(data);
        if (next() != JsonToken.START_OBJECT) {
            throw error("expected a JSON object.");
        }
    }

    /** Value of the key {@code problem} of the object, in lower case, or null where it has none. */
    static @Nullable String problem(Path file, byte[] data) {
        try (JsonInput json = new JsonInput(file, data)) {
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                if (field.equals("problem")) {
                    return json.string("problem").toLowerCase(Locale.ROOT);
                }
                json.skip();
            }
            return null;
        }
    }

    /** Passes over the value of the present field. */
    public void skip() {
        try {
            parser.nextToken();
            parser.skipChildren();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    @Override
    public void close() {
        parser.close();
    }

    /** Name of the next field, or null at the end of the object; the end of the outermost one must be the end of the file. */
    public @Nullable String nextField() {
        if (next() == JsonToken.END_OBJECT) {
            if (depth > 0) {
                return null;
            }
            InputException atEnd = error("unexpected text after the JSON object.");
            if (next() != null) {
                throw atEnd;
            }
            return null;
        }
        String field = parser.currentName();
        if (!seen.add(field)) {
            throw error("the field " + TextScanner.quoted(field) + " is given twice.");
        }
        return field;
    }

    /** The value of the present field as an object; {@code reader} reads its fields to the end. */
    public void object(String what, Runnable reader) {
        if (next() != JsonToken.START_OBJECT) {
            throw error("the " + what + " must be an object.");
        }
        inside(reader);
    }

    /** The value of the present field as an array of objects; {@code reader} reads the fields of each to the end. */
    public void objects(String what, Runnable reader) {
        beginArray(what);
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (token != JsonToken.START_OBJECT) {
                throw error("the " + what + " must be an array of objects.");
            }
            inside(reader);
        }
    }

    private void inside(Runnable reader) {
        Set<String> outer = seen;
        seen = new HashSet<>();
        depth++;
        reader.run();
        depth--;
        seen = outer;
    }

    private @Nullable JsonToken next() {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private InputException malformed(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        int line = location == null || location.getLineNr() < 1 ? line() : location.getLineNr();
        String what = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
        String first = what.lines().findFirst().orElse("").split("[.;:(]", 2)[0].strip();
        return new InputException(
                file, line, "malformed JSON (" + TextScanner.printable(first.toLowerCase(Locale.ROOT), 80) + ").");
    }

    /** Line of the present token. */
    public int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    /** An error at the present line. */
    public InputException error(String what) {
        return new InputException(file, line(), what);
    }

    /** The error that a field is not part of the format. */
    public InputException unknown(String field) {
        return error("the field " + TextScanner.quoted(field) + " is not supported.");
    }

    /** Reads the value of the field {@code problem}, which must be the id of this problem in any case. */
    public void requireProblem(String id) {
        String problem = string("problem");
        if (!problem.equalsIgnoreCase(id)) {
            throw error("the problem is " + TextScanner.quoted(problem) + ", not '" + id + "'.");
        }
    }

    /** The value of the present field as text. */
    public String string(String what) {
        if (next() != JsonToken.VALUE_STRING) {
            throw error("the " + what + " must be a string.");
        }
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw malformed(e); // strings are decoded only when asked for
        }
    }

    /** The value of the present field as a finite number. */
    public double number(String what) {
        return numberOf(next(), what);
    }

    private double numberOf(@Nullable JsonToken token, String what) {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw error("the " + what + " must be a number.");
        }
        double value;
        try {
            value = parser.getDoubleValue();
        } catch (JacksonException e) {
            throw error("the " + what + " is out of range.");
        }
        if (!Double.isFinite(value)) {
            throw error("the " + what + " is not finite.");
        }
        return value;
    }

    private long integerOf(@Nullable JsonToken token, String what) {
        double value = numberOf(token, what);
        if (value != Math.rint(value)) {
            throw error("the " + what + " " + Numbers.format(value) + " is not an integer.");
        }
        if (Math.abs(value) > Numbers.MAX_EXACT) {
            throw error("the " + what + " " + Numbers.format(value) + " is too large.");
        }
        return (long) value;
    }

    /** The value of the present field as an integer of at most 2^53 in magnitude. */
    public long integer(String what) {
        return integerOf(next(), what);
    }

    private void beginArray(String what) {
        if (next() != JsonToken.START_ARRAY) {
            throw error("the " + what + " must be an array.");
        }
    }

    /** Array of integers that fit {@code int}. */
    public int[] ints(String what, String element) {
        beginArray(what);
        return intsInside(element);
    }

    private int[] intsInside(String element) {
        int[] values = new int[16];
        int count = 0;
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            long value = integerOf(token, element);
            if (value != (int) value) {
                throw error("the " + element + " " + value + " is too large.");
            }
            if (count == values.length) {
                values = java.util.Arrays.copyOf(values, 2 * count);
            }
            values[count++] = (int) value;
        }
        return java.util.Arrays.copyOf(values, count);
    }

    /** An array of ids, each with its line: strings, or integers, which are taken as they are written. */
    public record Ids(List<String> values, List<Integer> lines) {}

    public Ids ids(String what) {
        beginArray(what);
        return idsInside(what);
    }

    /** Array of arrays of ids. */
    public List<Ids> idRows(String what) {
        beginArray(what);
        List<Ids> rows = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (token != JsonToken.START_ARRAY) {
                throw error("the " + what + " must be an array of arrays.");
            }
            rows.add(idsInside(what));
        }
        return rows;
    }

    /** The value of the present field as an id: a string, or an integer, which is taken as it is written. */
    public String id(String what) {
        JsonToken token = next();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            throw error("the " + what + " must be an id.");
        }
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private Ids idsInside(String what) {
        Ids ids = new Ids(new ArrayList<>(), new ArrayList<>());
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
                throw error("the " + what + " must be strings.");
            }
            try {
                ids.values().add(parser.getString());
            } catch (JacksonException e) {
                throw malformed(e);
            }
            ids.lines().add(line());
        }
        return ids;
    }

    /**
     * The ids of the nodes of an instance; call it at the end of the object.
     *
     * @return null where the object gives none
     * @throws InputException if there are more or fewer than nodes, or some cannot be; all such ids at once
     */
    public @Nullable NodeIds nodeIds(@Nullable Ids ids, int nodes) {
        return ids(ids, nodes, "nodes");
    }

    /** The same for ids of other things, such as {@code jobs}. */
    public @Nullable NodeIds ids(@Nullable Ids ids, int count, String things) {
        if (ids == null) {
            return null;
        }
        if (ids.values().size() != count) {
            throw error("there are " + ids.values().size() + " ids for " + count + " " + things + ".");
        }
        Mistakes mistakes = new Mistakes(file);
        NodeIds.check(ids.values(), (fault, node) -> mistakes.add(ids.lines().get(node), fault));
        mistakes.throwIfAny();
        return new NodeIds(ids.values());
    }

    /** Array of arrays of integers. */
    public int[][] intRows(String what, String element) {
        beginArray(what);
        List<int[]> rows = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (token != JsonToken.START_ARRAY) {
                throw error("the " + what + " must be an array of arrays.");
            }
            rows.add(intsInside(element));
        }
        return rows.toArray(int[][]::new);
    }

    /** Array of arrays of arrays of integers. */
    public int[][][] intCube(String what, String element) {
        beginArray(what);
        List<int[][]> layers = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (token != JsonToken.START_ARRAY) {
                throw error("the " + what + " must be an array of arrays of arrays.");
            }
            List<int[]> rows = new ArrayList<>();
            for (JsonToken inner = next(); inner != JsonToken.END_ARRAY; inner = next()) {
                if (inner != JsonToken.START_ARRAY) {
                    throw error("the " + what + " must be an array of arrays of arrays.");
                }
                rows.add(intsInside(element));
            }
            layers.add(rows.toArray(int[][]::new));
        }
        return layers.toArray(int[][][]::new);
    }

    /** Rows of numbers with their lines. */
    public record Rows(List<double[]> values, List<Integer> lines) {
        public int size() {
            return values.size();
        }
    }

    /** One array of finite numbers, each with its line. */
    public Rows numbers(String what, String element) {
        beginArray(what);
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            rows.values().add(new double[] {numberOf(token, element)});
            rows.lines().add(line());
        }
        return rows;
    }

    /** One array of integers, each with its line. */
    public Rows column(String what, String element) {
        beginArray(what);
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            rows.values().add(new double[] {integerOf(token, element)});
            rows.lines().add(line());
        }
        return rows;
    }

    /** Array of arrays of numbers, such as coordinates or a matrix. */
    public Rows rows(String what, String element) {
        beginArray(what);
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            addRow(rows, token, what, element);
        }
        return rows;
    }

    private void addRow(Rows rows, @Nullable JsonToken token, String what, String element) {
        if (token != JsonToken.START_ARRAY) {
            throw error("the " + what + " must be an array of arrays.");
        }
        rows.lines().add(line());
        addNumbers(rows, next(), element);
    }

    private void addNumbers(Rows rows, @Nullable JsonToken firstToken, String element) {
        double[] row = new double[16];
        int count = 0;
        for (JsonToken inner = firstToken; inner != JsonToken.END_ARRAY; inner = next()) {
            if (count == row.length) {
                row = java.util.Arrays.copyOf(row, 2 * count);
            }
            row[count++] = numberOf(inner, element);
        }
        rows.values().add(java.util.Arrays.copyOf(row, count));
    }

    /** A number or an array of numbers, as one row; or an array of arrays, as several. */
    public Rows numbersOrRows(String what, String element) {
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
        JsonToken token = next();
        if (token != JsonToken.START_ARRAY) {
            rows.values().add(new double[] {numberOf(token, what)});
            rows.lines().add(line());
            return rows;
        }
        int line = line();
        token = next();
        if (token == JsonToken.START_ARRAY) {
            for (; token != JsonToken.END_ARRAY; token = next()) {
                addRow(rows, token, what, element);
            }
        } else {
            rows.lines().add(line);
            addNumbers(rows, token, element);
        }
        return rows;
    }

    /** Array of matrices, each an array of arrays of numbers. */
    public List<Rows> matrices(String what, String element) {
        beginArray(what);
        List<Rows> matrices = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (token != JsonToken.START_ARRAY) {
                throw error("the " + what + " must be an array of matrices.");
            }
            Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
            for (JsonToken inner = next(); inner != JsonToken.END_ARRAY; inner = next()) {
                addRow(rows, inner, what, element);
            }
            matrices.add(rows);
        }
        return matrices;
    }

    /** The metric of a name. */
    public Metric metric() {
        String name = string("metric");
        for (Metric metric : Metric.values()) {
            if (metric.name().equalsIgnoreCase(name)) {
                return metric;
            }
        }
        throw error("the metric " + TextScanner.quoted(name) + " is not supported.");
    }

    /**
     * Joins what an object said of its geometry; call it at the end of the object.
     *
     * @throws InputException if coordinates and metric, or matrix, are missing, contradict each other or are malformed
     */
    public Geometry geometry(@Nullable Metric metric, @Nullable Rows coordinates, @Nullable Rows matrix) {
        if (matrix != null && metric != null) {
            throw error("'matrix' and 'metric' contradict each other.");
        }
        if (matrix == null && (metric == null || coordinates == null)) {
            throw error("the object has neither 'matrix' nor 'metric' with 'coordinates'.");
        }
        Rows main = matrix == null ? java.util.Objects.requireNonNull(coordinates) : matrix;
        int n = main.size();
        if (n == 0) {
            throw error("there are no nodes.");
        }
        int[] lines = main.lines().stream().mapToInt(Integer::intValue).toArray();
        double[] x = null;
        double[] y = null;
        if (coordinates != null) {
            if (coordinates.size() != n) {
                throw error("there are " + coordinates.size() + " coordinates for " + n + " rows of the matrix.");
            }
            x = new double[n];
            y = new double[n];
            for (int i = 0; i < n; i++) {
                double[] row = coordinates.values().get(i);
                if (row.length != 2) {
                    throw new InputException(
                            file,
                            coordinates.lines().get(i),
                            "coordinate " + (i + 1) + " has " + row.length + " values; it must be [x, y].");
                }
                x[i] = row[0];
                y[i] = row[1];
            }
        }
        Geometry geometry = new Geometry(n, metric, x, y, matrix == null ? null : square(matrix), lines);
        if (coordinates != null) {
            new Geometry(
                            n,
                            metric,
                            x,
                            y,
                            null,
                            coordinates.lines().stream()
                                    .mapToInt(Integer::intValue)
                                    .toArray())
                    .checkCoordinates(file);
        }
        return geometry;
    }

    private double[] square(Rows matrix) {
        int n = matrix.size();
        if (n > Geometry.MAX_MATRIX_SIZE) {
            throw error("a matrix of more than " + Geometry.MAX_MATRIX_SIZE + " nodes is not supported.");
        }
        double[] all = new double[n * n];
        for (int i = 0; i < n; i++) {
            double[] row = matrix.values().get(i);
            int line = matrix.lines().get(i);
            if (row.length != n) {
                throw new InputException(
                        file, line, "row " + (i + 1) + " of the matrix has " + row.length + " of " + n + " entries.");
            }
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    String fault = Geometry.distanceFault(row[j], n);
                    if (fault != null) {
                        throw new InputException(file, line, fault);
                    }
                    all[i * n + j] = row[j];
                }
            }
        }
        return all;
    }
}
