package dev.ansatz.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in columns as wide as their cells, except that the widest ones are narrowed and their cells wrapped until a row fits the
 * terminal: the width in {@code COLUMNS}, else 100 characters.
 */
final class TextTable {
    private static final int USUAL_WIDTH = 100;
    private static final int LEAST_WIDTH = 40;
    /** No column is made narrower. */
    private static final int LEAST_COLUMN = 12;

    private final List<String[]> rows = new ArrayList<>();
    private final int width;

    TextTable(String... heads) {
        this(terminalWidth(System.getenv("COLUMNS")), heads);
    }

    TextTable(int width, String... heads) {
        this.width = width;
        rows.add(heads);
    }

    private static int terminalWidth(@Nullable String columns) {
        return columns != null && columns.matches("\\d{1,4}")
                ? Math.max(LEAST_WIDTH, Integer.parseInt(columns))
                : USUAL_WIDTH;
    }

    /** @param cells as many as there are heads */
    void add(String... cells) {
        rows.add(cells);
    }

    /** The lines of the table, each with its end. */
    String text() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            List<List<String>> cells = new ArrayList<>();
            int lines = 1;
            for (int c = 0; c < row.length; c++) {
                cells.add(wrapped(row[c], widths[c]));
                lines = Math.max(lines, cells.get(c).size());
            }
            for (int line = 0; line < lines; line++) {
                StringBuilder out = new StringBuilder();
                for (int c = 0; c < row.length; c++) {
                    String part = line < cells.get(c).size() ? cells.get(c).get(line) : "";
                    out.append(part).append(" ".repeat(Math.max(0, widths[c] - part.length()) + 1));
                }
                text.append(out.toString().stripTrailing()).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private int[] widths() {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        int excess = columns - 1 - width;
        for (int w : widths) {
            excess += w;
        }
        while (excess > 0) {
            int widest = 0;
            for (int c = 1; c < columns; c++) {
                widest = widths[c] > widths[widest] ? c : widest;
            }
            if (widths[widest] <= LEAST_COLUMN) {
                break;
            }
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    /** Broken at blanks; a word longer than a line is broken anywhere. */
    private static List<String> wrapped(String cell, int width) {
        List<String> lines = new ArrayList<>();
        String left = cell;
        while (left.length() > width) {
            int blank = left.lastIndexOf(' ', width);
            int end = blank > 0 ? blank : width;
            lines.add(left.substring(0, end).stripTrailing());
            left = left.substring(end).stripLeading();
        }
        lines.add(left);
        return lines;
    }
}
