package dev.ansatz.cli;

import dev.ansatz.bench.MicroBenchmarks;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ansatz bench jmh}. */
@Command(
        name = "jmh",
        description = "Runs the JMH benchmarks: speed of parts, and time to target.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class BenchJmhCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "REGEX",
            defaultValue = "dev.ansatz",
            description = "Which benchmarks (default: all).")
    private String regex;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the results, with facts of the JVM.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        Output.requireWritable(json);
        MicroBenchmarks.run(regex, json);
        return ExitCode.OK;
    }
}
