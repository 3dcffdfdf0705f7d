package dev.ansatz.neural.train;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.policy.Architecture;
import dev.ansatz.neural.policy.Decoder;
import dev.ansatz.neural.policy.Encoder;
import dev.ansatz.neural.policy.Environment;
import dev.ansatz.neural.policy.ProblemAdapter;
import dev.ansatz.neural.policy.Weights;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trains an attention policy by one of the {@linkplain Method methods}.
 *
 * <p>One step: the {@linkplain BatchGradient gradient} of one batch or the mean over several, then Adam. Advantages are divided
 * by their root mean square over the batch, so that the learning rate does not depend on the scale of the costs.
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

    /** Random latent vectors of a validation, as COMPASS's fast validation on the TSP. */
    private static final int VALIDATION_LATENTS = 16;

    private final TrainingConfig config;
    private final ProblemAdapter<?, ?> adapter;
    private final @Nullable Teacher teacher;
    private final Consumer<String> log;
    private final StopToken stop;
    private final String validationName;

    /**
     * @param teacher whom to imitate; null unless the method is imitation
     * @param log receives one line per progress report
     * @throws InputException if the settings do not fit the method
     */
    public Trainer(TrainingConfig config, @Nullable Teacher teacher, Consumer<String> log, StopToken stop) {
        if ((config.method() == Method.IMITATION) != (teacher != null)) {
            throw new IllegalArgumentException("A teacher is needed for imitation and for nothing else.");
        }
        if (config.method().needsInitial() && config.initial() == null && !config.resume()) {
            throw new InputException(
                    "Method " + config.method().id()
                            + " goes on from a trained policy: name a checkpoint folder or a bundled model as the initial one.");
        }
        if (config.method() == Method.POPPY && config.decoders() < 2
                || config.method() == Method.COMPASS && (config.latents() < 2 || config.latentSize() < 1)) {
            throw new InputException("Poppy needs at least 2 decoders, COMPASS at least 2 latent vectors.");
        }
        this.config = config;
        this.teacher = teacher;
        this.adapter = ProblemAdapter.of(config.problem());
        this.log = log;
        this.stop = stop;
        this.validationName = config.problem() + config.validationSize() + "-cost";
    }

    /**
     * Trains until a limit is met or the stop token is set, then writes a last checkpoint.
     *
     * @return the card of the best checkpoint, which lies in {@code directory/best}
     * @throws InputException if a checkpoint cannot be read or the directory cannot be written
     */
    public ModelCard train() {
        Path directory = config.directory();
        RunFolder.create(directory.resolve("best"));
        Checkpoint.State state = begin();
        try (ExecutorService pool = Executors.newFixedThreadPool(config.threads());
                TensorBoardEvents events = new TensorBoardEvents(directory)) {
            return new Loop(state, pool, events).run();
        }
    }

    /** The state that the run starts from: its own last one, another policy's weights or random ones. */
    private Checkpoint.State begin() {
        if (config.resume() && Checkpoint.hasState(config.directory())) {
            Architecture saved = Checkpoint.load(config.directory()).weights().architecture();
            return Checkpoint.loadState(config.directory(), saved);
        }
        Architecture arch =
                adapter.architecture(config.layers(), config.embeddingSize(), config.heads(), config.feedForwardSize());
        Weights weights = Weights.random(arch, config.seed());
        if (config.initial() != null) {
            Checkpoint.Loaded initial = ModelZoo.checkpoint(config.initial());
            if (!initial.card().problem().equals(config.problem())) {
                throw new InputException("Model '" + config.initial() + "' is for problem "
                        + initial.card().problem() + ", not for " + config.problem() + ".");
            }
            weights = initial.weights();
        }
        try {
            weights = weights.in(
                    switch (config.method()) {
                        case POPPY -> weights.architecture().withDecoders(config.decoders(), 0);
                        case COMPASS -> weights.architecture().withDecoders(1, config.latentSize());
                        default -> weights.architecture().withDecoders(1, 0);
                    });
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "Method " + config.method().id() + " cannot go on from the initial model (" + e.getMessage() + ")");
        }
        return new Checkpoint.State(weights, new Adam(weights.asMap()), 0, 0, 0, Double.POSITIVE_INFINITY, 0);
    }

    /** One call of {@link #train}. */
    private final class Loop {
        private final ExecutorService pool;
        private final TensorBoardEvents events;
        private final BatchGradient batches;
        private final long begin = System.nanoTime();
        private final double secondsBefore;
        private Checkpoint.State lastGood;
        private Weights weights;
        private Adam adam;
        private long step;
        private long instances;
        private double best;
        private int rollbacks;
        private double valueSum;
        private double normSum;
        private int reported;
        private double reportedAt;

        Loop(Checkpoint.State state, ExecutorService pool, TensorBoardEvents events) {
            this.pool = pool;
            this.events = events;
            this.batches = new BatchGradient(config, adapter, teacher, pool);
            secondsBefore = state.seconds();
            lastGood = state;
            weights = state.weights();
            adam = state.adam();
            step = state.step();
            instances = state.instances();
            best = state.best();
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
            return Checkpoint.load(config.directory().resolve("best")).card();
        }

        /** Makes one optimiser step and returns the norm of its gradient. */
        private double step() {
            // Other batches after a rollback: the same ones would fail in the same way.
            SplittableRandom random =
                    new SplittableRandom((config.seed() + 7919L * rollbacks) * 0x9E3779B97F4A7C15L + step);
            BatchGradient.Result sum = batches.at(weights, random);
            double value = sum.value();
            for (int i = 1; i < config.accumulate(); i++) {
                BatchGradient.Result next = batches.at(weights, random);
                sum.gradients().forEach((name, gradient) -> {
                    float[] more = next.gradients().get(name);
                    for (int j = 0; j < gradient.length; j++) {
                        gradient[j] += more[j];
                    }
                });
                value += next.value();
            }
            float share = 1f / config.accumulate();
            sum.gradients().values().forEach(gradient -> {
                for (int j = 0; j < gradient.length; j++) {
                    gradient[j] *= share;
                }
            });
            double norm =
                    adam.step(weights.asMap(), sum.gradients(), step, config.learningRate() * Math.pow(0.5, rollbacks));
            instances += (long) config.batch() * config.accumulate();
            valueSum += value * share;
            normSum += norm;
            reported++;
            return norm;
        }

        private void rollBack(String why) {
            if (++rollbacks > MOST_ROLLBACKS) {
                throw new InputException("The training failed " + rollbacks
                        + " times although its learning rate was halved each time: lower --learning-rate.");
            }
            weights = lastGood.weights().copy();
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
            lastGood = new Checkpoint.State(
                    weights.copy(), adam.copy(), step, instances, secondsBefore + seconds(), best, rollbacks);
        }

        private void checkpoint() {
            double rate =
                    reported * (double) config.batch() * config.accumulate() / Math.max(1e-9, seconds() - reportedAt);
            if (!finite(weights)) {
                rollBack("a weight is not finite");
                return;
            }
            double validation = validate(weights, pool);
            double total = secondsBefore + seconds();
            ModelCard card = card(weights.architecture(), step, instances, total, Map.of(validationName, validation));
            double cost = adapter.problem().sense() == Sense.MINIMISE ? validation : -validation;
            if (cost < best) {
                best = cost;
                Checkpoint.save(config.directory().resolve("best"), weights, card, true);
            }
            keep();
            Checkpoint.save(config.directory(), weights, card, false);
            Checkpoint.saveState(config.directory(), lastGood);
            report(validation, total, rate);
            valueSum = 0;
            normSum = 0;
            reported = 0;
            reportedAt = seconds();
        }

        private void report(double validation, double total, double rate) {
            String valueName = teacher == null ? "sampled" : "loss";
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("validation", validation);
            figures.put("best", adapter.problem().sense() == Sense.MINIMISE ? best : -best);
            if (reported > 0) {
                figures.put(valueName, valueSum / reported);
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
                    "step %d, %d instances, %.0f s, validation %.4f (best %.4f)%s%s",
                    step,
                    instances,
                    total,
                    validation,
                    figures.get("best"),
                    reported == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT, ", %s %.4f, %.1f instances/s", valueName, valueSum / reported, rate),
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
    }

    private static boolean finite(Weights weights) {
        for (float[] values : weights.asMap().values()) {
            for (float v : values) {
                if (!Float.isFinite(v)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Mean over the validation instances of the best objective of greedy multi-start by all decoders, in the instance's units. */
    private double validate(Weights weights, ExecutorService pool) {
        double[] objectives = new double[config.validationCount()];
        BatchGradient.parallel(
                pool,
                objectives.length,
                i -> objectives[i] = multiStart(
                        adapter, weights, config.validationSize(), new SplittableRandom(1_000_003L * (i + 1))));
        return java.util.Arrays.stream(objectives).average().orElse(Double.NaN);
    }

    private static <I extends Instance, S> double multiStart(
            ProblemAdapter<I, S> problem, Weights weights, int size, SplittableRandom random) {
        I instance = problem.randomInstance(size, random);
        Environment env = problem.environment(instance, 0);
        Architecture arch = weights.architecture();
        Encoder encoder = new Encoder(weights);
        float[] embeddings = encoder.embed(env.features());
        int s = env.startCount();
        double bestCost = Double.POSITIVE_INFINITY;
        double objective = Double.NaN;
        for (int k = 0; k < arch.decoders(); k++) {
            Decoder decoder = new Decoder(weights, k, env.features(), encoder.project(embeddings, k));
            for (int l = 0; l < (arch.latentSize() == 0 ? 1 : VALIDATION_LATENTS); l++) {
                float[] latent = new float[arch.latentSize()];
                for (int i = 0; i < latent.length; i++) {
                    latent[i] = (2 * random.nextFloat() - 1) * Architecture.LATENT_RANGE;
                }
                decoder.condition(latent);
                env.reset(s);
                for (int t = 0; t < s; t++) {
                    env.step(t, env.start(t));
                }
                decoder.decode(env, s, 0, random, () -> false);
                // Ranked in the policy's scaled lengths, judged by the validator in the instance's own.
                int best = IntStream.range(0, s)
                        .boxed()
                        .min(java.util.Comparator.comparingDouble(env::cost))
                        .orElseThrow();
                if (env.cost(best) < bestCost) {
                    bestCost = env.cost(best);
                    objective = problem.problem()
                            .evaluate(instance, problem.solution(env, best))
                            .objective();
                }
            }
        }
        return objective;
    }

    private ModelCard card(
            Architecture arch, long step, long instances, double seconds, Map<String, Double> validation) {
        String sizes = config.minSize() == config.maxSize()
                ? Integer.toString(config.minSize())
                : config.minSize() + "-" + config.maxSize();
        String kind = switch (config.method()) {
            case POPPY -> "-poppy" + arch.decoders();
            case COMPASS -> "-compass";
            default -> "";
        };
        return new ModelCard(
                config.problem() + "-" + config.maxSize() + kind,
                config.problem(),
                config.method().id(),
                sizes,
                "uniform",
                arch.layers(),
                arch.embeddingSize(),
                arch.heads(),
                arch.feedForwardSize(),
                arch.decoders(),
                arch.latentSize(),
                step,
                instances,
                Math.round(seconds),
                config.seed(),
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.arch"),
                config.command(),
                validation);
    }
}
