package dev.ansatz.training.learner;

import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.pointer.PointerArchitecture;
import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEncoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import dev.ansatz.problems.Instance;
import dev.ansatz.training.Parallel;
import dev.ansatz.training.labels.GeneratedInstances;
import dev.ansatz.training.labels.InstanceSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/** How good a pointer policy is on validation instances. */
final class PointerValidation {
    /**
     * Random latent vectors of a validation, as COMPASS's fast validation on the TSP. Each has its share of the starts, so that a
     * validation has as many rollouts as the parent's and is to be compared with it.
     */
    private static final int VALIDATION_LATENTS = 16;

    private PointerValidation() {}

    /** Mean over the validation instances of the best objective of greedy multi-start by all decoders. */
    static <I extends Instance, S> Learner.Validation of(
            PointerKind<I, S> kind, PointerWeights weights, InstanceSource<I> source, ExecutorService pool) {
        List<I> instances = source.validation();
        double[] objectives = new double[instances.size()];
        Parallel.run(
                pool,
                objectives.length,
                i -> objectives[i] = multiStart(
                        kind, weights, instances.get(i), new SplittableRandom(GeneratedInstances.validationSeed(i))));
        double mean = Arrays.stream(objectives).average().orElse(Double.NaN);
        return new Learner.Validation(mean, Double.NaN, Map.of(source.validationName() + "-cost", mean));
    }

    private static <I extends Instance, S> double multiStart(
            PointerKind<I, S> kind, PointerWeights weights, I instance, SplittableRandom random) {
        PointerArchitecture arch = weights.architecture();
        PointerEnvironment env = kind.environment(instance, 0);
        PointerEncoder encoder = new PointerEncoder(weights);
        float[] embeddings = encoder.embed(env.features());
        int[] starts = IntStream.range(0, env.startCount()).toArray();
        double bestCost = Double.POSITIVE_INFINITY;
        double objective = Double.NaN;
        float[][] latents = new float[arch.latentSize() == 0 ? 1 : VALIDATION_LATENTS][];
        Arrays.setAll(latents, l -> Rollouts.randomLatent(arch.latentSize(), Rollouts.LATENT_RANGE, random));
        for (int k = 0; k < arch.decoders(); k++) {
            PointerDecoder decoder = new PointerDecoder(weights, k, env.features(), encoder.project(embeddings, k));
            decoder.condition(latents);
            int[][] unused = PointerSampling.sample(env, decoder, starts, 0, random, new double[starts.length]);
            // Ranked in the policy's scaled lengths, judged by the validator in the instance's own.
            int best = PointerSampling.best(env, starts.length);
            if (env.cost(best) < bestCost) {
                bestCost = env.cost(best);
                objective = kind.problem()
                        .evaluate(instance, kind.solution(env, best))
                        .objective();
            }
        }
        return objective;
    }
}
