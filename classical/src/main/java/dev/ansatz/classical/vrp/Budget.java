package dev.ansatz.classical.vrp;

import dev.ansatz.problems.SearchContext;
import java.time.Duration;

/** How much of the limits of a run is used up. */
final class Budget {
    private final SearchContext<?, ?> run;
    private final double iterationLimit;
    private final double begin;
    private final double seconds;

    Budget(SearchContext<?, ?> run) {
        this.run = run;
        Long limit = run.options().iterationLimit();
        Duration time = run.options().timeLimit();
        iterationLimit = limit == null ? Double.POSITIVE_INFINITY : limit;
        begin = run.seconds();
        seconds = time == null ? Double.POSITIVE_INFINITY : Math.max(1e-9, time.toNanos() * 1e-9 - begin);
    }

    /** From 0 at the begin to 1 at whichever limit comes first. */
    double used(long iterations) {
        double time = seconds == Double.POSITIVE_INFINITY ? 0 : (run.seconds() - begin) / seconds;
        return Math.min(1, Math.max(time, iterations / iterationLimit));
    }

    boolean reached(long iterations) {
        return iterations >= iterationLimit;
    }
}
