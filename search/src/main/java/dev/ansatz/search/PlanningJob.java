package dev.ansatz.search;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.TracePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance that a {@link PlanningService} solves.
 *
 * <p>States: {@code QUEUED → RUNNING → DONE | CANCELLED | FAILED}, or {@code QUEUED → CANCELLED | FAILED}. Each is entered once; the last
 * three are final, and {@link #outcome} is complete then.
 *
 * <p>Thread-safe; no method waits for the engine. Listeners are called one at a time, in the order of the incumbents, by the
 * thread of the run, which waits for them: hand long work to a thread of your own. They may call every method of the job. One that throws is not called again, with a note in the outcome.
 */
public final class PlanningJob<I extends Instance, S> {
    private static final Logger LOG = LoggerFactory.getLogger(PlanningJob.class);

    /** An engine that ended before this part of its limit ended by itself; more time would not make it begin again. */
    private static final double USED_UP = 0.95;

    /** Rests of a limit below this are not worth another run. */
    private static final long SHORTEST_PART_NANOS = 5_000_000;

    /** Where a job is. */
    public enum State {
        /** Waits for a worker, or for the end of the job that it replaces. */
        QUEUED,
        RUNNING,
        /** The engine ended by itself or by its limits. */
        DONE,
        /** Ended by {@link #cancel}, by its stop token, or with the service; the outcome has the best plan so far. */
        CANCELLED,
        /** The engine refused the instance or failed: the outcome is exceptional. */
        FAILED;

        /** Whether nothing comes after it. */
        public boolean isFinal() {
            return this == DONE || this == CANCELLED || this == FAILED;
        }
    }

    private final PlanningService service;
    private final Ansatz.Job<I, S> how;
    private final I instance;
    private final StopToken stop;
    private final CompletableFuture<Outcome<S>> outcome = new CompletableFuture<>();
    private final List<Consumer<Incumbent<S>>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Incumbent<S> incumbent;

    // Guarded by this; no foreign code is called with it.
    private State state = State.QUEUED;
    private @Nullable Duration limit;
    private @Nullable S warmStart;
    private boolean replaces;
    private long begin;
    private @Nullable StopToken part;
    private @Nullable ScheduledFuture<?> alarm;

    /** Held while listeners are called, so that they hear incumbents in order and one at a time. Guards what follows. */
    private final Object hearing = new Object();

    private final List<TracePoint> trace = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    PlanningJob(PlanningService service, Ansatz.Job<I, S> how, I instance) {
        this.service = service;
        this.how = how.resolved();
        this.instance = instance;
        this.stop = how.options().stopToken().child();
        this.limit = how.options().timeLimit();
        this.listeners.add(how.options().listener());
    }

    /** What is solved. */
    public I instance() {
        return instance;
    }

    public synchronized State state() {
        return state;
    }

    /** The best plan so far with its objective, or null where there is none yet. */
    public @Nullable Incumbent<S> incumbent() {
        return incumbent;
    }

    /**
     * What the run led to: best plan, bound, trace. Exceptional where the job failed, with an {@link InputException} where the
     * engine does not take the instance. Completing or cancelling this future does not touch the job.
     */
    public CompletableFuture<Outcome<S>> outcome() {
        return outcome.copy();
    }

    /** Hears the incumbents from now on, and the present one at once where there is one. */
    public void onImprovement(Consumer<Incumbent<S>> listener) {
        synchronized (hearing) {
            listeners.add(listener);
            Incumbent<S> present = incumbent;
            if (present != null) {
                call(listener, present);
            }
        }
    }

    /**
     * Changes the time limit, which counts from the moment the job began to run. A limit that has passed ends the job now, with
     * its best plan, as {@code DONE}. Where the limit grows, the engine, which has planned for its first one, ends there and is
     * started again from the best plan for the rest. Without effect on a job that has ended.
     */
    public synchronized void timeLimit(Duration newLimit) {
        if (newLimit.isNegative()) {
            throw new IllegalArgumentException("The time limit (" + newLimit + ") must not be negative.");
        }
        limit = newLimit;
        if (state == State.RUNNING) {
            setAlarm();
        }
    }

    /**
     * Ends the job; its outcome has the best plan so far (none, where it has not begun and has no feasible warm start). Returns at
     * once; without effect on a job that has ended.
     *
     * @return {@link #outcome()}
     */
    public CompletableFuture<Outcome<S>> cancel() {
        stop.stop();
        boolean waiting;
        synchronized (this) {
            // What replaces another job waits for its plan, even if it only hands it on.
            waiting = state == State.QUEUED && !replaces;
            if (waiting) {
                state = State.CANCELLED;
            }
        }
        if (waiting) {
            service.remove(this);
            outcome.complete(how.judge(instance, starts()));
        }
        return outcome();
    }

    /**
     * Cancels this job and submits the changed instance, with the repaired plan of this job as warm start and otherwise the same
     * settings. The listeners of this job, less those that have failed, go on with the new one and hear no more of this one.
     * Returns at once: the new job is {@code QUEUED} until this one has ended.
     *
     * @throws IllegalArgumentException if the change makes no sense for this instance; this job goes on then
     */
    public PlanningJob<I, S> replan(Change<I, S> change) {
        PlanningJob<I, S> next = new PlanningJob<>(service, how.withoutWarmStarts(), change.instance(instance));
        synchronized (next) {
            next.replaces = true;
        }
        service.add(next);
        // They cannot tell the plans of two instances apart: from now on they hear of one only.
        next.listeners.clear();
        next.listeners.addAll(listeners);
        listeners.clear();
        CompletableFuture<Void> unused =
                outcome.handle((ended, failure) -> ended).thenAccept(ended -> next.takeOver(change, instance, ended));
        var unusedOutcome = cancel();
        return next;
    }

    /** Goes on from where another job ended. */
    private void takeOver(Change<I, S> change, I before, @Nullable Outcome<S> ended) {
        S plan = ended == null ? null : ended.solution();
        S repaired = null;
        if (plan != null) {
            try {
                repaired = change.plan(before, instance, plan);
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
        }
        synchronized (this) {
            warmStart = repaired;
            replaces = false;
        }
        if (stop.isStopped()) {
            var unusedOutcome = cancel();
        } else {
            service.enqueue(this);
        }
    }

    private List<S> starts() {
        List<S> starts = new ArrayList<>(how.options().warmStarts());
        synchronized (this) {
            if (warmStart != null) {
                starts.add(warmStart);
            }
        }
        return starts;
    }

    /** The job itself, in a worker. */
    void run() {
        synchronized (this) {
            if (state != State.QUEUED) {
                return;
            }
            state = State.RUNNING;
            begin = System.nanoTime();
        }
        try {
            Outcome<S> last = runParts();
            synchronized (this) {
                cancelAlarm();
                state = stop.isStopped() ? State.CANCELLED : State.DONE;
            }
            service.remove(this);
            Outcome<S> whole;
            synchronized (hearing) {
                notes.addAll(last.notes());
                whole = new Outcome<>(
                        last.solution(), last.evaluation(), last.bound(), trace, last.status(), seconds(), notes);
            }
            outcome.complete(whole);
        } catch (Throwable e) {
            fail(e);
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    private void fail(Throwable e) {
        synchronized (this) {
            cancelAlarm();
            if (state.isFinal()) {
                return;
            }
            state = State.FAILED;
        }
        service.remove(this);
        outcome.completeExceptionally(e);
    }

    /** One run, and a further one from its plan for each time the limit was raised. */
    private Outcome<S> runParts() {
        while (true) {
            Options<S> options = options();
            long partBegin = System.nanoTime();
            Outcome<S> ended = how.with(options).solve(instance);
            Duration planned = options.timeLimit();
            boolean usedUp = planned != null && System.nanoTime() - partBegin >= USED_UP * planned.toNanos();
            if (!usedUp
                    || stop.isStopped()
                    || left() < SHORTEST_PART_NANOS
                    || ended.status() == Status.OPTIMAL
                    || ended.status() == Status.INFEASIBLE) {
                return ended;
            }
            S solution = ended.solution();
            synchronized (this) {
                warmStart = solution == null ? warmStart : solution;
            }
            synchronized (hearing) {
                notes.addAll(ended.notes());
                notes.add("The time limit was raised: another run from the best plan.");
            }
        }
    }

    /** Options for what is left of the limit, and an alarm at its end, which may still move. */
    private Options<S> options() {
        List<S> starts = starts();
        Duration left;
        StopToken token = stop.child();
        synchronized (this) {
            part = token;
            setAlarm();
            left = limit == null ? null : Duration.ofNanos(Math.max(0, left()));
        }
        return how.options()
                .withTimeLimit(left)
                .withWarmStarts(starts)
                .withListener(this::hear)
                .withStopToken(token);
    }

    private synchronized long left() {
        Duration now = limit;
        return now == null ? Long.MAX_VALUE : saturated(now) - (System.nanoTime() - begin);
    }

    private static long saturated(Duration duration) {
        try {
            return Math.min(duration.toNanos(), Long.MAX_VALUE / 4);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE / 4;
        }
    }

    private void setAlarm() {
        cancelAlarm();
        StopToken running = part;
        if (limit != null && running != null) {
            alarm = service.after(Math.max(0, left()), running::stop);
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private double seconds() {
        return (System.nanoTime() - begin) * 1e-9;
    }

    /** Called by the run. A later part begins with the incumbent of the one before, which is no news. */
    private void hear(Incumbent<S> heard) {
        synchronized (hearing) {
            Incumbent<S> present = incumbent;
            if (present != null && !how.problem().sense().better(heard.objective(), present.objective())) {
                return;
            }
            Incumbent<S> fresh =
                    new Incumbent<>(heard.solution(), heard.objective(), seconds(), heard.bound(), heard.phase());
            incumbent = fresh;
            trace.add(new TracePoint(fresh.seconds(), fresh.objective(), fresh.phase()));
            for (Consumer<Incumbent<S>> listener : listeners) {
                if (listeners.contains(listener)) { // not handed on by a listener before it
                    call(listener, fresh);
                }
            }
        }
    }

    private void call(Consumer<Incumbent<S>> listener, Incumbent<S> news) {
        try {
            listener.accept(news);
        } catch (RuntimeException e) {
            listeners.remove(listener);
            notes.add("A listener failed and was not called again (" + e + ").");
            LOG.warn("A listener of {} failed and is not called again.", instance.name(), e);
        }
    }
}
