package dev.ansatz.cli;

import dev.ansatz.bench.quality.OverviewTable;
import dev.ansatz.bench.quality.ResultsFile;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code ansatz bench table}. */
@Command(
        name = "table",
        description = {
            "Prints one table of several results in Markdown, as TABLE.yaml says:",
            "  columns: a list of title, results (a file that bench --json wrote, beside TABLE.yaml) and time",
            "  rows:    a list of title and engines, of which each column has one at most"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class BenchTableCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TABLE.yaml", description = "What the table shows.")
    private Path file;

    record Layout(List<Column> columns, List<OverviewTable.Row> rows) {}

    record Column(String title, String results, String time) {}

    @Override
    public Integer call() {
        Layout layout = layout();
        List<OverviewTable.Column> columns = layout.columns().stream()
                .map(column -> new OverviewTable.Column(
                        column.title(), ResultsFile.read(file.resolveSibling(column.results())), seconds(column)))
                .toList();
        spec.commandLine().getOut().print(OverviewTable.markdown(columns, layout.rows()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private Layout layout() {
        try {
            return YAMLMapper.builder()
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build()
                    .readValue(InputFiles.read(file), Layout.class);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw new InputException(
                    file, line, "must hold columns (title, results, time) and rows (title, engines), in YAML or JSON.");
        }
    }

    private double seconds(Column column) {
        try {
            return Durations.parse(column.time()).toNanos() * 1e-9;
        } catch (TypeConversionException e) {
            throw new InputException(file, 0, "has a time that is none: " + e.getMessage() + ".");
        }
    }
}
