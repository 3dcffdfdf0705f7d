package dev.ansatz.training.labels;

import org.jspecify.annotations.Nullable;

/**
 * A solved instance.
 *
 * @param solution imitated in any form of the instance; null = {@code choices} are imitated
 * @param symmetry form that the choices are of
 * @param choices what the policy itself chose; null without a solution = all its samples were equally good: there is nothing to learn
 */
public record Label<I, S>(I instance, @Nullable S solution, int symmetry, int @Nullable [] choices) {
    /** A solution, imitated in any form. */
    public static <I, S> Label<I, S> of(I instance, @Nullable S solution) {
        return new Label<>(instance, solution, 0, null);
    }
}
