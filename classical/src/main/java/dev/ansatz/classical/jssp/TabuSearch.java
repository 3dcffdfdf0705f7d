package dev.ansatz.classical.jssp;

import dev.ansatz.classical.localsearch.SelfCheck;
import dev.ansatz.classical.localsearch.Xorshift;

/**
 * Tabu search for the makespan. In each iteration the moves of neighbourhood N7 (Zhang, Li, Guan and Rao 2007,
 * doi:10.1016/j.cor.2005.12.014) on one random critical path are estimated, the best one that is not tabu is made, and heads and
 * tails are updated exactly.
 *
 * <p>N7 moves an operation of a critical block behind its last or before its first operation, or these into the block. The value
 * of a move is estimated by the longest path through the operations that change places, with heads and tails of all others as
 * before (Taillard 1994; Balas and Vazacopoulos 1998, doi:10.1287/mnsc.44.2.262); for an exchange of neighbours it is a lower
 * bound of the new makespan. A move that might close a cycle by the heads and tails of the operations concerned is left out.
 *
 * <p>A move is tabu if it restores operations and places of a subsequence that was broken up within the tenure of 10 + jobs /
 * machines iterations plus up to half of it at random. There is no aspiration by estimates: with several critical paths they
 * promise improvements that do not come, and the search would circle. If all moves are tabu a random one is made.
 *
 * <p>Used by one thread. Allocates nothing after construction.
 */
final class TabuSearch {
    /** What a search reports to and asks. */
    interface Monitor {
        /** Asked now and then: whether to end at once. */
        boolean stop(long iterations);

        /** Called for each new best selection of the search; the array belongs to the search. */
        void improved(int makespan, int[] sequences);
    }

    /** Subsequences remembered at most, a power of 2. */
    private static final int TABU_SLOTS = 64;

    final CompleteSelection selection;
    private final Xorshift random;
    private final Monitor monitor;
    private final int[] best;
    private int bestMakespan;
    private int makespan;
    private boolean optimal;
    private long iterations;
    private long limit = Long.MAX_VALUE;

    // A ring of subsequences that must not come back: their operations, places, and until when.
    private final int[][] tabuOperations;
    private final int[] tabuFrom = new int[TABU_SLOTS];
    private final int[] tabuTo = new int[TABU_SLOTS];
    private final long[] tabuUntil = new long[TABU_SLOTS];
    private int oldest;
    private int newest;
    private final int tenure;
    private final int tenureSpread;
    /** Iterations between looks at the clock, minus 1. */
    private final int pollMask;

    /** Critical path, from its end to its begin. */
    private final int[] path;

    // Of the operations of one block: completion of the one before in the job, tail of the one behind, duration, new
    // head.
    private final int[] jobEnd;
    private final int[] jobTail;
    private final int[] length;
    private final int[] heads;

    // The best move of the iteration that is not tabu, and a random one of all.
    private int bestEstimate;
    private int bestFrom;
    private int bestTo;
    private boolean bestRight;
    private int ties;
    private int moves;
    private int anyFrom;
    private int anyTo;
    private boolean anyRight;

    TabuSearch(CompleteSelection selection, Xorshift random, Monitor monitor) {
        this.selection = selection;
        this.random = random;
        this.monitor = monitor;
        int n = selection.none;
        int machines = selection.first.length - 1;
        int jobs = 0;
        for (int k = 0; k < machines; k++) {
            jobs = Math.max(jobs, selection.first[k + 1] - selection.first[k]);
        }
        pollMask = n < 4_000 ? 63 : n < 30_000 ? 7 : 0;
        best = new int[n];
        path = new int[n];
        jobEnd = new int[n];
        jobTail = new int[n];
        length = new int[n];
        heads = new int[n];
        tabuOperations = new int[TABU_SLOTS][jobs];
        tenure = 10 + jobs / machines;
        tenureSpread = jobs <= 2 * machines ? (int) Math.ceil(0.4 * tenure) : (int) Math.ceil(0.5 * tenure);
    }

    /** Ends every search when this number of iterations is reached. */
    void limit(long newLimit) {
        limit = newLimit;
    }

    /** Makespan of {@link #best}. */
    int bestMakespan() {
        return bestMakespan;
    }

    /** Machine sequences of the best selection of the last search; overwritten by the next one. */
    int[] best() {
        return best;
    }

    /** Whether the last search ended at a selection that no move could improve, which proves it optimal. */
    boolean optimal() {
        return optimal;
    }

    /** Iterations of all searches so far. */
    long iterations() {
        return iterations;
    }

    /**
     * Searches from the selection as it is until nothing better came for {@code patience} iterations nor for {@code share} of the
     * iterations of this search.
     *
     * @return false if the search was stopped
     */
    boolean search(long patience, double share) {
        CompleteSelection s = selection;
        makespan = s.makespan();
        bestMakespan = makespan;
        System.arraycopy(s.sequence, 0, best, 0, best.length);
        monitor.improved(bestMakespan, best);
        long since = 0;
        long begin = iterations;
        while (since < patience || since < share * (iterations - begin)) {
            if (iterations >= limit || ((iterations & pollMask) == 0 && monitor.stop(iterations))) {
                return false;
            }
            iterations++;
            since++;
            bestEstimate = Integer.MAX_VALUE;
            moves = 0;
            if (!scan()) {
                optimal = true;
                return true;
            }
            if (moves == 0) {
                return true;
            }
            boolean allTabu = bestEstimate == Integer.MAX_VALUE;
            boolean right = allTabu ? anyRight : bestRight;
            int from = allTabu ? anyFrom : bestFrom;
            int to = allTabu ? anyTo : bestTo;
            forbid(from, to);
            boolean moved = right ? s.moveRight(from, to) : s.moveLeft(from, to);
            if (!moved) {
                continue;
            }
            if (SelfCheck.ON) {
                s.check();
            }
            makespan = s.makespan();
            if (makespan < bestMakespan) {
                bestMakespan = makespan;
                since = 0;
                System.arraycopy(s.sequence, 0, best, 0, best.length);
                monitor.improved(bestMakespan, best);
            }
        }
        return true;
    }

    /** Evaluates the moves on a random critical path; false if there is none that could improve, which proves optimality. */
    private boolean scan() {
        CompleteSelection s = selection;
        int[] end = s.end;
        int[] duration = s.duration;
        int none = s.none;
        // A random last operation.
        int x = none;
        int count = 0;
        for (int k = 0; k + 1 < s.first.length; k++) {
            int last = s.first[k + 1] - 1;
            if (last >= s.first[k] && end[s.sequence[last]] == makespan && random.below(++count) == 0) {
                x = s.sequence[last];
            }
        }
        int size = 0;
        while (x != none) {
            path[size++] = x;
            int head = end[x] - duration[x];
            int a = s.jobBefore[x];
            int b = s.machineBefore[x];
            boolean byJob = a != none && end[a] == head;
            boolean byMachine = b != none && end[b] == head;
            if (byJob && byMachine) {
                x = random.below(2) == 0 ? a : b;
            } else {
                x = byJob ? a : byMachine ? b : none;
            }
        }
        boolean any = false;
        int i = size - 1;
        while (i >= 0) {
            int j = i;
            while (j > 0 && s.machineBefore[path[j - 1]] == path[j]) {
                j--;
            }
            if (i > j) {
                boolean firstBlock = i == size - 1;
                boolean lastBlock = j == 0;
                if (!(firstBlock && lastBlock)) {
                    any = true;
                    block(s.place[path[i]], i - j + 1, firstBlock, lastBlock);
                }
            }
            i = j - 1;
        }
        return any;
    }

    /** Evaluates the moves of neighbourhood N7 in a block of operations that starts at a place. */
    private void block(int at, int size, boolean firstBlock, boolean lastBlock) {
        prepare(at, size);
        int last = size - 1;
        if (size == 2) {
            right(at, 0, 1);
            return;
        }
        // What changes the end of the last block only, or the begin of the first one, cannot shorten the path.
        if (!lastBlock) {
            for (int i = 0; i < last; i++) {
                right(at, i, last);
            }
            for (int i = 1; i < last; i++) {
                left(at, i, last);
            }
        }
        if (!firstBlock) {
            for (int j = 1; j <= last; j++) {
                left(at, 0, j);
            }
            for (int j = 1; j < last; j++) {
                right(at, 0, j);
            }
        }
    }

    /** Gathers what estimates need of consecutive places. */
    private void prepare(int at, int size) {
        CompleteSelection s = selection;
        for (int k = 0; k < size; k++) {
            int x = s.sequence[at + k];
            jobEnd[k] = s.end[s.jobBefore[x]];
            jobTail[k] = s.tail[s.jobAfter[x]];
            length[k] = s.duration[x];
        }
    }

    /** Offers to move operation {@code i} of the block right behind operation {@code j}. */
    private void right(int at, int i, int j) {
        CompleteSelection s = selection;
        int u = s.sequence[at + i];
        int v = s.sequence[at + j];
        int a = s.jobAfter[u];
        // A path from the job successor of u to v would show in both.
        if (a != s.none && s.tail[a] >= s.duration[a] + s.tail[v] && s.head(v) >= s.end[a]) {
            return;
        }
        offer(estimateRight(at, i, j), at + i, at + j, true);
    }

    private int estimateRight(int at, int i, int j) {
        CompleteSelection s = selection;
        int after = s.machineAfter[s.sequence[at + j]];
        int h = s.end[s.machineBefore[s.sequence[at + i]]];
        for (int k = i + 1; k <= j; k++) {
            h = Math.max(h, jobEnd[k]);
            heads[k] = h;
            h += length[k];
        }
        int t = Math.max(jobTail[i], s.tail[after]) + length[i];
        int estimate = Math.max(h, jobEnd[i]) + t;
        for (int k = j; k > i; k--) {
            t = Math.max(t, jobTail[k]) + length[k];
            estimate = Math.max(estimate, heads[k] + t);
        }
        return estimate;
    }

    /** Offers to move operation {@code j} of the block right before operation {@code i}. */
    private void left(int at, int i, int j) {
        CompleteSelection s = selection;
        int u = s.sequence[at + i];
        int v = s.sequence[at + j];
        int a = s.jobBefore[v];
        // A path from u to the job predecessor of v would show in both.
        if (a != s.none && s.head(a) >= s.end[u] && s.tail[u] >= s.duration[u] + s.tail[a]) {
            return;
        }
        offer(estimateLeft(at, i, j), at + i, at + j, false);
    }

    private int estimateLeft(int at, int i, int j) {
        CompleteSelection s = selection;
        int before = s.machineBefore[s.sequence[at + i]];
        int head = Math.max(s.end[before], jobEnd[j]);
        int h = head + length[j];
        for (int k = i; k < j; k++) {
            h = Math.max(h, jobEnd[k]);
            heads[k] = h;
            h += length[k];
        }
        int t = s.tail[s.machineAfter[s.sequence[at + j]]];
        int estimate = 0;
        for (int k = j - 1; k >= i; k--) {
            t = Math.max(t, jobTail[k]) + length[k];
            estimate = Math.max(estimate, heads[k] + t);
        }
        return Math.max(estimate, head + Math.max(t, jobTail[j]) + length[j]);
    }

    /** Estimated makespan through the places from..to if the operation at one end is moved to the other. */
    int estimate(int from, int to, boolean right) {
        prepare(from, to - from + 1);
        return right ? estimateRight(from, 0, to - from) : estimateLeft(from, 0, to - from);
    }

    /** Keeps the best move that is not tabu, ties broken at random; the tabu list is asked only for moves that could be it. */
    private void offer(int estimate, int from, int to, boolean right) {
        moves++;
        if (estimate <= bestEstimate) {
            if (!tabu(from, to, right)) {
                if (estimate < bestEstimate) {
                    ties = 0;
                    bestEstimate = estimate;
                }
                if (random.below(++ties) == 0) {
                    bestFrom = from;
                    bestTo = to;
                    bestRight = right;
                }
            }
        }
        if (bestEstimate == Integer.MAX_VALUE && random.below(moves) == 0) {
            anyFrom = from;
            anyTo = to;
            anyRight = right;
        }
    }

    /** Whether the move restores one of the remembered subsequences at its old places. */
    private boolean tabu(int from, int to, boolean right) {
        int[] sequence = selection.sequence;
        for (int e = oldest; e != newest; e = (e + 1) & (TABU_SLOTS - 1)) {
            int i = tabuFrom[e];
            int j = tabuTo[e];
            // A subsequence beside the window stays as it is.
            if (j < from || i > to || tabuUntil[e] < iterations) {
                continue;
            }
            int[] remembered = tabuOperations[e];
            int k = i;
            while (k <= j) {
                int x;
                if (k < from || k > to) {
                    x = sequence[k];
                } else if (right) {
                    x = sequence[k == to ? from : k + 1];
                } else {
                    x = sequence[k == from ? to : k - 1];
                }
                if (remembered[k - i] != x) {
                    break;
                }
                k++;
            }
            if (k > j) {
                return true;
            }
        }
        return false;
    }

    /** Remembers the operations of places that a move is about to change. */
    private void forbid(int from, int to) {
        int e = newest;
        System.arraycopy(selection.sequence, from, tabuOperations[e], 0, to - from + 1);
        tabuFrom[e] = from;
        tabuTo[e] = to;
        tabuUntil[e] = iterations + tenure + random.below(tenureSpread + 1);
        newest = (e + 1) & (TABU_SLOTS - 1);
        while (oldest != newest && (tabuUntil[oldest] <= iterations || oldest == ((newest + 1) & (TABU_SLOTS - 1)))) {
            oldest = (oldest + 1) & (TABU_SLOTS - 1);
        }
    }
}
