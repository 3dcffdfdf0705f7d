package dev.ansatz.training;

import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.pointer.DecoderGradient;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.problems.Instance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
 * Gradient of a method's loss on one batch of instances of one size: encode ({@link DifferentiableEncoder}), get trajectories, go
 * back through the decisions of those in the loss ({@link DecoderGradient}), then back through the encoder. Each thread has its
 * share of the instances and sums of its own.
 */
final class BatchGradient {
    /** Labels kept of generated instances, so that a long run's memory stays as it is; beyond, new ones replace old ones at random. */
    private static final int MOST_LABELS = 50_000;

    private final TrainingConfig config;
    private final PointerKind<?, ?> adapter;
    private final @Nullable Teacher teacher;
    private final ExecutorService pool;
    private final @Nullable OwnInstances<?, ?> own;
    private final @Nullable OwnLabels<?, ?> ownLabels;
    private final Map<Integer, List<Label>> labelsBySize = new HashMap<>();
    private Part[] workers = new Part[0];

    /**
     * @param own a user's instances, or null for generated ones
     */
    BatchGradient(
            TrainingConfig config,
            PointerKind<?, ?> adapter,
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
        double addTo(DecoderGradient gradient, PointerEnvironment environment, int instance) {
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
    Result at(PointerWeights weights, SplittableRandom random) {
        PointerArchitecture arch = weights.architecture();
        int size = own == null ? random.nextInt(config.minSize(), config.maxSize() + 1) : own.shape(random)[0];
        int b = config.batch();
        SplittableRandom[] randoms = new SplittableRandom[b];
        for (int i = 0; i < b; i++) {
            randoms[i] = random.split();
        }
        PointerEnvironment[] environments = new PointerEnvironment[b];
        Object[] solutions = new Object[b];
        if (teacher == null) {
            for (int i = 0; i < b; i++) {
                environments[i] = own == null
                        ? adapter.random(config.distribution(randoms[i]), size, randoms[i])
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
        float[][][] latents = new float[b][][];
        for (int i = 0; i < b; i++) {
            latents[i] = latents(random);
        }
        Part[] parts = parts(weights, b);
        parallel(pool, parts.length, i -> parts[i].encode(weights, environments));
        Selection[] selections = new Selection[arch.decoders()];
        double value = teacher == null
                ? sampled(weights, environments, parts, latents, randoms, selections)
                : imitated(environments, solutions, randoms, selections);
        double[] losses = new double[parts.length];
        parallel(pool, parts.length, i -> losses[i] = parts[i].backward(weights, environments, selections));
        for (int i = 1; i < parts.length; i++) {
            parts[i].gradients.forEach((name, more) -> addTo(parts[0].gradients.get(name), more));
        }
        return new Result(
                parts[0].gradients,
                teacher == null ? value : Arrays.stream(losses).sum());
    }

    /** The parts of a batch, one a thread; a DJL graph has threads of its own. */
    private Part[] parts(PointerWeights weights, int b) {
        int count = DifferentiableEncoder.usesDjl() ? 1 : Math.min(config.threads(), b);
        if (workers.length != count) {
            workers = new Part[count];
            for (int i = 0; i < count; i++) {
                workers[i] = new Part(weights, (int) ((long) i * b / count), (int) ((i + 1L) * b / count));
            }
        }
        return workers;
    }

    /** Some of the instances of a batch, on which one thread works; its memory is reused. */
    private final class Part {
        private final int from;
        private final int to;
        private final DifferentiableEncoder encoder;
        private final DecoderGradient[] decoders;
        private Map<String, float[]> gradients = Map.of();
        private float[][] projections = new float[0][];

        Part(PointerWeights weights, int from, int to) {
            this.from = from;
            this.to = to;
            encoder = DifferentiableEncoder.of(weights);
            decoders = new DecoderGradient[weights.architecture().decoders()];
            Arrays.setAll(decoders, k -> new DecoderGradient(weights, k, config.temperature()));
        }

        void encode(PointerWeights weights, PointerEnvironment[] environments) {
            projections = encoder.encode(
                    weights,
                    Arrays.stream(environments, from, to)
                            .map(PointerEnvironment::features)
                            .toList());
        }

        /** Projections of an instance for a decoder. */
        float[] projected(int instance, int decoder) {
            float[] all = projections[decoder];
            int width = all.length / (to - from);
            return Arrays.copyOfRange(all, (instance - from) * width, (instance - from + 1) * width);
        }

        /** Replaces the gradients by those of the part's selected trajectories; returns their weighted log-probability. */
        double backward(PointerWeights weights, PointerEnvironment[] environments, Selection[] selections) {
            PointerArchitecture arch = weights.architecture();
            gradients = new LinkedHashMap<>();
            weights.asMap().forEach((name, w) -> gradients.put(name, new float[w.length]));
            float @Nullable [][] toProjected = new float[decoders.length][];
            double loss = 0;
            for (int k = 0; k < decoders.length; k++) {
                if (selections[k].count == 0) {
                    continue;
                }
                float[] own = new float[projections[k].length];
                toProjected[k] = own;
                DecoderGradient decoder = decoders[k];
                decoder.clear();
                int width = own.length / (to - from);
                for (int i = from; i < to; i++) {
                    decoder.begin(weights, environments[i].features(), projections[k], own, (i - from) * width);
                    loss += selections[k].addTo(decoder, environments[i], i);
                }
                String prefix = arch.decoder(k);
                gradients.get(prefix + "distance")[0] = decoder.toDistance();
                if (arch.contexts() > 0) {
                    addTo(gradients.get(prefix + "context"), decoder.toContext());
                }
                if (arch.latentSize() > 0) {
                    addTo(gradients.get(prefix + "latent.query"), decoder.toLatentQuery());
                    addTo(gradients.get(prefix + "latent.value"), decoder.toLatentValue());
                }
            }
            if (!(config.frozen() && config.method() == Method.COMPASS)) {
                encoder.backward(toProjected, gradients);
            }
            return loss;
        }
    }

    private static void addTo(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    /** The latent vectors of an instance: one of no length where the method has none. */
    private float[][] latents(SplittableRandom random) {
        if (config.method() != Method.COMPASS) {
            return new float[1][0];
        }
        float[][] latents = new float[config.latents()][];
        Arrays.setAll(latents, l -> Rollouts.randomLatent(config.latentSize(), Rollouts.LATENT_RANGE, random));
        return latents;
    }

    /** Samples S trajectories of each instance, decoder and latent vector; returns their mean cost. */
    private double sampled(
            PointerWeights weights,
            PointerEnvironment[] environments,
            Part[] parts,
            float[][][] latents,
            SplittableRandom[] randoms,
            Selection[] selections) {
        int b = environments.length;
        int k = weights.architecture().decoders();
        int l = latents[0].length;
        int candidates = k * l;
        int s = Math.min(config.starts(), environments[0].startCount());
        int[][][][] actions = new int[b][candidates][s][];
        double[][][] costs = new double[b][candidates][s];
        parallel(pool, parts.length, part -> {
            for (int i = parts[part].from; i < parts[part].to; i++) {
                int[] starts = distinct(environments[i].startCount(), s, randoms[i]);
                for (int decoder = 0; decoder < k; decoder++) {
                    PointerDecoder policy = new PointerDecoder(
                            weights, decoder, environments[i].features(), parts[part].projected(i, decoder));
                    policy.condition(latents[i]);
                    // All latent vectors side by side: trajectory t is that of start t / L under vector t % L.
                    int[] each = new int[s * l];
                    for (int t = 0; t < each.length; t++) {
                        each[t] = starts[t / l];
                    }
                    double[] cost = new double[s * l];
                    int[][] made = sample(environments[i], policy, each, randoms[i], cost);
                    for (int t = 0; t < made.length; t++) {
                        int c = decoder * l + t % l;
                        actions[i][c][t / l] = made[t];
                        costs[i][c][t / l] = cost[t];
                    }
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
                    selections[c / l].add(i, actions[i][c][t], -advantage[i][t] / (b * s), latents[i][c % l]);
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
            PointerEnvironment[] environments, Object[] solutions, SplittableRandom[] randoms, Selection[] selections) {
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

    private int trajectoriesPerInstance(PointerEnvironment environment) {
        return Math.min(config.starts(), environment.startCount());
    }

    private record Label(Instance instance, Object solution) {}

    /** A batch of labelled instances of one size: new ones, and old ones as far as there are any. */
    private <I extends Instance, S> Label[] labels(
            PointerKind<I, S> problem, Teacher source, int size, SplittableRandom[] randoms, SplittableRandom random) {
        Label[] batch = new Label[randoms.length];
        List<Label> sameSize = labelsBySize.computeIfAbsent(size, unseen -> new ArrayList<>());
        int fresh = sameSize.size() < batch.length
                ? batch.length
                : Math.max(1, (int) Math.round(config.freshLabels() * batch.length));
        parallel(pool, fresh, i -> {
            I instance = problem.randomInstance(config.distribution(randoms[i]), size, randoms[i]);
            batch[i] = new Label(instance, source.solve(instance, randoms[i].nextLong()));
        });
        for (int i = fresh; i < batch.length; i++) {
            batch[i] = sameSize.get(random.nextInt(sameSize.size()));
        }
        int most = Math.max(batch.length, MOST_LABELS / (config.maxSize() - config.minSize() + 1));
        for (int i = 0; i < fresh; i++) {
            if (sameSize.size() < most) {
                sameSize.add(batch[i]);
            } else {
                sameSize.set(random.nextInt(most), batch[i]);
            }
        }
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
    private static <I extends Instance, S> PointerEnvironment environment(
            PointerKind<I, S> problem, Instance instance, int symmetry) {
        return problem.environment((I) instance, symmetry);
    }

    @SuppressWarnings("unchecked")
    private static <I extends Instance, S> int[][] trajectories(
            PointerKind<I, S> problem,
            PointerEnvironment environment,
            Object solution,
            int count,
            SplittableRandom random) {
        return problem.trajectories(environment, (S) solution, count, random);
    }

    /** One sampled trajectory from each of some first nodes; their costs go into {@code costs}. */
    private int[][] sample(
            PointerEnvironment env, PointerDecoder decoder, int[] starts, SplittableRandom random, double[] costs) {
        int s = starts.length;
        env.reset(s);
        for (int t = 0; t < s; t++) {
            env.step(t, env.start(starts[t]));
        }
        decoder.decode(env, s, config.temperature(), random, () -> false);
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

    /** Runs a task for each index; a single one on the calling thread. */
    static void parallel(ExecutorService pool, int count, java.util.function.IntConsumer task) {
        if (count == 1) {
            task.accept(0);
            return;
        }
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
