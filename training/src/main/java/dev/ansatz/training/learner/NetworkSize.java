package dev.ansatz.training.learner;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.problems.Problems;
import dev.ansatz.training.Architecture;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.method.Method;

/**
 * Size of the network that a method trains, of any kind of policy.
 *
 * @param base layers and widths
 * @param decoders K
 * @param latentSize Z, 0 for none
 */
public record NetworkSize(TrainingConfig.Network base, int decoders, int latentSize) {
    /** As a method needs it. */
    public static NetworkSize of(TrainingConfig.Network base, Method method) {
        return new NetworkSize(base, method.decoders(), method.latentSize());
    }

    /** That of a checkpoint. */
    public static NetworkSize of(ModelCard card) {
        return new NetworkSize(
                new TrainingConfig.Network(
                        Architecture.of(Problems.byId(card.problem()), card.architecture()),
                        card.layers(),
                        card.embeddingSize(),
                        card.heads(),
                        card.feedForwardSize()),
                card.decoders(),
                card.latentSize());
    }
}
