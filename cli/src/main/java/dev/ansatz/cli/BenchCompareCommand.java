package dev.ansatz.cli;

import dev.ansatz.bench.quality.Comparison;
import dev.ansatz.bench.quality.ResultsFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ansatz bench compare}. */
@Command(
        name = "compare",
        description = {
            "Shows what changed between two results, beyond noise.",
            "Exit code 3 if an engine became worse on a problem, else 0."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class BenchCompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "Results before.")
    private Path before;

    @Parameters(index = "1", paramLabel = "B.json", description = "Results after.")
    private Path after;

    @Override
    public Integer call() {
        Comparison comparison = new Comparison(ResultsFile.read(before), ResultsFile.read(after));
        spec.commandLine().getOut().print(comparison.markdown());
        spec.commandLine().getOut().flush();
        return comparison.regressed() ? ExitCode.NO_SOLUTION : ExitCode.OK;
    }
}
