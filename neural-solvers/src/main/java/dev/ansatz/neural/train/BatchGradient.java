package dev.ansatz.neural.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.ansatz.neural.policy.Architecture;
import dev.ansatz.neural.policy.Decoder;
import dev.ansatz.neural.policy.DecoderGradient;
import dev.ansatz.neural.policy.Environment;
import dev.ansatz.neural.policy.NodeFeatures;
import dev.ansatz.neural.policy.ProblemAdapter;
import dev.ansatz.neural.policy.Weights;
import dev.ansatz.problems.Instance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gradient of a method's loss on one batch of instances of one size: encode with gradients (DJL), get trajectories, go back
 * through the decoding steps of those in the loss ({@link DecoderGradient}), then back through the encoder (DJL).
 */
final class BatchGradient {
    private final TrainingConfig config;
    private final ProblemAdapter<?, ?> adapter;
    private final @Nullable Teacher teacher;
    private final ExecutorService pool;
    private final @Nullable OwnInstances<?, ?> own;
    private final @Nullable OwnLabels<?, ?> ownLabels;
    private final List<Label> labels = new ArrayList<>();

    /**
     * @param own a user's instances, or null for generated ones
     */
    BatchGradient(
            TrainingConfig config,
            ProblemAdapter<?, ?> adapter,
            @Nullable Teacher teacher,
            @Nullable OwnInstances<?, ?> own,
            ExecutorService pool) {
        this.config = config;
        this.adapter = adapter;
        this.teacher = teacher;
        this.own = own;
        this.ownLabels = own == null || teacher == null ? null : new OwnLabels<>(own, teacher, config.directory());
        this.pool = pool;
    }

    /**
     * Gradients by weight.
     *
     * @param value mean cost of the sampled trajectories, or the loss of imitation
     */
    record Result(Map<String, float[]> gradients, double value) {}

    /** Trajectories of one decoder in the loss, with the weights of their log-probabilities and their latent vectors. */
    private static final class Selection {
        private final List<List<int[]>> actions = new ArrayList<>();
        private final List<List<Float>> weights = new ArrayList<>();
        private final List<List<float[]>> latents = new ArrayList<>();
        private int count;

        Selection(int batch) {
            for (int i = 0; i < batch; i++) {
                actions.add(new ArrayList<>());
                weights.add(new ArrayList<>());
                latents.add(new ArrayList<>());
            }
        }

        void add(int instance, int[] trajectory, double weight, float[] latent) {
            actions.get(instance).add(trajectory);
            weights.get(instance).add((float) weight);
            latents.get(instance).add(latent);
            count++;
        }

        /** Adds the gradient of an instance's trajectories; returns their weighted log-probability. */
        double addTo(DecoderGradient gradient, Environment environment, int instance) {
            double sum = 0;
            for (int t = 0; t < actions.get(instance).size(); t++) {
                sum += gradient.add(
                        environment,
                        actions.get(instance).get(t),
                        weights.get(instance).get(t),
                        latents.get(instance).get(t));
            }
            return sum;
        }
    }

    /** The gradient at some weights; all randomness comes from {@code random}. */
    Result at(Weights weights, SplittableRandom random) {
        Architecture arch = weights.architecture();
        int size = own == null ? random.nextInt(config.minSize(), config.maxSize() + 1) : own.shape(random)[0];
        int b = config.batch();
        SplittableRandom[] randoms = new SplittableRandom[b];
        for (int i = 0; i < b; i++) {
            randoms[i] = random.split();
        }
        Environment[] environments = new Environment[b];
        Object[] solutions = new Object[b];
        if (teacher == null) {
            for (int i = 0; i < b; i++) {
                environments[i] = own == null
                        ? adapter.random(size, randoms[i])
                        : environment(adapter, own.draw(new int[] {size}, randoms[i]), ownSymmetry(random));
            }
        } else {
            Label[] batch = ownLabels == null
                    ? labels(adapter, teacher, size, randoms, random)
                    : labels(ownLabels, size, b, random);
            for (int i = 0; i < b; i++) {
                environments[i] = environment(
                        adapter, batch[i].instance(), own == null ? random.nextInt(8) : ownSymmetry(random));
                solutions[i] = batch[i].solution();
            }
        }
        float[][] latents = latents(random);
        int n = environments[0].features().nodes();
        int f = arch.features();
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
            NDArray embeddings =
                    model.embed(manager.create(x, new Shape(b, n, f)), manager.create(distances, new Shape(b, n, n)));
            NDArray[] projected = new NDArray[arch.decoders()];
            float[][] projections = new float[arch.decoders()][];
            for (int k = 0; k < projected.length; k++) {
                projected[k] = model.project(embeddings, k);
                projections[k] = projected[k].toFloatArray();
            }
            Selection[] selections = new Selection[arch.decoders()];
            double value = teacher == null
                    ? sampled(weights, environments, projections, latents, randoms, selections)
                    : imitated(environments, solutions, randoms, selections);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            weights.asMap().forEach((name, w) -> gradients.put(name, new float[w.length]));
            NDArray product = null;
            double loss = 0;
            for (int k = 0; k < selections.length; k++) {
                if (selections[k].count > 0) {
                    float[] toProjected = new float[projections[k].length];
                    loss += decoderGradient(
                            weights, k, environments, projections[k], selections[k], toProjected, gradients);
                    NDArray part = projected[k]
                            .mul(manager.create(toProjected, projected[k].getShape()))
                            .sum();
                    product = product == null ? part : product.add(part);
                }
            }
            if (product != null) {
                collector.backward(product); // whose gradient by the encoder's weights is that of the loss
                model.parameters().forEach((name, p) -> {
                    if (inGraph(arch, selections, name)) {
                        try (NDArray gradient = p.getGradient()) {
                            gradients.put(name, gradient.toFloatArray());
                        }
                    }
                });
            }
            return new Result(gradients, teacher == null ? value : loss);
        }
    }

    /** Whether a weight is one of the encoder's, or the projection of a decoder with trajectories in the loss. */
    private static boolean inGraph(Architecture arch, Selection[] selections, String name) {
        if (!name.startsWith("decoder.")) {
            return true;
        }
        for (int k = 0; k < selections.length; k++) {
            if (selections[k].count > 0 && name.equals(arch.decoder(k) + "projection")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The backward pass of one decoder.
     *
     * @param toProjected receives the gradient with respect to its projections
     * @param gradients receives those of its other weights
     * @return the weighted log-probability of its trajectories
     */
    private double decoderGradient(
            Weights weights,
            int k,
            Environment[] environments,
            float[] projections,
            Selection selection,
            float[] toProjected,
            Map<String, float[]> gradients) {
        int b = environments.length;
        int width = projections.length / b;
        DecoderGradient[] parts = new DecoderGradient[b];
        double[] sums = new double[b];
        parallel(pool, b, i -> {
            parts[i] = new DecoderGradient(weights, k);
            parts[i].begin(environments[i].features(), projections, toProjected, i * width);
            sums[i] = selection.addTo(parts[i], environments[i], i);
        });
        Architecture arch = weights.architecture();
        String prefix = arch.decoder(k);
        for (DecoderGradient part : parts) {
            gradients.get(prefix + "distance")[0] += part.toDistance();
            if (arch.contexts() > 0) {
                addTo(gradients.get(prefix + "context"), part.toContext());
            }
            if (arch.latentSize() > 0) {
                addTo(gradients.get(prefix + "latent.query"), part.toLatentQuery());
                addTo(gradients.get(prefix + "latent.value"), part.toLatentValue());
            }
        }
        return Arrays.stream(sums).sum();
    }

    private static void addTo(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    /** The latent vectors of a batch: one of no length where the method has none. */
    private float[][] latents(SplittableRandom random) {
        if (config.method() != Method.COMPASS) {
            return new float[1][0];
        }
        float[][] latents = new float[config.latents()][config.latentSize()];
        for (float[] latent : latents) {
            for (int i = 0; i < latent.length; i++) {
                latent[i] = (2 * random.nextFloat() - 1) * Architecture.LATENT_RANGE;
            }
        }
        return latents;
    }

    /** Samples S trajectories of each instance, decoder and latent vector; returns their mean cost. */
    private double sampled(
            Weights weights,
            Environment[] environments,
            float[][] projections,
            float[][] latents,
            SplittableRandom[] randoms,
            Selection[] selections) {
        int b = environments.length;
        int k = projections.length;
        int candidates = k * latents.length;
        int s = Math.min(config.starts(), environments[0].startCount());
        int width = projections[0].length / b;
        int[][][][] actions = new int[b][candidates][][];
        double[][][] costs = new double[b][candidates][s];
        parallel(pool, b, i -> {
            int[] starts = distinct(environments[i].startCount(), s, randoms[i]);
            for (int decoder = 0; decoder < k; decoder++) {
                float[] own = Arrays.copyOfRange(projections[decoder], i * width, (i + 1) * width);
                Decoder policy = new Decoder(weights, decoder, environments[i].features(), own);
                for (int l = 0; l < latents.length; l++) {
                    policy.condition(latents[l]);
                    int c = decoder * latents.length + l;
                    actions[i][c] = sample(environments[i], policy, starts, randoms[i], costs[i][c]);
                }
            }
        });
        for (int decoder = 0; decoder < k; decoder++) {
            selections[decoder] = new Selection(b);
        }
        PolicyGradient.Winners winners = switch (config.method()) {
            case POPPY -> PolicyGradient.poppy(costs);
            case COMPASS -> PolicyGradient.compass(costs);
            default ->
                new PolicyGradient.Winners(
                        new int[b][s],
                        PolicyGradient.pomo(Arrays.stream(costs).map(c -> c[0]).toArray(double[][]::new)));
        };
        double[][] advantage = PolicyGradient.normalised(winners.advantage());
        for (int i = 0; i < b; i++) {
            for (int t = 0; t < s; t++) {
                if (advantage[i][t] != 0) {
                    int c = winners.index()[i][t];
                    selections[c / latents.length].add(
                            i, actions[i][c][t], -advantage[i][t] / (b * s), latents[c % latents.length]);
                }
            }
        }
        return Arrays.stream(costs)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElse(Double.NaN);
    }

    /** The loss of imitation is the mean negative log-likelihood of a trajectory. */
    private double imitated(
            Environment[] environments, Object[] solutions, SplittableRandom[] randoms, Selection[] selections) {
        int b = environments.length;
        int[][][] actions = new int[b][][];
        parallel(
                pool,
                b,
                i -> actions[i] = trajectories(
                        adapter, environments[i], solutions[i], trajectoriesPerInstance(environments[i]), randoms[i]));
        for (int k = 0; k < selections.length; k++) {
            selections[k] = new Selection(b);
        }
        for (int i = 0; i < b; i++) {
            for (int[] trajectory : actions[i]) {
                selections[0].add(i, trajectory, -1.0 / (b * actions[i].length), new float[0]);
            }
        }
        return 0;
    }

    private int trajectoriesPerInstance(Environment environment) {
        return Math.min(config.starts(), environment.startCount());
    }

    private record Label(Instance instance, Object solution) {}

    /** A batch of labelled instances of one size: new ones, and old ones as far as there are any. */
    private <I extends Instance, S> Label[] labels(
            ProblemAdapter<I, S> problem,
            Teacher source,
            int size,
            SplittableRandom[] randoms,
            SplittableRandom random) {
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

    private <I extends Instance, S> Label[] labels(
            OwnLabels<I, S> known, int size, int count, SplittableRandom random) {
        return known.batch(new int[] {size}, count, config.freshLabels(), random, pool).stream()
                .map(label -> new Label(label.instance(), label.solution()))
                .toArray(Label[]::new);
    }

    /** A user's map stays as it is in half of the cases: greedy rollouts see it so, augmented ones under all symmetries. */
    private static int ownSymmetry(SplittableRandom random) {
        return random.nextBoolean() ? 0 : random.nextInt(8);
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

    /** One sampled trajectory from each of some first nodes; their costs go into {@code costs}. */
    private static int[][] sample(
            Environment env, Decoder decoder, int[] starts, SplittableRandom random, double[] costs) {
        int s = starts.length;
        env.reset(s);
        for (int t = 0; t < s; t++) {
            env.step(t, env.start(starts[t]));
        }
        decoder.decode(env, s, 1, random, () -> false);
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

    static void parallel(ExecutorService pool, int count, java.util.function.IntConsumer task) {
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
}
