package dev.ansatz.neural.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.policy.Decisions;
import dev.ansatz.neural.policy.ScoringAdapter;
import dev.ansatz.neural.policy.ScoringArchitecture;
import dev.ansatz.neural.policy.ScoringDecoder;
import dev.ansatz.neural.policy.ScoringEncoder;
import dev.ansatz.neural.policy.ScoringEnvironment;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.StopToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a candidate-scoring policy.
 *
 * <p>One step, on a batch of instances of one shape: get decisions per instance — those of a teacher's solution (imitation), of the
 * best of S samples (self-labelling, Corsini et al. 2024), or of all S samples weighted by how much worse than their mean they
 * are (POMO) — then encode and compute all log-probabilities in one pass with gradients (DJL), backward, Adam. Samples are drawn
 * in plain Java. A self-label is only learned from where the samples differ.
 *
 * <p>Instances are drawn anew for each step, but for imitation, which draws a part of each batch from those solved before.
 * Deterministic for one libtorch thread: all randomness derives from the seed and the step number (a resumed imitation run begins
 * a new pool of labels).
 *
 * @param <I> type of the instances
 * @param <S> type of the solutions
 */
public final class ScoringTrainer<I extends Instance, S> {
    private static final Set<Method> METHODS = EnumSet.of(Method.POMO, Method.IMITATION, Method.SELF_LABELLING);

    /** Samples per validation instance besides the greedy solution. */
    private static final int VALIDATION_SAMPLES = 16;

    private final TrainingConfig config;
    private final ScoringAdapter<I, S> adapter;
    private final ScoringArchitecture arch;
    private final @Nullable Teacher teacher;
    private final Consumer<String> log;
    private final StopToken stop;
    private final Map<String, List<Label<I, S>>> pool = new HashMap<>();

    private record Label<I, S>(I instance, S solution) {}

    /**
     * @param teacher whom to imitate; null unless the method is imitation
     * @param log receives one line per progress report
     */
    public ScoringTrainer(
            ScoringAdapter<I, S> adapter,
            TrainingConfig config,
            @Nullable Teacher teacher,
            Consumer<String> log,
            StopToken stop) {
        if (!METHODS.contains(config.method())) {
            throw new InputException(
                    "Method " + config.method().id() + " is not for problem " + config.problem() + ".");
        }
        if ((config.method() == Method.IMITATION) != (teacher != null)) {
            throw new IllegalArgumentException("A teacher is needed for imitation and for nothing else.");
        }
        this.config = config;
        this.adapter = adapter;
        this.teacher = teacher;
        this.log = log;
        this.stop = stop;
        arch = adapter.architecture(config.layers(), config.embeddingSize(), config.heads(), config.feedForwardSize());
    }

    /**
     * Trains until a limit is met or the stop token is set, then writes a last checkpoint.
     *
     * @return the card of the best checkpoint, which lies in {@code directory/best}
     * @throws InputException if a checkpoint cannot be read or the directory cannot be written
     */
    public ModelCard train() {
        Path directory = config.directory();
        Path best = directory.resolve("best");
        RunFolder.create(best);
        String name = config.problem() + config.validationSize();
        String greedyName = name + "-greedy-objective";
        String sampledName = name + "-best-of-" + VALIDATION_SAMPLES + "-objective";
        Map<String, float[]> weights = arch.randomWeights(config.seed());
        long step = 0;
        long instances = 0;
        double secondsBefore = 0;
        double bestCost = Double.POSITIVE_INFINITY;
        if (config.resume() && Files.exists(directory.resolve(Checkpoint.CARD))) {
            Checkpoint.Tensors loaded = Checkpoint.loadTensors(directory);
            weights = loaded.weights();
            step = loaded.card().steps();
            instances = loaded.card().instances();
            secondsBefore = loaded.card().seconds();
            if (Files.exists(best.resolve(Checkpoint.CARD))) {
                Double known = Checkpoint.loadTensors(best).card().validation().get(sampledName);
                bestCost = known == null ? bestCost : sign() * known;
            }
        } else if (config.initial() != null) {
            weights = ModelZoo.tensors(config.initial()).weights();
        }
        try {
            arch.check(weights);
        } catch (IllegalArgumentException e) {
            throw new InputException("The checkpoint has another architecture than asked for (" + e.getMessage() + ")");
        }
        Adam adam = new Adam(weights);
        if (step > 0) {
            Checkpoint.loadAdam(directory, adam);
        }
        List<I> validation = validationSet();
        long begin = System.nanoTime();
        long lastCheckpoint = begin;
        double lossSum = 0;
        int reported = 0;
        double reportedAt = 0;
        while (true) {
            double seconds = (System.nanoTime() - begin) * 1e-9;
            boolean end = stop.isStopped()
                    || Thread.currentThread().isInterrupted()
                    || (config.time() != null && seconds >= config.time().toMillis() * 1e-3)
                    || (config.steps() != null && step >= config.steps());
            if (end
                    || step == 0
                    || System.nanoTime() - lastCheckpoint
                            > config.checkpointEvery().toNanos()) {
                lastCheckpoint = System.nanoTime();
                double[] figures = validate(weights, validation);
                double total = secondsBefore + (System.nanoTime() - begin) * 1e-9;
                ModelCard card = card(step, instances, total, Map.of(greedyName, figures[0], sampledName, figures[1]));
                Checkpoint.saveTensors(directory, arch.shapes(), adam);
                Checkpoint.saveTensors(directory, weights, arch.shapes(), card, false);
                if (sign() * figures[1] < bestCost) {
                    bestCost = sign() * figures[1];
                    Checkpoint.saveTensors(best, weights, arch.shapes(), card, true);
                }
                double rate = reported * (double) config.batch() / Math.max(1e-9, seconds - reportedAt);
                reportedAt = seconds;
                RunFolder.append(
                        directory,
                        String.format(
                                Locale.ROOT,
                                "{\"step\":%d,\"instances\":%d,\"seconds\":%.0f,\"greedy\":%.5f,\"validation\":%.5f,\"best\":%.5f,\"loss\":%.5f,\"instancesPerSecond\":%.1f}",
                                step,
                                instances,
                                total,
                                figures[0],
                                figures[1],
                                sign() * bestCost,
                                lossSum / Math.max(1, reported),
                                rate));
                log.accept(String.format(
                        Locale.ROOT,
                        "step %d, %d instances, %.0f s, greedy %.4f, best of %d %.4f (best so far %.4f), loss %.4f, %.1f instances/s",
                        step,
                        instances,
                        total,
                        figures[0],
                        VALIDATION_SAMPLES,
                        figures[1],
                        sign() * bestCost,
                        lossSum / Math.max(1, reported),
                        rate));
                lossSum = 0;
                reported = 0;
                if (end) {
                    return Checkpoint.loadTensors(best).card();
                }
            }
            step++;
            lossSum += step(weights, adam, step);
            instances += config.batch();
            reported++;
        }
    }

    private double sign() {
        return adapter.problem().sense() == Sense.MINIMISE ? 1 : -1;
    }

    private List<I> validationSet() {
        List<I> set = new ArrayList<>();
        for (int i = 0; i < config.validationCount(); i++) {
            SplittableRandom random = new SplittableRandom(1_000_003L * (i + 1));
            set.add(adapter.randomInstance(
                    adapter.randomShape(config.validationSize(), config.validationSize(), random), random));
        }
        return set;
    }

    /** Mean objectives of the greedy solutions and of the best of some samples. */
    private double[] validate(Map<String, float[]> weights, List<I> set) {
        ScoringEncoder encoder = new ScoringEncoder(arch, weights);
        double greedy = 0;
        double sampled = 0;
        for (I instance : set) {
            ScoringEnvironment<S> env = adapter.environment(instance, 0);
            ScoringDecoder decoder = new ScoringDecoder(arch, weights, env, encoder.project(env));
            SplittableRandom random = new SplittableRandom(1);
            double best = Double.POSITIVE_INFINITY;
            S solution = null;
            for (int s = 0; s <= VALIDATION_SAMPLES; s++) {
                decoder.decode(s == 0 ? 0 : 1, random, () -> false, null);
                if (s == 0) {
                    greedy +=
                            adapter.problem().evaluate(instance, env.solution()).objective();
                }
                if (env.cost() < best) {
                    best = env.cost();
                    solution = env.solution();
                }
            }
            sampled += adapter.problem()
                    .evaluate(instance, java.util.Objects.requireNonNull(solution))
                    .objective();
        }
        return new double[] {greedy / set.size(), sampled / set.size()};
    }

    /** One optimiser step; the loss. */
    private double step(Map<String, float[]> weights, Adam adam, long step) {
        SplittableRandom random = new SplittableRandom(config.seed() * 0x9E3779B97F4A7C15L + step);
        int[] shape = adapter.randomShape(config.minSize(), config.maxSize(), random);
        int b = config.batch();
        List<ScoringEnvironment<S>> environments = new ArrayList<>();
        Decisions[][] decisions = new Decisions[b][];
        float[][] weight = new float[b][];
        int total = 0;
        ScoringEncoder encoder = new ScoringEncoder(arch, weights);
        for (int i = 0; i < b; i++) {
            SplittableRandom own = random.split();
            Label<I, S> label = teacher == null ? null : label(teacher, shape, i, own);
            I instance = label == null ? adapter.randomInstance(shape, own) : label.instance();
            ScoringEnvironment<S> env = adapter.environment(instance, own.nextInt(adapter.symmetries()));
            environments.add(env);
            if (label != null) {
                env.follow(label.solution());
                decisions[i] = new Decisions[] {Decisions.following(env, arch.contexts())};
                weight[i] = new float[] {-1};
            } else {
                sample(weights, encoder, env, own, i, decisions, weight);
            }
            for (Decisions d : decisions[i]) {
                total += d.count();
            }
        }
        // The loss of cross-entropy is per decision; POMO's advantages are of size 1 per trajectory already.
        float scale = 1f / Math.max(1, total);
        for (float[] row : weight) {
            for (int t = 0; t < row.length; t++) {
                row[t] *= scale;
            }
        }
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            ScoringModel model = new ScoringModel(manager, arch, weights);
            ScoringBatch batch = new ScoringBatch(arch, environments);
            NDArray loss = batch.loss(manager, model, batch.encode(manager, model), decisions, weight);
            collector.backward(loss);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            model.parameters().forEach((name, p) -> {
                try (NDArray gradient = p.getGradient()) {
                    gradients.put(name, gradient.toFloatArray());
                }
            });
            double norm = adam.step(weights, gradients, step, config.learningRate());
            if (!Adam.usable(norm)) {
                log.accept("step " + step + ": the norm of the gradient is " + norm + "; the step was skipped");
            }
            return loss.getFloat();
        }
    }

    private void sample(
            Map<String, float[]> weights,
            ScoringEncoder encoder,
            ScoringEnvironment<S> env,
            SplittableRandom random,
            int i,
            Decisions[][] decisions,
            float[][] weight) {
        int s = config.starts();
        ScoringDecoder decoder = new ScoringDecoder(arch, weights, env, encoder.project(env));
        Decisions[] own = new Decisions[s];
        double[] costs = new double[s];
        int best = 0;
        for (int t = 0; t < s; t++) {
            own[t] = new Decisions();
            decoder.decode(1, random, () -> false, own[t]);
            costs[t] = env.cost();
            best = costs[t] < costs[best] ? t : best;
        }
        double mean = Arrays.stream(costs).average().orElse(0);
        if (config.method() == Method.SELF_LABELLING) {
            decisions[i] = new Decisions[] {own[best]};
            weight[i] = new float[] {costs[best] < mean ? -1 : 0};
            return;
        }
        double squares = 0;
        for (double c : costs) {
            squares += (c - mean) * (c - mean);
        }
        double deviation = Math.sqrt(squares / s) + 1e-9 * Math.abs(mean) + 1e-12;
        decisions[i] = own;
        weight[i] = new float[s];
        for (int t = 0; t < s; t++) {
            weight[i][t] = (float) ((costs[t] - mean) / deviation);
        }
    }

    /** A new label for the first part of a batch and as long as there are few of the shape, else one of those there are. */
    @SuppressWarnings("unchecked") // the teacher is given instances of the adapter's own problem
    private Label<I, S> label(Teacher source, int[] shape, int i, SplittableRandom random) {
        List<Label<I, S>> known = pool.computeIfAbsent(Arrays.toString(shape), s -> new ArrayList<>());
        if (i >= config.freshLabels() * config.batch() && known.size() >= config.batch()) {
            return known.get(random.nextInt(known.size()));
        }
        I instance = adapter.randomInstance(shape, random);
        Label<I, S> label = new Label<>(instance, (S) source.solve(instance, random.nextLong()));
        known.add(label);
        return label;
    }

    private ModelCard card(long step, long instances, double seconds, Map<String, Double> validation) {
        String sizes = config.minSize() == config.maxSize()
                ? Integer.toString(config.minSize())
                : config.minSize() + "-" + config.maxSize();
        return new ModelCard(
                config.problem() + "-" + config.maxSize(),
                config.problem(),
                config.method().id(),
                sizes,
                "uniform",
                arch.layers(),
                arch.embeddingSize(),
                arch.heads(),
                arch.feedForwardSize(),
                1,
                0,
                step,
                instances,
                Math.round(seconds),
                config.seed(),
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.arch"),
                config.command(),
                validation);
    }
}
