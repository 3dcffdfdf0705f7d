package dev.ansatz.problems.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Scans numbers and words out of the bytes of a text file, by rows ({@link #nextRow}, fields, {@link #endRow}) or as one
 * stream of fields ({@link #nextField}). Every error names the file and the line. Nothing is allocated per number.
 */
public final class TextScanner {
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final Path file;
    private final byte[] data;
    private final int end;
    private int position;
    private int line;
    private int fieldStart;
    private int fieldEnd;

    /** Scans {@code data[from, to)}, whose first line has number {@code line}. */
    public TextScanner(Path file, byte[] data, int from, int to, int line) {
        this.file = file;
        this.data = data;
        this.position = from;
        this.end = to;
        this.line = line;
    }

    /** Scans a whole file. */
    public TextScanner(Path file, byte[] data) {
        this(file, data, 0, data.length, 1);
    }

    /** Line of the last field, counted from 1. */
    public int line() {
        return line;
    }

    int position() {
        return position;
    }

    /** Moves to a byte whose line is known. */
    void moveTo(int newPosition, int newLine) {
        position = newPosition;
        line = newLine;
    }

    private boolean isLineEnd(int at) {
        return data[at] == '\n' || (data[at] == '\r' && (at + 1 >= data.length || data[at + 1] != '\n'));
    }

    /** Moves to the next line that is not blank. Whatever is left of the present row is skipped only if blank. */
    public boolean nextRow() {
        return skipBlanks(true);
    }

    /** Moves to the next field, on whichever line it is; read it by {@link #lastNumber} and the like. */
    public boolean nextField() {
        if (!skipBlanks(true)) {
            return false;
        }
        scanField();
        return true;
    }

    /** Whether the present row has another field. */
    public boolean hasFieldOnRow() {
        return skipBlanks(false);
    }

    /** Next field of the present row as a finite number. */
    public double number(String what) {
        requireField(what);
        return lastNumber(what);
    }

    /** Next field of the present row as an integer of at most 2^53 in magnitude; {@code 5.0} is one. */
    public long integer(String what) {
        requireField(what);
        return lastInteger(what);
    }

    /** Next field of the present row as an {@code int}. */
    public int smallInteger(String what) {
        long value = integer(what);
        if (value != (int) value) {
            throw error(what + " " + value + " is too large.");
        }
        return (int) value;
    }

    /**
     * Ends the present row.
     *
     * @throws InputException if it has another field
     */
    public void endRow() {
        if (skipBlanks(false)) {
            scanField();
            throw error("unexpected " + quoted() + " at the end of the line.");
        }
    }

    private void requireField(String what) {
        if (!skipBlanks(false)) {
            throw error("the line ends where the " + what + " is expected.");
        }
        scanField();
    }

    private boolean skipBlanks(boolean acrossLines) {
        while (position < end) {
            byte b = data[position];
            if (isLineEnd(position)) {
                if (!acrossLines) {
                    return false;
                }
                line++;
            } else if (b != ' ' && b != '\t' && b != '\r' && b != 0x0b && b != 0x0c) {
                return true;
            }
            position++;
        }
        return false;
    }

    private void scanField() {
        fieldStart = position;
        while (position < end && (data[position] > ' ' || data[position] < 0)) {
            position++;
        }
        if (position == fieldStart) {
            position++; // a control character such as NUL
        }
        fieldEnd = position;
    }

    /** The field last scanned as an integer. */
    public long lastInteger(String what) {
        double value = lastNumber(what);
        if (value != Math.rint(value)) {
            throw error("the " + what + " " + quoted() + " is not an integer.");
        }
        if (Math.abs(value) > Numbers.MAX_EXACT) {
            throw error("the " + what + " " + quoted() + " is too large.");
        }
        return (long) value;
    }

    /** The field last scanned as a finite number. */
    public double lastNumber(String what) {
        int i = fieldStart;
        boolean negative = data[i] == '-';
        if (negative || data[i] == '+') {
            i++;
        }
        long mantissa = 0;
        int digits = 0;
        int decimals = 0;
        boolean point = false;
        for (; i < fieldEnd; i++) {
            byte b = data[i];
            if (b >= '0' && b <= '9') {
                mantissa = mantissa * 10 + (b - '0');
                digits++;
                if (point) {
                    decimals++;
                }
            } else if (b == '.' && !point) {
                point = true;
            } else {
                return slowNumber(what);
            }
            if (digits > 15) {
                return slowNumber(what);
            }
        }
        if (digits == 0) {
            return slowNumber(what);
        }
        // Mantissa and power are exact, so that one division rounds correctly.
        double value = decimals == 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals];
        return negative ? -value : value;
    }

    private double slowNumber(String what) {
        String text = lastField();
        Double value = parse(text);
        if (value == null) {
            throw error("the " + what + " " + quoted() + " is not a number.");
        }
        if (!Double.isFinite(value)) {
            throw error("the " + what + " " + quoted() + " is not finite.");
        }
        return value;
    }

    /** A decimal number, or NaN and infinity by name; null for anything else. */
    public static @Nullable Double parse(String text) {
        String bare = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (bare.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (bare.equalsIgnoreCase("inf") || bare.equalsIgnoreCase("infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return null; // Java would also take 1d, 0x1p3 and the like
            }
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The field last scanned as text. */
    public String lastField() {
        return new String(data, fieldStart, fieldEnd - fieldStart, StandardCharsets.ISO_8859_1);
    }

    /** Rest of the present line, trimmed; the scanner moves to its end. */
    public String restOfRow() {
        int start = position;
        while (position < end && data[position] != '\n' && data[position] != '\r') {
            position++;
        }
        return InputFiles.decode(data, start, position).strip();
    }

    private String quoted() {
        return quoted(lastField());
    }

    /** A short quotation of input that is safe to print. */
    public static String quoted(String text) {
        return "'" + printable(text, 40) + "'";
    }

    /** At most so many characters of a text, without any that a terminal would obey. */
    public static String printable(String text, int most) {
        StringBuilder quoted = new StringBuilder();
        int shown = Math.min(text.length(), most);
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            quoted.append(c < ' ' || (c >= 0x7f && c < 0xa0) || !Character.isDefined(c) ? '?' : c);
        }
        return quoted.append(shown < text.length() ? "…" : "").toString();
    }

    /**
     * Refuses a count that the rest of the text cannot hold, before memory is asked for.
     *
     * @param entries how many must follow
     * @param bytes the fewest that one takes, its separator included
     */
    public void requireRoom(String what, double entries, int bytes) {
        if (entries * bytes - 1 > end - position) {
            throw error(what + " are more than the file holds.");
        }
    }

    /** An error at the present line. */
    public InputException error(String what) {
        return new InputException(file, line, what);
    }
}
