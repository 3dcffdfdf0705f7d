package dev.ansatz.search;

import dev.ansatz.neural.Policy;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A solution that is improved piece by piece: a piece is a part of it that is an instance of the same problem, of a size that a policy
 * was trained on. Each piece is re-solved by rollouts of the policy and taken over where it became better, at a cost that does not
 * depend on the size of the whole. POPMUSIC (Taillard and Voss 2002) with a policy as its solver, as in "Learning to delegate" (Li, Yan
 * and Wu, NeurIPS 2021, arXiv 2107.04139) and the random re-construction of LEHD (Luo et al., NeurIPS 2023, arXiv 2310.07985).
 *
 * @param <S> type of the solutions
 */
interface Pieces<S> {
    /** Number of pieces that cover the solution once. */
    int count();

    /**
     * Re-solves another piece.
     *
     * @param effort 0 = some rollouts, then more and more
     */
    void improve(int effort);

    /** Length that all pieces saved so far. */
    double saved();

    /** Length of the whole. */
    double length();

    /** The solution as it is now. */
    S solution();

    /** Beyond this size the first solution is constructed in pieces, too: a rollout on the whole costs O(n²). */
    int LARGEST_WHOLE_TOUR = 2000;

    /** The same for routes: a rollout far beyond the training sizes is worse than one for each box of customers. */
    int LARGEST_WHOLE_PLAN = 600;

    /** A rollout on n nodes takes at most this, times n². */
    long NANOS_PER_PAIR = 1500;

    /** Beyond this size the pieces of a tour are searched better than the whole. */
    int LARGEST_TOUR_AS_A_WHOLE = 200;

    /** The same for routes: measured at 100 customers. */
    int LARGEST_PLAN_AS_A_WHOLE = 80;

    /** Whether an instance can be cut into pieces, given a policy that takes it. */
    static boolean cut(Instance instance) {
        return instance instanceof TspInstance || instance instanceof CvrpInstance;
    }

    /** Whether an instance is better searched in pieces. */
    static boolean suit(Instance instance) {
        return (instance instanceof TspInstance && instance.size() > LARGEST_TOUR_AS_A_WHOLE)
                || (instance instanceof CvrpInstance && instance.size() > LARGEST_PLAN_AS_A_WHOLE);
    }

    /**
     * The incumbent of a run in pieces; where there is none, a solution that the policy constructs, beyond some size in pieces.
     *
     * @return null where the problem or instance cannot be cut into pieces
     */
    @SuppressWarnings("unchecked") // the class of the instance tells that of the solutions
    static <I extends Instance, S> @Nullable Pieces<S> of(
            RolloutRun<I, S> run, Policy<I, S> policy, SplittableRandom random) {
        I instance = run.run.instance();
        if (policy.refuses(instance) != null) {
            return null;
        }
        if (instance instanceof TspInstance tsp) {
            Policy<TspInstance, Tour> own = (Policy<TspInstance, Tour>) policy;
            Tour start = (Tour) run.run.best();
            if (start == null) {
                start = instance.size() <= LARGEST_WHOLE_TOUR
                        ? greedy(own, tsp, run)
                        : TourPieces.alongCurve(
                                Objects.requireNonNull(tsp.distances().onMap()));
            }
            if (start == null) {
                start = TourPieces.alongCurve(
                        Objects.requireNonNull(tsp.distances().onMap()));
            }
            return (Pieces<S>) new TourPieces(run, own, tsp, start, random);
        }
        if (instance instanceof CvrpInstance cvrp) {
            Policy<CvrpInstance, Routes> own = (Policy<CvrpInstance, Routes>) policy;
            Routes start = (Routes) run.run.best();
            if (start == null && instance.size() <= LARGEST_WHOLE_PLAN) {
                start = greedy(own, cvrp, run);
            }
            if (start == null) {
                start = RoutePieces.divided(own, cvrp, run);
            }
            return (Pieces<S>) new RoutePieces(run, own, cvrp, start, random);
        }
        return null;
    }

    private static <I extends Instance, S> @Nullable S greedy(Policy<I, S> policy, I instance, RolloutRun<?, ?> run) {
        Rollouts<S> rollouts = policy.rollouts(instance);
        long n = instance.size();
        // The encoder does not ask for the time.
        if (rollouts == null || run.run.remaining().toNanos() < NANOS_PER_PAIR * n * n) {
            return null;
        }
        Rollouts.Result<S> result = rollouts.make(Rollouts.Request.greedy(0, 0, new int[] {0}), run::outOfTime);
        run.count(result.rollouts());
        return result.best();
    }
}
