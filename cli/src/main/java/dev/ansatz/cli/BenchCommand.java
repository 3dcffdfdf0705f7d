package dev.ansatz.cli;

import dev.ansatz.problems.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ansatz bench}. */
@Command(
        name = "bench",
        description = "Compares engines under equal budgets.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class BenchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SUITE", description = "Suite of instances.")
    private String suite;

    @Option(names = "--engines", split = ",", paramLabel = "NAME", description = "Engines to compare.")
    private @Nullable List<String> engines;

    @Option(names = "--time", paramLabel = "TIME", description = "Time limit of each run.")
    private @Nullable Duration time;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Where to write the report.")
    private @Nullable Path report;

    @Override
    public Integer call() {
        throw new InputException("Suites of experiments are not part of this version; "
                + "'ansatz eval ENGINE --set DIR' compares an engine with known objectives.");
    }
}
