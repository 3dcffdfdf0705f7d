package dev.ansatz.problems;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a run has to end by its {@link StopRules}, iterations and token aside. It is told of every improvement and bound, and begins with
 * its creation. Thread-safe; {@link #isUp} may be asked in hot loops.
 */
public final class RunClock {
    /** Half a century is "no limit" and cannot overflow. */
    private static final long FOREVER = Long.MAX_VALUE / 4;

    private final StopRules rules;
    private final Sense sense;
    private final long begin = System.nanoTime();
    private final long deadline;
    private final long patience;

    /** The deadline, or the end of the time without an improvement, or the moment when a target or gap was reached. */
    private volatile long end;

    private volatile @Nullable StopReason goal;
    private @Nullable Double best;
    private @Nullable Double bound;

    public RunClock(StopRules rules, Sense sense) {
        this.rules = rules;
        this.sense = sense;
        this.deadline = begin + nanos(rules.timeLimit());
        this.patience = nanos(rules.noImprovement());
        this.end = Math.min(deadline, begin + patience);
    }

    private static long nanos(@Nullable Duration limit) {
        return limit == null ? FOREVER : Math.min(TimeUnit.NANOSECONDS.convert(limit), FOREVER);
    }

    /** Tells of a better solution. */
    public synchronized void improved(double objective) {
        best = objective;
        if (goal == null) {
            end = Math.min(deadline, System.nanoTime() + patience);
            look();
        }
    }

    /** Tells of a better bound. */
    public synchronized void bounded(double newBound) {
        bound = newBound;
        look();
    }

    private void look() {
        Double objective = best;
        if (goal != null || objective == null) {
            return;
        }
        Double target = rules.target();
        Double gap = rules.gap();
        if (target != null && !sense.better(target, objective)) {
            reached(StopReason.TARGET);
        } else if (gap != null && bound != null && Bound.gap(objective, bound) <= gap) {
            reached(StopReason.GAP);
        }
    }

    private void reached(StopReason reason) {
        goal = reason;
        end = System.nanoTime();
    }

    /** Wall-clock seconds since the run began. */
    public double seconds() {
        return (System.nanoTime() - begin) * 1e-9;
    }

    /** Time left until the time limit; zero when there is none, about a century where there is no limit. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Whether the run has to end. */
    public boolean isUp() {
        return System.nanoTime() - end >= 0;
    }

    /** Whether the run has to end for another reason than its time limit. */
    public boolean isGoalMet() {
        return end != deadline && isUp();
    }

    /** Why the run has to end; null where it has not. */
    public @Nullable StopReason reason() {
        StopReason reached = goal;
        if (reached != null) {
            return reached;
        }
        return !isUp() ? null : end == deadline ? StopReason.TIME : StopReason.NO_IMPROVEMENT;
    }
}
