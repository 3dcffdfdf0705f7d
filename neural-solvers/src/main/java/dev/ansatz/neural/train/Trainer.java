package dev.ansatz.neural.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.policy.Architecture;
import dev.ansatz.neural.policy.Decoder;
import dev.ansatz.neural.policy.Encoder;
import dev.ansatz.neural.policy.Environment;
import dev.ansatz.neural.policy.NodeFeatures;
import dev.ansatz.neural.policy.ProblemAdapter;
import dev.ansatz.neural.policy.Weights;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.StopToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains an attention policy by one of the {@linkplain Method methods}.
 *
 * <p>One step: encode a batch with gradients (DJL), get S trajectories per instance — sampled from distinct random first nodes
 * without gradients in plain Java (POMO), or random symmetric forms of a teacher's solution (imitation) — compute all their
 * log-probabilities in one teacher-forced pass on the same encoding (DJL), backward, Adam. POMO's advantages are divided by
 * their standard deviation over the batch, so that the learning rate does not depend on the scale of the costs.
 *
 * <p>Deterministic for one thread and one libtorch thread: all randomness derives from the seed and the step number, hence a
 * resumed POMO run goes on as if it had never stopped (an imitation run begins a new pool of labels).
 */
public final class Trainer {
    private final TrainingConfig config;
    private final ProblemAdapter<?, ?> adapter;
    private final @Nullable Teacher teacher;
    private final Consumer<String> log;
    private final StopToken stop;
    private final List<Label> labels = new ArrayList<>();

    /**
     * @param teacher whom to imitate; null unless the method is imitation
     * @param log receives one line per progress report
     */
    public Trainer(TrainingConfig config, @Nullable Teacher teacher, Consumer<String> log, StopToken stop) {
        if ((config.method() == Method.IMITATION) != (teacher != null)) {
            throw new IllegalArgumentException("A teacher is needed for imitation and for nothing else.");
        }
        this.config = config;
        this.teacher = teacher;
        this.adapter = ProblemAdapter.of(config.problem());
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
        Architecture arch =
                adapter.architecture(config.layers(), config.embeddingSize(), config.heads(), config.feedForwardSize());
        Path directory = config.directory();
        Path best = directory.resolve("best");
        createDirectories(best);
        Weights weights = Weights.random(arch, config.seed());
        long step = 0;
        long instances = 0;
        double secondsBefore = 0;
        double bestCost = Double.POSITIVE_INFINITY;
        String validationName = config.problem() + config.validationSize() + "-cost";
        if (config.resume() && Files.exists(directory.resolve(Checkpoint.CARD))) {
            Checkpoint.Loaded loaded = Checkpoint.load(directory);
            weights = loaded.weights();
            step = loaded.card().steps();
            instances = loaded.card().instances();
            secondsBefore = loaded.card().seconds();
            if (Files.exists(best.resolve(Checkpoint.CARD))) {
                bestCost = Checkpoint.load(best).card().validation().getOrDefault(validationName, bestCost);
            }
        } else if (config.initial() != null) {
            weights = Checkpoint.load(config.initial()).weights();
        }
        if (!weights.architecture().equals(arch)) {
            throw new InputException("The checkpoint has another architecture (" + weights.architecture()
                    + ") than asked for (" + arch + ").");
        }
        Adam adam = new Adam(weights.asMap());
        if (step > 0) {
            Checkpoint.loadAdam(directory, adam);
        }
        long begin = System.nanoTime();
        long lastCheckpoint = begin;
        double costSum = 0;
        double lossSum = 0;
        int reported = 0;
        ModelCard bestCard = null;
        try (ExecutorService pool = Executors.newFixedThreadPool(config.threads())) {
            if (step == 0) {
                append(
                        directory,
                        String.format(Locale.ROOT, "{\"step\":0,\"validation\":%.5f}", validate(weights, pool)));
            }
            while (true) {
                double seconds = (System.nanoTime() - begin) * 1e-9;
                boolean end = stop.isStopped()
                        || Thread.currentThread().isInterrupted()
                        || (config.time() != null && seconds >= config.time().toMillis() * 1e-3)
                        || (config.steps() != null && step >= config.steps());
                if (end
                        || System.nanoTime() - lastCheckpoint
                                > config.checkpointEvery().toNanos()) {
                    lastCheckpoint = System.nanoTime();
                    double validation = validate(weights, pool);
                    double total = secondsBefore + (System.nanoTime() - begin) * 1e-9;
                    ModelCard card = card(arch, step, instances, total, Map.of(validationName, validation));
                    Checkpoint.saveAdam(directory, weights, adam);
                    Checkpoint.save(directory, weights, card, false);
                    if (validation < bestCost) {
                        bestCost = validation;
                        Checkpoint.save(best, weights, card, true);
                    }
                    double rate = reported * (double) config.batch() / Math.max(1e-9, seconds - reportedAt);
                    reportedAt = seconds;
                    append(
                            directory,
                            String.format(
                                    Locale.ROOT,
                                    "{\"step\":%d,\"instances\":%d,\"seconds\":%.0f,\"validation\":%.5f,\"best\":%.5f,\"%s\":%.5f,\"norm\":%.4f,\"instancesPerSecond\":%.1f}",
                                    step,
                                    instances,
                                    total,
                                    validation,
                                    bestCost,
                                    teacher == null ? "sampled" : "loss",
                                    costSum / Math.max(1, reported),
                                    lossSum / Math.max(1, reported),
                                    rate));
                    log.accept(String.format(
                            Locale.ROOT,
                            "step %d, %d instances, %.0f s, validation %.4f (best %.4f), %s %.4f, %.1f instances/s",
                            step,
                            instances,
                            total,
                            validation,
                            bestCost,
                            teacher == null ? "sampled" : "loss",
                            costSum / Math.max(1, reported),
                            rate));
                    costSum = 0;
                    lossSum = 0;
                    reported = 0;
                    if (end) {
                        bestCard = Checkpoint.load(best).card();
                        break;
                    }
                }
                step++;
                StepResult result = step(weights, adam, step, pool);
                if (!Adam.usable(result.norm())) {
                    log.accept("step " + step + ": the norm of the gradient is " + result.norm()
                            + "; the step was skipped");
                }
                instances += config.batch();
                costSum += result.cost();
                lossSum += result.norm();
                reported++;
            }
        }
        return bestCard;
    }

    private double reportedAt;

    private record StepResult(double cost, double norm) {}

    private StepResult step(Weights weights, Adam adam, long step, ExecutorService pool) {
        SplittableRandom random = new SplittableRandom(config.seed() * 0x9E3779B97F4A7C15L + step);
        int size = random.nextInt(config.minSize(), config.maxSize() + 1);
        int b = config.batch();
        int s = Math.min(config.starts(), size);
        Environment[] environments = new Environment[b];
        SplittableRandom[] randoms = new SplittableRandom[b];
        Object[] solutions = new Object[b];
        for (int i = 0; i < b; i++) {
            randoms[i] = random.split();
        }
        if (teacher == null) {
            for (int i = 0; i < b; i++) {
                environments[i] = adapter.random(size, randoms[i]);
            }
        } else {
            Label[] batch = labels(adapter, teacher, size, randoms, random, pool);
            for (int i = 0; i < b; i++) {
                environments[i] = environment(adapter, batch[i].instance(), random.nextInt(8));
                solutions[i] = batch[i].solution();
            }
        }
        int n = environments[0].features().nodes();
        int f = weights.architecture().features();
        float[] x = new float[b * n * f];
        float[] distances = new float[b * n * n];
        for (int i = 0; i < b; i++) {
            NodeFeatures features = environments[i].features();
            System.arraycopy(features.values(), 0, x, i * n * f, n * f);
            System.arraycopy(features.distances(), 0, distances, i * n * n, n * n);
        }
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            AttentionModel model = new AttentionModel(manager, weights);
            NDArray projected =
                    model.encode(manager.create(x, new Shape(b, n, f)), manager.create(distances, new Shape(b, n, n)));
            float[] encoding = projected.toFloatArray();
            int width = n * weights.architecture().projectionSize();
            int[][][] actions = new int[b][s][];
            double[][] costs = new double[b][s];
            parallel(pool, b, i -> {
                if (teacher == null) {
                    float[] own = java.util.Arrays.copyOfRange(encoding, i * width, (i + 1) * width);
                    actions[i] = sample(weights, environments[i], own, s, randoms[i], costs[i]);
                } else {
                    actions[i] = trajectories(adapter, environments[i], solutions[i], s, randoms[i]);
                }
            });
            TeacherForcing forcing =
                    new TeacherForcing(environments, actions, teacher == null ? advantages(costs) : likelihood(b, s));
            Shape cells = new Shape(b, forcing.queries, n);
            NDArray logp = model.logProbabilities(
                    projected,
                    manager.create(forcing.last, cells),
                    manager.create(forcing.first, cells),
                    manager.create(forcing.context, new Shape(b, forcing.queries, 1)),
                    manager.create(forcing.mask, cells),
                    manager.create(forcing.lastDistances, cells));
            NDArray loss = logp.mul(manager.create(forcing.weight, cells)).sum();
            collector.backward(loss);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            model.parameters().forEach((name, p) -> {
                try (NDArray gradient = p.getGradient()) {
                    gradients.put(name, gradient.toFloatArray());
                }
            });
            double lossValue = loss.getFloat();
            double norm = adam.step(weights.asMap(), gradients, step, config.learningRate());
            double mean = teacher != null
                    ? lossValue
                    : java.util.Arrays.stream(costs)
                            .mapToDouble(
                                    c -> java.util.Arrays.stream(c).average().orElse(0))
                            .average()
                            .orElse(0);
            return new StepResult(mean, norm);
        }
    }

    private record Label(Instance instance, Object solution) {}

    /** A batch of labelled instances of one size: new ones, and old ones as far as there are any. */
    private <I extends Instance, S> Label[] labels(
            ProblemAdapter<I, S> problem,
            Teacher source,
            int size,
            SplittableRandom[] randoms,
            SplittableRandom random,
            ExecutorService pool) {
        Label[] batch = new Label[randoms.length];
        List<Label> sameSize =
                labels.stream().filter(l -> l.instance().size() == size).toList();
        int fresh = sameSize.size() < batch.length
                ? batch.length
                : Math.max(1, (int) Math.round(config.freshLabels() * batch.length));
        parallel(pool, fresh, i -> {
            I instance = problem.randomInstance(size, randoms[i]);
            batch[i] = new Label(instance, source.solve(instance, randoms[i].nextLong()));
        });
        for (int i = fresh; i < batch.length; i++) {
            batch[i] = sameSize.get(random.nextInt(sameSize.size()));
        }
        labels.addAll(List.of(batch).subList(0, fresh));
        return batch;
    }

    @SuppressWarnings("unchecked") // labels hold instances and solutions of the adapter's own problem
    private static <I extends Instance, S> Environment environment(
            ProblemAdapter<I, S> problem, Instance instance, int symmetry) {
        return problem.environment((I) instance, symmetry);
    }

    @SuppressWarnings("unchecked")
    private static <I extends Instance, S> int[][] trajectories(
            ProblemAdapter<I, S> problem,
            Environment environment,
            Object solution,
            int count,
            SplittableRandom random) {
        return problem.trajectories(environment, (S) solution, count, random);
    }

    /** S sampled trajectories from distinct first nodes; their costs go into {@code costs}. */
    private static int[][] sample(
            Weights weights, Environment env, float[] encoding, int s, SplittableRandom random, double[] costs) {
        env.reset(s);
        int[] starts = distinct(env.startCount(), s, random);
        for (int t = 0; t < s; t++) {
            env.step(t, env.start(starts[t]));
        }
        new Decoder(weights, env.features(), encoding).decode(env, s, 1, random, () -> false);
        int[][] actions = new int[s][];
        for (int t = 0; t < s; t++) {
            actions[t] = new int[env.steps(t)];
            for (int k = 0; k < actions[t].length; k++) {
                actions[t][k] = env.action(t, k);
            }
            costs[t] = env.cost(t);
        }
        return actions;
    }

    /** The loss is the mean negative log-likelihood of a trajectory. */
    private static float[][] likelihood(int b, int s) {
        float[][] weight = new float[b][s];
        for (float[] row : weight) {
            java.util.Arrays.fill(row, -1f / (b * s));
        }
        return weight;
    }

    /** (cost - mean over the starts of the instance) / standard deviation over the batch / number of trajectories. */
    private static float[][] advantages(double[][] costs) {
        int b = costs.length;
        int s = costs[0].length;
        float[][] advantage = new float[b][s];
        double squared = 0;
        for (int i = 0; i < b; i++) {
            double mean = java.util.Arrays.stream(costs[i]).average().orElse(0);
            for (int t = 0; t < s; t++) {
                advantage[i][t] = (float) (costs[i][t] - mean);
                squared += advantage[i][t] * advantage[i][t];
            }
        }
        float scale = (float) (1 / (Math.sqrt(squared / (b * s)) + 1e-8) / (b * s));
        for (float[] row : advantage) {
            for (int t = 0; t < s; t++) {
                row[t] *= scale;
            }
        }
        return advantage;
    }

    private static int[] distinct(int n, int k, SplittableRandom random) {
        int[] all = IntStream.range(0, n).toArray();
        for (int i = 0; i < k; i++) {
            int j = random.nextInt(i, n);
            int swap = all[i];
            all[i] = all[j];
            all[j] = swap;
        }
        return java.util.Arrays.copyOf(all, k);
    }

    /** Mean over the validation instances of the best greedy multi-start objective, in the unit square's own lengths. */
    private double validate(Weights weights, ExecutorService pool) {
        double[] objectives = new double[config.validationCount()];
        parallel(
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
        Decoder decoder = new Decoder(weights, env.features(), new Encoder(weights).project(env.features()));
        int s = env.startCount();
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
        return problem.problem().evaluate(instance, problem.solution(env, best)).objective();
    }

    private static void parallel(ExecutorService pool, int count, java.util.function.IntConsumer task) {
        Future<?>[] futures = new Future<?>[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            futures[i] = pool.submit(() -> task.accept(index));
        }
        try {
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted within a step.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private ModelCard card(
            Architecture arch, long step, long instances, double seconds, Map<String, Double> validation) {
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
                step,
                instances,
                Math.round(seconds),
                config.seed(),
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.arch"),
                config.command(),
                validation);
    }

    private static void createDirectories(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InputException(directory, 0, "cannot be created.");
        }
    }

    private static void append(Path directory, String line) {
        try {
            Files.writeString(
                    directory.resolve("training.jsonl"),
                    line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InputException(directory.resolve("training.jsonl"), 0, "cannot be written.");
        }
    }
}
