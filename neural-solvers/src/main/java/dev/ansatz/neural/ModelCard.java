package dev.ansatz.neural;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON beside the weights of a checkpoint.
 *
 * @param name such as {@code tsp-50}
 * @param problem id of the problem, such as {@code tsp}
 * @param architecture kind of the policy, such as {@code pointer}; empty on older cards: then the usual kind of the problem
 * @param method how it was trained, such as {@code pomo}
 * @param sizes sizes trained on, such as {@code 20,50}
 * @param distribution training distribution
 * @param layers encoder layers
 * @param embeddingSize width of an embedding
 * @param heads attention heads
 * @param feedForwardSize width of the hidden feed-forward layer
 * @param decoders K, decoders on the one encoder (Poppy), else 1
 * @param latentSize length of the latent vector (COMPASS), else 0
 * @param columns what the network is given; {@link FeatureColumns#UNKNOWN} on older cards
 * @param steps optimiser steps made
 * @param instances instances seen
 * @param seconds training time on the machine named in {@code machine}
 * @param seed of the training
 * @param machine what it was trained on
 * @param command the exact command
 * @param validation figures by name, such as {@code tsp50-greedy-gap-percent}
 * @param profile what the training instances look like, of policies trained on a user's own; else null
 */
public record ModelCard(
        String name,
        String problem,
        String architecture,
        String method,
        String sizes,
        String distribution,
        int layers,
        int embeddingSize,
        int heads,
        int feedForwardSize,
        int decoders,
        int latentSize,
        FeatureColumns columns,
        long steps,
        long instances,
        double seconds,
        long seed,
        String machine,
        String command,
        Map<String, Double> validation,
        @Nullable InstanceProfile profile) {
    public ModelCard {
        decoders = Math.max(1, decoders); // absent from the cards of older checkpoints
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation)); // its order is the file's
    }
}
