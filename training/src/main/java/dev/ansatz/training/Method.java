package dev.ansatz.training;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Suggestions;
import java.util.Arrays;
import java.util.Locale;

/** How a policy is trained. */
public enum Method {
    /** REINFORCE with the mean over the starts of an instance as baseline (Kwon et al. 2020). */
    POMO,
    /**
     * K decoders on one encoder, copies of a POMO policy's; for each instance and start only the best decoder is rewarded, by
     * how much it is better than the second best (Poppy, Grinsztajn et al. 2023, arXiv 2210.03475).
     */
    POPPY,
    /**
     * A decoder conditioned on a latent vector, equal to a POMO policy's at first; for each instance and start only the best of
     * the latent vectors drawn is rewarded (COMPASS, Chalumeau et al. 2023, arXiv 2311.13569).
     */
    COMPASS,
    /** Cross-entropy on a teacher's near-optimal solutions, as BQ-NCO (Drakulic et al. 2023) and LEHD (Luo et al. 2023) do. */
    IMITATION,
    /** Cross-entropy on the best of the policy's own samples (Corsini et al. 2024). */
    SELF_LABELLING;

    /** Whether a run starts from a policy that is trained already. */
    public boolean needsInitial() {
        return this == POPPY || this == COMPASS;
    }

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
                .orElseThrow(() -> new InputException(
                        Suggestions.unknown(
                                        "training method",
                                        name,
                                        Arrays.stream(values()).map(Method::id).toList()) + "."));
    }
}
