package dev.ansatz.cli;

import dev.ansatz.cli.plot.LearningCurve;
import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.search.Engines;
import dev.ansatz.training.Method;
import dev.ansatz.training.OwnInstances;
import dev.ansatz.training.Teacher;
import dev.ansatz.training.Trainer;
import dev.ansatz.training.TrainingConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    /** Engines to imitate by problem, where it is not the local search. */
    private static final Map<String, String> TEACHERS =
            Map.of("jssp", "tabu", "kp", "combo", "mkp", "core-search", "rmab", "lagrangian");

    /** Their iterations: enough for near-optimal solutions of the sizes trained on. */
    private static final Map<String, Long> TEACHER_ITERATIONS =
            Map.of("local-search", 20L, "tabu", 1500L, "combo", 1_000_000L, "core-search", 3000L, "lagrangian", 50L);

    private static final Map<String, String> SIZES = Map.of("jssp", "6-15", "rmab", "8-30");

    /** Labels of a user's own instances are kept, so they may cost more. */
    private static final long OWN_EFFORT = 10;

    private static final long OWN_ROUTES_ITERATIONS = 10_000;

    /** A word of the command in a card; one with blanks is quoted. */
    private static final Pattern TOKEN = Pattern.compile("'([^']*)'|\\S+");

    /** Length of COMPASS's latent vectors. */
    private static final int LATENT_SIZE = 16;

    @Parameters(
            index = "0",
            arity = "0..1",
            completionCandidates = Candidates.ProblemIds.class,
            paramLabel = "PROBLEM",
            description = "Problem such as tsp or cvrp; a plan names its own.")
    private @Nullable String problemId;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "YAML or JSON with a problem and stages, each with options of this command; run again, it goes on"
                            + " where it stopped.")
    private @Nullable Path plan;

    @Option(
            names = "--instances",
            paramLabel = "DIR",
            description =
                    "Folder of your own past instances. The last fifth by name is held out for a report at the end;"
                            + " the default is imitation, from the bundled model on.")
    private @Nullable Path instances;

    @Option(
            names = "--report",
            paramLabel = "RUN",
            description = "No training: writes the report of a run with --instances anew (RUN/report.md, report.json).")
    private @Nullable Path report;

    @Option(
            names = "--report-times",
            paramLabel = "TIMES",
            split = ",",
            defaultValue = "0.2s,1s,10s",
            description = "Time limits of the report (default: ${DEFAULT-VALUE}).")
    private List<Duration> reportTimes;

    @Option(
            names = "--report-count",
            paramLabel = "N",
            defaultValue = "20",
            description = "Held-out instances that the report looks at, the latest ones (default: ${DEFAULT-VALUE}).")
    private int reportCount;

    @Option(
            names = "--method",
            completionCandidates = Candidates.Methods.class,
            paramLabel = "METHOD",
            description = "pomo; imitation of an engine; poppy or compass, which go on from --initial;"
                    + " (jssp, kp, mkp, rmab) self-labelling (default: pomo; imitation of --instances).")
    private @Nullable String method;

    @Option(
            names = "--size",
            paramLabel = "N|MIN-MAX",
            description =
                    "Size of the training instances; each batch has one (default: 50; of jssp 6-15, of rmab 8-30).")
    private @Nullable String givenSize;

    @Option(
            names = "--distribution",
            completionCandidates = Candidates.Distributions.class,
            paramLabel = "NAME",
            split = ",",
            defaultValue = "uniform",
            description =
                    "tsp, cvrp, jssp: distributions of the training instances, in equal parts, such as uniform,clustered"
                            + " (default: ${DEFAULT-VALUE}).")
    private List<String> distributions;

    @Option(names = "--time", paramLabel = "TIME", description = "Ends the training after this time.")
    private @Nullable Duration time;

    @Option(names = "--steps", paramLabel = "N", description = "Ends the training after this many optimiser steps.")
    private @Nullable Long steps;

    @Option(names = "--batch", paramLabel = "N", description = "Instances per step (default: 32; 8 of --instances).")
    private @Nullable Integer givenBatch;

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "Trajectories per instance, and per decoder or latent vector (default: 16; 4 of imitated"
                    + " --instances).")
    private @Nullable Integer givenStarts;

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            defaultValue = "1",
            description = "Batches whose gradients make one step (default: ${DEFAULT-VALUE}).")
    private int accumulate;

    @Option(
            names = "--decoders",
            paramLabel = "K",
            defaultValue = "4",
            description = "Poppy: decoders on the one encoder (default: ${DEFAULT-VALUE}).")
    private int decoders;

    @Option(
            names = "--latents",
            paramLabel = "N",
            defaultValue = "16",
            description = "COMPASS: latent vectors drawn for each batch (default: ${DEFAULT-VALUE}).")
    private int latents;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description = "Divides the logits of samples; below 1 closer to greedy (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(
            names = "--frozen",
            arity = "1",
            paramLabel = "true|false",
            defaultValue = "false",
            description =
                    "Poppy: the encoder stays as it is. COMPASS: the parent stays as it is, only what multiplies the"
                            + " latent vector learns (default: ${DEFAULT-VALUE}).")
    private boolean frozen;

    @Option(
            names = "--latent-spread",
            paramLabel = "X",
            defaultValue = "0",
            description =
                    "COMPASS: the rows of the latent vector begin not at zero but along the directions in which the"
                            + " policy is most sensitive; each entry then moves it by X^2/2 nats (default: ${DEFAULT-VALUE}).")
    private double latentSpread;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description =
                    "Learning rate of Adam (default: 4e-4; 5e-5 of --instances: a trained policy needs small steps).")
    private @Nullable Double givenLearningRate;

    @Option(
            names = "--averaging",
            paramLabel = "X",
            defaultValue = "0.998",
            description = "Decay of the moving average of the weights that is kept; 0 keeps the last weights"
                    + " (default: ${DEFAULT-VALUE}).")
    private double averaging;

    @Option(
            names = "--layers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Encoder layers (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(
            names = "--fresh-labels",
            paramLabel = "X",
            defaultValue = "0.25",
            description =
                    "Imitation, self-labelling: share of a batch solved anew; the rest was solved before (default:"
                            + " ${DEFAULT-VALUE}).")
    private double freshLabels;

    @Option(
            names = "--teacher-iterations",
            paramLabel = "N",
            description =
                    "Imitation: iterations of the engine per instance (default: 20 of local-search, 1500 of tabu, 3000"
                            + " of core-search; of --instances ten times as many, CVRP 10000).")
    private @Nullable Long teacherIterations;

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
            description =
                    "Threads of the rollouts; libtorch's own are set by OMP_NUM_THREADS (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--validation-count",
            paramLabel = "N",
            defaultValue = "64",
            description = "Instances of the fixed validation set (default: ${DEFAULT-VALUE}).")
    private int validationCount;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "TIME",
            defaultValue = "2m",
            description = "Time between validations and checkpoints (default: ${DEFAULT-VALUE}).")
    private Duration checkpointEvery;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Run to go on with, by its own options where no others are given.")
    private @Nullable Path resume;

    @Option(
            names = {"--initial", "--from"},
            completionCandidates = Candidates.ModelNames.class,
            paramLabel = "MODEL",
            description = "Checkpoint folder or bundled model whose weights and layers a new run starts from; none for"
                    + " random weights (default: none; of --instances the bundled model of the problem).")
    private @Nullable String initial;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where checkpoints go (default: runs/PROBLEM-METHOD-SIZE, runs/PROBLEM-own of --instances).")
    private @Nullable Path out;

    @Option(names = "--quiet", description = "No progress, and no line for a checkpoint.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    /** A step and a validation of a large policy take so long at most. */
    private static final Duration LAST_CHECKPOINT = Duration.ofMinutes(1);

    /** Between lines of progress where stderr is no terminal: a log of a night must stay readable. */
    private static final long PROGRESS_MILLIS = 30_000;

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
        if (report != null) {
            allowOnly("--report, which trains nothing", Set.of("--report", "--report-times", "--report-count"));
            return OwnReport.write(report, spec.commandLine().getErr()::println, reportTimes, reportCount, stop);
        }
        if (plan != null) {
            allowOnly("--plan, whose stages have their own options", Set.of("--plan", "--out"));
            return TrainingPlan.read(plan, out).run(spec.commandLine(), quiet, stop, watchdog);
        }
        if (resume != null) {
            return resumed(resume).runStage(stop, watchdog);
        }
        if (problemId == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PROBLEM'");
        }
        return train(Problems.byId(problemId), stop, watchdog);
    }

    /** Refuses words of the command line that would be ignored. */
    private void allowOnly(String what, Set<String> options) {
        List<String> ignored = new ArrayList<>();
        if (problemId != null) {
            ignored.add(problemId);
        }
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
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

    /**
     * Refuses options that a run cannot change once it has begun.
     *
     * @param given options by name with their values
     */
    static void refuseChanges(Path directory, ModelCard card, Map<String, String> given) {
        Map<String, String> begun = options(words(card.command()));
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("--method", card.method());
        fixed.put("--layers", Integer.toString(card.layers()));
        fixed.put("--decoders", Integer.toString(card.decoders()));
        fixed.put("--latent-spread", begun.getOrDefault("--latent-spread", "0"));
        fixed.put("--instances", begun.getOrDefault("--instances", "none"));
        String initial = begun.getOrDefault("--initial", begun.getOrDefault("--from", "none"));
        fixed.put("--initial", initial);
        fixed.put("--from", initial);
        fixed.put("--out", directory.toString());
        List<String> changed = new ArrayList<>();
        fixed.forEach((name, value) -> {
            String other = given.get(name);
            if (other != null && !isSameValue(value, other)) {
                changed.add(name + " " + other + " (there " + value + ")");
            }
        });
        if (!changed.isEmpty()) {
            throw new InputException("The run in " + directory + " cannot be resumed with " + String.join(", ", changed)
                    + ": begin a new run, with --initial " + directory + " from its weights.");
        }
    }

    private static boolean isSameValue(String a, String b) {
        try {
            return a.equalsIgnoreCase(b) || Double.parseDouble(a) == Double.parseDouble(b);
        } catch (NumberFormatException e) {
            return sameFolder(a, b);
        }
    }

    private static boolean sameFolder(String a, String b) {
        return Path.of(a)
                .toAbsolutePath()
                .normalize()
                .equals(Path.of(b).toAbsolutePath().normalize());
    }

    private static List<String> words(String command) {
        return TOKEN.matcher(command)
                .results()
                .map(token -> token.group(1) != null ? token.group(1) : token.group())
                .toList();
    }

    /** This command with the options of the run that it goes on with, as far as it has none of its own; limits are its own. */
    private TrainCommand resumed(Path directory) {
        ModelCard card = Checkpoint.loadCard(directory);
        Map<String, String> given = options(spec.commandLine().getParseResult().originalArgs());
        refuseChanges(directory, card, given);
        if (problemId != null && !problemId.equalsIgnoreCase(card.problem())) {
            throw new InputException(
                    "The run in " + directory + " is for " + card.problem() + ", not for " + problemId + ".");
        }
        Map<String, String> options = options(words(card.command()));
        options.keySet().removeAll(Set.of("--time", "--steps", "--out", "--initial", "--from", "--resume"));
        options.putAll(given);
        options.remove("--out");
        List<String> arguments = new ArrayList<>(List.of(problemId == null ? card.problem() : problemId));
        options.forEach((name, value) -> arguments.addAll(List.of(name, value)));
        if (quiet) {
            arguments.add("--quiet");
        }
        return stage(spec.commandLine(), arguments);
    }

    /** A command of these arguments, for {@link #runStage}. */
    static TrainCommand stage(CommandLine parent, List<String> arguments) {
        CommandLine commandLine = Converters.register(new CommandLine(new TrainCommand()))
                .setOut(parent.getOut())
                .setErr(parent.getErr());
        commandLine.parseArgs(arguments.toArray(String[]::new));
        return commandLine.getCommand();
    }

    /** Options by name; each has one value. Other arguments are left out. */
    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                options.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else if (argument.startsWith("--") && i + 1 < arguments.size()) {
                options.put(argument, arguments.get(++i));
            }
        }
        return options;
    }

    private <I extends Instance, S> int train(Problem<I, S> problem, StopToken stop, Watchdog watchdog) {
        Method chosen = Method.of(method != null ? method : instances != null ? "imitation" : "pomo");
        OwnInstances<I, S> own = instances == null ? null : OwnInstances.read(problem, instances);
        if (own != null) {
            Notes.lines(spec.commandLine().getErr(), own.training());
        }
        String size = givenSize != null ? givenSize : SIZES.getOrDefault(problem.id(), "50");
        if (own != null && givenSize != null) {
            throw new InputException("--size is not for --instances, which have their own.");
        }
        int[] range = own == null ? sizes(size) : own.sizes();
        int batch = givenBatch != null ? givenBatch : own == null ? 32 : 8;
        int starts = givenStarts != null ? givenStarts : own == null || chosen != Method.IMITATION ? 16 : 4;
        double learningRate = givenLearningRate != null ? givenLearningRate : own == null ? 4e-4 : 5e-5;
        if (batch < 1
                || starts < 1
                || accumulate < 1
                || layers < 1
                || threads < 1
                || validationCount < 1
                || !(learningRate > 0)) {
            throw new InputException(
                    "--batch, --starts, --accumulate, --layers, --threads, --validation-count and --learning-rate must"
                            + " be positive.");
        }
        if (!(freshLabels > 0 && freshLabels <= 1)) {
            throw new InputException("--fresh-labels (" + freshLabels + ") must be above 0 and at most 1.");
        }
        if (!(temperature > 0) || chosen == Method.IMITATION && temperature != 1) {
            throw new InputException("--temperature (" + temperature + ") must be positive, and 1 of imitation.");
        }
        if (!(averaging >= 0 && averaging < 1)) {
            throw new InputException("--averaging (" + averaging + ") must be at least 0 and below 1.");
        }
        CandidateKind<?, ?> scoring = PolicyKinds.find(problem.id(), CandidateKind.class);
        String mixture = scoring == null ? null : scoring.mixture();
        if (mixture == null && own == null) {
            distributions.forEach(
                    distribution -> problem.generate(range[0], 1, distribution)); // throws if it is unknown
        } else if (!distributions.equals(List.of("uniform"))) {
            throw new InputException(
                    own != null
                            ? "--distribution is not for --instances, which have their own."
                            : "--distribution is for tsp, cvrp and jssp; training instances of " + problem.id()
                                    + " have a mixture of their own.");
        }
        Path directory = resume != null
                ? resume
                : out != null
                        ? out
                        : Path.of(
                                "runs",
                                own != null ? problem.id() + "-own" : problem.id() + "-" + chosen.id() + "-" + size);
        if (resume == null && Trainer.canResume(directory)) {
            throw new InputException(
                    directory, 0, "holds a run already: go on with it by --resume, or name another folder by --out.");
        }
        String parent = initial != null ? initial : own == null ? null : ModelZoo.defaultModel(problem);
        if (resume == null && parent != null && !parent.equals("none")) {
            int parentLayers = ModelZoo.tensors(parent).card().layers();
            if (spec.commandLine().getParseResult().hasMatchedOption("--layers") && layers != parentLayers) {
                throw new InputException(
                        "--layers " + layers + " does not fit " + parent + ", which has " + parentLayers + ".");
            }
        }
        TrainingConfig config = new TrainingConfig(
                problem.id(),
                chosen,
                range[0],
                range[1],
                List.copyOf(distributions),
                batch,
                starts,
                accumulate,
                decoders,
                latents,
                LATENT_SIZE,
                latentSpread,
                freshLabels,
                temperature,
                frozen,
                learningRate,
                averaging,
                layers,
                scoring == null ? 128 : 64,
                scoring == null ? 8 : 4,
                scoring == null ? 512 : 128,
                time,
                steps,
                seed,
                threads,
                directory,
                resume != null,
                "none".equals(parent) ? null : parent,
                (range[0] + range[1]) / 2,
                validationCount,
                checkpointEvery,
                "ansatz train "
                        + spec.commandLine().getParseResult().originalArgs().stream()
                                .dropWhile("train"::equals) // of a subcommand, those of its parent too
                                .dropWhile("train"::equals)
                                .map(argument -> argument.contains(" ") ? "'" + argument + "'" : argument)
                                .collect(Collectors.joining(" ")));
        Teacher teacher = chosen == Method.IMITATION ? teacher(problem, own != null) : null;
        Path curve = directory.resolve("curve.svg");
        AtomicReference<@Nullable Trainer> running = new AtomicReference<>();
        long begin = System.nanoTime();
        int code = ExitCode.OK;
        try (StatusLine status = new StatusLine(
                Progress.Mode.of(quiet),
                spec.commandLine().getErr(),
                () -> progress(running.get(), (System.nanoTime() - begin) * 1e-9),
                PROGRESS_MILLIS)) {
            Consumer<String> log = line -> {
                if (!quiet) {
                    status.println(line);
                }
                LearningCurve.draw(directory.resolve("training.jsonl"), curve);
            };
            if (own != null) {
                OwnReport.remember(directory, own.folder(), problem);
                log.accept(own.description() + "; " + own.validation().size() + " rank checkpoints, "
                        + own.heldOut().size() + " are held out");
            }
            Trainer trainer = new Trainer(config, teacher, own, log, stop);
            running.set(trainer);
            watchdog.grace(LAST_CHECKPOINT);
            ModelCard card = trainer.train();
            running.set(null);
            spec.commandLine()
                    .getOut()
                    .println("Best checkpoint: " + directory.resolve("best") + " " + card.validation());
            if (own != null && reportCount > 0 && !stop.isStopped()) {
                code = OwnReport.write(directory, log, reportTimes, reportCount, stop);
            }
        }
        return code;
    }

    /** A line of progress; empty where the training is over. */
    private String progress(@Nullable Trainer trainer, double seconds) {
        if (trainer == null) {
            return "";
        }
        String of = steps == null ? "" : " of " + steps;
        String left =
                time == null ? "" : "  " + Durations.rough(Math.max(0, time.toMillis() * 1e-3 - seconds)) + " left";
        return trainer.steps() == 0
                ? "beginning  " + Durations.rough(seconds)
                : "step " + trainer.steps() + of + "  " + Durations.rough(seconds) + left;
    }

    private <I extends Instance, S> Teacher teacher(Problem<I, S> problem, boolean own) {
        String name = TEACHERS.getOrDefault(problem.id(), "local-search");
        long usual = TEACHER_ITERATIONS.get(name);
        long iterations = teacherIterations != null
                ? teacherIterations
                : !own ? usual : problem.id().equals("cvrp") ? OWN_ROUTES_ITERATIONS : OWN_EFFORT * usual;
        Solver<I, S> engine = Engines.byName(problem, name, null);
        return new Teacher() {
            @Override
            @SuppressWarnings("unchecked") // the trainer gives instances of this problem
            public Object solve(Instance instance, long labelSeed) {
                return engine.solve(
                                (I) instance,
                                Options.<S>ofIterations(iterations).withSeed(labelSeed))
                        .best();
            }
        };
    }

    /** {@code 50} or {@code 20-60}. */
    private static int[] sizes(String text) {
        try {
            int dash = text.indexOf('-');
            int min = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
            int max = dash < 0 ? min : Integer.parseInt(text.substring(dash + 1));
            if (min >= 4 && min <= max) {
                return new int[] {min, max};
            }
        } catch (NumberFormatException e) {
            // one sentence below for all that is wrong
        }
        throw new InputException("--size " + text + " must be a number of at least 4 or a range such as 20-60.");
    }
}
