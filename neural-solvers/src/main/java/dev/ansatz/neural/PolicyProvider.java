package dev.ansatz.neural;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Provider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this module knows of one problem: kinds of policies, bundled models, and what tells a foreign instance. Named in
 * {@code META-INF/services/dev.ansatz.neural.PolicyProvider}; a jar of one's own on the class path adds a problem, or another kind of
 * policy of a problem that is there.
 */
public interface PolicyProvider<I extends Instance, S> extends Provider<I, S> {
    /** Kinds of policies, the usual one first; at most one of each architecture. */
    List<PolicyKind<I, S>> kinds();

    /**
     * Names of the bundled models, the default one first. Their files are resources {@code /dev/ansatz/neural/zoo/NAME/card.json} and
     * {@code weights.safetensors} of the jar that this provider comes from.
     */
    default List<String> models() {
        return List.of();
    }

    /** What tells an instance from others, for the profile of those that a policy was trained on. */
    default Traits traits(I instance) {
        return Traits.NONE;
    }

    /**
     * What tells an instance from others beside its size.
     *
     * @param statistics by name, in words that warnings quote
     * @param nodes where the nodes lie, {@code [N][2]}; null where they lie nowhere
     * @param hasDepot whether node 0 is one, whose place is told apart
     */
    record Traits(Map<String, Double> statistics, double @Nullable [][] nodes, boolean hasDepot) {
        /** Nothing beside the size. */
        public static final Traits NONE = new Traits(Map.of(), null, false);
    }
}
