package dev.ansatz.cli.plot;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what is shown of the solutions of a problem. */
public interface PresentationProvider<I extends Instance, S> extends Provider<I, S> {
    /** Why an instance cannot be drawn, as the end of a sentence without its full stop; null if it can. */
    default @Nullable String obstacle(I instance) {
        return null;
    }

    /** The picture of a feasible solution of an instance that can be drawn. */
    Picture picture(I instance, S solution);

    /** What a summary says of a solution beside its objective, such as {@code routes} {@code 9}; in order. */
    default Map<String, String> facts(S solution) {
        return Map.of();
    }
}
