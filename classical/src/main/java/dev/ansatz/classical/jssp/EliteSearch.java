package dev.ansatz.classical.jssp;

import dev.ansatz.classical.localsearch.Xorshift;

/**
 * Tabu search from a first population of starts and then from selections between two elite ones (TS/PR: Peng, Lü and Cheng 2015,
 * doi:10.1016/j.cor.2014.08.006). Other than there, a child is not repaired: only exchanges that close no cycle are made on its
 * way. One per thread; the elite set is shared.
 */
final class EliteSearch {
    /** Members of the elite set. */
    static final int POPULATION = 30;
    /** Iterations without improvement that a tabu search makes at least. */
    private static final long PATIENCE = 12_500;
    /** It also goes on while it improved in this last part of its iterations: large instances improve for long. */
    private static final double PATIENCE_SHARE = 0.5;
    /** Part of the budget for the first population; what is there by then is relinked. */
    private static final double FIRST_SHARE = 0.25;
    /** A child is at least this part of the distance away from both parents. */
    private static final double LEAST_WAY = 0.3;

    /** What a search asks of the run. */
    interface Control extends TabuSearch.Monitor {
        /** Used part of the budget, from 0 to 1. */
        double progress(long iterations);

        /** Next start, as machine sequences. */
        int[] start();
    }

    private final TabuSearch tabu;
    private final CompleteSelection selection;
    private final Elite elite;
    private final Xorshift random;
    private final Control control;
    private final int[] position;
    private final int[] candidates;
    private final boolean[] listed;

    EliteSearch(TabuSearch tabu, Elite elite, Xorshift random, Control control) {
        this.tabu = tabu;
        this.selection = tabu.selection;
        this.elite = elite;
        this.random = random;
        this.control = control;
        position = new int[selection.none];
        candidates = new int[selection.none];
        listed = new boolean[selection.none];
    }

    /** Searches until the control stops it; true if what it ended at is proven optimal. */
    boolean run() {
        boolean first = true;
        do {
            first = first && !elite.full() && control.progress(tabu.iterations()) < FIRST_SHARE;
            Elite.Member[] parents = first ? null : elite.pair(random);
            if (parents == null) {
                selection.load(control.start());
            } else {
                relink(parents[0], parents[1]);
            }
        } while (!searchAndKeep());
        return tabu.optimal();
    }

    /** Whether that was the end. */
    private boolean searchAndKeep() {
        if (!tabu.search(PATIENCE, PATIENCE_SHARE) || tabu.optimal()) {
            return true;
        }
        elite.add(new Elite.Member(tabu.best().clone(), tabu.bestMakespan()));
        return false;
    }

    /**
     * Goes from one selection towards another by exchanges of neighbours on a machine that the two have in opposite order, about
     * half the way. There always is one that closes no cycle: that of the opposed pair which is closest in a topological order.
     */
    private void relink(Elite.Member from, Elite.Member to) {
        CompleteSelection s = selection;
        s.load(from.sequence());
        for (int i = 0; i < position.length; i++) {
            position[to.sequence()[i]] = i;
        }
        int distance = Elite.distance(s.sequence, position, s.first);
        int steps = (int) (distance * (LEAST_WAY + (1 - 2 * LEAST_WAY) * random.unit()));
        int count = 0;
        for (int x = 0; x < s.none; x++) {
            listed[x] = opposed(x);
            if (listed[x]) {
                candidates[count++] = x;
            }
        }
        while (steps > 0 && count > 0) {
            int c = random.below(count);
            int x = candidates[c];
            if (!opposed(x)) {
                listed[x] = false;
                candidates[c] = candidates[--count];
            } else if (s.reorderRight(s.place[x], s.place[x] + 1)) {
                steps--;
                int before = s.machineBefore[s.machineBefore[x]];
                if (before != s.none && !listed[before] && opposed(before)) {
                    listed[before] = true;
                    candidates[count++] = before;
                }
            }
        }
        s.recompute();
    }

    /** Whether an operation and its successor on the machine are in the opposite order in the guiding selection. */
    private boolean opposed(int x) {
        int next = selection.machineAfter[x];
        return next != selection.none && position[x] > position[next];
    }
}
