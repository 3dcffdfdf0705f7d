package dev.ansatz.cli.plot;

import java.util.List;

/** What one problem shows of a solution: a drawing below a common heading, and a table for the HTML page. */
public interface Picture {
    /** Left edge of the heading, which ends 80 pixels below the upper edge. */
    double LEFT = 30;

    /** Pixels. */
    int width();

    /** Pixels. */
    int height();

    /** Size of instance and solution for people, such as {@code 100 customers, 9 routes}. */
    String size();

    /** Name of the objective in the heading. */
    default String objectiveName() {
        return "objective";
    }

    /** Draws everything below the heading. */
    void draw(Canvas canvas);

    /** The solution in figures. */
    Table table();

    /**
     * A table.
     *
     * @param heads of the columns
     * @param rows as long as the heads; the last column is text, the others are figures
     */
    record Table(List<String> heads, List<List<String>> rows) {}
}
