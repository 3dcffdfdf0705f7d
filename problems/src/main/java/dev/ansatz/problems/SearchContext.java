package dev.ansatz.problems;

import dev.ansatz.problems.io.Issue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
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
    private final RunClock clock;
    private final Thread caller = Thread.currentThread();
    private final List<TracePoint> trace = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<S> feasibleWarmStarts = new ArrayList<>();
    private final StopToken token;

    /** What the validator says of warm starts of this run and of runs inside it, by identity. */
    private final IdentityHashMap<S, Validation<S>> kept = new IdentityHashMap<>();

    private @Nullable S best;
    private @Nullable Validation<S> validation;
    private @Nullable Double bound;
    private volatile double bestObjective;
    private volatile boolean interrupted;
    private volatile boolean iterationsUsed;
    private boolean finished;

    private final OrderedListener<S> listener;

    public SearchContext(Problem<I, S> problem, I instance, Options<S> options) {
        this.problem = problem;
        this.instance = instance;
        this.options = options;
        this.listener = new OrderedListener<>(options.listener(), this::note);
        this.clock = new RunClock(options.stop(), problem.sense());
        this.token = options.stopToken().childUntil(() -> isInterrupted() || clock.isGoalMet());
        this.bestObjective = problem.sense() == Sense.MINIMISE ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        Bound quick = problem.bound(instance);
        if (quick != null) {
            offerBound(quick.value());
        }
        options.checked().validations().forEach(known -> kept.put(known.solution(), known));
        int index = 0;
        for (S warmStart : options.warmStarts()) {
            index++;
            Validation<S> known = known(warmStart);
            Evaluation evaluation = known.evaluation();
            if (evaluation.feasible()) {
                feasibleWarmStarts.add(warmStart);
                take(known, warmStart, "warm start");
            } else {
                note(new Note.WarmStartInfeasible(
                        Integer.toString(index), evaluation.violations().get(0)));
            }
        }
    }

    /** What the validator says of a solution that a run around this one, or {@link #evaluate}, has asked about; else asks it. */
    @SuppressWarnings("ReferenceEquality") // equal is not enough: only what was validated itself
    private Validation<S> known(S solution) {
        Validation<S> known;
        synchronized (this) {
            if (validation != null && validation.solution() == solution) {
                kept.put(solution, validation);
            }
            known = kept.get(solution);
        }
        if (known != null && known.isOf(problem, instance, solution)) {
            return known;
        }
        Validation<S> fresh = validate(solution);
        synchronized (this) {
            kept.put(solution, fresh);
        }
        return fresh;
    }

    /**
     * What the validator says of one of the few solutions that runs inside this one may begin from. It is asked once, here and by those runs:
     * the solution must not change any more.
     */
    public Evaluation evaluate(S solution) {
        return known(solution).evaluation();
    }

    private Validation<S> validate(S solution) {
        return new Validation<>(problem, instance, solution, problem.evaluate(instance, solution));
    }

    public Problem<I, S> problem() {
        return problem;
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

    /**
     * What keeps the instance from having a solution: {@link Problem#validate}, which is asked once for a run and the runs inside it.
     *
     * @return proofs that there is none; else empty
     */
    @SuppressWarnings("ReferenceEquality") // only the instance that was looked over itself
    public List<Issue> infeasible() {
        return options.checked().instance() == instance ? List.of() : infeasible(problem, instance);
    }

    /** The same without a run. */
    public static <I extends Instance> List<Issue> infeasible(Problem<I, ?> problem, I instance) {
        return problem.validate(instance).stream()
                .filter(issue -> issue.kind() == Issue.Kind.INFEASIBLE)
                .toList();
    }

    /**
     * Options of a run inside this one, whose incumbents are this run's. It ends with this one at the latest; whether
     * there is an improvement is looked for in this run as a whole. What this run has validated is not validated again.
     *
     * @param warmStarts that it begins from
     * @param partToken {@link #stopToken} or a child of it
     * @param partOfRemaining share of the remaining time
     */
    public Options<S> part(List<S> warmStarts, StopToken partToken, double partOfRemaining) {
        StopRules rules = options.stop().ofPart(partToken);
        List<Validation<S>> validations;
        synchronized (this) {
            validations = new ArrayList<>(kept.values());
            if (validation != null) {
                validations.add(validation);
            }
        }
        return options.withStop(
                        rules.timeLimit() == null
                                ? rules
                                : rules.withTimeLimit(
                                        Duration.ofNanos((long) (remaining().toNanos() * partOfRemaining))))
                .withWarmStarts(warmStarts)
                .withListener(this::offer)
                .withChecked(new Options.Checked<>(options.checked().instance(), validations));
    }

    /** Stopped where the run has to end for another reason than its limits of time and iterations: for runs inside it. */
    public StopToken stopToken() {
        return token;
    }

    /** Wall-clock seconds since the run began. */
    public double seconds() {
        return clock.seconds();
    }

    /** Time left until the time limit; zero when there is none, about a century where the run has no time limit. */
    public Duration remaining() {
        return clock.remaining();
    }

    /**
     * Whether the run has to end: time is up, nothing better was found for too long, the target or gap is reached, the stop token is set, or
     * the thread that began the run is interrupted.
     */
    public boolean shouldStop() {
        return clock.isUp() || cancelled();
    }

    /** Whether the run was stopped from outside: stop token or interrupt. Once true it stays true. */
    public boolean cancelled() {
        return isInterrupted() || options.stopToken().isStopped();
    }

    private boolean isInterrupted() {
        if (caller.isInterrupted()) {
            interrupted = true;
        }
        return interrupted;
    }

    /** {@link #shouldStop} or the iteration limit is reached after {@code iterations}. */
    public boolean shouldStop(long iterations) {
        Long limit = options.iterationLimit();
        if (limit != null && iterations >= limit) {
            iterationsUsed = true;
            return true;
        }
        return shouldStop();
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
        return take(validate(solution), solution, phase);
    }

    /**
     * The same for an incumbent of a run inside this one, which is not validated again. One that no run of the same problem and instance has
     * validated is.
     */
    public boolean offer(Incumbent<S> incumbent) {
        S solution = incumbent.solution();
        Validation<S> known = incumbent.validation();
        return take(
                known != null && known.isOf(problem, instance, solution) ? known : validate(solution),
                solution,
                incumbent.phase());
    }

    /** Keeps what a run inside this one has validated for {@link #evaluate}, where it is to become a warm start later. */
    public synchronized void keep(Incumbent<S> incumbent) {
        Validation<S> known = incumbent.validation();
        if (known != null && known.isOf(problem, instance, incumbent.solution())) {
            kept.put(incumbent.solution(), known);
        }
    }

    /** {@link #offer(Object, String)} of a solution that {@link #evaluate} was asked about. */
    public boolean offerEvaluated(S solution, String phase) {
        return take(known(solution), solution, phase);
    }

    private boolean take(Validation<S> validated, S solution, String phase) {
        Evaluation evaluation = validated.evaluation();
        synchronized (this) {
            if (finished || !evaluation.feasible() || !problem.sense().better(evaluation.objective(), bestObjective)) {
                return false;
            }
            best = solution;
            validation = validated;
            bestObjective = evaluation.objective();
            clock.improved(bestObjective);
            double seconds = seconds();
            trace.add(new TracePoint(seconds, bestObjective, phase));
            listener.add(new Incumbent<>(solution, bestObjective, seconds, bound, phase, validated));
        }
        listener.tell();
        return true;
    }

    /** Records a proven bound; the tightest one counts. */
    public synchronized void offerBound(double newBound) {
        Double old = bound;
        if (Double.isFinite(newBound) && (old == null || problem.sense().better(old, newBound))) {
            bound = newBound;
            clock.bounded(newBound);
        }
    }

    public synchronized @Nullable Double bound() {
        return bound;
    }

    /** Whether the incumbent is as good as the bound: there is nothing better. */
    public synchronized boolean boundMet() {
        return best != null && bound != null && !problem.sense().better(bound, bestObjective);
    }

    /** Adds a remark to the outcome. */
    public void note(String remark) {
        note(new Note.Remark(remark));
    }

    /** Adds an event to the outcome. */
    public synchronized void note(Note note) {
        notes.add(note);
    }

    /** Takes over the trace-independent part of a run inside this one: its bound and events. What ended it did not end this one. */
    public synchronized void absorb(Outcome<S> part) {
        Double partBound = part.bound();
        if (partBound != null) {
            offerBound(partBound);
        }
        iterationsUsed |= part.stopReason() == StopReason.ITERATIONS;
        for (Note event : part.events()) {
            if (!(event instanceof Note.Stopped)) {
                notes.add(event);
            }
        }
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
        listener.tell();
        awaitListener();
        synchronized (this) {
            Status status;
            if (best == null) {
                status = provenOptimal ? Status.INFEASIBLE : Status.UNKNOWN;
            } else {
                status = provenOptimal || boundMet() ? Status.OPTIMAL : Status.FEASIBLE;
                if (provenOptimal) {
                    offerBound(bestObjective);
                }
            }
            Evaluation evaluation = validation == null ? null : validation.evaluation();
            List<Note> events = new ArrayList<>(notes);
            events.add(new Note.Stopped(status.isProof() ? StopReason.COMPLETED : stopReason()));
            return new Outcome<>(best, evaluation, bound, trace, status, seconds(), events);
        }
    }

    private StopReason stopReason() {
        StopReason reached = clock.reason();
        if (reached != null && reached != StopReason.TIME) {
            return reached;
        }
        if (cancelled()) {
            return StopReason.CANCELLED;
        }
        return iterationsUsed ? StopReason.ITERATIONS : reached == null ? StopReason.COMPLETED : reached;
    }

    /** Waits a moment for a listener that another thread is calling; a slower one hears the rest later. */
    private void awaitListener() {
        try {
            listener.await(LISTENER_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
            Thread.currentThread().interrupt();
        }
    }
}
