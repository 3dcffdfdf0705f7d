package dev.ansatz.search;

import dev.ansatz.neural.InstanceProfile;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What several solvers do before they search. */
final class StartUp {
    private StartUp() {}

    /** Loads a policy and warms an engine up at the same time. */
    static <I extends Instance, S> void warmUp(LazyPolicy<I, S> policy, Solver<I, S> engine) {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            engine.warmUp();
            policy.warmUp();
            return;
        }
        CompletableFuture<Void> natives = CompletableFuture.runAsync(engine::warmUp, thread("ansatz-warm-up"));
        policy.warmUp();
        try {
            natives.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The policy, with a note on what loading it cost, and on instances that are far from those it was trained on. */
    static <I extends Instance, S> @Nullable Policy<I, S> load(LazyPolicy<I, S> lazy, SearchContext<I, S> run) {
        Policy<I, S> policy = lazy.get();
        if (policy != null && lazy.loadSeconds() > 0) {
            run.note(new Note.ModelLoaded(policy.card().name(), lazy.loadSeconds()));
        }
        InstanceProfile profile = policy == null ? null : policy.card().profile();
        if (policy != null && profile != null) {
            List<String> far = profile.farFrom(lazy.problem(), run.instance());
            if (!far.isEmpty()) {
                run.note(new Note.FarFromTraining(policy.card().name(), far));
            }
        }
        return policy;
    }

    /** The policy where it can and should be asked about the instance of a run; else null, with a note that says why. */
    static <I extends Instance, S> @Nullable Policy<I, S> suitable(
            Problem<I, S> problem,
            LazyPolicy<I, S> lazy,
            SearchContext<I, S> run,
            double share,
            @Nullable Strategy strategy) {
        Policy<I, S> policy = load(lazy, run);
        String unsuitable =
                PolicyWarmStarts.unsuitable(problem, policy, run.instance(), run.options(), share, strategy);
        if (unsuitable == null) {
            return policy;
        }
        if (policy != null || ModelZoo.knows(problem)) {
            run.note(new Note.PolicyNotAsked(unsuitable));
        }
        return null;
    }

    /** Runs each task on a new daemon thread, which does not keep the process alive. */
    static Executor thread(String name) {
        return task -> Thread.ofPlatform().daemon().name(name).start(task);
    }
}
