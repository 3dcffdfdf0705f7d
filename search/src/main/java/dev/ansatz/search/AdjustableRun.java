package dev.ansatz.search;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.RunClock;
import dev.ansatz.problems.StopReason;
import dev.ansatz.problems.StopToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run whose time limit may be changed while it lasts. Engines plan for the limit that they are given: a shorter one stops the engine by
 * its token, and where the limit has grown when the engine has used it up, it runs once more, from the best plan.
 */
final class AdjustableRun<I extends Instance, S> {
    /** An engine that ended before this part of its limit ended by itself; more time would not make it begin again. */
    private static final double USED_UP = 0.95;

    /** Rests of a limit below this are not worth another run. */
    private static final long SHORTEST_PART_NANOS = 5_000_000;

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Ansatz.Job<I, S> how;
    private final PlanningService timer;
    private final JobListeners<S> listeners;
    private final StopToken stop;

    // Guarded by this.
    private @Nullable Duration limit;
    private @Nullable RunClock clock;
    private @Nullable StopToken part;
    private @Nullable ScheduledFuture<?> alarm;
    private double seconds;

    /**
     * @param how engine and limits
     * @param stop ends the run
     * @param listeners hear its incumbents
     */
    AdjustableRun(Ansatz.Job<I, S> how, PlanningService timer, StopToken stop, JobListeners<S> listeners) {
        this.how = how;
        this.timer = timer;
        this.stop = stop;
        this.listeners = listeners;
        this.limit = how.options().timeLimit();
    }

    /** Changes the limit, which counts from the begin of the run. */
    synchronized void limit(Duration newLimit) {
        limit = newLimit;
        setAlarm();
    }

    /** Runs the engine, and again for each time the limit was raised. */
    Outcome<S> solve(I instance, List<S> warmStarts) {
        RunClock whole = begin();
        try {
            List<S> starts = new ArrayList<>(warmStarts);
            while (true) {
                StopToken token = stop.childUntil(whole::isGoalMet);
                Duration planned = beginPart(token);
                long partBegin = System.nanoTime();
                Outcome<S> ended =
                        how.with(options(whole, token, planned, starts)).solve(instance);
                boolean usedUp = planned != null
                        && System.nanoTime() - partBegin >= USED_UP * TimeUnit.NANOSECONDS.convert(planned);
                if (!usedUp
                        || stop.isStopped()
                        || whole.isGoalMet()
                        || left(whole) < SHORTEST_PART_NANOS
                        || ended.status().isProof()) {
                    return ended.withEvents(events(ended, whole, true));
                }
                S solution = ended.solution();
                if (solution != null) {
                    starts.add(solution);
                }
                events(ended, whole, false).forEach(listeners::note);
                listeners.note(new Note.TimeLimitRaised());
            }
        } finally {
            end();
        }
    }

    private synchronized RunClock begin() {
        // The limit of time is watched here, since it changes.
        RunClock begun = new RunClock(
                how.options().stop().withTimeLimit(FOREVER), how.problem().sense());
        clock = begun;
        return begun;
    }

    /** Sets the alarm for a part, and says how much time is left for it; null where there is no limit. */
    private synchronized @Nullable Duration beginPart(StopToken token) {
        part = token;
        setAlarm();
        return limit == null || clock == null ? null : Duration.ofNanos(Math.max(0, left(clock)));
    }

    private Options<S> options(RunClock whole, StopToken token, @Nullable Duration time, List<S> starts) {
        Options<S> options = how.options();
        return options.withStop(options.stop().ofPart(token).withTimeLimit(time))
                .withWarmStarts(starts)
                .withListener(incumbent -> {
                    Incumbent<S> heard = incumbent.at(whole.seconds());
                    Incumbent<S> before = listeners.incumbent();
                    if (before == null || how.problem().sense().better(heard.objective(), before.objective())) {
                        whole.improved(heard.objective());
                    }
                    listeners.hear(heard);
                });
    }

    /** Events of a part, where it was the last one with what ended the whole. */
    private List<Note> events(Outcome<S> ended, RunClock whole, boolean last) {
        List<Note> events = new ArrayList<>();
        for (Note event : ended.events()) {
            if (!(event instanceof Note.Stopped)) {
                events.add(event);
            }
        }
        StopReason reason = ended.stopReason();
        if (last && reason != null) {
            if (reason == StopReason.CANCELLED && !stop.isStopped()) {
                reason = whole.isGoalMet() ? whole.reason() : StopReason.TIME;
            }
            events.add(new Note.Stopped(reason == null ? StopReason.TIME : reason));
        }
        return events;
    }

    private synchronized long left(RunClock whole) {
        Duration now = limit;
        return now == null
                ? Long.MAX_VALUE
                : Math.min(TimeUnit.NANOSECONDS.convert(now), Long.MAX_VALUE / 4) - (long) (whole.seconds() * 1e9);
    }

    /** Stops the present part at the end of the limit, which may still move. */
    private synchronized void setAlarm() {
        cancelAlarm();
        StopToken running = part;
        RunClock whole = clock;
        if (limit != null && running != null && whole != null) {
            alarm = timer.after(Math.max(0, left(whole)), running::stop);
        }
    }

    private synchronized void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private synchronized void end() {
        cancelAlarm();
        part = null; // a later change of the limit is without effect
        seconds = clock == null ? 0 : clock.seconds();
        clock = null;
    }

    /** Wall-clock seconds of the run so far, or of all of it; 0 before it began. */
    synchronized double seconds() {
        return clock == null ? seconds : clock.seconds();
    }
}
