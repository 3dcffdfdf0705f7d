package dev.ansatz.training;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.training.method.LossMean;
import dev.ansatz.training.method.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a training run; immutable. {@link #of} has the usual ones, the {@code with} methods change a part.
 *
 * @param problem id of the problem
 * @param method how to train
 */
public record TrainingConfig(
        String problem,
        Method method,
        Instances instances,
        Batches batches,
        Optimisation optimisation,
        Network network,
        Limits limits,
        Run run) {

    /**
     * Generated instances; of no meaning but for {@code validationCount} where a user's own ones are given.
     *
     * @param minSize smallest size; each batch has one size
     * @param maxSize largest size
     * @param distributions of which each training instance has one, drawn at random; the validation instances take turns. Some problems
     *     have a mixture of their own
     * @param validationSize size of the validation instances
     * @param validationCount number of validation instances
     */
    public record Instances(
            int minSize, int maxSize, List<String> distributions, int validationSize, int validationCount) {
        public Instances {
            distributions = List.copyOf(distributions);
        }

        /** The distribution of the next training instance. */
        public String distribution(SplittableRandom random) {
            return distributions.size() == 1
                    ? distributions.getFirst()
                    : distributions.get(random.nextInt(distributions.size()));
        }

        /** Such as {@code 50} or {@code 20-60}. */
        public String sizes() {
            return minSize == maxSize ? Integer.toString(minSize) : minSize + "-" + maxSize;
        }
    }

    /**
     * Trajectories of an optimiser step.
     *
     * @param size B, instances
     * @param starts S, trajectories per instance (and per decoder or latent vector)
     * @param accumulate batches whose gradients are averaged in one optimiser step
     * @param temperature of samples: softmax(logits / temperature); 1 for imitation
     * @param threads of the rollouts; libtorch uses its own setting
     */
    public record Batches(int size, int starts, int accumulate, double temperature, int threads) {}

    /**
     * Adam and what is kept.
     *
     * @param averaging decay d in [0, 1) of the moving average of the weights, which is what is validated and kept: after t steps a
     *     step's weights count 1 - min(d, (1 + t) / (10 + t)); 0 for the last weights themselves
     * @param mean over what the loss of a batch is a mean
     */
    public record Optimisation(double learningRate, double averaging, LossMean mean) {}

    /**
     * Size of a new network; one that goes on from another has that one's.
     *
     * @param architecture kind of policy
     * @param layers encoder layers
     * @param embeddingSize D
     * @param heads H
     * @param feedForwardSize hidden width
     */
    public record Network(Architecture architecture, int layers, int embeddingSize, int heads, int feedForwardSize) {
        public Network withLayers(int newLayers) {
            return new Network(architecture, newLayers, embeddingSize, heads, feedForwardSize);
        }
    }

    /**
     * When to stop.
     *
     * @param time wall-clock limit, or null
     * @param steps limit on the optimiser steps of the whole run, resumed ones included, or null
     * @param checkpointEvery time between validations and checkpoints
     */
    public record Limits(@Nullable Duration time, @Nullable Long steps, Duration checkpointEvery) {}

    /**
     * Where a run begins and what it leaves.
     *
     * @param directory where checkpoints and logs go
     * @param resume whether to go on from the checkpoint in {@code directory}
     * @param initial directory of a checkpoint or name of a bundled model whose weights and sizes to start from, or null
     * @param seed of weights, instances and sampling
     * @param command the command line, for the card
     */
    public record Run(
            Path directory, boolean resume, @Nullable String initial, long seed, String command) {}

    /**
     * The usual settings for a problem, without a limit: sizes and distribution of its {@link TrainingProvider}, network of its kind of
     * policy.
     *
     * @param directory where checkpoints and logs go
     * @throws dev.ansatz.problems.io.InputException if no policy exists for the problem
     */
    public static TrainingConfig of(String problem, Method method, Path directory) {
        Problem<?, ?> known = Problems.byId(problem);
        Architecture architecture = Architecture.of(known, null);
        TrainingProvider<?, ?> provider = TrainingProvider.of(known);
        SizeRange sizes = provider.sizes();
        return new TrainingConfig(
                problem,
                method,
                new Instances(sizes.min(), sizes.max(), List.of(provider.distribution()), sizes.middle(), 64),
                new Batches(32, 16, 1, 1, 1),
                new Optimisation(4e-4, 0.998, architecture.mean()),
                architecture.network(),
                new Limits(null, null, Duration.ofMinutes(2)),
                new Run(directory, false, null, 1, ""));
    }

    public TrainingConfig with(Instances newInstances) {
        return new TrainingConfig(problem, method, newInstances, batches, optimisation, network, limits, run);
    }

    public TrainingConfig with(Batches newBatches) {
        return new TrainingConfig(problem, method, instances, newBatches, optimisation, network, limits, run);
    }

    public TrainingConfig with(Optimisation newOptimisation) {
        return new TrainingConfig(problem, method, instances, batches, newOptimisation, network, limits, run);
    }

    public TrainingConfig with(Network newNetwork) {
        return new TrainingConfig(problem, method, instances, batches, optimisation, newNetwork, limits, run);
    }

    public TrainingConfig with(Limits newLimits) {
        return new TrainingConfig(problem, method, instances, batches, optimisation, network, newLimits, run);
    }

    public TrainingConfig with(Run newRun) {
        return new TrainingConfig(problem, method, instances, batches, optimisation, network, limits, newRun);
    }
}
