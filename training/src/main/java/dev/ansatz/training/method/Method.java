package dev.ansatz.training.method;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import java.util.List;

/** How a policy is trained, with its settings; immutable. What a method needs of a network it says by {@link #decoders} and {@link #latentSize}. */
public sealed interface Method permits Sampled, Labelled {
    String POMO = "pomo";
    String REINFORCE = "reinforce";
    String LEADER = "leader";
    String POPPY = "poppy";
    String COMPASS = "compass";
    String IMITATION = "imitation";
    String SELF_LABELLING = "self-labelling";

    /** Names of all methods. */
    List<String> IDS = List.of(POMO, IMITATION, POPPY, COMPASS, SELF_LABELLING, REINFORCE, LEADER);

    String id();

    /** Optimiser steps that each batch of trajectories is used for, at least 1. */
    default int stepsPerBatch() {
        return 1;
    }

    /** Whether a run starts from a policy that is trained already. */
    default boolean needsInitial() {
        return false;
    }

    /** Decoders on the encoder of the network that it trains. */
    default int decoders() {
        return 1;
    }

    /** Length of the latent vector that the network is conditioned on; 0 for none. */
    default int latentSize() {
        return 0;
    }

    /** Whether a weight is left as it is. */
    default boolean freezes(String weight) {
        return false;
    }

    /** What the name of a model ends with. */
    default String suffix() {
        return "";
    }

    /**
     * The name of a method as it is written here.
     *
     * @throws InputException if there is none
     */
    static String checkedId(String name) {
        return IDS.stream()
                .filter(id -> id.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InputException(Suggestions.unknown("training method", name, IDS) + "."));
    }
}
