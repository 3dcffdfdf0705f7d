package dev.ansatz.cli;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ansatz generate}. */
@Command(
        name = "generate",
        description = "Writes a random instance. The same problem, size, distribution and seed give the same instance.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "PROBLEM", description = "Problem such as tsp or cvrp.")
    private @Nullable String problemId;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Cities of a TSP, customers of a CVRP, jobs x machines of a job shop such as 20x15, ...")
    private @Nullable String size;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--distribution", paramLabel = "D", description = "Distribution, see --list (default: the first).")
    private @Nullable String distribution;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write; JSON if it ends in .json (default: the native format on stdout).")
    private @Nullable Path out;

    @Option(names = "--list", description = "List problems and their distributions.")
    private boolean list;

    @Override
    public Integer call() {
        PrintWriter stdout = spec.commandLine().getOut();
        if (list) {
            for (Problem<?, ?> problem : Problems.all()) {
                stdout.println(problem.id() + ": " + String.join(", ", problem.distributions()));
            }
            return ExitCode.OK;
        }
        if (problemId == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PROBLEM'");
        }
        if (size == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--size=N'");
        }
        generate(Problems.byId(problemId), size);
        return ExitCode.OK;
    }

    private <I extends Instance, S> void generate(Problem<I, S> problem, String count) {
        String name = distribution == null ? problem.distributions().get(0) : distribution;
        I instance = problem.generate(count, seed, name);
        if (out == null) {
            print(problem, instance);
            return;
        }
        String obstacle = Output.problemWith(out);
        if (obstacle != null) {
            throw new InputException(obstacle);
        }
        problem.writeInstance(instance, out);
    }

    private <I extends Instance, S> void print(Problem<I, S> problem, I instance) {
        PrintWriter stdout = spec.commandLine().getOut();
        try {
            Path part =
                    Files.createTempFile("ansatz", problem.instanceExtensions().get(0));
            try {
                problem.writeInstance(instance, part);
                stdout.print(Files.readString(part));
                stdout.flush();
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
