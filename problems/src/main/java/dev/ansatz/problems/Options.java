package dev.ansatz.problems;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to run a {@link Solver}. Immutable; every {@code with…} returns a changed copy.
 *
 * <p>Without a limit of time or iterations a run lasts {@link #DEFAULT_TIME}. With an iteration limit alone there is no time limit, and a
 * run with one thread is reproducible: the same instance, options and seed give the same solution.
 *
 * @param stop what ends the run
 * @param seed seed of all randomness
 * @param threads how many threads the engine may use, at least 1
 * @param warmStarts solutions to begin from; infeasible ones are skipped with a note in the outcome
 * @param listener called for each new incumbent, in order, from a thread of the run
 * @param checked what a run around this one has checked already; nothing for a run of one's own
 */
public record Options<S>(
        StopRules stop,
        long seed,
        int threads,
        List<S> warmStarts,
        Consumer<Incumbent<S>> listener,
        Checked<S> checked) {
    /** Time limit of a run that has none of its own and no iteration limit. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(10);

    /**
     * What need not be checked again within a run.
     *
     * @param instance the instance of which {@link Problem#infeasible} said nothing, or null
     * @param validations of warm starts
     */
    public record Checked<S>(@Nullable Instance instance, List<Validation<S>> validations) {
        public Checked {
            validations = List.copyOf(validations);
        }
    }

    public Options {
        if (threads < 1) {
            throw new IllegalArgumentException("The number of threads (" + threads + ") must be at least 1.");
        }
        warmStarts = List.copyOf(warmStarts);
    }

    /** Ten seconds, seed 1, one thread, no warm start. */
    public static <S> Options<S> defaults() {
        return new Options<>(new StopRules(), 1, 1, List.of(), i -> {}, new Checked<>(null, List.of()));
    }

    /** Options of a run that ends by time. */
    public static <S> Options<S> ofTime(Duration timeLimit) {
        return Options.<S>defaults().withTimeLimit(timeLimit);
    }

    /** Options of a run that ends by iterations, without a time limit. */
    public static <S> Options<S> ofIterations(long iterations) {
        return Options.<S>defaults().withIterationLimit(iterations).withTimeLimit(null);
    }

    /** {@link StopRules#timeLimit}. */
    public @Nullable Duration timeLimit() {
        return stop.timeLimit();
    }

    /** {@link StopRules#iterationLimit}. */
    public @Nullable Long iterationLimit() {
        return stop.iterationLimit();
    }

    /** {@link StopRules#token}. */
    public StopToken stopToken() {
        return stop.token();
    }

    public Options<S> withStop(StopRules rules) {
        return new Options<>(rules, seed, threads, warmStarts, listener, checked);
    }

    public Options<S> withTimeLimit(@Nullable Duration newTimeLimit) {
        return withStop(stop.withTimeLimit(newTimeLimit));
    }

    public Options<S> withIterationLimit(@Nullable Long newIterationLimit) {
        return withStop(stop.withIterationLimit(newIterationLimit));
    }

    public Options<S> withNoImprovement(@Nullable Duration wait) {
        return withStop(stop.withNoImprovement(wait));
    }

    public Options<S> withTarget(@Nullable Double objective) {
        return withStop(stop.withTarget(objective));
    }

    public Options<S> withGap(@Nullable Double fraction) {
        return withStop(stop.withGap(fraction));
    }

    public Options<S> withStopToken(StopToken newStopToken) {
        return withStop(stop.withToken(newStopToken));
    }

    public Options<S> withSeed(long newSeed) {
        return new Options<>(stop, newSeed, threads, warmStarts, listener, checked);
    }

    public Options<S> withThreads(int newThreads) {
        return new Options<>(stop, seed, newThreads, warmStarts, listener, checked);
    }

    public Options<S> withWarmStarts(List<S> newWarmStarts) {
        return new Options<>(stop, seed, threads, newWarmStarts, listener, checked);
    }

    public Options<S> withWarmStart(S warmStart) {
        List<S> all = new ArrayList<>(warmStarts);
        all.add(warmStart);
        return withWarmStarts(all);
    }

    public Options<S> withListener(Consumer<Incumbent<S>> newListener) {
        return new Options<>(stop, seed, threads, warmStarts, newListener, checked);
    }

    /** Says that {@link Problem#infeasible} was asked of an instance and said nothing, so that no engine asks again. */
    public Options<S> withCheckedInstance(Instance instance) {
        return withChecked(new Checked<>(instance, checked.validations()));
    }

    Options<S> withChecked(Checked<S> newChecked) {
        return new Options<>(stop, seed, threads, warmStarts, listener, newChecked);
    }
}
