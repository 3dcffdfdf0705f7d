package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import dev.ansatz.problems.io.TsplibFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a section, each the number of a node or a vehicle and what is said of it. Mistakes are collected; a row that has one is left
 * out.
 */
final class VrplibRows {
    /** Begins the name of a column whose numbers may be negative. */
    static final String SIGNED = "±";

    private final Mistakes mistakes;
    private final String section;
    private final String owner;
    private final int count;
    private final int[] lines;
    private final double[][] values;
    private boolean faulty;

    private VrplibRows(Mistakes mistakes, String section, String owner, int count) {
        this.mistakes = mistakes;
        this.section = section;
        this.owner = owner;
        this.count = count;
        this.lines = new int[count];
        this.values = new double[count][];
    }

    /**
     * Reads a section.
     *
     * @param owner what a row is of: {@code node}, {@code vehicle}
     * @param count how many of them there are
     * @param columns what their numbers are called; null for any number of nodes
     * @return null where the file has no such section
     */
    static @Nullable VrplibRows read(
            TsplibFile file, Mistakes mistakes, String section, String owner, int count, String @Nullable ... columns) {
        if (!file.hasSection(section)) {
            return null;
        }
        VrplibRows rows = new VrplibRows(mistakes, section, owner, count);
        TextScanner scanner = file.section(section);
        while (scanner.nextRow()) {
            try {
                rows.readRow(scanner, columns);
            } catch (InputException e) {
                mistakes.add(e);
                rows.faulty = true;
                String unused = scanner.restOfRow();
            }
        }
        return rows;
    }

    private void readRow(TextScanner scanner, String @Nullable [] columns) {
        long number = scanner.integer(owner + " number");
        // Some files end every section by -1, as DEPOT_SECTION does.
        if (number == -1 && !scanner.hasFieldOnRow()) {
            return;
        }
        if (number < 1 || number > count) {
            throw scanner.error(owner + " " + number + " is outside 1.." + count + ".");
        }
        int index = (int) number - 1;
        if (lines[index] != 0) {
            throw scanner.error(owner + " " + number + " is repeated in " + section + "; it was given in line "
                    + lines[index] + " already.");
        }
        lines[index] = scanner.line();
        double[] row = new double[columns == null ? 8 : columns.length];
        int width = 0;
        // The last column is one of a vector where it is named with an ellipsis.
        boolean open = columns == null || columns[columns.length - 1].endsWith("…");
        while ((columns != null && width < columns.length) || (open && scanner.hasFieldOnRow())) {
            String what =
                    columns == null ? "node number" : columns[Math.min(width, columns.length - 1)].replace("…", "");
            boolean signed = what.startsWith(SIGNED);
            what = signed ? what.substring(1) : what;
            double value = scanner.number(what);
            if (value < 0 && !signed) {
                throw scanner.error(
                        "the " + what + " " + Numbers.format(value) + " of " + owner + " " + number + " is negative.");
            }
            if (width == row.length) {
                row = Arrays.copyOf(row, 2 * width);
            }
            row[width++] = value;
        }
        scanner.endRow();
        values[index] = Arrays.copyOf(row, width);
    }

    boolean has(int index) {
        return values[index] != null;
    }

    /** The numbers of a row; empty where it is missing. */
    double[] row(int index) {
        double[] row = values[index];
        return row == null ? new double[0] : row;
    }

    /** A number of a row, or another where the row is missing. */
    double at(int index, int column, double otherwise) {
        return values[index] == null ? otherwise : values[index][column];
    }

    int line(int index) {
        return lines[index];
    }

    /** Adds a mistake of a row. */
    void mistake(int index, String what) {
        mistakes.add(lines[index], what);
    }

    /** Adds a mistake if a row is missing, unless one of the rows could not be read. */
    void requireAll(TsplibFile file, boolean[] optional) {
        int missing = 0;
        int first = -1;
        for (int i = 0; i < count; i++) {
            if (lines[i] == 0 && !optional[i]) {
                first = missing++ == 0 ? i : first;
            }
        }
        if (missing > 0 && !faulty) {
            mistakes.add(
                    file.lineOf(section),
                    section + " lacks " + missing + " of " + count + " rows; " + owner + " " + (first + 1)
                            + " is missing.");
        }
    }

    /** A row as whole numbers; a mistake where one is not. */
    long[] whole(int index, String what) {
        long[] whole = new long[row(index).length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = whole(index, i, what);
        }
        return whole;
    }

    /** A number of a row that is there; a mistake where it is not whole. */
    long whole(int index, int column, String what) {
        double value = row(index)[column];
        if (value != Math.rint(value) || Math.abs(value) > Numbers.MAX_EXACT) {
            mistake(
                    index,
                    "the " + what + " " + Numbers.format(value) + " of " + owner + " " + (index + 1)
                            + " is not a whole number up to 2^53.");
        }
        return (long) value;
    }

    /** A row as nodes, from 0. */
    List<Integer> nodes(int index, int n) {
        List<Integer> nodes = new ArrayList<>();
        for (long node : whole(index, "node")) {
            if (node < 1 || node > n) {
                mistake(index, "node " + node + " in " + section + " is outside 1.." + n + " (DIMENSION).");
            } else if (nodes.contains((int) node - 1)) {
                mistake(
                        index,
                        "node " + node + " is given twice for " + owner + " " + (index + 1) + " in " + section + ".");
            } else {
                nodes.add((int) node - 1);
            }
        }
        return nodes;
    }
}
