package dev.ansatz.bench.quality;

import java.util.ArrayList;
import java.util.List;

/** A table of texts; the template {@code table.html} shows it in HTML. */
public record Table(List<String> header, List<List<String>> rows) {
    public Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** In Markdown, with columns of equal width. */
    public String markdown() {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        List<List<String>> escaped = new ArrayList<>();
        for (List<String> row : rows) {
            escaped.add(row.stream().map(cell -> cell.replace("|", "\\|")).toList());
        }
        for (List<String> row : escaped) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        line(text, header, widths);
        for (int c = 0; c < widths.length; c++) {
            text.append(c == 0 ? "|" : "").append("-".repeat(widths[c] + 2)).append('|');
        }
        text.append('\n');
        for (List<String> row : escaped) {
            line(text, row, widths);
        }
        return text.toString();
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
}
