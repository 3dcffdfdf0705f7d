package dev.ansatz.search;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is loaded when it is first needed, once per problem and model for the whole process. Loading costs about a
 * second (libtorch) and needs no search thread, hence it happens on a thread of its own beside whatever can already run.
 * Thread-safe. Loaded policies stay loaded: solvers share them.
 */
final class LazyPolicy<I extends Instance, S> {
    /** The default model is there but cannot be loaded, for instance since libtorch has no build for this machine. */
    static final class LoadFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LoadFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private record Key(String problem, String model) {}

    private record Loaded(Policy<?, ?> policy, double seconds) {}

    private static final Map<Key, CompletableFuture<Loaded>> CACHE = new ConcurrentHashMap<>();

    private final Problem<I, S> problem;
    private final @Nullable String model;
    private final @Nullable Policy<I, S> given;
    private final boolean namedByUser;

    private LazyPolicy(
            Problem<I, S> problem, @Nullable String model, @Nullable Policy<I, S> given, boolean namedByUser) {
        this.problem = problem;
        this.model = model;
        this.given = given;
        this.namedByUser = namedByUser;
    }

    /** The policy of a bundled name or checkpoint directory; null means the bundled default, where there is one. */
    static <I extends Instance, S> LazyPolicy<I, S> of(Problem<I, S> problem, @Nullable String nameOrDirectory) {
        return nameOrDirectory == null
                ? new LazyPolicy<>(problem, ModelZoo.defaultModel(problem), null, false)
                : new LazyPolicy<>(problem, nameOrDirectory, null, true);
    }

    /** A policy that is already loaded and belongs to the caller. */
    static <I extends Instance, S> LazyPolicy<I, S> given(Problem<I, S> problem, Policy<I, S> policy) {
        return new LazyPolicy<>(problem, policy.card().name(), policy, true);
    }

    /** Whether there is a model to load at all. */
    boolean exists() {
        return model != null;
    }

    /** Name of the model, for notes. */
    String name() {
        return model == null ? "none" : model;
    }

    /**
     * Begins to load where that has not begun, and returns at once. The future fails with an {@link InputException} if the
     * user named a model that cannot be loaded, and with a {@link LoadFailure} if the default one cannot.
     */
    CompletableFuture<Policy<I, S>> load() {
        if (given != null) {
            return CompletableFuture.completedFuture(given);
        }
        if (model == null) {
            return CompletableFuture.failedFuture(
                    new LoadFailure("There is no model for the " + problem.title() + ".", new Throwable()));
        }
        return loading().handle((loaded, failure) -> {
            if (failure != null) {
                throw explain(failure);
            }
            return cast(loaded.policy());
        });
    }

    /**
     * The policy, waiting for it if need be.
     *
     * @throws InputException if the user named a model that cannot be loaded
     * @throws LoadFailure if the default model cannot be loaded
     */
    Policy<I, S> get() {
        try {
            return load().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Seconds that loading took, 0 where nothing was loaded. */
    double loadSeconds() {
        CompletableFuture<Loaded> loading =
                model == null || given != null ? null : CACHE.get(new Key(problem.id(), model));
        return loading != null && loading.isDone() && !loading.isCompletedExceptionally()
                ? loading.join().seconds()
                : 0;
    }

    private RuntimeException explain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof InputException && namedByUser) {
            // A new exception, since the cached one is shared by threads; its sentence is all a user needs.
            return new InputException(String.valueOf(cause.getMessage()));
        }
        return new LoadFailure("Model " + name() + " cannot be loaded (" + cause.getMessage() + ").", cause);
    }

    private CompletableFuture<Loaded> loading() {
        Key key = new Key(problem.id(), name());
        CompletableFuture<Loaded> loading = CACHE.computeIfAbsent(
                key,
                k -> CompletableFuture.supplyAsync(
                        () -> {
                            long begin = System.nanoTime();
                            Policy<I, S> policy = ModelZoo.load(problem, k.model());
                            return new Loaded(policy, (System.nanoTime() - begin) * 1e-9);
                        },
                        thread("ansatz-load-" + k.model())));
        if (loading.isCompletedExceptionally()) {
            // A directory may be complete the next time it is asked for.
            CACHE.remove(key, loading);
        }
        return loading;
    }

    /** Runs each task on a new daemon thread: a native call cannot be interrupted and must not keep the process alive. */
    static Executor thread(String name) {
        return task -> Thread.ofPlatform().daemon().name(name).start(task);
    }

    @SuppressWarnings("unchecked") // The key holds the problem, whose id fixes I and S.
    private Policy<I, S> cast(Policy<?, ?> policy) {
        return (Policy<I, S>) policy;
    }
}
