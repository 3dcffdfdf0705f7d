package dev.ansatz.cli;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    @Parameters(
            index = "0",
            arity = "0..1",
            completionCandidates = Candidates.ProblemIds.class,
            paramLabel = "PROBLEM",
            description = "Problem such as tsp or cvrp.")
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

    @Option(
            names = "--distribution",
            completionCandidates = Candidates.Distributions.class,
            paramLabel = "D",
            description = "Distribution, see --list (default: the first).")
    private @Nullable String distribution;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write; JSON if it ends in .json (default: the native format on stdout).")
    private @Nullable Path out;

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "Instances, with the seeds S, S+1, ...; one JSON object a line, appended to --out. A file that has"
                            + " some of them already is continued.")
    private @Nullable Integer count;

    @Option(
            names = "--solve",
            completionCandidates = Candidates.EngineNames.class,
            paramLabel = "ENGINE",
            description = "With --count: solve each instance and add objective and solution to its line.")
    private @Nullable String engine;

    @Option(names = "--time", paramLabel = "TIME", description = "With --solve: time limit per instance.")
    private @Nullable Duration time;

    @Option(names = "--iterations", paramLabel = "N", description = "With --solve: iteration limit per instance.")
    private @Nullable Long iterations;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --count: instances worked on at the same time (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--list", description = "List problems and their distributions.")
    private boolean list;

    @Override
    public Integer call() {
        PrintWriter stdout = spec.commandLine().getOut();
        if (list) {
            for (Problem<?, ?> problem : Problems.all()) {
                List<String> distributions = problem.generator().distributions();
                if (!distributions.isEmpty()) {
                    stdout.println(problem.id() + ": " + String.join(", ", distributions));
                }
            }
            return ExitCode.OK;
        }
        if (out != null && out.toString().equals(Output.DASH)) {
            out = null;
        }
        if (problemId == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PROBLEM'");
        }
        if (size == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--size=N'");
        }
        if (count == null) {
            if (engine != null || time != null || iterations != null) {
                throw new ParameterException(spec.commandLine(), "--solve, --time and --iterations need --count.");
            }
            Output.requireNoPicture(out, "an instance has another");
            Output.requireWritable(out);
            generate(Problems.byId(problemId), size);
            return ExitCode.OK;
        }
        return generateSet(Problems.byId(problemId), size, count);
    }

    private <I extends Instance, S> void generate(Problem<I, S> problem, String count) {
        String name = distribution == null ? problem.generator().defaultDistribution() : distribution;
        I instance = problem.generate(count, seed, name);
        if (out == null) {
            print(problem, instance);
            return;
        }
        problem.writeInstance(instance, out);
    }

    private <I extends Instance, S> int generateSet(Problem<I, S> problem, String instanceSize, int instances) {
        if (out == null) {
            throw new ParameterException(spec.commandLine(), "--count needs --out=FILE.jsonl.");
        }
        if (instances < 1 || threads < 1) {
            throw new ParameterException(spec.commandLine(), "--count and --threads must be positive.");
        }
        Solver<I, S> solver = null;
        Options<S> limits = null;
        if (engine != null) {
            solver = Engines.byName(problem, engine, null);
            if (time == null && iterations == null) {
                throw new ParameterException(spec.commandLine(), "--solve needs --time or --iterations.");
            }
            limits = Options.<S>defaults().withIterationLimit(iterations).withTimeLimit(time);
        }
        Output.requireWritable(out);
        String name = distribution == null ? problem.generator().defaultDistribution() : distribution;
        InstanceSet<I, S> set = new InstanceSet<>(problem, instanceSize, name, solver, limits);
        StopToken stop = new StopToken();
        Path file = out;
        PrintWriter err = spec.commandLine().getErr();
        try (StopSignals signals = new StopSignals(stop)) {
            Watchdog.Result<Integer> result =
                    new Watchdog(stop).watch(() -> set.write(file, seed, instances, threads, stop));
            result.orThrow();
            if (result.isLeft()) {
                err.println("ansatz: stopped within an instance; the same command goes on with it.");
                return signals.exitCode();
            }
            err.println("ansatz: " + result.value() + " of " + instances + " instances are in " + out + ".");
        }
        return ExitCode.OK;
    }

    private <I extends Instance, S> void print(Problem<I, S> problem, I instance) {
        PrintWriter stdout = spec.commandLine().getOut();
        try {
            Path part = Files.createTempFile(
                    "ansatz",
                    problem.formats().instanceExtensions().stream().findFirst().orElse(""));
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
