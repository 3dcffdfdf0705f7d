package dev.ansatz.neural.train;

import dev.ansatz.problems.InputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a policy is trained. */
public enum Method {
    /** REINFORCE with the mean over the starts of an instance as baseline (Kwon et al. 2020). */
    POMO,
    /** Cross-entropy on a teacher's near-optimal solutions, as BQ-NCO (Drakulic et al. 2023) and LEHD (Luo et al. 2023) do. */
    IMITATION,
    /** Cross-entropy on the best of the policy's own samples (Corsini et al. 2024). */
    SELF_LABELLING;

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The method of a name.
     *
     * @throws InputException if there is none
     */
    public static Method of(String name) {
        return Arrays.stream(values())
                .filter(m -> m.id().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InputException("Unknown training method '" + name + "'; known are "
                        + Arrays.stream(values()).map(Method::id).collect(Collectors.joining(", ")) + "."));
    }
}
