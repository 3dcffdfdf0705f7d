package dev.ansatz.cli;

import dev.ansatz.bench.quality.ResultsFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ansatz bench report}. */
@Command(
        name = "report",
        description = "Writes the report of results that were measured before.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class BenchReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RESULTS.json", description = "What bench --json wrote.")
    private Path file;

    @Mixin
    private BenchOutput output;

    @Override
    public Integer call() {
        output.requireWritable(null, file);
        output.write(ResultsFile.read(file), spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
