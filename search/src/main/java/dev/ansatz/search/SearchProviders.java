package dev.ansatz.search;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Providers;
import dev.ansatz.problems.Solver;
import org.jspecify.annotations.Nullable;

/** What the {@link SearchProvider} of a problem says, and what is usual where it has none. */
final class SearchProviders {
    private SearchProviders() {}

    @SuppressWarnings("unchecked") // a provider is of the types of its problem
    private static <I extends Instance, S> @Nullable SearchProvider<I, S> of(Problem<I, S> problem) {
        return (SearchProvider<I, S>) Providers.first(SearchProvider.class, problem);
    }

    static HybridTuning tuning(Problem<?, ?> problem) {
        SearchProvider<?, ?> provider = of(problem);
        return provider == null ? HybridTuning.USUAL : provider.tuning();
    }

    /** How an engine is seeded: as is usual for the problem, but less before one that leaves any start behind. */
    static HybridTuning tuning(Problem<?, ?> problem, Solver<?, ?> engine) {
        HybridTuning tuning = tuning(problem);
        return engine.refinesAnyStart() ? tuning.beforeOwnSearch() : tuning;
    }

    static <I extends Instance, S> @Nullable Decomposer<I, S> decomposer(Problem<I, S> problem) {
        SearchProvider<I, S> provider = of(problem);
        return provider == null ? null : provider.decomposer();
    }

    /** Whether an instance is better searched in pieces than as a whole. */
    static <I extends Instance> boolean suitsDecomposition(Problem<I, ?> problem, I instance) {
        Decomposer<I, ?> decomposer = decomposer(problem);
        return decomposer != null && instance.size() > decomposer.largestAsAWhole();
    }
}
