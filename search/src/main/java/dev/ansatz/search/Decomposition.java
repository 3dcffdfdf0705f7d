package dev.ansatz.search;

/**
 * A solution that is improved piece by piece: a piece is a part of it that is an instance of the same problem, of a size that a policy
 * was trained on. Each piece is re-solved by rollouts of the policy and taken over where it became better, at a cost that does not
 * depend on the size of the whole. POPMUSIC (Taillard and Voss 2002) with a policy as its solver, as in "Learning to delegate" (Li, Yan
 * and Wu, NeurIPS 2021, arXiv 2107.04139) and the random re-construction of LEHD (Luo et al., NeurIPS 2023, arXiv 2310.07985). Used by
 * one thread.
 *
 * @param <S> type of the solutions
 */
public interface Decomposition<S> {
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
}
