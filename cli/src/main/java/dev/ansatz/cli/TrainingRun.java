package dev.ansatz.cli;

import dev.ansatz.bench.quality.UserReport;
import dev.ansatz.cli.plot.LearningCurve;
import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.Architecture;
import dev.ansatz.training.SizeRange;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.TrainingProvider;
import dev.ansatz.training.labels.UserInstances;
import dev.ansatz.training.loop.Trainer;
import dev.ansatz.training.method.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One training by {@code ansatz train}: the settings that its options come to, then the training, its progress and its report. */
final class TrainingRun<I extends Instance, S> {
    /** A step and a validation of a large policy take so long at most. */
    private static final Duration LAST_CHECKPOINT = Duration.ofMinutes(1);

    /** Between lines of progress where stderr is no terminal: a log of a night must stay readable. */
    private static final long PROGRESS_MILLIS = 30_000;

    private final TrainCommand command;
    private final TrainOptions.Instances instances;
    private final TrainOptions.Run run;
    private final Problem<I, S> problem;
    private final TrainingProvider<I, S> provider;

    TrainingRun(TrainCommand command, Problem<I, S> problem) {
        this.command = command;
        this.problem = problem;
        instances = command.instances();
        run = command.options();
        provider = TrainingProvider.of(problem);
    }

    /**
     * Trains.
     *
     * @throws InputException if the options do not fit each other or the problem
     */
    void train(StopToken stop, Watchdog watchdog) {
        UserInstances<I, S> user = instances.folder == null ? null : UserInstances.read(problem, instances.folder);
        if (user != null) {
            Notes.lines(command.commandLine().getErr(), user.training());
        }
        TrainingConfig config = config(user);
        Path directory = config.run().directory();
        AtomicReference<@Nullable Trainer> running = new AtomicReference<>();
        long begin = System.nanoTime();
        try (StatusLine status = new StatusLine(
                Progress.Mode.of(run.quiet),
                command.commandLine().getErr(),
                () -> progress(running.get(), (System.nanoTime() - begin) * 1e-9),
                PROGRESS_MILLIS)) {
            Consumer<String> log = line -> {
                if (!run.quiet) {
                    status.println(line);
                }
                LearningCurve.draw(directory.resolve("training.jsonl"), directory.resolve("curve.svg"));
            };
            if (user != null) {
                UserReport.remember(directory, user.folder(), problem);
                log.accept(user.description() + "; " + user.validation().size() + " rank checkpoints, "
                        + user.heldOut().size() + " are held out");
            }
            Trainer trainer = new Trainer(config, user, log, stop);
            running.set(trainer);
            watchdog.grace(LAST_CHECKPOINT);
            ModelCard card = trainer.train();
            running.set(null);
            command.commandLine()
                    .getOut()
                    .println("Best checkpoint: " + directory.resolve("best") + " " + card.validation());
            TrainOptions.Report report = command.report();
            if (user != null && report.count > 0 && !stop.isStopped()) {
                UserReport.write(directory, report.times, report.count, log, stop);
            }
        }
    }

    private TrainingConfig config(@Nullable UserInstances<I, S> user) {
        String parent = parent(user != null);
        Architecture architecture = command.network().architecture(problem, begun(parent));
        SizeRange sizes = sizes(user);
        Method method = command.method()
                .method(
                        user != null ? Method.IMITATION : provider.method(),
                        architecture,
                        () -> Teaching.teacher(problem, command.method().teacherIterations, user != null));
        TrainingConfig.Batches batches = command.optimiser().batches(method, user != null);
        TrainingConfig.Optimisation optimisation = command.optimiser().optimisation(architecture, user != null);
        List<String> distributions = distributions(sizes, user != null, architecture);
        if (instances.validationCount < 1) {
            throw new InputException(TrainOptions.POSITIVE);
        }
        Path directory = directory(method, user != null);
        return new TrainingConfig(
                problem.id(),
                method,
                new TrainingConfig.Instances(
                        sizes.min(), sizes.max(), distributions, sizes.middle(), instances.validationCount),
                batches,
                optimisation,
                architecture.network().withLayers(command.network().layers),
                new TrainingConfig.Limits(run.time, run.steps, run.checkpointEvery),
                new TrainingConfig.Run(directory, run.resume != null, parent, run.seed, words()));
    }

    /** Architecture of the policy that is gone on with, or null; one of another problem is refused by the trainer. */
    private @Nullable String begun(@Nullable String parent) {
        ModelCard card = run.resume != null
                ? Checkpoint.loadCard(run.resume)
                : parent != null ? ModelZoo.tensors(parent).card() : null;
        return card != null && card.problem().equals(problem.id()) ? card.architecture() : null;
    }

    private SizeRange sizes(@Nullable UserInstances<I, S> user) {
        if (user == null) {
            return instances.size == null ? provider.sizes() : SizeRange.of(instances.size);
        }
        if (instances.size != null) {
            throw new InputException("--size is not for --instances, which have their own.");
        }
        return user.sizes();
    }

    private List<String> distributions(SizeRange sizes, boolean areUsers, Architecture architecture) {
        List<String> usual = List.of(provider.distribution());
        List<String> chosen = instances.distributions == null ? usual : instances.distributions;
        boolean isMixture = PolicyKinds.of(problem, architecture.id()).mixture() != null;
        if ((areUsers || isMixture) && !chosen.equals(usual)) {
            throw new InputException(
                    areUsers
                            ? "--distribution is not for --instances, which have their own."
                            : "--distribution is not for " + problem.id()
                                    + ", whose training instances have a mixture of their own.");
        }
        if (!areUsers && !isMixture) {
            chosen.forEach(distribution -> {
                I unused = problem.generate(sizes.min(), 1, distribution); // throws if it is unknown
            });
        }
        return chosen;
    }

    private Path directory(Method method, boolean areUsers) {
        if (run.resume != null) {
            return run.resume;
        }
        String size = instances.size == null ? provider.sizes().toString() : instances.size;
        Path directory = run.out != null
                ? run.out
                : Path.of("runs", problem.id() + "-" + (areUsers ? "own" : method.id() + "-" + size));
        if (Trainer.canResume(directory)) {
            throw new InputException(
                    directory, 0, "holds a run already: go on with it by --resume, or name another folder by --out.");
        }
        return directory;
    }

    /** The model that a new run goes on from, or null. */
    private @Nullable String parent(boolean areUsers) {
        String name = run.initial != null ? run.initial : areUsers ? ModelZoo.defaultModel(problem) : null;
        String parent = "none".equals(name) ? null : name;
        if (run.resume == null && parent != null) {
            int layers = command.network().layers;
            int parentLayers = ModelZoo.tensors(parent).card().layers();
            if (command.commandLine().getParseResult().hasMatchedOption("--layers") && layers != parentLayers) {
                throw new InputException(
                        "--layers " + layers + " does not fit " + parent + ", which has " + parentLayers + ".");
            }
        }
        return parent;
    }

    /** The command line, for the card. */
    private String words() {
        return "ansatz train "
                + command.commandLine().getParseResult().originalArgs().stream()
                        .dropWhile("train"::equals) // of a subcommand, those of its parent too
                        .dropWhile("train"::equals)
                        .map(argument -> argument.contains(" ") ? "'" + argument + "'" : argument)
                        .collect(Collectors.joining(" "));
    }

    /** A line of progress; empty where the training is over. */
    private String progress(@Nullable Trainer trainer, double seconds) {
        if (trainer == null) {
            return "";
        }
        String of = run.steps == null ? "" : " of " + run.steps;
        String left = run.time == null
                ? ""
                : "  " + Durations.rough(Math.max(0, run.time.toMillis() * 1e-3 - seconds)) + " left";
        return trainer.steps() == 0
                ? "beginning  " + Durations.rough(seconds)
                : "step " + trainer.steps() + of + "  " + Durations.rough(seconds) + left;
    }
}
