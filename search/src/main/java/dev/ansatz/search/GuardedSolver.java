package dev.ansatz.search;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.RunClock;
import dev.ansatz.problems.SafeListener;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.StopReason;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.TracePoint;
import dev.ansatz.problems.io.Issue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose run ends whatever happens inside it, with the best solution so far.
 *
 * <p>The engine runs in a daemon thread of its own. What does not end soon after its limit, its stop token or an interrupt, as in
 * a library that builds a model or frees its memory, is left behind: its run is stopped, so that it ends at its next look at the
 * clock. At most {@value #MOST_LEFT} such threads live at a time; a further run waits for one of them to end, within its own
 * limits. There is more patience while there is
 * no solution yet, also with a machine that has no processor to spare. An engine that runs out of memory or stack has its incumbent returned, with a note; without one the error is thrown.
 *
 * <p>An instance that is {@linkplain Problem#infeasible proven infeasible} is given to no engine.
 */
final class GuardedSolver<I extends Instance, S> implements Solver<I, S> {
    /** Threads left behind that may live at the same time. */
    static final int MOST_LEFT = 4;

    /** An engine may be late by this and by {@link #GRACE_SHARE} of its limit: it also has to validate its last solution. */
    private static final long GRACE_NANOS = 150_000_000;

    private static final double GRACE_SHARE = 0.08;
    private static final long LONGEST_SHARE_NANOS = 500_000_000;

    /** The same while there is no solution yet. */
    private static final long FIRST_GRACE_NANOS = 280_000_000;

    private static final double FIRST_GRACE_SHARE = 0.1;

    /** The longest time that is forgiven because other processes had the processors, while there is no solution yet. */
    private static final long FIRST_STARVATION_NANOS = 2_000_000_000;

    /** The same once there is one: a run is not late by more than 10 % and 300 ms then. */
    private static final long STARVATION_NANOS = 150_000_000;

    /** The same in the first run of an engine that was not warmed up: classes and libraries are loaded. */
    private static final long COLD_GRACE_NANOS = 2_000_000_000;

    /** The same after a stop from outside. */
    private static final long STOP_GRACE_NANOS = 400_000_000;

    private static final long POLL_NANOS = 10_000_000;

    /** From here on a run's starvation is watched: to read that of all threads takes a part of a millisecond, as long as a short run. */
    private static final long WATCHED_FROM_NANOS = 100_000_000;

    /** Between two looks at the engine: longer is a halt of the whole process, as for a collection of garbage. */
    private static final long STALL_NANOS = 5 * POLL_NANOS;

    /** Some libraries recurse. The memory is only reserved. */
    private static final long STACK_BYTES = 64L << 20;

    private static final AtomicInteger LEFT = new AtomicInteger();

    /** Problem and name of the engines that have run or were warmed up. */
    private static final Set<String> WARM = ConcurrentHashMap.newKeySet();

    private final Problem<I, S> problem;
    private final Solver<I, S> engine;

    GuardedSolver(Problem<I, S> problem, Solver<I, S> engine) {
        this.problem = problem;
        this.engine = engine;
    }

    /** The engine itself, where it has a guard. */
    static <I extends Instance, S> Solver<I, S> unguarded(Solver<I, S> engine) {
        return engine instanceof GuardedSolver<I, S> guarded ? guarded.engine : engine;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public String description() {
        return engine.description();
    }

    @Override
    public @Nullable String refuses(I instance) {
        return engine.refuses(instance);
    }

    @Override
    public boolean refinesAnyStart() {
        return engine.refinesAnyStart();
    }

    @Override
    public void warmUp() {
        engine.warmUp();
        WARM.add(key());
    }

    private String key() {
        return problem.id() + ' ' + name();
    }

    @Override
    public Outcome<S> solve(I instance, Options<S> options) {
        engine.checkAccepts(instance);
        long begin = System.nanoTime();
        List<Issue> infeasible = SearchContext.infeasible(problem, instance);
        if (!infeasible.isEmpty()) {
            SearchContext<I, S> run = new SearchContext<>(problem, instance, options);
            infeasible.forEach(issue -> run.note(new Note.Infeasible(issue)));
            return run.finish(true);
        }
        if (LEFT.get() >= MOST_LEFT) {
            SearchContext<I, S> waiting = new SearchContext<>(problem, instance, options.withListener(incumbent -> {}));
            while (LEFT.get() >= MOST_LEFT && !waiting.shouldStop()) {
                pause();
            }
            if (waiting.shouldStop()) {
                waiting.note(new Note.NoTimeToRun(name(), MOST_LEFT));
                return waiting.finish();
            }
        }
        Outcome<S> outcome = new Guard<>(
                        engine, problem, options.withCheckedInstance(instance), begin, !WARM.contains(key()))
                .solve(instance);
        WARM.add(key());
        return outcome;
    }

    /** Not {@code sleep}, which would clear the flag of an interrupt. */
    private static void pause() {
        LockSupport.parkNanos(POLL_NANOS);
    }

    /** One run and what is known of it from outside. */
    private static final class Guard<I extends Instance, S> {
        private final Solver<I, S> engine;
        private final Problem<I, S> problem;
        private final Options<S> options;
        private final long begin;
        private final boolean cold;
        private final StopToken stop;
        private final RunClock clock;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final SafeListener<S> listener;

        // Time in which the whole process stood still, and what the threads waited for a processor; of the waiting
        // thread.
        private long stalled;
        private @Nullable Starvation starvation;

        // Written by the thread of the engine before it ends.
        private @Nullable Outcome<S> outcome;
        private @Nullable Throwable failure;

        // Guarded by this.
        private final List<TracePoint> trace = new ArrayList<>();
        private final List<Note> notes = new ArrayList<>();
        private @Nullable Incumbent<S> latest;
        private boolean over;
        private boolean left;

        Guard(Solver<I, S> engine, Problem<I, S> problem, Options<S> options, long begin, boolean cold) {
            this.engine = engine;
            this.problem = problem;
            this.options = options;
            this.begin = begin;
            this.cold = cold;
            this.clock = new RunClock(options.stop(), problem.sense());
            this.stop = options.stopToken().childUntil(clock::isGoalMet);
            this.listener = new SafeListener<>(options.listener(), this::note);
        }

        Outcome<S> solve(I instance) {
            Options<S> guarded = options.withStopToken(stop).withListener(this::hear);
            Thread.ofPlatform()
                    .daemon()
                    .name("ansatz-" + engine.name())
                    .stackSize(STACK_BYTES)
                    .start(() -> run(instance, guarded));
            if (await()) {
                if (failure instanceof VirtualMachineError) {
                    judgeWarmStarts(instance);
                }
                return ended();
            }
            judgeWarmStarts(instance);
            return leave("did not end at its limit and was left behind");
        }

        /** What the engine would have said of them: the best one is the least that is returned. */
        private void judgeWarmStarts(I instance) {
            if (!options.warmStarts().isEmpty()) {
                new SearchContext<>(problem, instance, options.withListener(this::hear))
                        .finish().events().stream()
                                .filter(Note.WarmStartInfeasible.class::isInstance)
                                .forEach(this::note);
            }
        }

        private void run(I instance, Options<S> guarded) {
            try {
                outcome = engine.solve(instance, guarded);
            } catch (Throwable e) {
                failure = e;
            } finally {
                ended.countDown();
                synchronized (this) {
                    over = true;
                    if (left) {
                        LEFT.decrementAndGet();
                    }
                }
            }
        }

        /** Waits for the engine; whether it has ended. An interrupt of the caller stops it and stays set. */
        private boolean await() {
            boolean interrupted = false;
            long stopped = 0;
            long looked = System.nanoTime();
            boolean done = false;
            while (!done) {
                long now = System.nanoTime();
                if (now - looked > STALL_NANOS) {
                    stalled += now - looked;
                }
                looked = now;
                if (starvation == null && now - begin > WATCHED_FROM_NANOS) {
                    starvation = new Starvation();
                }
                if (stopped == 0 && (interrupted || stop.isStopped())) {
                    stopped = now;
                }
                if (isTooLate(now, stopped)) {
                    break;
                }
                try {
                    done = ended.await(POLL_NANOS, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.stop();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return done;
        }

        private synchronized boolean isTooLate(long now, long stopped) {
            boolean found = latest != null;
            long loading = cold && !found ? COLD_GRACE_NANOS : 0;
            long late = stopped == 0 ? -1 : now - stopped - STOP_GRACE_NANOS - loading;
            Duration time = options.timeLimit();
            if (time != null && time.toSeconds() <= Integer.MAX_VALUE) {
                long limit = time.toNanos();
                long grace = found
                        ? GRACE_NANOS + (long) Math.min(GRACE_SHARE * limit, LONGEST_SHARE_NANOS)
                        : FIRST_GRACE_NANOS + (long) (FIRST_GRACE_SHARE * limit) + loading;
                late = Math.max(late, now - begin - limit - grace);
            }
            if (late <= 0) {
                return false;
            }
            double starved = starvation == null ? 0 : starvation.seconds() * 1e9;
            return found
                    ? late > STARVATION_NANOS || late > starved
                    : late > FIRST_STARVATION_NANOS || late > stalled + starved;
        }

        private void hear(Incumbent<S> incumbent) {
            synchronized (this) {
                Incumbent<S> before = latest;
                if (left || (before != null && !problem.sense().better(incumbent.objective(), before.objective()))) {
                    return;
                }
                latest = incumbent;
                clock.improved(incumbent.objective());
                Double bound = incumbent.bound();
                if (bound != null) {
                    clock.bounded(bound);
                }
                trace.add(new TracePoint(incumbent.seconds(), incumbent.objective(), incumbent.phase()));
            }
            listener.accept(incumbent);
        }

        private synchronized void note(Note note) {
            notes.add(note);
        }

        private Outcome<S> ended() {
            Throwable thrown = failure;
            if (thrown == null) {
                Outcome<S> whole = Objects.requireNonNull(outcome);
                synchronized (this) {
                    if (notes.isEmpty()) {
                        return whole;
                    }
                    notes.addAll(0, whole.events());
                    return whole.withEvents(notes);
                }
            }
            if (latest != null && thrown instanceof OutOfMemoryError) {
                return leave("ran out of memory");
            }
            if (latest != null && thrown instanceof StackOverflowError) {
                return leave("ran out of stack");
            }
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
            throw new IllegalStateException(thrown);
        }

        /** Ends without the engine: with what it has told. */
        private synchronized Outcome<S> leave(String why) {
            StopReason reason = stop.isStopped() && !clock.isGoalMet() ? StopReason.CANCELLED : clock.reason();
            stop.stop();
            left = true;
            if (!over) {
                LEFT.incrementAndGet();
            }
            Incumbent<S> best = latest;
            double seconds = (System.nanoTime() - begin) * 1e-9;
            notes.add(new Note.EngineLeft(engine.name(), why, best != null));
            if (reason != null) {
                notes.add(new Note.Stopped(reason));
            }
            if (best == null) {
                return new Outcome<>(null, null, null, trace, Status.UNKNOWN, seconds, notes);
            }
            Double bound = best.bound();
            boolean optimal = bound != null && !problem.sense().better(bound, best.objective());
            // An incumbent has passed the validator.
            Evaluation evaluation = new Evaluation(best.objective(), List.of());
            return new Outcome<>(
                    best.solution(),
                    evaluation,
                    bound,
                    trace,
                    optimal ? Status.OPTIMAL : Status.FEASIBLE,
                    seconds,
                    notes);
        }
    }
}
