package dev.ansatz.problems;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * State that every run needs, in one place: clock, limits, validated incumbents, trace. An engine offers whatever it finds;
 * only feasible improvements by the problem's validator become incumbents, so engines may be wrong but outcomes may not.
 *
 * <p>Thread-safe. The warm starts of the options are offered on creation, hence the outcome is never worse than the best of
 * them. The listener hears every incumbent once, in order, from a thread that offers; no lock is held meanwhile, and other
 * threads go on. One that throws is not called again, with a note. What is offered after the end is ignored.
 */
public final class SearchContext<I extends Instance, S> {
    /** How long the end of a run waits for a listener that another thread is calling. */
    private static final long LISTENER_MILLIS = 100;

    private final Problem<I, S> problem;
    private final I instance;
    private final Options<S> options;
    private final long begin = System.nanoTime();
    private final long deadline;
    private final Thread caller = Thread.currentThread();
    private final List<TracePoint> trace = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<S> feasibleWarmStarts = new ArrayList<>();
    private @Nullable S best;
    private @Nullable Evaluation bestEvaluation;
    private @Nullable Double bound;
    private volatile double bestObjective;
    private volatile boolean interrupted;
    private boolean finished;

    // The listener, the incumbents that it has not heard, and whether a thread is calling it.
    private final SafeListener<S> listener;
    private final Queue<Incumbent<S>> news = new ArrayDeque<>();
    private boolean telling;

    public SearchContext(Problem<I, S> problem, I instance, Options<S> options) {
        this.problem = problem;
        this.instance = instance;
        this.options = options;
        this.listener = new SafeListener<>(options.listener(), this::note);
        Duration limit = options.timeLimit();
        // Half a century is "no limit" and cannot overflow.
        this.deadline =
                begin + (limit == null ? Long.MAX_VALUE / 4 : Math.min(saturatedNanos(limit), Long.MAX_VALUE / 4));
        this.bestObjective = problem.sense() == Sense.MINIMISE ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        Bound quick = problem.bound(instance);
        this.bound = quick == null ? null : (Double) quick.value();
        int index = 0;
        for (S warmStart : options.warmStarts()) {
            index++;
            Evaluation evaluation = problem.evaluate(instance, warmStart);
            if (evaluation.feasible()) {
                feasibleWarmStarts.add(warmStart);
                offer(warmStart, "warm start");
            } else {
                note("Warm start " + index + " is infeasible and was not used: "
                        + evaluation.violations().get(0) + ".");
            }
        }
    }

    private static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    public I instance() {
        return instance;
    }

    public Options<S> options() {
        return options;
    }

    /** The warm starts that the validator accepts, in the order given. */
    public List<S> warmStarts() {
        return List.copyOf(feasibleWarmStarts);
    }

    /** Wall-clock seconds since the run began. */
    public double seconds() {
        return (System.nanoTime() - begin) * 1e-9;
    }

    /** Time left; zero when there is none, about a century where the run has no time limit. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Whether time is up, the stop token is set, or the thread that began the run is interrupted. */
    public boolean shouldStop() {
        return System.nanoTime() - deadline >= 0 || cancelled();
    }

    /** Whether the run was stopped from outside: stop token or interrupt. Once true it stays true. */
    public boolean cancelled() {
        if (caller.isInterrupted()) {
            interrupted = true;
        }
        return interrupted || options.stopToken().isStopped();
    }

    /** {@link #shouldStop} or the iteration limit is reached after {@code iterations}. */
    public boolean shouldStop(long iterations) {
        Long limit = options.iterationLimit();
        return (limit != null && iterations >= limit) || shouldStop();
    }

    /** Objective of the incumbent, infinitely bad where there is none. Cheap: may be read in hot loops. */
    public double bestObjective() {
        return bestObjective;
    }

    /** The incumbent, or null. */
    public synchronized @Nullable S best() {
        return best;
    }

    /**
     * Validates a solution and makes it the incumbent if it is feasible and better.
     *
     * @return whether it became the incumbent
     */
    public boolean offer(S solution, String phase) {
        Evaluation evaluation = problem.evaluate(instance, solution);
        synchronized (this) {
            if (finished || !evaluation.feasible() || !problem.sense().better(evaluation.objective(), bestObjective)) {
                return false;
            }
            best = solution;
            bestEvaluation = evaluation;
            bestObjective = evaluation.objective();
            double seconds = seconds();
            trace.add(new TracePoint(seconds, bestObjective, phase));
            news.add(new Incumbent<>(solution, bestObjective, seconds, bound, phase));
        }
        tell();
        return true;
    }

    /** Calls the listener until it has heard all, unless another thread does. */
    private void tell() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        try {
            for (Incumbent<S> next = next(); next != null; next = next()) {
                listener.accept(next);
            }
        } catch (VirtualMachineError e) {
            stopTelling();
            throw e;
        }
    }

    /** What the listener has to hear next; null ends the telling. */
    private synchronized @Nullable Incumbent<S> next() {
        Incumbent<S> next = news.poll();
        if (next == null) {
            stopTelling();
        }
        return next;
    }

    private synchronized void stopTelling() {
        telling = false;
        notifyAll();
    }

    /** Records a proven bound; the tightest one counts. */
    public synchronized void offerBound(double newBound) {
        Double old = bound;
        if (Double.isFinite(newBound) && (old == null || problem.sense().better(old, newBound))) {
            bound = newBound;
        }
    }

    public synchronized @Nullable Double bound() {
        return bound;
    }

    /** Whether the incumbent is as good as the bound: there is nothing better. */
    public synchronized boolean boundMet() {
        return best != null && bound != null && !problem.sense().better(bound, bestObjective);
    }

    public synchronized void note(String note) {
        notes.add(note);
    }

    /** Takes over the trace-independent part of a run inside this one: its bound and notes. */
    public synchronized void absorb(Outcome<S> part) {
        Double partBound = part.bound();
        if (partBound != null) {
            offerBound(partBound);
        }
        notes.addAll(part.notes());
    }

    /** Ends the run. A solution that meets the bound is optimal. */
    public Outcome<S> finish() {
        return finish(false);
    }

    /** Ends the run; {@code provenOptimal} is the engine's own proof. */
    public Outcome<S> finish(boolean provenOptimal) {
        synchronized (this) {
            finished = true;
        }
        tell();
        synchronized (this) {
            awaitListener();
            Status status;
            if (best == null) {
                status = provenOptimal ? Status.INFEASIBLE : Status.UNKNOWN;
            } else {
                status = provenOptimal || boundMet() ? Status.OPTIMAL : Status.FEASIBLE;
                if (provenOptimal) {
                    offerBound(bestObjective);
                }
            }
            return new Outcome<>(best, bestEvaluation, bound, trace, status, seconds(), notes);
        }
    }

    /** Waits a moment for a listener that another thread is calling; a slower one hears the rest later. */
    private synchronized void awaitListener() {
        long end = System.nanoTime() + LISTENER_MILLIS * 1_000_000;
        try {
            for (long left = LISTENER_MILLIS; telling && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            interrupted = true;
            Thread.currentThread().interrupt();
        }
    }
}
