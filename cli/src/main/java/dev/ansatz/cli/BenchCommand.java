package dev.ansatz.cli;

import dev.ansatz.bench.quality.Benchmark;
import dev.ansatz.bench.quality.CellRunner;
import dev.ansatz.bench.quality.Experiment;
import dev.ansatz.bench.quality.InProcessRunner;
import dev.ansatz.bench.quality.Journal;
import dev.ansatz.bench.quality.Plan;
import dev.ansatz.bench.quality.ProcessRunner;
import dev.ansatz.bench.quality.Provenance;
import dev.ansatz.bench.quality.Results;
import dev.ansatz.bench.quality.ResultsFile;
import dev.ansatz.bench.quality.Suite;
import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Role;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ansatz bench}. */
@Command(
        name = "bench",
        description = {
            "Compares engines under equal time limits: gaps to the best known objectives, with statistics.",
            "With --json it can be interrupted: the same command goes on where it was."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommandsRepeatable = false,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            BenchReportCommand.class,
            BenchCurvesCommand.class,
            BenchCompareCommand.class,
            BenchTableCommand.class,
            BenchJmhCommand.class
        })
@SuppressWarnings("NullAway.Init")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            completionCandidates = Candidates.Suites.class,
            paramLabel = "SUITE",
            description =
                    "Suite of generated instances (${COMPLETION-CANDIDATES}; quick takes less than a minute), or a folder of"
                            + " instances (bks.csv there gives the best known objectives).")
    private @Nullable String suite;

    @Option(
            names = "--engines",
            split = ",",
            completionCandidates = Candidates.EngineNames.class,
            paramLabel = "NAME",
            description = "Engines to compare (default: hybrid and its strongest rivals).")
    private @Nullable List<String> engines;

    @Option(
            names = "--time",
            split = ",",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Time limits of the runs (default: ${DEFAULT-VALUE}).")
    private List<Duration> times;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Runs per instance, engine and time, with seeds 1 to N (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--problem",
            completionCandidates = Candidates.ProblemIds.class,
            paramLabel = "P",
            description = "Only the instances of this problem.")
    private @Nullable String problemId;

    @Option(
            names = "--match",
            paramLabel = "GLOB",
            description = "Of a folder: only files whose name matches, such as 'X-n101*,X-n200*'.")
    private @Nullable String match;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of each run (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--core",
            paramLabel = "LIST",
            description =
                    "Processors that runs are bound to, such as 1 or 0,2-3 (default: the last ones, one per thread).")
    private @Nullable String core;

    @Option(
            names = "--in-process",
            description = "All runs in this process instead of one process each: quicker, but they disturb each other.")
    private boolean inProcess;

    @Option(
            names = "--count-start-up",
            description = "The time limit begins with the launch of the process, start-up included.")
    private boolean countStartUp;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write every run, and beside it a journal.")
    private @Nullable Path json;

    @Option(names = "--fresh", description = "Forget the runs of an earlier journal.")
    private boolean fresh;

    @Mixin
    private BenchOutput output;

    /** The hybrids alone and before the best library, then the searches and exact methods of each problem. */
    private static List<String> rivals(Suite suite) {
        Set<String> rivals = new LinkedHashSet<>(List.of(Engines.DEFAULT));
        for (Problem<?, ?> problem : suite.problems()) {
            ClassicalEngines.libraries(problem).stream()
                    .findFirst()
                    .map(engine -> Engines.DEFAULT + "-" + engine.name())
                    .filter(name -> Engines.has(problem, name))
                    .ifPresent(rivals::add);
        }
        for (Problem<?, ?> problem : suite.problems()) {
            ClassicalEngines.present(problem).stream()
                    .filter(engine -> engine.is(Role.REFINEMENT) || engine.is(Role.EXACT) || engine.is(Role.TEACHER))
                    .map(Engine::name)
                    .forEach(rivals::add);
        }
        return List.copyOf(rivals);
    }

    @Override
    public Integer call() {
        checkUsage();
        Suite chosen =
                Suite.of(Objects.requireNonNull(suite), problemId == null ? null : Problems.byId(problemId), match);
        Notes.lines(
                spec.commandLine().getErr(),
                chosen.entries().stream().map(Suite.Entry::instance).toList());
        Experiment experiment = new Experiment(
                chosen.name(),
                problemId,
                match,
                engines == null ? rivals(chosen) : engines,
                times.stream().map(time -> time.toNanos() / 1e9).toList(),
                seeds,
                threads,
                inProcess ? Experiment.NONE : Experiment.PROCESS,
                inProcess ? null : ProcessRunner.cores(core, threads),
                countStartUp ? Experiment.PROCESS : Experiment.SOLVER);
        Plan plan = Plan.of(experiment, chosen);
        output.requireWritable(json, null);
        PrintWriter err = spec.commandLine().getErr();
        Provenance now = Provenance.current(
                commandLine(spec.root().commandLine().getParseResult().originalArgs()),
                chosen.problems().stream()
                        .filter(problem ->
                                experiment.engines().stream().anyMatch(engine -> Engines.asksPolicy(problem, engine)))
                        .toList());
        StopToken stop = new StopToken();
        Results results;
        try (StopSignals signals = new StopSignals(stop);
                BenchProgress progress = new BenchProgress(err);
                Journal journal = journal(plan, now)) {
            CellRunner runner = inProcess ? new InProcessRunner(threads) : new ProcessRunner(experiment);
            Watchdog.Result<Results> result =
                    new Watchdog(stop).watch(() -> new Benchmark(plan, runner, progress).run(journal, now, stop));
            result.orThrow();
            Results made = result.value();
            if (made == null) {
                err.println("ansatz: stopped within a run that did not end"
                        + (json == null ? "." : "; the same command goes on with it."));
                return signals.exitCode();
            }
            results = made;
        }
        if (json != null) {
            ResultsFile.write(results, json);
        }
        if (!results.complete()) {
            err.println("ansatz: " + results.runs().size() + " of " + results.planned() + " runs were made"
                    + (json == null ? "." : "; the same command goes on with the others."));
        }
        if (!results.runs().isEmpty()) {
            output.write(results, spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    /** The command as it can be typed into a shell. */
    private static String commandLine(List<String> arguments) {
        return "ansatz "
                + arguments.stream()
                        .map(word -> word.matches("[\\w./,:=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
    }

    private void checkUsage() {
        if (suite == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'SUITE'");
        }
        if (seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds (" + seeds + ") must be at least 1");
        }
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads (" + threads + ") must be at least 1");
        }
        if (inProcess && (core != null || countStartUp)) {
            throw new ParameterException(
                    spec.commandLine(), "--core and --count-start-up need a process of its own for each run");
        }
        if (json != null && ((Files.exists(json) && !Files.isRegularFile(json)) || AtomicFiles.isOpenFile(json))) {
            throw new InputException(json, 0, "is no plain file, which --json needs: a journal lies beside it.");
        }
        if (fresh && json == null) {
            throw new ParameterException(spec.commandLine(), "--fresh needs --json");
        }
    }

    private @Nullable Journal journal(Plan plan, Provenance now) {
        if (json == null) {
            return null;
        }
        Path file = Journal.beside(json);
        try {
            if (fresh) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new InputException(file, 0, "cannot be deleted (" + e.getMessage() + ").");
        }
        Journal journal = Journal.open(file, plan, now);
        int done = journal.runs().size();
        if (done > 0) {
            spec.commandLine()
                    .getErr()
                    .println("ansatz: " + done + " of " + plan.cells().size() + " runs are in " + file
                            + (done < plan.cells().size() ? "; going on." : "; --fresh makes them anew."));
        }
        return journal;
    }
}
