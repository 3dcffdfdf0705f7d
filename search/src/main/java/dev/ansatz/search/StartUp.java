package dev.ansatz.search;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Solver;
import java.util.concurrent.CompletableFuture;

/** Loading of models and native libraries beside each other. */
final class StartUp {
    private StartUp() {}

    /** Loads a policy and warms an engine up at the same time. A default model that cannot be loaded is left to the run. */
    static <I extends Instance, S> void warmUp(LazyPolicy<I, S> policy, Solver<I, S> engine) {
        CompletableFuture<?> loading = policy.exists() ? policy.load() : null;
        engine.warmUp();
        if (loading != null) {
            // Waits only: a failure is reported by the run that needs the policy.
            CompletableFuture<?> unused = loading.handle((p, failure) -> p);
            unused.join();
        }
    }

    static <I extends Instance, S> void checkAccepts(Solver<I, S> solver, I instance) {
        String refusal = solver.refuses(instance);
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
    }
}
