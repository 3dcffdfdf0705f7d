package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a text file, blank ones left out, as fields between blanks. Mistakes are collected, so that all are told at once: a field
 * that cannot be is reported with its line and read as 0. Not thread-safe.
 */
final class TextRows {
    private final Path path;
    private final Mistakes mistakes;
    private final Iterator<String> lines;
    private final @Nullable String comment;
    private final Rounding rounding;
    private int line;
    private int faults;
    private boolean inexact;
    private String row = "";
    private String[] fields = {};

    /**
     * @param comment what begins a remark that goes to the end of its line; null for nothing
     * @param rounding of the instance: times and coordinates must fit into its units
     */
    TextRows(InputFile file, @Nullable String comment, Rounding rounding) {
        this.path = file.path();
        this.mistakes = new Mistakes(path);
        this.lines = file.lines().iterator();
        this.comment = comment;
        this.rounding = rounding;
    }

    /** The first rows of a file but the last one of them, which may be cut off unless it ends the file. */
    static List<String[]> head(InputFile file, @Nullable String comment) {
        String head = file.head();
        List<String[]> rows = head.lines()
                .map(line -> split(withoutComment(line, comment)))
                .filter(fields -> fields.length > 0)
                .toList();
        boolean cut = head.length() < file.bytes().length;
        return cut && !rows.isEmpty() ? rows.subList(0, rows.size() - 1) : rows;
    }

    private static String withoutComment(String line, @Nullable String comment) {
        int at = comment == null ? -1 : line.indexOf(comment);
        return at < 0 ? line : line.substring(0, at);
    }

    private static String[] split(String line) {
        String text = line.strip();
        return text.isEmpty() ? new String[0] : text.split("\\s+");
    }

    /** Whether all of these fields are whole numbers of at most nine digits. */
    static boolean areCounts(String... fields) {
        return Arrays.stream(fields).allMatch(field -> field.matches("\\d{1,9}"));
    }

    /** Whether all of these fields are numbers. */
    static boolean areNumbers(String... fields) {
        return Arrays.stream(fields).allMatch(field -> TextScanner.parse(field) != null);
    }

    /** Moves to the next row; false at the end of the file. */
    boolean next() {
        while (lines.hasNext()) {
            row = withoutComment(lines.next(), comment).strip();
            fields = split(row);
            line++;
            if (fields.length > 0) {
                return true;
            }
        }
        return false;
    }

    /** Line of the present row, counted from 1. */
    int line() {
        return line;
    }

    /** Number of fields of the present row. */
    int count() {
        return fields.length;
    }

    String field(int index) {
        return fields[index];
    }

    /** The present row as it stands. */
    String text() {
        return row;
    }

    /** The same row with a single field: the value of a key. */
    TextRows replaced(String value) {
        fields = new String[] {value};
        return this;
    }

    /** A row of a square matrix of whole numbers, 0 in the diagonal. */
    long[] matrixRow(int index, int n) {
        if (fields.length != n) {
            add("the row " + (index + 1) + " of the matrix has " + fields.length + " entries, not " + n + ".");
            return new long[0];
        }
        long[] values = new long[n];
        for (int j = 0; j < n; j++) {
            values[j] = wholeAmount(j, "entry " + (j + 1));
        }
        if (values[index] != 0) {
            add("the matrix is not 0 from the place " + (index + 1) + " to itself: " + fields[index] + ".");
        }
        return values;
    }

    /** Number of mistakes so far. */
    int faults() {
        return faults;
    }

    /** A mistake of the present row. */
    void add(String sentence) {
        add(line, sentence);
    }

    void add(int ofLine, String sentence) {
        faults++;
        mistakes.add(ofLine, sentence);
    }

    /** Whether the present row has exactly these columns; a mistake where it has not. */
    boolean has(String... columns) {
        if (fields.length < columns.length) {
            add("the line ends where the " + columns[fields.length] + " is expected (columns: "
                    + String.join(", ", columns) + ").");
        } else if (fields.length > columns.length) {
            add("unexpected " + TextScanner.quoted(fields[columns.length]) + " at the end of the line.");
        }
        return fields.length == columns.length;
    }

    /** Moves to the next row, which must have these columns; where there is none, all mistakes are told. */
    boolean nextHas(String what, String... columns) {
        if (!next()) {
            add("the file ends where " + what + " is expected.");
            throwIfAny();
        }
        return has(columns);
    }

    /** Whatever follows the last row that is expected is a mistake. */
    void end(String last) {
        if (next()) {
            add("unexpected " + TextScanner.quoted(fields[0]) + " after " + last + ".");
        }
    }

    /** A finite number. */
    double number(int index, String what) {
        Double value = TextScanner.parse(fields[index]);
        if (value == null || !Double.isFinite(value)) {
            add("the " + what + " " + TextScanner.quoted(fields[index]) + " is not a number.");
            return 0;
        }
        return value;
    }

    /** A number that is not negative. */
    double amount(int index, String what) {
        double value = number(index, what);
        if (value < 0) {
            add("the " + what + " " + Numbers.format(value) + " is negative.");
            return 0;
        }
        return value;
    }

    /** A whole number. */
    long whole(int index, String what) {
        double value = number(index, what);
        if (value != Math.rint(value)) {
            add("the " + what + " " + TextScanner.quoted(fields[index]) + " is not an integer.");
            return 0;
        }
        if (Math.abs(value) > Numbers.MAX_EXACT) {
            add("the " + what + " " + TextScanner.quoted(fields[index]) + " is too large.");
            return 0;
        }
        return (long) value;
    }

    /** A whole number that is not negative. */
    long wholeAmount(int index, String what) {
        long value = whole(index, what);
        if (value < 0) {
            add("the " + what + " " + value + " is negative.");
            return 0;
        }
        return value;
    }

    /** A number of things: at least so many, and small enough to be counted. */
    int count(int index, String what, int least) {
        long value = whole(index, what);
        if (value < least || value > 1_000_000) {
            add("the " + what + " " + value + " must be between " + least + " and 1000000.");
            return least;
        }
        return (int) value;
    }

    /** An id: a whole number that is not negative, without leading zeros. */
    String id(int index, String what) {
        return Long.toString(wholeAmount(index, what));
    }

    /** A coordinate of which no distance is too long. */
    double coordinate(int index, String what) {
        double value = number(index, what);
        if (Math.abs(value) > TimeWindows.FOREVER / (4.0 * rounding.scale())) {
            add("the " + what + " " + TextScanner.quoted(fields[index]) + " is too large.");
            return 0;
        }
        return value;
    }

    /** A time or length of the file, in units of the rounding. */
    long units(int index, String what) {
        double value = amount(index, what) * rounding.scale();
        if (value > TimeWindows.FOREVER) {
            add("the " + what + " " + TextScanner.quoted(fields[index]) + " is too large.");
            return 0;
        }
        inexact |= Math.abs(value - Math.rint(value)) > 1e-6;
        return Math.round(value);
    }

    /** Two columns that are a window; one that ends before it begins is a mistake. */
    long[] window(int index, String earliest, String latest) {
        long[] window = {units(index, earliest), units(index + 1, latest)};
        if (window[1] < window[0]) {
            add("the time window ends before it begins: [" + fields[index] + ", " + fields[index + 1] + "].");
        }
        return window;
    }

    /** Says that a rounding that was asked for changes nothing where distances stand in a matrix. */
    static void noteOn(VrpBuilder builder, @Nullable Rounding asked) {
        if (asked != null) {
            builder.note("The rounding '" + asked.id() + "' changes nothing: distances are whole numbers of a matrix.");
        }
    }

    /** The instance of a file whose rows are all read; what the builder finds wrong is told of the file. */
    VrpInstance build(VrpBuilder builder) {
        if (inexact) {
            builder.note("Times and limits have more decimals than the rounding '" + rounding.id()
                    + "' keeps; they are rounded to the nearest.");
        }
        try {
            return builder.build();
        } catch (InputException e) {
            throw new InputException(e.mistakes().stream()
                    .map(mistake ->
                            new InputException(path, 0, mistake).mistakes().get(0))
                    .toList());
        }
    }

    /** Ends the reading of a malformed file. */
    void throwIfAny() {
        mistakes.throwIfAny();
    }
}
