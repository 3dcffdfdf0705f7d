package dev.ansatz.cli.plot;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Providers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the {@link PresentationProvider} of a problem says. */
public final class Presentations {
    private Presentations() {}

    @SuppressWarnings("unchecked") // a provider is of the types of its problem
    private static <I extends Instance, S> @Nullable PresentationProvider<I, S> of(Problem<I, S> problem) {
        return (PresentationProvider<I, S>) Providers.first(PresentationProvider.class, problem);
    }

    /** Why an instance cannot be drawn, as the end of a sentence without its full stop; null if it can. */
    static <I extends Instance> @Nullable String obstacle(Problem<I, ?> problem, I instance) {
        PresentationProvider<I, ?> provider = of(problem);
        return provider == null ? "there are no pictures of this problem yet" : provider.obstacle(instance);
    }

    /** The picture of a feasible solution of an instance that can be drawn. */
    static <I extends Instance, S> Picture picture(Problem<I, S> problem, I instance, S solution) {
        PresentationProvider<I, S> provider = of(problem);
        if (provider == null) {
            throw new IllegalArgumentException("There is no picture of the " + problem.title() + ".");
        }
        return provider.picture(instance, solution);
    }

    /** What a summary says of a solution beside its objective, in order. */
    public static <I extends Instance, S> Map<String, String> facts(Problem<I, S> problem, S solution) {
        PresentationProvider<I, S> provider = of(problem);
        return provider == null ? Map.of() : provider.facts(solution);
    }
}
