package dev.ansatz.cli;

import dev.ansatz.cli.plot.Plot;
import dev.ansatz.cli.plot.Presentations;
import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.TracePoint;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.search.Engines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
    /** More threads than any machine that this is for has processors. */
    private static final int MOST_THREADS = 1024;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOptions input;

    @Option(
            names = "--engine",
            completionCandidates = Candidates.EngineNames.class,
            paramLabel = "NAME",
            defaultValue = "hybrid",
            description = "Engine, see 'ansatz engines' (default: ${DEFAULT-VALUE}).")
    private String engine;

    @Option(
            names = "--model",
            completionCandidates = Candidates.ModelNames.class,
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
            names = "--no-improvement",
            paramLabel = "TIME",
            description = "Stop when nothing better was found for so long.")
    private @Nullable Duration noImprovement;

    @Option(
            names = "--target",
            paramLabel = "X",
            description = "Stop at a solution with this objective or a better one.")
    private @Nullable Double target;

    /** Percent, with or without a sign, as a fraction. */
    static final class GapConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            String number = text.strip().replaceFirst("\\s*%$", "");
            double percent = number.matches("\\d{1,9}([.,]\\d{1,9})?|[.,]\\d{1,9}")
                    ? Double.parseDouble(number.replace(',', '.'))
                    : Double.NaN;
            if (!(percent >= 0)) {
                throw new TypeConversionException("'" + text + "' is not a percentage such as 2 or 0.5%");
            }
            return percent / 100;
        }
    }

    @Option(
            names = "--until-gap",
            paramLabel = "PERCENT",
            description = "Stop when the gap to the proven bound is at most this, such as 2 or 0.5%%.",
            converter = GapConverter.class)
    private @Nullable Double untilGap;

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
            names = "--format",
            paramLabel = "F",
            description = "Format of the plan: native, json, or another one of the problem such as vroom"
                    + " (default: native, or json by the name of --out).")
    private @Nullable String format;

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

    private volatile @Nullable Attempt<?, ?> attempt;

    @Override
    public Integer call() {
        checkUsage();
        try (StopSignals signals = new StopSignals(stopToken)) {
            Watchdog watchdog = new Watchdog(stopToken);
            Watchdog.Result<Boolean> result = watchdog.watch(() -> solve(input.problem(), watchdog));
            Attempt<?, ?> begun = attempt;
            if (begun != null) {
                return begun.report(result);
            }
            result.orThrow();
            spec.commandLine().getErr().println("ansatz: stopped before " + input.file() + " was read.");
            return ExitCode.NO_SOLUTION;
        }
    }

    private void checkUsage() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads (" + threads + ") must be at least 1");
        }
        if (target != null && !Double.isFinite(target)) {
            throw new ParameterException(spec.commandLine(), "--target (" + target + ") must be a finite number");
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
        if (threads > MOST_THREADS) {
            throw new ParameterException(
                    spec.commandLine(), "--threads (" + threads + ") must be at most " + MOST_THREADS);
        }
        if (plot != null) {
            Plot.checkName(plot);
        }
        Output.requireNoPicture(out, "--plot draws one, --out writes the plan");
        Output.requireWritable(
                Arrays.asList(out, plot),
                Arrays.asList(input.file().path(), warmStart == null ? null : warmStart.path()));
    }

    /** Runs in a thread of its own and may be left: all that counts is in the attempt. */
    private <I extends Instance, S> boolean solve(Problem<I, S> problem, Watchdog watchdog) {
        if (format != null && !problem.formats().solutionFormats().contains(format)) {
            throw new InputException(
                    Suggestions.unknown("format", format, problem.formats().solutionFormats()) + ".");
        }
        I instance = input.read(problem);
        Solver<I, S> solver = Engines.byName(problem, engine, model);
        String refusal = solver.refuses(instance);
        if (refusal != null) {
            throw new InputException("Engine " + solver.name() + " cannot solve " + instance.name() + ": " + refusal);
        }
        if (plot != null) {
            Plot.checkDrawable(plot, problem, instance);
        }
        Options<S> options = Options.<S>defaults()
                .withSeed(seed)
                .withThreads(threads)
                .withIterationLimit(iterations)
                .withTimeLimit(time == null && iterations == null ? Options.DEFAULT_TIME : time)
                .withNoImprovement(noImprovement)
                .withTarget(target)
                .withGap(untilGap)
                .withStopToken(stopToken);
        Attempt<I, S> current = new Attempt<>(problem, instance, solver);
        instance.notes().forEach(note -> current.notes.add(new Note.Interpretation(note)));
        InputFile from = warmStart == null ? input.file() : warmStart;
        S start = warmStart == null
                ? problem.formats().givenSolution(from, instance)
                : problem.readSolution(from, instance);
        if (start != null) {
            Evaluation evaluation = problem.evaluate(instance, start);
            current.notes.add(
                    evaluation.feasible()
                            ? new Note.WarmStartTaken(from.toString(), evaluation.objective())
                            : new Note.WarmStartInfeasible(
                                    from.toString(), evaluation.violations().get(0)));
            if (evaluation.feasible()) {
                options = options.withWarmStart(start);
                current.hear(new Incumbent<>(start, evaluation.objective(), 0, null, "warm start"));
            }
        }
        attempt = current;

        current.run(options, watchdog);
        return true;
    }

    /** A run, with the best solution that was heard of while it lasts. Thread-safe. */
    final class Attempt<I extends Instance, S> {
        private final Problem<I, S> problem;
        private final I instance;
        private final Solver<I, S> solver;
        private final List<Note> notes = new CopyOnWriteArrayList<>();
        private final List<TracePoint> trace = new ArrayList<>();
        private @Nullable Incumbent<S> best;
        private volatile long begin = System.nanoTime();
        private volatile @Nullable Progress progress;
        private volatile @Nullable Outcome<S> outcome;

        Attempt(Problem<I, S> problem, I instance, Solver<I, S> solver) {
            this.problem = problem;
            this.instance = instance;
            this.solver = solver;
        }

        /** Warms the engine up and lets it solve. */
        void run(Options<S> options, Watchdog watchdog) {
            long warmUp = System.nanoTime();
            solver.warmUp();
            double startUp = (System.nanoTime() - warmUp) * 1e-9;
            if (startUp >= 0.01) {
                notes.add(new Note.WarmedUp(solver.name(), startUp));
            }
            begin = System.nanoTime();
            watchdog.limit(options.timeLimit());
            try (Progress shown =
                    new Progress(Progress.Mode.of(quiet), spec.commandLine().getErr(), options.timeLimit())) {
                progress = shown;
                outcome = solver.solve(instance, options.withListener(incumbent -> {
                    hear(incumbent);
                    shown.show(incumbent);
                }));
            }
        }

        synchronized void hear(Incumbent<S> incumbent) {
            Incumbent<S> before = best;
            if (before == null || problem.sense().better(incumbent.objective(), before.objective())) {
                best = incumbent;
                trace.add(new TracePoint(incumbent.seconds(), incumbent.objective(), incumbent.phase()));
            }
        }

        /** Prints and writes the outcome, or what there is where the engine was left or failed. */
        int report(Watchdog.Result<?> result) {
            Progress shown = progress;
            if (shown != null) {
                shown.close();
            }
            Outcome<S> whole = outcome;
            if (whole != null) {
                notes.addAll(whole.events());
                return SolveCommand.this.report(problem, instance, solver, whole, notes);
            }
            Outcome<S> known = known();
            if (result.failure() != null && !known.solved()) {
                result.orThrow();
            }
            if (result.end() == Watchdog.End.LEFT_WHEN_OVERDUE) {
                notes.add(left("did not end in time and was left", known));
            } else if (result.isLeft()) {
                notes.add(left("did not end when it was stopped and was left", known));
            } else {
                notes.add(left("failed", known));
            }
            int code = SolveCommand.this.report(problem, instance, solver, known, notes);
            if (result.failure() instanceof OutOfMemoryError) {
                spec.commandLine().getErr().println(Main.outOfMemory());
                return code;
            }
            result.orThrow();
            return code;
        }

        private Note left(String why, Outcome<S> known) {
            return new Note.EngineLeft(solver.name(), why, known.solved());
        }

        private synchronized Outcome<S> known() {
            Incumbent<S> incumbent = best;
            double seconds = (System.nanoTime() - begin) * 1e-9;
            Bound quick = problem.bound(instance);
            Double bound = quick == null ? null : (Double) quick.value();
            return incumbent == null
                    ? new Outcome<>(null, null, bound, List.of(), Status.UNKNOWN, seconds, List.of())
                    : new Outcome<>(
                            incumbent.solution(),
                            problem.evaluate(instance, incumbent.solution()),
                            incumbent.bound() == null ? bound : incumbent.bound(),
                            trace,
                            Status.FEASIBLE,
                            seconds,
                            List.of());
        }
    }

    private <I extends Instance, S> int report(
            Problem<I, S> problem, I instance, Solver<I, S> solver, Outcome<S> outcome, List<Note> events) {
        List<String> notes =
                events.stream().filter(Note::isForPeople).map(Note::text).toList();
        List<Path> failed = new ArrayList<>();
        PrintWriter stdout = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        S solution = outcome.solution();
        if (solution != null) {
            if (out != null) {
                try {
                    if (format == null) {
                        problem.writeSolution(instance, solution, out);
                    } else {
                        AtomicFiles.write(out, text(problem, instance, solution));
                    }
                } catch (InputException e) {
                    err.println("ansatz: " + e.getMessage());
                    failed.add(out);
                }
            }
            if (plot != null) {
                try {
                    AtomicFiles.write(
                            plot,
                            Plot.of(problem, instance, solution, solver.name(), outcome)
                                    .render(plot));
                } catch (InputException e) {
                    err.println("ansatz: " + e.getMessage());
                    failed.add(plot);
                } catch (OutOfMemoryError e) {
                    err.println(Main.outOfMemory()); // the plan itself is small
                    failed.add(plot);
                }
            }
        }
        if (quiet) {
            // Not all is well with such a plan.
            Notes.lines(
                    err,
                    events.stream()
                            .filter(Note.EngineLeft.class::isInstance)
                            .map(Note::text)
                            .toList());
        }
        boolean planIsWritten = out != null && !failed.contains(out);
        if (json) {
            stdout.println(JsonDocuments.line(
                    Json.ofOutcome(problem, instance, solver.name(), outcome.withEvents(events), seed, threads)));
            if (solution != null && out != null && !planIsWritten) {
                // Stdout holds one JSON object and nothing else; the plan must not be lost.
                err.print(text(problem, instance, solution));
            }
            if (!quiet) {
                Notes.lines(err, notes);
            }
        } else {
            if (!quiet) {
                summarise(problem, instance, solver, outcome, notes, planOnly ? err : stdout);
            }
            if (solution != null && !planIsWritten) {
                stdout.print((quiet || planOnly ? "" : System.lineSeparator()) + text(problem, instance, solution));
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

    private <I extends Instance, S> String text(Problem<I, S> problem, I instance, S solution) {
        return problem.formats().formatSolution(instance, solution, format == null ? "native" : format);
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
        S plan = outcome.solution();
        if (plan != null) {
            Map<String, Double> parts = problem.parts(instance, plan);
            if (parts.size() > 1) {
                row(
                        stdout,
                        "of which",
                        parts.entrySet().stream()
                                .map(part -> part.getKey() + " " + Numbers.format(part.getValue()))
                                .collect(Collectors.joining(", ")));
            }
        }
        Double bound = outcome.bound();
        if (bound != null) {
            String gap = outcome.solved() ? Progress.gap(outcome.objective(), bound) : "";
            Bound quick = problem.bound(instance);
            String kind = quick != null && quick.value() == bound ? quick.kind() : "";
            String remark = kind + (kind.isEmpty() || gap.isEmpty() ? "" : "; ") + (gap.isEmpty() ? "" : "gap " + gap);
            row(stdout, "bound", Numbers.format(bound) + (remark.isEmpty() ? "" : " (" + remark + ")"));
        }
        S best = outcome.solution();
        if (best != null) {
            Presentations.facts(problem, best).forEach((name, value) -> row(stdout, name, value));
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
