package dev.ansatz.classical.localsearch;

import dev.ansatz.problems.SearchContext;

/** Keeps the validation of incumbents, O(n) each, below a twentieth of the time of a search that improves all the time. */
public final class Reporter<S> {
    private final SearchContext<?, S> run;
    private long quietUntil = System.nanoTime();

    public Reporter(SearchContext<?, S> run) {
        this.run = run;
    }

    /** Whether enough time has passed since the last offer. */
    public boolean due() {
        return System.nanoTime() - quietUntil >= 0;
    }

    public void offer(S solution) {
        long begin = System.nanoTime();
        run.offer(solution, "local search");
        long end = System.nanoTime();
        quietUntil = end + 20 * (end - begin);
    }
}
