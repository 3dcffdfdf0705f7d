package dev.ansatz.training;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.StopToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trains the policy of any problem by one of the {@linkplain Method methods}.
 *
 * <p>One step: the gradient of one batch or the mean over several, then Adam. Advantages are divided by their root mean square, so
 * that the learning rate does not depend on the scale of the costs.
 *
 * <p>What is validated and kept is a moving average of the weights over the steps (Polyak and Juditsky 1992), which is better than
 * any of them where the learning rate does not fall.
 *
 * <p>All randomness derives from the seed and the step number, hence a resumed run goes on as if it had never stopped, up to the
 * rounding of libtorch's sums (and except that imitation begins a new pool of labels).
 *
 * <p>A step whose gradient is not finite is skipped; after {@value #PATIENCE} of them in a row, or when a weight is not finite,
 * the run goes back to its last checkpoint with half the learning rate and other batches.
 */
public final class Trainer {
    /** Skipped steps in a row before a rollback. */
    private static final int PATIENCE = 3;

    /** A run that failed so often will fail again. */
    private static final int MOST_ROLLBACKS = 20;

    private final TrainingConfig config;
    private final @Nullable Teacher teacher;
    private final @Nullable OwnInstances<?, ?> own;
    private final Consumer<String> log;
    private final StopToken stop;
    private volatile long stepsMade;

    /** Trains on generated instances. */
    public Trainer(TrainingConfig config, @Nullable Teacher teacher, Consumer<String> log, StopToken stop) {
        this(config, teacher, null, log, stop);
    }

    /**
     * @param teacher whom to imitate; null unless the method is imitation
     * @param own a user's instances to train on, or null for generated ones; sizes and validation of the settings are of no meaning
     *     with them
     * @param log receives one line per progress report
     * @throws InputException if the settings do not fit the method
     */
    public Trainer(
            TrainingConfig config,
            @Nullable Teacher teacher,
            @Nullable OwnInstances<?, ?> own,
            Consumer<String> log,
            StopToken stop) {
        if ((config.method() == Method.IMITATION) != (teacher != null)) {
            throw new IllegalArgumentException("A teacher is needed for imitation and for nothing else.");
        }
        if (config.method().needsInitial() && config.initial() == null && !config.resume()) {
            throw new InputException("Method " + config.method().id()
                    + " goes on from a trained policy: name a checkpoint folder or a bundled model as the"
                    + " initial one.");
        }
        if (config.method() == Method.POPPY && config.decoders() < 2
                || config.method() == Method.COMPASS && (config.latents() < 2 || config.latentSize() < 1)) {
            throw new InputException("Poppy needs at least 2 decoders, COMPASS at least 2 latent vectors.");
        }
        this.config = config;
        this.teacher = teacher;
        this.own = own;
        this.log = log;
        this.stop = stop;
    }

    /**
     * Trains until a limit is met or the stop token is set, then writes a last checkpoint.
     *
     * @return the card of the best checkpoint, which lies in {@code directory/best}
     * @throws InputException if a checkpoint cannot be read or the directory cannot be written
     */
    public ModelCard train() {
        try (ExecutorService pool = Executors.newFixedThreadPool(config.threads())) {
            Start start = start(pool);
            // Nothing is written of a run that cannot begin.
            RunFolder.create(config.directory().resolve("best"));
            try (TensorBoardEvents events = new TensorBoardEvents(config.directory())) {
                return new Loop(start, events).run();
            }
        }
    }

    /** Whether a directory holds a run that can be gone on with. */
    public static boolean canResume(Path directory) {
        return RunState.isIn(directory);
    }

    /** Optimiser steps of the run so far, those before a resumption included; may be read from any thread while it trains. */
    public long steps() {
        return stepsMade;
    }

    private record Start(Learner learner, Learner.Dimensions dimensions, RunState state) {}

    /** Where the run starts: its own last state, another policy's weights or random ones. */
    private Start start(ExecutorService pool) {
        if (config.resume()) {
            RunState.require(config.directory());
            ModelCard card = Checkpoint.loadCard(config.directory());
            checkProblem(card, config.directory().toString());
            Learner.Dimensions dimensions = Learner.Dimensions.of(card);
            Learner learner = Learner.of(config, dimensions, teacher, own, pool);
            return new Start(learner, dimensions, RunState.read(config.directory(), learner.shapes()));
        }
        Checkpoint.Tensors initial = config.initial() == null ? null : ModelZoo.tensors(config.initial());
        if (initial != null) {
            checkProblem(initial.card(), String.valueOf(config.initial()));
        }
        Learner.Dimensions dimensions = (initial == null
                        ? Learner.Dimensions.of(config)
                        : Learner.Dimensions.of(initial.card()))
                .trainedBy(config);
        Learner learner = Learner.of(config, dimensions, teacher, own, pool);
        Map<String, float[]> weights = learner.begin(initial);
        return new Start(
                learner,
                dimensions,
                new RunState(weights, copy(weights), new Adam(weights), 0, 0, 0, Double.POSITIVE_INFINITY, "", 0));
    }

    private void checkProblem(ModelCard card, String source) {
        if (!card.problem().equals(config.problem())) {
            throw new InputException(
                    "Model '" + source + "' is for problem " + card.problem() + ", not for " + config.problem() + ".");
        }
    }

    /** One call of {@link #train}. */
    private final class Loop {
        private final Learner learner;
        private final Learner.Dimensions dimensions;
        private final TensorBoardEvents events;
        private final boolean minimises;
        private final long begin = System.nanoTime();
        private final double secondsBefore;
        private RunState lastGood;
        private Map<String, float[]> weights;
        private Map<String, float[]> average;
        private Adam adam;
        private long step;
        private long instances;
        private final String rankedOn;
        private double best;
        private int rollbacks;
        private double valueSum;
        private double normSum;
        private int reported;
        private double reportedAt;

        Loop(Start start, TensorBoardEvents events) {
            learner = start.learner();
            dimensions = start.dimensions();
            RunState state = start.state();
            this.events = events;
            minimises = learner.problem().sense() == Sense.MINIMISE;
            secondsBefore = state.seconds();
            lastGood = state;
            weights = state.weights();
            average = state.average();
            adam = state.adam();
            step = state.step();
            stepsMade = step;
            instances = state.instances();
            rankedOn = learner.distribution() + ", " + config.validationSize() + ", " + config.validationCount();
            // Costs of other instances cannot be compared.
            best = state.rankedOn().isEmpty() || state.rankedOn().equals(rankedOn)
                    ? state.best()
                    : Double.POSITIVE_INFINITY;
            rollbacks = state.rollbacks();
        }

        private double seconds() {
            return (System.nanoTime() - begin) * 1e-9;
        }

        private boolean isOver() {
            Duration time = config.time();
            Long steps = config.steps();
            return stop.isStopped()
                    || Thread.currentThread().isInterrupted()
                    || (time != null && seconds() >= time.toMillis() * 1e-3)
                    || (steps != null && step >= steps);
        }

        ModelCard run() {
            if (step == 0) {
                checkpoint();
            }
            keep();
            long lastCheckpoint = System.nanoTime();
            int skipped = 0;
            while (!isOver()) {
                step++;
                double norm = step();
                stepsMade = step;
                if (Adam.usable(norm)) {
                    skipped = 0;
                } else {
                    skipped++;
                    log.accept("step " + step + ": the norm of the gradient is " + norm + "; the step was skipped");
                    if (skipped == PATIENCE) {
                        rollBack(PATIENCE + " gradients in a row were unusable");
                        skipped = 0;
                    }
                }
                if (System.nanoTime() - lastCheckpoint
                                > config.checkpointEvery().toNanos()
                        || isOver()) {
                    checkpoint();
                    lastCheckpoint = System.nanoTime();
                }
            }
            return Checkpoint.loadCard(config.directory().resolve("best"));
        }

        /** Makes one optimiser step and returns the norm of its gradient. */
        private double step() {
            // Other batches after a rollback: the same ones would fail in the same way.
            SplittableRandom random =
                    new SplittableRandom((config.seed() + 7919L * rollbacks) * 0x9E3779B97F4A7C15L + step);
            Learner.Gradient sum = learner.gradient(weights, random);
            double value = sum.value();
            for (int i = 1; i < config.accumulate(); i++) {
                Learner.Gradient next = learner.gradient(weights, random);
                sum.byWeight().forEach((name, gradient) -> {
                    float[] more = next.byWeight().get(name);
                    for (int j = 0; j < gradient.length; j++) {
                        gradient[j] += more[j];
                    }
                });
                value += next.value();
            }
            float share = 1f / config.accumulate();
            sum.byWeight().values().forEach(gradient -> {
                for (int j = 0; j < gradient.length; j++) {
                    gradient[j] *= share;
                }
            });
            sum.byWeight().forEach((name, gradient) -> {
                if (Learner.isFrozen(config, name)) {
                    java.util.Arrays.fill(gradient, 0f);
                }
            });
            double norm = adam.step(weights, sum.byWeight(), step, config.learningRate() * Math.pow(0.5, rollbacks));
            if (Adam.usable(norm)) {
                average();
            }
            instances += (long) config.batch() * config.accumulate();
            valueSum += value * share;
            normSum += norm;
            reported++;
            return norm;
        }

        private void average() {
            float share = (float) (1 - Math.min(config.averaging(), (1.0 + step) / (10.0 + step)));
            weights.forEach((name, values) -> {
                float[] mean = average.get(name);
                for (int i = 0; i < values.length; i++) {
                    mean[i] += share * (values[i] - mean[i]);
                }
            });
        }

        private void rollBack(String why) {
            if (++rollbacks > MOST_ROLLBACKS) {
                throw new InputException("The training failed " + rollbacks
                        + " times although its learning rate was halved each time: lower --learning-rate.");
            }
            weights = copy(lastGood.weights());
            average = copy(lastGood.average());
            adam = lastGood.adam().copy();
            step = lastGood.step();
            instances = lastGood.instances();
            valueSum = 0;
            normSum = 0;
            reported = 0;
            log.accept(String.format(
                    Locale.ROOT,
                    "%s: back to step %d, learning rate %.2g",
                    why,
                    step,
                    config.learningRate() * Math.pow(0.5, rollbacks)));
        }

        /** Remembers the present state, to which a rollback returns. */
        private void keep() {
            lastGood = new RunState(
                    copy(weights),
                    copy(average),
                    adam.copy(),
                    step,
                    instances,
                    secondsBefore + seconds(),
                    best,
                    rankedOn,
                    rollbacks);
        }

        private void checkpoint() {
            double rate =
                    reported * (double) config.batch() * config.accumulate() / Math.max(1e-9, seconds() - reportedAt);
            if (!finite(weights)) {
                rollBack("a weight is not finite");
                return;
            }
            Learner.Validation validation = learner.validate(average);
            double total = secondsBefore + seconds();
            ModelCard card = card(total, validation.figures());
            double cost = minimises ? validation.objective() : -validation.objective();
            if (cost < best) {
                best = cost;
                Checkpoint.save(config.directory().resolve("best"), learner.shapes(), average, card, true);
            }
            keep();
            Checkpoint.save(config.directory(), learner.shapes(), average, card, false);
            lastGood.write(config.directory(), learner.shapes());
            report(validation, total, rate);
            valueSum = 0;
            normSum = 0;
            reported = 0;
            reportedAt = seconds();
        }

        private void report(Learner.Validation validation, double total, double rate) {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("validation", validation.objective());
            figures.put("greedy", validation.greedy());
            figures.put("best", minimises ? best : -best);
            if (reported > 0) {
                figures.put(learner.valueName(), valueSum / reported);
                figures.put("norm", normSum / reported);
                figures.put("instancesPerSecond", rate);
            }
            ObjectNode line = JsonMapper.shared().createObjectNode();
            line.put("step", step).put("instances", instances).put("seconds", Math.round(total));
            figures.forEach((name, value) -> {
                if (Double.isFinite(value)) {
                    line.put(name, Math.round(value * 1e5) / 1e5);
                    events.scalar(name, step, value);
                }
            });
            RunFolder.append(config.directory(), line.toString());
            log.accept(String.format(
                    Locale.ROOT,
                    "step %d, %d instances, %.0f s, %svalidation %.4f (best %.4f)%s%s",
                    step,
                    instances,
                    total,
                    Double.isNaN(validation.greedy())
                            ? ""
                            : String.format(Locale.ROOT, "greedy %.4f, ", validation.greedy()),
                    validation.objective(),
                    figures.get("best"),
                    reported == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    ", %s %.4f, %.1f instances/s",
                                    learner.valueName(),
                                    valueSum / reported,
                                    rate),
                    left()));
        }

        /** How long the run will still take. */
        private String left() {
            double left = Double.POSITIVE_INFINITY;
            Duration time = config.time();
            Long steps = config.steps();
            if (time != null) {
                left = time.toMillis() * 1e-3 - seconds();
            }
            if (steps != null && step > 0 && seconds() > reportedAt && reported > 0) {
                left = Math.min(left, (steps - step) * (seconds() - reportedAt) / reported);
            }
            return Double.isFinite(left) && left > 0
                    ? String.format(Locale.ROOT, ", %d min %02d s left", (long) left / 60, (long) left % 60)
                    : "";
        }

        private ModelCard card(double seconds, Map<String, Double> validation) {
            String sizes = config.minSize() == config.maxSize()
                    ? Integer.toString(config.minSize())
                    : config.minSize() + "-" + config.maxSize();
            String kind = switch (config.method()) {
                case POPPY -> "-poppy" + dimensions.decoders();
                case COMPASS -> "-compass";
                default -> "";
            };
            return new ModelCard(
                    config.problem() + "-" + (own == null ? config.maxSize() : "own") + kind,
                    config.problem(),
                    learner.kind().architecture(),
                    config.method().id(),
                    sizes,
                    learner.distribution(),
                    dimensions.layers(),
                    dimensions.embeddingSize(),
                    dimensions.heads(),
                    dimensions.feedForwardSize(),
                    dimensions.decoders(),
                    dimensions.latentSize(),
                    learner.kind().columns(),
                    step,
                    instances,
                    Math.round(seconds),
                    config.seed(),
                    Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.arch"),
                    config.command(),
                    validation,
                    own == null ? null : own.profile());
        }
    }

    private static Map<String, float[]> copy(Map<String, float[]> weights) {
        Map<String, float[]> copy = new LinkedHashMap<>();
        weights.forEach((name, values) -> copy.put(name, values.clone()));
        return copy;
    }

    private static boolean finite(Map<String, float[]> weights) {
        for (float[] values : weights.values()) {
            for (float v : values) {
                if (!Float.isFinite(v)) {
                    return false;
                }
            }
        }
        return true;
    }
}
