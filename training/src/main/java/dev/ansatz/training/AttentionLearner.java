package dev.ansatz.training;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEncoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An attention policy in training: its gradients are {@link BatchGradient}'s. */
final class AttentionLearner implements Learner {
    /**
     * Random latent vectors of a validation, as COMPASS's fast validation on the TSP. Each has its share of the starts, so that a
     * validation has as many rollouts as the parent's and is to be compared with it.
     */
    private static final int VALIDATION_LATENTS = 16;

    private final TrainingConfig config;
    private final PointerKind<?, ?> adapter;
    private final PointerArchitecture architecture;
    private final boolean imitates;
    private final @Nullable OwnInstances<?, ?> own;
    private final ExecutorService pool;
    private final BatchGradient batches;

    AttentionLearner(
            TrainingConfig config,
            PointerKind<?, ?> adapter,
            Dimensions dimensions,
            @Nullable Teacher teacher,
            @Nullable OwnInstances<?, ?> own,
            ExecutorService pool) {
        if (config.method() == Method.SELF_LABELLING) {
            throw new InputException(
                    "Method " + config.method().id() + " is not for problem " + config.problem() + ".");
        }
        this.config = config;
        this.adapter = adapter;
        this.own = own;
        this.pool = pool;
        imitates = teacher != null;
        architecture = adapter.architecture(
                        dimensions.layers(),
                        dimensions.embeddingSize(),
                        dimensions.heads(),
                        dimensions.feedForwardSize())
                .withDecoders(dimensions.decoders(), dimensions.latentSize());
        batches = new BatchGradient(config, adapter, teacher, own, pool);
    }

    @Override
    public PointerKind<?, ?> kind() {
        return adapter;
    }

    @Override
    public Map<String, int[]> shapes() {
        return architecture.shapes();
    }

    @Override
    public String distribution() {
        return own == null ? String.join(", ", config.distributions()) : own.description();
    }

    @Override
    public Map<String, float[]> begin(Checkpoint.@Nullable Tensors initial) {
        PointerWeights parent = initial == null
                ? PointerWeights.random(architecture.withDecoders(1, 0), config.seed())
                : PointerWeights.of(initial, String.valueOf(config.initial()));
        try {
            PointerWeights weights = parent.in(architecture);
            if (config.latentSpread() > 0 && parent.architecture().latentSize() < architecture.latentSize()) {
                LatentRows.fill(adapter, weights, config);
            }
            return weights.asMap();
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "Method " + config.method().id() + " cannot go on from the initial model (" + e.getMessage() + ")");
        }
    }

    @Override
    public Gradient gradient(Map<String, float[]> weights, SplittableRandom random) {
        BatchGradient.Result result = batches.at(new PointerWeights(architecture, weights), random);
        return new Gradient(result.gradients(), result.value());
    }

    @Override
    public String valueName() {
        return imitates ? "loss" : "sampled";
    }

    /** Mean over the validation instances of the best objective of greedy multi-start by all decoders. */
    @Override
    public Validation validate(Map<String, float[]> weights) {
        PointerWeights policy = new PointerWeights(architecture, weights);
        double[] objectives = new double
                [own == null ? config.validationCount() : own.validation().size()];
        BatchGradient.parallel(
                pool,
                objectives.length,
                i -> objectives[i] = multiStart(adapter, policy, i, new SplittableRandom(1_000_003L * (i + 1))));
        double mean = Arrays.stream(objectives).average().orElse(Double.NaN);
        String name = own == null ? config.problem() + config.validationSize() : "own";
        return new Validation(mean, Double.NaN, Map.of(name + "-cost", mean));
    }

    @SuppressWarnings("unchecked") // the instances are those of the adapter's problem
    private <I extends Instance, S> double multiStart(
            PointerKind<I, S> problem, PointerWeights weights, int index, SplittableRandom random) {
        I instance = own == null
                ? problem.randomInstance(
                        config.distributions()
                                .get(index % config.distributions().size()),
                        config.validationSize(),
                        random)
                : (I) own.validation().get(index);
        PointerEnvironment env = problem.environment(instance, 0);
        PointerArchitecture arch = weights.architecture();
        PointerEncoder encoder = new PointerEncoder(weights);
        float[] embeddings = encoder.embed(env.features());
        int s = env.startCount();
        double bestCost = Double.POSITIVE_INFINITY;
        double objective = Double.NaN;
        float[][] latents = new float[arch.latentSize() == 0 ? 1 : VALIDATION_LATENTS][];
        Arrays.setAll(latents, l -> Rollouts.randomLatent(arch.latentSize(), Rollouts.LATENT_RANGE, random));
        for (int k = 0; k < arch.decoders(); k++) {
            PointerDecoder decoder = new PointerDecoder(weights, k, env.features(), encoder.project(embeddings, k));
            decoder.condition(latents);
            env.reset(s);
            for (int t = 0; t < s; t++) {
                env.step(t, env.start(t));
            }
            decoder.decode(env, s, 0, random, () -> false);
            // Ranked in the policy's scaled lengths, judged by the validator in the instance's own.
            int best = IntStream.range(0, s)
                    .boxed()
                    .min(Comparator.comparingDouble(env::cost))
                    .orElseThrow();
            if (env.cost(best) < bestCost) {
                bestCost = env.cost(best);
                objective = problem.problem()
                        .evaluate(instance, problem.solution(env, best))
                        .objective();
            }
        }
        return objective;
    }
}
