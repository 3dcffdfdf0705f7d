package dev.ansatz.search;

import dev.ansatz.neural.Rollouts;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Rollouts on one piece of a {@link Decomposition}, within the limits of the run on the whole. */
public abstract class DecompositionSearch<S> implements TreeSearch.Client<S> {
    /** Expansions of each node of a simulation-guided search. */
    private static final int EXPANSIONS = 2;

    private final RolloutContext<?, ?> run;

    protected DecompositionSearch(RolloutContext<?, ?> run) {
        this.run = run;
    }

    /**
     * Under a random symmetry and decoder, greedy rollouts from first choices at equal distances, or a simulation-guided search.
     *
     * @param effort 0 = rollouts, else the width of the search
     * @param most first choices at most
     * @param shift whether the rollouts begin at a random first choice rather than at the first one
     */
    public final void go(Rollouts<S> rollouts, int effort, int most, boolean shift, SplittableRandom random) {
        int symmetry = random.nextInt(rollouts.symmetries());
        int decoder = random.nextInt(rollouts.decoders());
        int all = rollouts.starts();
        int starts = Math.min(most, all);
        if (effort > 0) {
            new TreeSearch<>(this, rollouts.partialSolutions(symmetry, decoder), true)
                    .simulationGuided(effort, EXPANSIONS, starts);
            return;
        }
        int offset = shift ? random.nextInt(all) : 0;
        int[] some = new int[(int) Math.min(starts, run.left())];
        for (int t = 0; t < some.length; t++) {
            some[t] = (int) ((offset + (long) t * all / starts) % all);
        }
        Rollouts.Result<S> result = rollouts.make(Rollouts.Request.greedy(symmetry, decoder, some), run::outOfTime);
        run.count(result.rollouts());
        S found = result.best();
        if (found != null) {
            found(found);
        }
    }

    /** A solution of the piece was made. */
    protected abstract void found(S solution);

    @Override
    public final boolean shouldStop() {
        return run.shouldStop();
    }

    @Override
    public final long left() {
        return run.left();
    }

    @Override
    public final boolean outOfTime() {
        return run.outOfTime();
    }

    @Override
    public final void count(long rollouts) {
        run.count(rollouts);
    }

    @Override
    public final double cutoff() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public final void offer(double cost, Supplier<S> solution, String phase) {
        found(solution.get());
    }
}
