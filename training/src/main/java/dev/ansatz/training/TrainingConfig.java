package dev.ansatz.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a training run.
 *
 * @param problem id of the problem
 * @param method how to train
 * @param minSize smallest instance size; each batch has one size
 * @param maxSize largest instance size
 * @param distributions of which each training instance has one, drawn at random; the validation instances take turns. Routing
 *     problems only: others have a mixture of their own
 * @param batch B, instances per optimiser step
 * @param starts S, sampled trajectories per instance (and per decoder or latent vector)
 * @param accumulate batches whose gradients are averaged in one optimiser step
 * @param decoders Poppy: K, decoders; of no meaning to other methods
 * @param latents COMPASS: latent vectors drawn for each batch; of no meaning to other methods
 * @param latentSize COMPASS: Z, length of a latent vector; of no meaning to other methods
 * @param latentSpread COMPASS: how far an entry of the latent vector moves the policy at first, see {@link LatentRows}; 0 for rows of
 *     zero; of no meaning to other methods
 * @param freshLabels imitation, self-labelling: share of each batch that is solved anew, the rest is drawn from those solved before, a
 *     teacher's under a random symmetry; in (0, 1]
 * @param temperature of samples: softmax(logits / temperature); 1 for imitation
 * @param frozen Poppy: whether the encoder stays as it is; COMPASS: whether all that the parent has stays as it is, so that only
 *     the latent vector's rows learn and the origin remains the parent; of no meaning to other methods
 * @param learningRate of Adam
 * @param averaging decay d in [0, 1) of the moving average of the weights, which is what is validated and kept: after t steps a
 *     step's weights count 1 - min(d, (1 + t) / (10 + t)); 0 for the last weights themselves
 * @param layers encoder layers
 * @param embeddingSize D
 * @param heads H
 * @param feedForwardSize hidden width
 * @param time wall-clock limit, or null
 * @param steps limit on the optimiser steps of the whole run, resumed ones included, or null
 * @param seed of weights, instances and sampling
 * @param threads threads of the rollouts; libtorch uses its own setting
 * @param directory where checkpoints and logs go
 * @param resume whether to go on from the checkpoint in {@code directory}
 * @param initial directory of a checkpoint or name of a bundled model whose weights and sizes to start from, or null
 * @param validationSize size of the validation instances
 * @param validationCount number of validation instances
 * @param checkpointEvery time between validations and checkpoints
 * @param command the command line, for the card
 */
public record TrainingConfig(
        String problem,
        Method method,
        int minSize,
        int maxSize,
        List<String> distributions,
        int batch,
        int starts,
        int accumulate,
        int decoders,
        int latents,
        int latentSize,
        double latentSpread,
        double freshLabels,
        double temperature,
        boolean frozen,
        double learningRate,
        double averaging,
        int layers,
        int embeddingSize,
        int heads,
        int feedForwardSize,
        @Nullable Duration time,
        @Nullable Long steps,
        long seed,
        int threads,
        Path directory,
        boolean resume,
        @Nullable String initial,
        int validationSize,
        int validationCount,
        Duration checkpointEvery,
        String command) {
    /** The distribution of the next training instance. */
    String distribution(SplittableRandom random) {
        return distributions.size() == 1
                ? distributions.getFirst()
                : distributions.get(random.nextInt(distributions.size()));
    }
}
