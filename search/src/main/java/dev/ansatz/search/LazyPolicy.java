package dev.ansatz.search;

import dev.ansatz.neural.DecodingRequest;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.neural.Policy;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is loaded when it is first needed, and then kept for all solvers that share this object; a bundled one is loaded and
 * warmed up once for all objects. Thread-safe: of several threads one loads and the others wait.
 */
final class LazyPolicy<I extends Instance, S> {
    private static final int WARM_UP_SIZE = 20;
    private static final long WARM_UP_NANOS = 300_000_000;

    /** The same for a further use of a policy that is warm. */
    private static final long FURTHER_NANOS = 100_000_000;

    /** Uses that a policy was warmed up for. */
    private static final Map<Policy<?, ?>, Set<String>> WARM = Collections.synchronizedMap(new WeakHashMap<>());

    /** A way to use a policy. */
    interface Use<I extends Instance, S> {
        /** Uses it once, for no longer than the limit. */
        void go(Policy<I, S> policy, I instance, Duration limit);
    }

    private final Problem<I, S> problem;
    private final @Nullable String nameOrDirectory;
    private boolean loaded;
    private @Nullable Policy<I, S> policy;
    private double loadSeconds;

    Problem<I, S> problem() {
        return problem;
    }

    private LazyPolicy(Problem<I, S> problem, @Nullable String nameOrDirectory) {
        this.problem = problem;
        this.nameOrDirectory = nameOrDirectory;
    }

    /** The policy of a bundled name or checkpoint directory; null means the bundled default, where there is one. */
    static <I extends Instance, S> LazyPolicy<I, S> of(Problem<I, S> problem, @Nullable String nameOrDirectory) {
        return new LazyPolicy<>(problem, nameOrDirectory);
    }

    /** A policy that is already loaded and belongs to the caller. */
    static <I extends Instance, S> LazyPolicy<I, S> given(Problem<I, S> problem, Policy<I, S> policy) {
        LazyPolicy<I, S> given = new LazyPolicy<>(problem, policy.card().name());
        given.loaded = true;
        given.policy = policy;
        return given;
    }

    /** Whether it is one that the caller has asked for, rather than the default. */
    boolean isNamed() {
        return nameOrDirectory != null;
    }

    /** Whether a run would not have to load it. */
    synchronized boolean isLoaded() {
        if (loaded) {
            return true;
        }
        String model = model();
        return model == null || ModelZoo.isLoaded(model);
    }

    private @Nullable String model() {
        return nameOrDirectory == null ? ModelZoo.defaultModel(problem) : nameOrDirectory;
    }

    /**
     * The policy; null where none was named and the problem has no bundled one.
     *
     * @throws InputException if the named model cannot be loaded
     */
    synchronized @Nullable Policy<I, S> get() {
        if (!loaded) {
            long begin = System.nanoTime();
            boolean before = isLoaded();
            String model = model();
            policy = model == null ? null : ModelZoo.load(problem, model);
            loadSeconds = before ? 0 : (System.nanoTime() - begin) * 1e-9;
            loaded = true;
        }
        return policy;
    }

    /** Loads the policy and decodes a little, so that the first run does not pay for compilation of the decoder. */
    void warmUp() {
        warmUp("propose", (policy, instance, limit) -> {
            long begin = System.nanoTime();
            List<S> unused = policy.propose(
                    instance, DecodingRequest.multiStart(), () -> System.nanoTime() - begin >= limit.toNanos());
        });
    }

    /** Loads the policy and uses it a little, unless that was done before. */
    void warmUp(String name, Use<I, S> use) {
        Policy<I, S> warm = get();
        if (warm == null || problem.generator().distributions().isEmpty()) {
            return;
        }
        Set<String> uses = WARM.computeIfAbsent(warm, key -> ConcurrentHashMap.newKeySet());
        long nanos = uses.isEmpty() ? WARM_UP_NANOS : FURTHER_NANOS;
        if (!uses.add(name)) {
            return;
        }
        long begin = System.nanoTime();
        I instance = problem.generate(WARM_UP_SIZE, 1, problem.generator().defaultDistribution());
        for (long left = nanos; left > 0; left = begin + nanos - System.nanoTime()) {
            use.go(warm, instance, Duration.ofNanos(left));
        }
    }

    /** Seconds that loading took, 0 where nothing was loaded, or had been before. */
    synchronized double loadSeconds() {
        return loadSeconds;
    }
}
