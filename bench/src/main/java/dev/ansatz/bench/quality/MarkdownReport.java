package dev.ansatz.bench.quality;

import java.util.List;

/** {@link Results} in Markdown: caption, figures, and pairs: all of a few engines, else the first against each other one. */
public final class MarkdownReport {
    /** All pairs of so many engines are still read. */
    private static final int FEW = 3;

    private MarkdownReport() {}

    /**
     * The report.
     *
     * @param verbose adds a table of every run
     */
    public static String of(Results results, boolean verbose) {
        Summary summary = new Summary(results);
        ReportTables tables = new ReportTables(summary);
        StringBuilder text = new StringBuilder();
        for (String line : tables.caption()) {
            text.append(line.startsWith("Command: ") ? "Command: `" + line.substring(9) + "`" : line)
                    .append("  \n"); // two spaces: a line of its own
        }
        text.append('\n').append(tables.figures(problem -> true).markdown());
        Table duels = tables.duels(duel -> {
            List<String> engines = results.engines(duel.problem());
            return engines.size() <= FEW || duel.first().equals(engines.getFirst());
        });
        if (!duels.rows().isEmpty()) {
            text.append('\n').append(ReportTables.DUELS).append("\n\n").append(duels.markdown());
        }
        if (verbose) {
            text.append('\n').append(tables.runs(run -> true).markdown());
        }
        return text.toString();
    }
}
