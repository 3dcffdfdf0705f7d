package dev.ansatz.classical.localsearch;

import dev.ansatz.problems.Run;

/** Keeps the validation of incumbents, O(n) each, below a twentieth of the time of a search that improves all the time. */
final class Reporter<S> {
    private final Run<?, S> run;
    private long quietUntil = System.nanoTime();

    Reporter(Run<?, S> run) {
        this.run = run;
    }

    /** Whether enough time has passed since the last offer. */
    boolean due() {
        return System.nanoTime() - quietUntil >= 0;
    }

    void offer(S solution) {
        long begin = System.nanoTime();
        run.offer(solution, "local search");
        long end = System.nanoTime();
        quietUntil = end + 20 * (end - begin);
    }
}
