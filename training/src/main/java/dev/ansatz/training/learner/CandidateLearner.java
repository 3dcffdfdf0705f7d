package dev.ansatz.training.learner;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.candidate.CandidateArchitecture;
import dev.ansatz.neural.candidate.CandidateDecoder;
import dev.ansatz.neural.candidate.CandidateEncoder;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.candidate.Decisions;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Validation;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.Parallel;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.labels.Label;
import dev.ansatz.training.labels.UserInstances;
import dev.ansatz.training.learner.CandidateGradient.Example;
import dev.ansatz.training.method.Compass;
import dev.ansatz.training.method.Labelled;
import dev.ansatz.training.method.Sampled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A candidate-scoring policy in training: samples are drawn in plain Java, gradients are DJL's ({@link CandidateGradient}). */
final class CandidateLearner<I extends Instance, S> extends PolicyLearner<I, S, CandidateKind<I, S>> {
    /** Samples per validation instance besides the greedy solution, where samples are worth making. */
    private static final int VALIDATION_SAMPLES = 16;

    private final CandidateArchitecture arch;
    private final double temperature;

    CandidateLearner(
            TrainingConfig config,
            CandidateKind<I, S> kind,
            NetworkSize size,
            @Nullable UserInstances<I, S> user,
            ExecutorService pool) {
        super(config, kind, size, user, pool);
        temperature = config.batches().temperature();
        TrainingConfig.Network base = size.base();
        arch = kind.architecture(base.layers(), base.embeddingSize(), base.heads(), base.feedForwardSize())
                .withLatent(size.latentSize());
    }

    @Override
    public Map<String, int[]> shapes() {
        return arch.shapes();
    }

    @Override
    public Map<String, float[]> begin(Checkpoint.@Nullable Tensors initial) {
        Map<String, float[]> parent =
                initial == null ? arch.randomWeights(config.run().seed()) : initial.weights();
        try {
            Map<String, float[]> weights = arch.from(parent);
            if (method instanceof Compass compass
                    && compass.spread() > 0
                    && !parent.containsKey(CandidateArchitecture.LATENT_HIDDEN)) {
                fillLatentRows(weights, compass.spread());
            }
            return weights;
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    config.run().initial() + ": the weights do not fit the card (" + e.getMessage() + ")");
        }
    }

    private void fillLatentRows(Map<String, float[]> weights, double spread) {
        CandidateArchitecture one = arch.withLatent(1);
        Map<String, float[]> probe = LatentRows.probe(weights, arch.embeddingSize());
        CandidateEncoder encoder = new CandidateEncoder(one, probe);
        SplittableRandom random = new SplittableRandom(config.run().seed());
        float[][] rows = LatentRows.along(arch.embeddingSize(), arch.latentSize(), spread, accept -> {
            I instance = source.draw(source.shape(random), random);
            CandidateEnvironment<S> env = kind.environment(instance, random.nextInt(kind.symmetries()));
            CandidateDecoder<?> decoder = new CandidateDecoder<>(one, probe, env, encoder.project(env));
            decoder.condition(new float[] {1});
            for (int t = 0; t < LatentRows.TRAJECTORIES; t++) {
                Decisions decisions = new Decisions();
                decoder.decode(1, random, () -> false, decisions);
                Example example = new Example(env, new Decisions[] {decisions}, new float[] {1});
                Map<String, float[]> gradients =
                        CandidateGradient.of(one, probe, 1, List.of(example)).byWeight();
                accept.accept(
                        gradients.get(CandidateArchitecture.LATENT_HIDDEN),
                        gradients.get(CandidateArchitecture.LATENT_POOLED));
            }
        });
        System.arraycopy(rows[0], 0, weights.get(CandidateArchitecture.LATENT_HIDDEN), 0, rows[0].length);
        System.arraycopy(rows[1], 0, weights.get(CandidateArchitecture.LATENT_POOLED), 0, rows[1].length);
    }

    @Override
    public Batch rollOut(Map<String, float[]> weights, SplittableRandom random) {
        int[] shape = source.shape(random);
        SplittableRandom[] randoms = new SplittableRandom[config.batches().size()];
        Arrays.setAll(randoms, i -> random.split());
        CandidateEncoder encoder = new CandidateEncoder(arch, weights);
        return switch (method) {
            case Sampled sampled -> sampled(sampled, weights, encoder, shape, randoms);
            case Labelled labelled -> labelled(labelled, weights, encoder, shape, randoms, random);
        };
    }

    /** The loss is a mean; the weights are multiplied in place. */
    private Batch batch(List<Example> examples, double meanCost) {
        long count = examples.stream().mapToLong(e -> e.trajectories().length).sum();
        long decisions = examples.stream()
                .flatMap(e -> Arrays.stream(e.trajectories()))
                .mapToLong(Decisions::count)
                .sum();
        float factor = (float) config.optimisation().mean().factor(count, decisions);
        for (Example example : examples) {
            for (int t = 0; t < example.weight().length; t++) {
                example.weight()[t] *= factor;
            }
        }
        return weights -> {
            Gradient made = CandidateGradient.of(arch, weights, temperature, examples);
            return Double.isNaN(meanCost) ? made : new Gradient(made.byWeight(), meanCost);
        };
    }

    private Batch sampled(
            Sampled sampling,
            Map<String, float[]> weights,
            CandidateEncoder encoder,
            int[] shape,
            SplittableRandom[] randoms) {
        int b = randoms.length;
        int s = sampling.starts(config.batches().starts());
        double[][][] costs = new double[b][sampling.latents()][s];
        double[][] greedy = new double[b][s];
        Decisions[][][] made = new Decisions[b][sampling.latents()][s];
        List<CandidateEnvironment<S>> environments = new ArrayList<>(Collections.nCopies(b, null));
        Parallel.run(pool, b, i -> {
            SplittableRandom random = randoms[i];
            I instance = source.draw(shape, random);
            CandidateEnvironment<S> env = kind.environment(instance, random.nextInt(kind.symmetries()));
            environments.set(i, env);
            CandidateDecoder<?> decoder = new CandidateDecoder<>(arch, weights, env, encoder.project(env));
            for (int l = 0; l < costs[i].length; l++) {
                if (arch.latentSize() > 0) {
                    decoder.condition(Rollouts.randomLatent(arch.latentSize(), Rollouts.LATENT_RANGE, random));
                }
                for (int t = 0; t < s; t++) {
                    made[i][l][t] = new Decisions();
                    decoder.decode(temperature, random, () -> false, made[i][l][t]);
                    costs[i][l][t] = env.cost();
                }
            }
            if (sampling.comparesWithGreedy()) {
                decoder.decode(0, random, () -> false, null);
                Arrays.fill(greedy[i], env.cost());
            }
        });
        List<List<Sampled.Weighted>> weighted = sampling.weigh(costs, greedy);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < b; i++) {
            examples.add(example(environments.get(i), weighted.get(i), made[i]));
        }
        return batch(examples, mean(costs));
    }

    private static Example example(CandidateEnvironment<?> env, List<Sampled.Weighted> weighted, Decisions[][] made) {
        Decisions[] decisions = new Decisions[weighted.size()];
        float[] weight = new float[decisions.length];
        for (int t = 0; t < decisions.length; t++) {
            Sampled.Weighted w = weighted.get(t);
            decisions[t] = made[w.variant()][w.start()];
            weight[t] = (float) -w.weight();
        }
        return new Example(env, decisions, weight);
    }

    private Batch labelled(
            Labelled labelling,
            Map<String, float[]> weights,
            CandidateEncoder encoder,
            int[] shape,
            SplittableRandom[] randoms,
            SplittableRandom random) {
        int b = randoms.length;
        List<Label<I, S>> batch = labels.batch(
                labelling, shape, randoms, random, pool, (instance, own) -> label(instance, own, weights, encoder));
        List<Example> examples = new ArrayList<>(Collections.nCopies(b, null));
        Parallel.run(pool, b, i -> examples.set(i, example(batch.get(i), randoms[i])));
        return batch(examples, Double.NaN);
    }

    /** The decisions that a label teaches. */
    private Example example(Label<I, S> label, SplittableRandom random) {
        S solution = label.solution();
        CandidateEnvironment<S> env = kind.environment(
                label.instance(), solution == null ? label.symmetry() : random.nextInt(kind.symmetries()));
        if (solution != null) {
            env.follow(solution);
            return new Example(env, new Decisions[] {Decisions.following(env, arch.contexts())}, new float[] {-1});
        }
        int[] choices = label.choices();
        return choices == null
                ? new Example(env, new Decisions[0], new float[0])
                : new Example(env, new Decisions[] {Decisions.of(env, arch.contexts(), choices)}, new float[] {-1});
    }

    /** Labels an instance by the best of some samples of the policy. */
    private Label<I, S> label(
            I instance, SplittableRandom random, Map<String, float[]> weights, CandidateEncoder encoder) {
        int symmetry = random.nextInt(kind.symmetries());
        CandidateEnvironment<S> env = kind.environment(instance, symmetry);
        CandidateDecoder<S> samples = new CandidateDecoder<>(arch, weights, env, encoder.project(env));
        int[] choices = samples.bestOf(config.batches().starts(), temperature, random);
        return new Label<>(instance, null, symmetry, choices);
    }

    /** Mean objectives of the greedy solutions and of the best of some samples. */
    @Override
    public Validation validate(Map<String, float[]> weights) {
        CandidateEncoder encoder = new CandidateEncoder(arch, weights);
        List<I> instances = source.validation();
        double[] greedy = new double[instances.size()];
        double[] sampled = new double[instances.size()];
        int samples = kind.isSampled() ? VALIDATION_SAMPLES : 0;
        Parallel.run(pool, greedy.length, i -> {
            double[] objectives = validate(instances.get(i), weights, encoder, samples);
            greedy[i] = objectives[0];
            sampled[i] = objectives[1];
        });
        String name = source.validationName();
        double greedyMean = Arrays.stream(greedy).average().orElse(Double.NaN);
        double sampledMean = Arrays.stream(sampled).average().orElse(Double.NaN);
        Map<String, Double> figures = new HashMap<>(Map.of(name + "-greedy-objective", greedyMean));
        if (samples > 0) {
            figures.put(name + "-best-of-" + samples + "-objective", sampledMean);
        }
        return new Validation(sampledMean, greedyMean, figures);
    }

    /** Objectives of the greedy solution and of the best one of that and some samples. */
    private double[] validate(I instance, Map<String, float[]> weights, CandidateEncoder encoder, int samples) {
        CandidateEnvironment<S> env = kind.environment(instance, 0);
        CandidateDecoder<?> decoder = new CandidateDecoder<>(arch, weights, env, encoder.project(env));
        SplittableRandom random = new SplittableRandom(1);
        double greedy = Double.NaN;
        double best = Double.POSITIVE_INFINITY;
        S solution = null;
        for (int s = 0; s <= samples; s++) {
            if (s > 0 && arch.latentSize() > 0) {
                decoder.condition(Rollouts.randomLatent(arch.latentSize(), Rollouts.LATENT_RANGE, random));
            }
            decoder.decode(s == 0 ? 0 : temperature, random, () -> false, null);
            if (s == 0) {
                greedy = objective(instance, env.solution());
            }
            if (env.cost() < best) {
                best = env.cost();
                solution = env.solution();
            }
        }
        return new double[] {greedy, objective(instance, Objects.requireNonNull(solution))};
    }

    private double objective(I instance, S solution) {
        return kind.problem().evaluate(instance, solution).objective();
    }
}
