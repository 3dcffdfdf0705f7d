package dev.ansatz.cli;

import dev.ansatz.cli.plot.Plot;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Numbers;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ansatz solve}. */
@Command(
        name = "solve",
        description = {
            "Solves an instance and prints a summary and, unless --out is given, the plan.",
            "Ctrl-C ends the run with the best plan found so far."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class SolveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOptions input;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "hybrid",
            description = "Engine, see 'ansatz engines' (default: ${DEFAULT-VALUE}).")
    private String engine;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            description = "Bundled model or checkpoint folder of the policy.")
    private @Nullable String model;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "Time limit such as 200ms, 10s, 2m, 1h (default: 10s; none if only --iterations is given).")
    private @Nullable Duration time;

    @Option(names = "--iterations", paramLabel = "N", description = "Limit on the engine's iterations.")
    private @Nullable Long iterations;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads to use (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the plan; JSON if it ends in .json; - is stdout, with nothing else on it.")
    private @Nullable Path out;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Picture of the plan: .svg, .png, or .html with tables.")
    private @Nullable Path plot;

    @Option(names = "--warm-start", paramLabel = "FILE", description = "Solution to begin from; - is standard input.")
    private @Nullable InputFile warmStart;

    @Option(names = "--json", description = "Print one JSON object and nothing else on stdout.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress and no summary: only the plan, or nothing with --out.")
    private boolean quiet;

    /** Whether stdout is for the plan alone. */
    private boolean planOnly;

    private final StopToken stopToken = new StopToken();

    @Override
    public Integer call() {
        checkUsage();
        try (StopSignals signals = new StopSignals(stopToken)) {
            return solve(input.problem());
        }
    }

    private void checkUsage() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads (" + threads + ") must be at least 1");
        }
        if (iterations != null && iterations < 0) {
            throw new ParameterException(spec.commandLine(), "--iterations (" + iterations + ") must not be negative");
        }
        input.distinct(warmStart);
        if (out != null && out.toString().equals(Output.DASH)) {
            if (json) {
                throw new ParameterException(
                        spec.commandLine(), "--json has the plan in its key 'solution'; leave --out - away");
            }
            out = null;
            planOnly = true;
        }
        if (plot != null) {
            Plot.checkName(plot);
        }
        for (Path target : targets()) {
            if (isSame(target, input.file().path())
                    || (warmStart != null && isSame(target, warmStart.path()) && target.equals(plot))) {
                throw new InputException(target, 0, "is an input of this run and will not be overwritten.");
            }
        }
    }

    private List<Path> targets() {
        List<Path> targets = new ArrayList<>();
        if (out != null) {
            targets.add(out);
        }
        if (plot != null) {
            targets.add(plot);
        }
        return targets;
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }

    private <I extends Instance, S> int solve(Problem<I, S> problem) {
        PrintWriter err = spec.commandLine().getErr();
        I instance = input.read(problem);
        Solver<I, S> solver = Engines.byName(problem, engine, model);
        String refusal = solver.refuses(instance);
        if (refusal != null) {
            throw new InputException("Engine " + solver.name() + " cannot solve " + instance.name() + ": " + refusal);
        }
        if (plot != null) {
            Plot.checkDrawable(plot, instance);
        }
        Options<S> options = Options.<S>defaults()
                .withSeed(seed)
                .withThreads(threads)
                .withIterationLimit(iterations)
                .withTimeLimit(time == null && iterations == null ? Options.DEFAULT_TIME : time)
                .withStopToken(stopToken);
        List<String> notes = new ArrayList<>(instance.notes());
        if (warmStart != null) {
            S start = problem.readSolution(warmStart, instance);
            notes.add(describeWarmStart(problem.evaluate(instance, start)));
            options = options.withWarmStart(start);
        }

        // A target that cannot be written is said at once, but the plan is worth having all the same.
        List<Path> failed = new ArrayList<>();
        for (Path target : targets()) {
            String obstacle = Output.problemWith(target);
            if (obstacle != null) {
                err.println("ansatz: " + obstacle);
                failed.add(target);
            }
        }

        long begin = System.nanoTime();
        solver.warmUp();
        double startUp = (System.nanoTime() - begin) * 1e-9;
        if (startUp >= 0.01) {
            notes.add("start-up of " + solver.name() + " took " + Durations.format(startUp)
                    + " before the time limit began");
        }

        Outcome<S> outcome;
        try (Progress progress = new Progress(Progress.Mode.of(quiet), err, options.timeLimit())) {
            outcome = solver.solve(instance, options.withListener(progress::show));
        }
        notes.addAll(outcome.notes());
        return report(problem, instance, solver, outcome, notes, failed);
    }

    private String describeWarmStart(Evaluation evaluation) {
        return evaluation.feasible()
                ? "warm start " + warmStart + " has objective " + Numbers.format(evaluation.objective())
                : "warm start " + warmStart + " is infeasible and was not used ("
                        + evaluation.violations().get(0) + ")";
    }

    private <I extends Instance, S> int report(
            Problem<I, S> problem,
            I instance,
            Solver<I, S> solver,
            Outcome<S> outcome,
            List<String> notes,
            List<Path> failed) {
        PrintWriter stdout = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        S solution = outcome.solution();
        if (solution != null) {
            if (out != null && !failed.contains(out)) {
                try {
                    problem.writeSolution(instance, solution, out);
                } catch (InputException e) {
                    err.println("ansatz: " + e.getMessage());
                    failed.add(out);
                }
            }
            if (plot != null && !failed.contains(plot)) {
                try {
                    AtomicFiles.write(
                            plot,
                            Plot.of(problem, instance, solution, solver.name(), outcome)
                                    .render(plot));
                } catch (InputException e) {
                    err.println("ansatz: " + e.getMessage());
                    failed.add(plot);
                }
            }
        }
        boolean planIsWritten = out != null && !failed.contains(out);
        if (json) {
            stdout.println(Json.text(Json.ofOutcome(problem, instance, solver.name(), outcome, seed, threads)));
            if (solution != null && out != null && !planIsWritten) {
                // Stdout holds one JSON object and nothing else; the plan must not be lost.
                err.print(problem.formatSolution(instance, solution));
            }
            if (!quiet) {
                Notes.lines(err, notes);
            }
        } else {
            if (!quiet) {
                summarise(problem, instance, solver, outcome, notes, planOnly ? err : stdout);
            }
            if (solution != null && !planIsWritten) {
                stdout.print(
                        (quiet || planOnly ? "" : System.lineSeparator()) + problem.formatSolution(instance, solution));
            }
            if (solution == null) {
                err.println("ansatz: "
                        + (outcome.status() == Status.INFEASIBLE
                                ? instance.name() + " has no feasible solution."
                                : "no feasible solution of " + instance.name() + " was found."));
            }
        }
        stdout.flush();
        err.flush();
        return !failed.isEmpty() ? ExitCode.BAD_INPUT : solution == null ? ExitCode.NO_SOLUTION : ExitCode.OK;
    }

    private <I extends Instance, S> void summarise(
            Problem<I, S> problem,
            I instance,
            Solver<I, S> solver,
            Outcome<S> outcome,
            List<String> notes,
            PrintWriter stdout) {
        row(stdout, "instance", instance.name() + " (" + problem.title() + ", size " + instance.size() + ")");
        if (outcome.solved()) {
            row(
                    stdout,
                    "objective",
                    Numbers.format(outcome.objective()) + " ("
                            + outcome.status().id() + ")");
        } else {
            row(stdout, "status", outcome.status().id());
        }
        Double bound = outcome.bound();
        if (bound != null) {
            String gap = outcome.solved() ? Progress.gap(outcome.objective(), bound) : "";
            row(stdout, "bound", Numbers.format(bound) + (gap.isEmpty() ? "" : " (gap " + gap + ")"));
        }
        if (outcome.solution() instanceof Routes routes) {
            row(stdout, "routes", Integer.toString(routes.count()));
        }
        row(
                stdout,
                "engine",
                solver.name() + ", seed " + seed + ", " + threads + (threads == 1 ? " thread" : " threads"));
        String found = outcome.trace().isEmpty()
                ? ""
                : ", best found after "
                        + Durations.format(
                                outcome.trace().get(outcome.trace().size() - 1).seconds());
        row(stdout, "time", Durations.format(outcome.seconds()) + found);
        if (out != null && outcome.solved()) {
            row(stdout, "plan", out.toString());
        }
        if (plot != null && outcome.solved()) {
            row(stdout, "picture", plot.toString());
        }
        Notes.rows(stdout, notes);
    }

    private static void row(PrintWriter stdout, String name, String value) {
        stdout.println(String.format(Locale.ROOT, "%-10s %s", name, value));
    }
}
