package dev.ansatz.cli;

import dev.ansatz.bench.quality.UserReport;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.StopToken;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ansatz train}. */
@Command(
        name = "train",
        description = {
            "Trains a policy on generated instances, or on your own (--instances); its checkpoints can be resumed, and"
                    + " its best one (DIR/best) used with --model.",
            "Without --time or --steps it runs until Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class TrainCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            completionCandidates = Candidates.ProblemIds.class,
            paramLabel = "PROBLEM",
            description = "Problem (${COMPLETION-CANDIDATES}); a plan names its own.")
    private @Nullable String problemId;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "YAML or JSON with a problem and stages, each with options of this command; run again, it goes on"
                            + " where it stopped.")
    private @Nullable Path plan;

    @Mixin
    private TrainOptions.Instances instances;

    @Mixin
    private TrainOptions.Report report;

    @Mixin
    private TrainOptions.Methods method;

    @Mixin
    private TrainOptions.Network network;

    @Mixin
    private TrainOptions.Optimiser optimiser;

    @Mixin
    private TrainOptions.Run run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StopToken stop = new StopToken();
        PrintWriter err = spec.commandLine().getErr();
        try (StopSignals signals = new StopSignals(
                stop, () -> err.println("ansatz: stopping after this step; a second signal ends at once."))) {
            Watchdog watchdog = new Watchdog(stop);
            Watchdog.Result<Integer> result = watchdog.watch(() -> run(stop, watchdog));
            result.orThrow();
            Integer code = result.value();
            if (code == null) {
                err.println("ansatz: stopped; what was trained since the last checkpoint is lost.");
                return signals.exitCode();
            }
            return code;
        }
    }

    private int run(StopToken stop, Watchdog watchdog) {
        if (report.run != null) {
            allowOnly("--report, which trains nothing", Set.of("--report", "--report-times", "--report-count"));
            UserReport.write(
                    report.run, report.times, report.count, spec.commandLine().getErr()::println, stop);
            return ExitCode.OK;
        }
        if (plan != null) {
            allowOnly("--plan, whose stages have their own options", Set.of("--plan", "--out"));
            return TrainingPlan.read(plan, run.out).run(spec.commandLine(), run.quiet, stop, watchdog);
        }
        if (run.resume != null) {
            List<String> arguments = new ResumedRun(run.resume)
                    .arguments(problemId, spec.commandLine().getParseResult().originalArgs());
            if (run.quiet) {
                arguments.add("--quiet");
            }
            return stage(spec.commandLine(), arguments).runStage(stop, watchdog);
        }
        if (problemId == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PROBLEM'");
        }
        return runStage(stop, watchdog);
    }

    /** Refuses words of the command line that would be ignored. */
    private void allowOnly(String what, Set<String> options) {
        List<String> ignored = new ArrayList<>();
        if (problemId != null) {
            ignored.add(problemId);
        }
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !options.contains(name) && !name.equals("--quiet"))
                .forEach(ignored::add);
        if (!ignored.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), String.join(", ", ignored) + " cannot be given with " + what);
        }
    }

    /** Runs this command as a stage of a plan. */
    int runStage(StopToken stop, Watchdog watchdog) {
        return train(Problems.byId(Objects.requireNonNull(problemId)), stop, watchdog);
    }

    private int train(Problem<?, ?> problem, StopToken stop, Watchdog watchdog) {
        new TrainingRun<>(this, problem).train(stop, watchdog);
        return ExitCode.OK;
    }

    TrainOptions.Instances instances() {
        return instances;
    }

    TrainOptions.Report report() {
        return report;
    }

    TrainOptions.Methods method() {
        return method;
    }

    TrainOptions.Network network() {
        return network;
    }

    TrainOptions.Optimiser optimiser() {
        return optimiser;
    }

    TrainOptions.Run options() {
        return run;
    }

    CommandLine commandLine() {
        return spec.commandLine();
    }

    /** A command of these arguments, for {@link #runStage}. */
    static TrainCommand stage(CommandLine parent, List<String> arguments) {
        CommandLine commandLine = Converters.register(new CommandLine(new TrainCommand()))
                .setOut(parent.getOut())
                .setErr(parent.getErr());
        commandLine.parseArgs(arguments.toArray(String[]::new));
        return commandLine.getCommand();
    }
}
