package dev.ansatz.bench;

import dev.ansatz.problems.io.InputException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmarks of this module, each in a JVM of its own, as their annotations say. */
public final class MicroBenchmarks {
    private MicroBenchmarks() {}

    /**
     * Runs the benchmarks whose name holds a match of a regular expression; JMH prints progress and table on standard output.
     *
     * @param json where JMH writes its results with the facts of the JVM, or null
     * @throws InputException if the expression is malformed or matches nothing
     */
    public static void run(String regex, @Nullable Path json) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new InputException("'" + regex + "' is not a regular expression (" + e.getDescription() + ").");
        }
        try {
            ChainedOptionsBuilder options = new OptionsBuilder().include(regex);
            if (json != null) {
                options.resultFormat(ResultFormatType.JSON).result(json.toString());
            }
            new Runner(options.jvmArgs(
                                    "-Dai.djl.offline=true",
                                    "-XX:+UseSerialGC",
                                    "-Xmx2g",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-XX:+IgnoreUnrecognizedVMOptions",
                                    "--sun-misc-unsafe-memory-access=allow")
                            .shouldFailOnError(true)
                            .build())
                    .run();
        } catch (NoBenchmarksException e) {
            throw new InputException("No benchmark matches '" + regex + "'.");
        } catch (RunnerException e) {
            throw new IllegalStateException("The benchmarks did not run to their end.", e);
        }
    }
}
