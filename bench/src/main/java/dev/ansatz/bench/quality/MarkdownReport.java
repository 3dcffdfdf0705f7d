package dev.ansatz.bench.quality;

/** {@link Results} in Markdown: caption, figures, and the first engine against all others. */
public final class MarkdownReport {
    private MarkdownReport() {}

    /** @param verbose adds a table of every run */
    public static String of(Results results, boolean verbose) {
        Summary summary = new Summary(results);
        ReportTables tables = new ReportTables(summary);
        StringBuilder text = new StringBuilder();
        for (String line : tables.caption()) {
            text.append(line.startsWith("Command: ") ? "Command: `" + line.substring(9) + "`" : line)
                    .append("  \n"); // two spaces: a line of its own
        }
        text.append('\n').append(tables.figures(problem -> true).markdown());
        Table duels = tables.duels(
                duel -> duel.first().equals(results.engines(duel.problem()).getFirst()));
        if (!duels.rows().isEmpty()) {
            text.append('\n').append(ReportTables.DUELS).append("\n\n").append(duels.markdown());
        }
        if (verbose) {
            text.append('\n').append(tables.runs(run -> true).markdown());
        }
        return text.toString();
    }
}
