package dev.ansatz.cli;

import dev.ansatz.bench.MicroBenchmarks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Override
    public Integer call() {
        MicroBenchmarks.run(regex);
        return ExitCode.OK;
    }
}
