package dev.ansatz.search;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance that a {@link PlanningService} solves.
 *
 * <p>States: {@code QUEUED → RUNNING → DONE | CANCELLED | FAILED}, or {@code QUEUED → CANCELLED | FAILED}. Each is entered once; the last
 * three are final, and {@link #outcome} is complete then.
 *
 * <p>Thread-safe; no method waits for the engine. Each listener hears the incumbents in their order, one at a time, most often from the
 * thread of the run, which waits for it: hand long work to a thread of your own. It may call every method of the job. One that throws is not
 * called again, with a note in the outcome.
 */
public final class PlanningJob<I extends Instance, S> {
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
    private final JobListeners<S> listeners;
    private final AdjustableRun<I, S> run;
    private final CompletableFuture<Outcome<S>> outcome = new CompletableFuture<>();

    // Guarded by this; no foreign code is called with it.
    private State state = State.QUEUED;

    /** Whether the job waits for the plan of one that it replaces. */
    private boolean replaces;

    /** That plan, repaired; or null. */
    private @Nullable S inherited;

    PlanningJob(PlanningService service, Ansatz.Job<I, S> how, I instance) {
        this.service = service;
        this.how = how.resolved();
        this.instance = instance;
        this.stop = how.options().stopToken().child();
        this.listeners = new JobListeners<>(how.problem().sense());
        this.listeners.add(how.options().listener());
        this.run = new AdjustableRun<>(this.how, service, stop, listeners);
    }

    /** The successor of a job, which waits for its plan. */
    private PlanningJob(PlanningJob<I, S> before, I changed) {
        this(before.service, before.how.withoutWarmStarts().onImprovement(incumbent -> {}), changed);
        this.replaces = true;
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
        return listeners.incumbent();
    }

    /** Wall-clock time for which the job has run, without the waiting before; what the time limit counts. */
    public Duration used() {
        return Duration.ofNanos((long) (run.seconds() * 1e9));
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
        listeners.add(listener);
    }

    /**
     * Changes the time limit, which counts from the moment the job began to run. A limit that has passed ends the job now, with
     * its best plan, as {@code DONE}. Where the limit grows, the engine, which has planned for its first one, ends there and is
     * started again from the best plan for the rest. Without effect on a job that has ended.
     */
    public void timeLimit(Duration newLimit) {
        if (newLimit.isNegative()) {
            throw new IllegalArgumentException("The time limit (" + newLimit + ") must not be negative.");
        }
        run.limit(newLimit);
    }

    /**
     * Ends the job; its outcome has the best plan so far (none, where it has not begun and has no feasible warm start). Returns at
     * once; without effect on a job that has ended.
     *
     * @return {@link #outcome()}
     */
    public CompletableFuture<Outcome<S>> cancel() {
        stop.stop();
        if (!isReplacement() && move(State.QUEUED, State.CANCELLED)) {
            outcome.complete(how.judge(instance, starts(), listeners::hear));
        }
        return outcome();
    }

    /**
     * Cancels this job and submits the changed instance, with the repaired plan of this job as warm start and otherwise the same
     * settings: whatever ends the new job, that plan is the least it returns, where it is feasible. The listeners of this job, less those that have failed, go on with the new one and hear no more of this one.
     * Returns at once: the new job is {@code QUEUED} until this one has ended.
     *
     * @throws IllegalArgumentException if the change makes no sense for this instance; this job goes on then
     */
    public PlanningJob<I, S> replan(Change<I, S> change) {
        PlanningJob<I, S> next = new PlanningJob<>(this, change.instance(instance));
        service.add(next);
        // They cannot tell the plans of two instances apart: from now on they hear of one only.
        listeners.handOver().forEach(next.listeners::add);
        CompletableFuture<Void> unused = outcome.handle((ended, failure) -> plan(ended))
                .thenAccept(plan -> next.takeOver(change, instance, plan));
        var unusedOutcome = cancel();
        return next;
    }

    /** The best plan, also of a job that has failed; null where there is none. */
    private @Nullable S plan(@Nullable Outcome<S> ended) {
        Incumbent<S> heard = listeners.incumbent();
        return ended != null && ended.solved() ? ended.solution() : heard == null ? null : heard.solution();
    }

    /** Goes on from where another job ended. */
    private void takeOver(Change<I, S> change, I before, @Nullable S plan) {
        S repaired;
        try {
            repaired = plan == null ? null : change.plan(before, instance, plan);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        synchronized (this) {
            inherited = repaired;
            replaces = false;
        }
        if (stop.isStopped()) {
            var unusedOutcome = cancel();
        } else {
            service.enqueue(this);
        }
    }

    /** Whether it still waits for the plan of another job, even if it only hands that on. */
    private synchronized boolean isReplacement() {
        return replaces;
    }

    private synchronized List<S> starts() {
        List<S> starts = new ArrayList<>(how.options().warmStarts());
        if (inherited != null) {
            starts.add(inherited);
        }
        return starts;
    }

    /** The job itself, in a worker. */
    void run() {
        if (!move(State.QUEUED, State.RUNNING)) {
            return; // cancelled meanwhile
        }
        try {
            Outcome<S> whole = listeners.whole(orInherited(run.solve(instance, starts())), run.seconds());
            move(State.RUNNING, stop.isStopped() ? State.CANCELLED : State.DONE);
            outcome.complete(whole);
        } catch (Throwable e) {
            fail(e);
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    /** An engine of the user's own may have ended before it looked at its warm start. */
    private Outcome<S> orInherited(Outcome<S> ended) {
        if (ended.solved()) {
            return ended;
        }
        Outcome<S> least = how.judge(instance, starts(), listeners::hear);
        return least.solved() ? least.withEvents(ended.events()) : ended;
    }

    private void fail(Throwable e) {
        if (move(State.QUEUED, State.FAILED) || move(State.RUNNING, State.FAILED)) {
            outcome.completeExceptionally(e);
        }
    }

    /** Takes a step where the job is in the state that it begins from. The service forgets a job that has ended. */
    private boolean move(State from, State to) {
        synchronized (this) {
            if (state != from) {
                return false;
            }
            state = to;
        }
        if (to.isFinal()) {
            service.remove(this);
        }
        return true;
    }
}
