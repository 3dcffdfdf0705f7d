package dev.ansatz.cli;

import dev.ansatz.bench.quality.HtmlReport;
import dev.ansatz.bench.quality.MarkdownReport;
import dev.ansatz.bench.quality.Results;
import dev.ansatz.cli.plot.Plot;
import dev.ansatz.problems.io.AtomicFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the report of a benchmark goes. */
final class BenchOutput {
    /** Plans beyond this size are not drawn: a page must stay readable, and quick to load. */
    private static final int MOST_NODES = 2_000;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Where to write the report with charts.")
    private @Nullable Path report;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Where to write the tables, instead of stdout.")
    private @Nullable Path markdown;

    @Option(names = "--verbose", description = "A table of every run as well.")
    private boolean verbose;

    /**
     * Refuses files that cannot be written, before an hour of runs.
     *
     * @param json where the results go, or null
     * @param input the results that are read, or null
     */
    void requireWritable(@Nullable Path json, @Nullable Path input) {
        Output.requireWritable(Arrays.asList(json, report, markdown), Arrays.asList(input));
    }

    void write(Results results, PrintWriter stdout) {
        String tables = MarkdownReport.of(results, verbose);
        if (markdown == null) {
            stdout.print(tables);
            stdout.flush();
        } else {
            AtomicFiles.write(markdown, tables);
        }
        if (report != null) {
            AtomicFiles.write(report, HtmlReport.of(results, Plot.pictures(MOST_NODES)));
        }
    }
}
