package dev.ansatz.training.method;

/**
 * Cross-entropy on the best of the policy's own samples (Corsini et al. 2024), where they differ.
 *
 * @param fresh as {@link Labelled#fresh}
 * @param stepsPerBatch as {@link Method#stepsPerBatch}
 */
public record SelfLabelling(double fresh, int stepsPerBatch) implements Labelled {
    public SelfLabelling(double fresh) {
        this(fresh, 1);
    }

    @Override
    public String id() {
        return SELF_LABELLING;
    }
}
