package dev.ansatz.cli;

import dev.ansatz.bench.quality.AnytimeReport;
import dev.ansatz.bench.quality.Results;
import dev.ansatz.bench.quality.ResultsFile;
import dev.ansatz.problems.io.AtomicFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ansatz bench curves}. */
@Command(
        name = "curves",
        description =
                "Draws the gaps of engines against seconds from the traces of results, and prints them at some times.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class BenchCurvesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RESULTS.json", description = "What bench --json wrote.")
    private List<Path> files;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "NAME",
            description = "Only these engines, in this order (default: all of the results).")
    private @Nullable List<String> engines;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "TIME",
            defaultValue = "0.25s,0.5s,1s,2s",
            description = "Times of the table's columns (default: ${DEFAULT-VALUE}).")
    private List<Duration> times;

    @Option(names = "--svg", paramLabel = "FILE.svg", description = "Where to write the picture.")
    private @Nullable Path svg;

    @Override
    public Integer call() {
        Output.requireWritable(Collections.singleton(svg), files);
        List<String> chosen = engines;
        List<Results> results = files.stream()
                .map(ResultsFile::read)
                .map(all -> chosen == null ? all : all.only(chosen))
                .toList();
        if (svg != null) {
            AtomicFiles.write(svg, AnytimeReport.svg(results));
        }
        spec.commandLine()
                .getOut()
                .print(AnytimeReport.markdown(
                        results,
                        times.stream().map(time -> time.toNanos() * 1e-9).toList()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
