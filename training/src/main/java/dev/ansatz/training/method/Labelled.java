package dev.ansatz.training.method;

/** A method that learns to construct given solutions, by cross-entropy: labels. */
public sealed interface Labelled extends Method permits Imitation, SelfLabelling {
    /** Share of each batch that is labelled anew, in (0, 1]; the rest is drawn from what was labelled before. */
    double fresh();
}
