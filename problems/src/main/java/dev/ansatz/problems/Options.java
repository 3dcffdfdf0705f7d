package dev.ansatz.problems;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to run a {@link Solver}. Immutable; every {@code with…} returns a changed copy.
 *
 * <p>Without any limit a run lasts {@link #DEFAULT_TIME}. With an iteration limit alone there is no time limit, and a run
 * with one thread is reproducible: the same instance, options and seed give the same solution.
 *
 * @param timeLimit wall-clock limit, or null
 * @param iterationLimit limit on the engine's own iterations (each engine documents what it counts), or null
 * @param seed seed of all randomness
 * @param threads how many threads the engine may use, at least 1
 * @param warmStarts solutions to begin from; infeasible ones are skipped with a note in the outcome
 * @param listener called for each new incumbent, in order, from a thread of the run
 * @param stopToken stops the run from outside; interrupting the calling thread does the same
 */
public record Options<S>(
        @Nullable Duration timeLimit,
        @Nullable Long iterationLimit,
        long seed,
        int threads,
        List<S> warmStarts,
        Consumer<Incumbent<S>> listener,
        StopToken stopToken) {
    /** Time limit of a run that has none of its own and no iteration limit. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(10);

    public Options {
        if (timeLimit != null && timeLimit.isNegative()) {
            throw new IllegalArgumentException("The time limit (" + timeLimit + ") must not be negative.");
        }
        if (iterationLimit != null && iterationLimit < 0) {
            throw new IllegalArgumentException("The iteration limit (" + iterationLimit + ") must not be negative.");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("The number of threads (" + threads + ") must be at least 1.");
        }
        if (timeLimit == null && iterationLimit == null) {
            timeLimit = DEFAULT_TIME;
        }
        warmStarts = List.copyOf(warmStarts);
    }

    /** Ten seconds, seed 1, one thread, no warm start. */
    public static <S> Options<S> defaults() {
        return new Options<>(DEFAULT_TIME, null, 1, 1, List.of(), i -> {}, new StopToken());
    }

    /** Options of a run that ends by time. */
    public static <S> Options<S> ofTime(Duration timeLimit) {
        return Options.<S>defaults().withTimeLimit(timeLimit);
    }

    /** Options of a run that ends by iterations, without a time limit. */
    public static <S> Options<S> ofIterations(long iterations) {
        return Options.<S>defaults().withIterationLimit(iterations).withTimeLimit(null);
    }

    public Options<S> withTimeLimit(@Nullable Duration newTimeLimit) {
        return new Options<>(newTimeLimit, iterationLimit, seed, threads, warmStarts, listener, stopToken);
    }

    public Options<S> withIterationLimit(@Nullable Long newIterationLimit) {
        return new Options<>(timeLimit, newIterationLimit, seed, threads, warmStarts, listener, stopToken);
    }

    public Options<S> withSeed(long newSeed) {
        return new Options<>(timeLimit, iterationLimit, newSeed, threads, warmStarts, listener, stopToken);
    }

    public Options<S> withThreads(int newThreads) {
        return new Options<>(timeLimit, iterationLimit, seed, newThreads, warmStarts, listener, stopToken);
    }

    public Options<S> withWarmStarts(List<S> newWarmStarts) {
        return new Options<>(timeLimit, iterationLimit, seed, threads, newWarmStarts, listener, stopToken);
    }

    public Options<S> withWarmStart(S warmStart) {
        List<S> all = new ArrayList<>(warmStarts);
        all.add(warmStart);
        return withWarmStarts(all);
    }

    public Options<S> withListener(Consumer<Incumbent<S>> newListener) {
        return new Options<>(timeLimit, iterationLimit, seed, threads, warmStarts, newListener, stopToken);
    }

    public Options<S> withStopToken(StopToken newStopToken) {
        return new Options<>(timeLimit, iterationLimit, seed, threads, warmStarts, listener, newStopToken);
    }
}
