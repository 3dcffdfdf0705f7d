package dev.ansatz.search;

import dev.ansatz.neural.DistinctBest;
import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.SearchContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run whose iterations are rollouts, and the diverse set of the best solutions that it saw: what all strategies of {@link
 * PolicySearch} share. Used by one thread.
 */
public final class RolloutContext<I extends Instance, S> implements TreeSearch.Client<S> {
    /** Solutions that are kept. */
    private static final int KEEP = 16;

    /** A rollout on n nodes takes at most this, times n². */
    private static final long NANOS_PER_PAIR = 1500;

    /** Costs closer than this are those of one solution in two forms: a tour from another city on, say. */
    private static final double SAME = 1e-6;

    private final SearchContext<I, S> run;
    private final DistinctBest<S> best = DistinctBest.byCost(KEEP, SAME);
    private long made;

    public RolloutContext(SearchContext<I, S> run) {
        this.run = run;
    }

    /** The limits and the incumbent of the run. */
    public SearchContext<I, S> run() {
        return run;
    }

    /**
     * One greedy rollout on the whole instance.
     *
     * @return null where the policy has no rollouts, or there is no time for one
     */
    public @Nullable S greedyInTime(Policy<I, S> policy) {
        Rollouts<S> rollouts = policy.rollouts(run.instance());
        long n = run.instance().size();
        // The encoder does not ask for the time.
        if (rollouts == null || run.remaining().toNanos() < NANOS_PER_PAIR * n * n) {
            return null;
        }
        Rollouts.Result<S> result = rollouts.make(Rollouts.Request.greedy(0, 0, new int[] {0}), this::outOfTime);
        count(result.rollouts());
        return result.best();
    }

    /** Number of rollouts so far. */
    public long made() {
        return made;
    }

    /**
     * Rollouts to make before the next look at what came out: a single one while there is nothing to show, so that a run has a solution as soon
     * as it can.
     *
     * @param whole the same from then on
     */
    int batch(int whole) {
        return made == 0 && run.best() == null ? 1 : whole;
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
