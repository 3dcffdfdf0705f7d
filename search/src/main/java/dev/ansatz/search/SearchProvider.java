package dev.ansatz.search;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Provider;
import org.jspecify.annotations.Nullable;

/** Says how the policy of a problem is used. A problem without one is treated as {@link HybridTuning#USUAL} says. */
public interface SearchProvider<I extends Instance, S> extends Provider<I, S> {
    /** How and from when on hybrids ask the policy. */
    default HybridTuning tuning() {
        return HybridTuning.USUAL;
    }

    /** How solutions are cut into pieces; null where they cannot be. */
    default @Nullable Decomposer<I, S> decomposer() {
        return null;
    }
}
