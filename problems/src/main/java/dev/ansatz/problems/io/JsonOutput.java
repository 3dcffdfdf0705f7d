package dev.ansatz.problems.io;

import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Writes one JSON object, a field a line and a row of an array a line, so that people can read and diff it. */
public final class JsonOutput {
    private final Writer out;
    private boolean first = true;

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {
        void writeTo(JsonOutput json) throws IOException;
    }

    /** Text of an object with the given fields. */
    public static String text(Fields fields) {
        StringWriter text = new StringWriter();
        try {
            JsonOutput json = new JsonOutput(text);
            fields.writeTo(json);
            json.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does not fail
        }
        return text.toString();
    }

    public JsonOutput(Writer out) throws IOException {
        this.out = out;
        out.write("{");
    }

    private void name(String name) throws IOException {
        out.write(first ? "\n  \"" : ",\n  \"");
        out.write(name);
        out.write("\": ");
        first = false;
    }

    public void string(String name, String value) throws IOException {
        name(name);
        out.write(JsonDocuments.line(value));
    }

    public void number(String name, double value) throws IOException {
        name(name);
        out.write(Numbers.format(value));
    }

    /** Array of integers on one line. */
    public void integers(String name, long[] values) throws IOException {
        name(name);
        row(values);
    }

    /** Array of numbers on one line. */
    public void numbers(String name, double[] values) throws IOException {
        name(name);
        out.write("[");
        for (int i = 0; i < values.length; i++) {
            out.write(i == 0 ? "" : ", ");
            out.write(Numbers.format(values[i]));
        }
        out.write("]");
    }

    private void row(long[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            out.write(i == 0 ? "[" : ", ");
            out.write(Long.toString(values[i]));
        }
        out.write(values.length == 0 ? "[]" : "]");
    }

    /** Array of arrays of integers, one a line. */
    public void rows(String name, long[][] rows) throws IOException {
        name(name);
        out.write("[");
        for (int i = 0; i < rows.length; i++) {
            out.write(i == 0 ? "\n    " : ",\n    ");
            row(rows[i]);
        }
        out.write("]");
    }

    /** Array of strings on one line. */
    public void strings(String name, List<String> values) throws IOException {
        name(name);
        out.write(JsonDocuments.line(values));
    }

    /** Array of arrays of strings, one a line. */
    public void stringRows(String name, List<List<String>> rows) throws IOException {
        name(name);
        out.write("[");
        for (int i = 0; i < rows.size(); i++) {
            out.write(i == 0 ? "\n    " : ",\n    ");
            out.write(JsonDocuments.line(rows.get(i)));
        }
        out.write("]");
    }

    /** A field whose value is JSON text already. */
    public void json(String name, String text) throws IOException {
        name(name);
        out.write(text);
    }

    /** {@code metric} and {@code coordinates}, or {@code matrix} and, where known, {@code coordinates}. */
    public void distances(Distances distances) throws IOException {
        int n = distances.size();
        if (distances instanceof CoordinateDistances c) {
            string("metric", c.metric().name());
        } else {
            name("matrix");
            out.write("[");
            for (int i = 0; i < n; i++) {
                out.write(i == 0 ? "\n    [" : ",\n    [");
                for (int j = 0; j < n; j++) {
                    out.write(j == 0 ? "" : ", ");
                    out.write(Numbers.format(i == j ? 0 : distances.between(i, j)));
                }
                out.write("]");
            }
            out.write("]");
        }
        double[][] coordinates = distances.coordinates();
        if (coordinates != null) {
            name("coordinates");
            out.write("[");
            for (int i = 0; i < n; i++) {
                out.write(i == 0 ? "\n    [" : ",\n    [");
                out.write(Numbers.format(coordinates[i][0]));
                out.write(", ");
                out.write(Numbers.format(coordinates[i][1]));
                out.write("]");
            }
            out.write("]");
        }
    }

    /** Closes the object. */
    public void end() throws IOException {
        out.write("\n}\n");
    }
}
