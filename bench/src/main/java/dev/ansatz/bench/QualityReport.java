package dev.ansatz.bench;

import dev.ansatz.bench.QualityTable.Cell;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A {@link QualityTable} as Markdown and as one self-contained HTML page. */
public final class QualityReport {
    private final QualityTable table;

    public QualityReport(QualityTable table) {
        this.table = table;
    }

    /** Protocol and machine, one sentence each: what the numbers mean. */
    public List<String> caption() {
        Suite suite = table.suite();
        List<String> lines = new ArrayList<>();
        for (Problem<?, ?> problem : suite.problems()) {
            List<Integer> sizes = suite.entries().stream()
                    .filter(entry -> entry.problem() == problem)
                    .map(entry -> entry.instance().size())
                    .sorted()
                    .toList();
            int min = sizes.get(0);
            int max = sizes.get(sizes.size() - 1);
            lines.add("Suite " + suite.name() + ": " + sizes.size() + " instances of the " + problem.title() + ", size "
                    + (min == max ? min : min + " to " + max) + " (" + suite.origin() + ").");
        }
        lines.add("One thread; " + (table.seeds() == 1 ? "1 seed" : table.seeds() + " seeds")
                + "; start-up and a short solve of another instance before the first run are not timed.");
        lines.add(reference());
        lines.add("Machine: " + table.machine() + ".");
        return lines;
    }

    private String reference() {
        long known = table.suite().entries().stream()
                .filter(entry ->
                        table.suite().bestKnown().containsKey(entry.instance().name()))
                .count();
        int all = table.suite().entries().size();
        String best = "the best objective of all runs in this table (not proven optimal)";
        String reference = known == all
                ? "the best known objective of " + BestKnown.FILE
                : known == 0
                        ? best
                        : "the best known objective of " + BestKnown.FILE + " for " + known + " instances, " + best
                                + " for the other " + (all - known);
        return "Figures are the mean gap in percent to the reference over the solved runs; the reference is "
                + reference + ".";
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of("Problem", "Engine"));
        for (Duration time : table.times()) {
            header.add("gap % at " + format(time));
        }
        header.add("unsolved");
        return header;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Problem<?, ?> problem : table.suite().problems()) {
            for (String engine : table.engines()) {
                Predicate<Cell> here = cell ->
                        cell.problem().equals(problem.id()) && cell.engine().equalsIgnoreCase(engine);
                long runs = table.cells().stream().filter(here).count();
                if (runs == 0) {
                    continue; // the problem has no such engine
                }
                List<String> row = new ArrayList<>(List.of(problem.id(), engine));
                for (Duration time : table.times()) {
                    row.add(percent(
                            table.meanGapPercent(here.and(cell -> cell.time().equals(time)))));
                }
                row.add(table.unsolved(here) + " of " + runs);
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<String> detailHeader() {
        return List.of(
                "Problem", "Instance", "Size", "Reference", "Engine", "Time", "Seed", "Objective", "gap %", "Seconds");
    }

    private List<List<String>> details() {
        List<List<String>> rows = new ArrayList<>();
        for (Cell cell : table.cells()) {
            double reference = table.reference(cell);
            rows.add(List.of(
                    cell.problem(),
                    cell.instance(),
                    Integer.toString(cell.size()),
                    Double.isNaN(reference)
                            ? "none"
                            : Numbers.format(reference) + (table.bestKnown(cell) ? "" : " (of these runs)"),
                    cell.engine(),
                    format(cell.time()),
                    Long.toString(cell.seed()),
                    cell.solved()
                            ? Numbers.format(cell.objective())
                            : cell.refusal() == null ? "unsolved" : "refused: " + cell.refusal(),
                    percent(table.gapPercent(cell)),
                    String.format(Locale.ROOT, "%.2f", cell.seconds())));
        }
        return rows;
    }

    /**
     * The table in Markdown, below its caption.
     *
     * @param verbose adds a table of every run
     */
    public String markdown(boolean verbose) {
        StringBuilder text = new StringBuilder();
        for (String line : caption()) {
            text.append(line).append('\n');
        }
        text.append('\n');
        markdown(text, header(), rows());
        if (verbose) {
            text.append('\n');
            markdown(text, detailHeader(), details());
        }
        return text.toString();
    }

    private static void markdown(StringBuilder text, List<String> header, List<List<String>> rows) {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        List<List<String>> escaped = rows.stream()
                .map(row -> row.stream().map(cell -> cell.replace("|", "\\|")).toList())
                .toList();
        for (List<String> row : escaped) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        line(text, header, widths);
        for (int c = 0; c < widths.length; c++) {
            text.append(c == 0 ? "|" : "").append("-".repeat(widths[c] + 2)).append('|');
        }
        text.append('\n');
        for (List<String> row : escaped) {
            line(text, row, widths);
        }
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        text.append('|');
        for (int c = 0; c < widths.length; c++) {
            text.append(' ')
                    .append(cells.get(c))
                    .append(" ".repeat(widths[c] - cells.get(c).length()))
                    .append(" |");
        }
        text.append('\n');
    }

    /** The same tables as an HTML page without any reference to other files. */
    public String html() {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Ansatz: solution quality</title>
                <style>body{font:15px/1.5 sans-serif;margin:2em auto;max-width:70em;padding:0 1em}
                table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #ccc;padding:.25em .7em;text-align:left}
                th{background:#f3f3f3}</style></head><body>
                <h1>Solution quality under equal time limits</h1>
                """);
        for (String line : caption()) {
            page.append("<p>").append(escape(line)).append("</p>\n");
        }
        html(page, header(), rows());
        page.append("<h2>Every run</h2>\n");
        html(page, detailHeader(), details());
        return page.append("</body></html>\n").toString();
    }

    private static void html(StringBuilder page, List<String> header, List<List<String>> rows) {
        page.append("<table><thead><tr>");
        header.forEach(cell -> page.append("<th>").append(escape(cell)).append("</th>"));
        page.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td>").append(escape(cell)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</tbody></table>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    /** {@code 50 ms}, {@code 1 s}, {@code 1.5 s}. */
    static String format(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + " ms";
        }
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
