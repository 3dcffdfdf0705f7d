package dev.ansatz.training.learner;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.pointer.DecoderGradient;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEncoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Validation;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.Parallel;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.labels.Label;
import dev.ansatz.training.labels.UserInstances;
import dev.ansatz.training.learner.PointerGradient.Trajectory;
import dev.ansatz.training.method.Compass;
import dev.ansatz.training.method.Labelled;
import dev.ansatz.training.method.Sampled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A pointer policy in training; gradients are derived by hand ({@link PointerGradient}). */
final class PointerLearner<I extends Instance, S> extends PolicyLearner<I, S, PointerKind<I, S>> {
    private final PointerArchitecture arch;
    private final boolean isUsers;
    private final PointerGradient gradient;
    private @Nullable Made encoded;

    PointerLearner(
            TrainingConfig config,
            PointerKind<I, S> kind,
            NetworkSize size,
            @Nullable UserInstances<I, S> user,
            ExecutorService pool) {
        super(config, kind, size, user, pool);
        isUsers = user != null;
        TrainingConfig.Network base = size.base();
        arch = kind.architecture(base.layers(), base.embeddingSize(), base.heads(), base.feedForwardSize())
                .withDecoders(size.decoders(), size.latentSize());
        boolean encoderLearns = arch.shapes().keySet().stream()
                .anyMatch(
                        name -> (!name.startsWith("decoder.") || name.endsWith("projection")) && !method.freezes(name));
        gradient =
                new PointerGradient(config.batches().threads(), config.batches().temperature(), encoderLearns, pool);
    }

    @Override
    public Map<String, int[]> shapes() {
        return arch.shapes();
    }

    @Override
    public Map<String, float[]> begin(Checkpoint.@Nullable Tensors initial) {
        String name = String.valueOf(config.run().initial());
        PointerWeights parent = initial == null
                ? PointerWeights.random(arch.withDecoders(1, 0), config.run().seed())
                : PointerWeights.of(initial, name);
        try {
            PointerWeights weights = parent.in(arch);
            if (method instanceof Compass compass
                    && compass.spread() > 0
                    && parent.architecture().latentSize() < arch.latentSize()) {
                fillLatentRows(weights, compass.spread());
            }
            return weights.asMap();
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "Method " + method.id() + " cannot go on from the initial model (" + e.getMessage() + ")");
        }
    }

    private void fillLatentRows(PointerWeights weights, double spread) {
        PointerWeights probe =
                new PointerWeights(arch.withDecoders(1, 1), LatentRows.probe(weights.asMap(), arch.embeddingSize()));
        DecoderGradient toShift = new DecoderGradient(probe, 0);
        SplittableRandom random = new SplittableRandom(config.run().seed());
        float[][] rows = LatentRows.along(arch.embeddingSize(), arch.latentSize(), spread, accept -> {
            PointerEnvironment env = kind.environment(source.draw(source.shape(random), random), 0);
            PointerEncoder encoder = new PointerEncoder(probe);
            float[] projected = encoder.project(encoder.embed(env.features()), 0);
            float[] unused = new float[projected.length];
            int[] starts = IntStream.range(0, LatentRows.TRAJECTORIES)
                    .map(t -> random.nextInt(env.startCount()))
                    .toArray();
            PointerDecoder decoder = new PointerDecoder(probe, 0, env.features(), projected);
            int[][] actions = PointerSampling.sample(env, decoder, starts, 1, random, new double[starts.length]);
            toShift.begin(probe, env.features(), projected, unused, 0);
            for (int[] trajectory : actions) {
                toShift.clear();
                toShift.add(env, trajectory, 1, new float[] {1});
                accept.accept(toShift.toLatentQuery(), toShift.toLatentValue());
            }
        });
        System.arraycopy(rows[0], 0, weights.get("decoder.latent.query"), 0, rows[0].length);
        System.arraycopy(rows[1], 0, weights.get("decoder.latent.value"), 0, rows[1].length);
    }

    /** A batch: environments and what is learned from them. */
    private final class Made implements Batch {
        private final PointerEnvironment[] environments;
        private final List<List<Trajectory>> trajectories;
        private final double meanCost;

        /** @param meanCost of samples; NaN of labels */
        Made(PointerEnvironment[] environments, List<List<Trajectory>> trajectories, double meanCost) {
            this.environments = environments;
            this.trajectories = trajectories;
            this.meanCost = meanCost;
        }

        @Override
        public Gradient gradient(Map<String, float[]> values) {
            PointerWeights weights = new PointerWeights(arch, values);
            if (encoded != this) {
                gradient.encode(weights, environments);
            }
            encoded = null; // the weights change now
            Gradient made = gradient.backward(weights, environments, trajectories);
            return Double.isNaN(meanCost) ? made : new Gradient(made.byWeight(), meanCost);
        }
    }

    @Override
    public Batch rollOut(Map<String, float[]> values, SplittableRandom random) {
        PointerWeights weights = new PointerWeights(arch, values);
        int[] shape = source.shape(random);
        SplittableRandom[] randoms = new SplittableRandom[config.batches().size()];
        Arrays.setAll(randoms, i -> random.split());
        Made made = switch (method) {
            case Sampled sampled -> sampled(sampled, weights, shape, randoms, random);
            case Labelled labelled -> labelled(labelled, weights, shape, randoms, random);
        };
        encoded = made;
        return made;
    }

    /** Samples S trajectories of each instance, decoder and latent vector. */
    private Made sampled(
            Sampled sampling,
            PointerWeights weights,
            int[] shape,
            SplittableRandom[] randoms,
            SplittableRandom random) {
        int b = randoms.length;
        PointerEnvironment[] environments = new PointerEnvironment[b];
        for (int i = 0; i < b; i++) {
            I instance = source.draw(shape, randoms[i]);
            environments[i] = kind.environment(instance, isUsers ? usersSymmetry(random) : 0);
        }
        float[][][] latents = new float[b][sampling.latents()][];
        for (float[][] own : latents) {
            Arrays.setAll(own, l -> Rollouts.randomLatent(arch.latentSize(), Rollouts.LATENT_RANGE, random));
        }
        gradient.encode(weights, environments);
        int variants = arch.decoders() * sampling.latents();
        int s = Math.min(sampling.starts(config.batches().starts()), environments[0].startCount());
        int[][][][] actions = new int[b][variants][s][];
        double[][][] costs = new double[b][variants][s];
        double[][] greedy = new double[b][s];
        gradient.forEach(i -> {
            int[] starts = PointerSampling.distinct(environments[i].startCount(), s, randoms[i]);
            for (int k = 0; k < arch.decoders(); k++) {
                PointerDecoder decoder =
                        new PointerDecoder(weights, k, environments[i].features(), gradient.projected(i, k));
                decoder.condition(latents[i]);
                sampleVariants(environments[i], decoder, k, starts, randoms[i], actions[i], costs[i]);
                if (sampling.comparesWithGreedy()) {
                    int[][] unused = PointerSampling.sample(environments[i], decoder, starts, 0, randoms[i], greedy[i]);
                }
            }
        });
        List<List<Trajectory>> trajectories = trajectories(sampling.weigh(costs, greedy), actions, latents);
        return new Made(environments, trajectories, mean(costs));
    }

    /** All latent vectors side by side: trajectory t is that of start t / L under vector t % L. */
    private void sampleVariants(
            PointerEnvironment env,
            PointerDecoder decoder,
            int k,
            int[] starts,
            SplittableRandom random,
            int[][][] actions,
            double[][] costs) {
        int l = actions.length / arch.decoders();
        int[] each = new int[starts.length * l];
        Arrays.setAll(each, t -> starts[t / l]);
        double[] cost = new double[each.length];
        int[][] made =
                PointerSampling.sample(env, decoder, each, config.batches().temperature(), random, cost);
        for (int t = 0; t < made.length; t++) {
            actions[k * l + t % l][t / l] = made[t];
            costs[k * l + t % l][t / l] = cost[t];
        }
    }

    private List<List<Trajectory>> trajectories(
            List<List<Sampled.Weighted>> weighted, int[][][][] actions, float[][][] latents) {
        long count = 0;
        long decisions = 0;
        for (int i = 0; i < actions.length; i++) {
            for (Sampled.Weighted w : weighted.get(i)) {
                count++;
                decisions += actions[i][w.variant()][w.start()].length;
            }
        }
        double factor = config.optimisation().mean().factor(count, decisions);
        List<List<Trajectory>> all = new ArrayList<>();
        for (int i = 0; i < actions.length; i++) {
            int l = latents[i].length;
            List<Trajectory> own = new ArrayList<>();
            for (Sampled.Weighted w : weighted.get(i)) {
                if (w.weight() != 0) {
                    own.add(new Trajectory(
                            w.variant() / l, actions[i][w.variant()][w.start()], latents[i][w.variant() % l], (float)
                                    (-w.weight() * factor)));
                }
            }
            all.add(own);
        }
        return all;
    }

    private Made labelled(
            Labelled labelling,
            PointerWeights weights,
            int[] shape,
            SplittableRandom[] randoms,
            SplittableRandom random) {
        int b = randoms.length;
        List<Label<I, S>> batch =
                labels.batch(labelling, shape, randoms, random, pool, (instance, own) -> label(instance, own, weights));
        PointerEnvironment[] environments = new PointerEnvironment[b];
        for (int i = 0; i < b; i++) {
            int symmetry = isUsers ? usersSymmetry(random) : random.nextInt(kind.symmetries());
            environments[i] = kind.environment(batch.get(i).instance(), symmetry);
        }
        gradient.encode(weights, environments);
        int[][][] actions = new int[b][][];
        Parallel.run(pool, b, i -> {
            S solution = batch.get(i).solution();
            int count = solution == null ? 0 : Math.min(config.batches().starts(), environments[i].startCount());
            actions[i] =
                    solution == null ? new int[0][] : kind.trajectories(environments[i], solution, count, randoms[i]);
        });
        long count = Arrays.stream(actions).mapToLong(own -> own.length).sum();
        long decisions = Arrays.stream(actions)
                .flatMap(Arrays::stream)
                .mapToLong(t -> t.length)
                .sum();
        float weight = (float) -config.optimisation().mean().factor(count, decisions);
        List<List<Trajectory>> trajectories = Arrays.stream(actions)
                .map(own -> Arrays.stream(own)
                        .map(t -> new Trajectory(0, t, new float[0], weight))
                        .toList())
                .toList();
        return new Made(environments, trajectories, Double.NaN);
    }

    /** Labels an instance by the best of some samples of the policy. */
    private Label<I, S> label(I instance, SplittableRandom random, PointerWeights weights) {
        PointerEnvironment env = kind.environment(instance, 0);
        PointerEncoder encoder = new PointerEncoder(weights);
        PointerDecoder decoder =
                new PointerDecoder(weights, 0, env.features(), encoder.project(encoder.embed(env.features()), 0));
        int[] starts = PointerSampling.distinct(
                env.startCount(), Math.min(config.batches().starts(), env.startCount()), random);
        double[] costs = new double[starts.length];
        int[][] unused =
                PointerSampling.sample(env, decoder, starts, config.batches().temperature(), random, costs);
        int best = PointerSampling.best(env, starts.length);
        boolean differ = Arrays.stream(costs).anyMatch(cost -> cost > costs[best]);
        return Label.of(instance, differ ? kind.solution(env, best) : null);
    }

    /** A user's map stays as it is in half of the cases: greedy rollouts see it so, augmented ones under all symmetries. */
    private int usersSymmetry(SplittableRandom random) {
        return random.nextBoolean() ? 0 : random.nextInt(kind.symmetries());
    }

    @Override
    public Validation validate(Map<String, float[]> values) {
        return PointerValidation.of(kind, new PointerWeights(arch, values), source, pool);
    }
}
