package dev.ansatz.training.method;

/**
 * Cross-entropy on a teacher's near-optimal solutions, as BQ-NCO (Drakulic et al. 2023) and LEHD (Luo et al. 2023) do.
 *
 * @param fresh as {@link Labelled#fresh}
 * @param stepsPerBatch as {@link Method#stepsPerBatch}
 */
public record Imitation(Teacher teacher, double fresh, int stepsPerBatch) implements Labelled {
    public Imitation(Teacher teacher, double fresh) {
        this(teacher, fresh, 1);
    }

    @Override
    public String id() {
        return IMITATION;
    }
}
