package dev.ansatz.search;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Run;
import java.util.List;
import java.util.function.Supplier;

/**
 * A run whose iterations are rollouts, and the diverse set of the best solutions that it saw: what all strategies of {@link
 * PolicySearch} share. Used by one thread.
 */
final class RolloutRun<I extends Instance, S> implements TreeSearch.Client<S> {
    /** Solutions that are kept. */
    static final int KEEP = 16;

    /** Costs closer than this are those of one solution in two forms: a tour from another city on, say. */
    private static final double SAME = 1e-6;

    final Run<I, S> run;
    private final DistinctBest<S> best = new DistinctBest<>(KEEP, SAME);
    private long made;

    RolloutRun(Run<I, S> run) {
        this.run = run;
    }

    /** Number of rollouts so far. */
    long made() {
        return made;
    }

    @Override
    public long left() {
        Long limit = run.options().iterationLimit();
        return limit == null ? Long.MAX_VALUE : limit - made;
    }

    @Override
    public boolean shouldStop() {
        return run.shouldStop(made) || run.boundMet();
    }

    @Override
    public boolean outOfTime() {
        return run.shouldStop() || run.boundMet();
    }

    @Override
    public void count(long rollouts) {
        made += rollouts;
    }

    /**
     * Takes note of a solution.
     *
     * @param cost in the policy's own scale
     */
    @Override
    public void offer(double cost, Supplier<S> solution, String phase) {
        boolean unused = best.offer(cost, () -> {
            S found = solution.get();
            // Rounding may order solutions differently from the policy's scale: all that are close are validated.
            run.offer(found, phase);
            return found;
        });
    }

    @Override
    public double cutoff() {
        return best.cutoff();
    }

    /** Solutions of different costs, best first in the policy's scale, at most {@value #KEEP}. */
    List<S> solutions() {
        List<S> found = best.items();
        S incumbent = run.best();
        return found.isEmpty() && incumbent != null ? List.of(incumbent) : found;
    }
}
