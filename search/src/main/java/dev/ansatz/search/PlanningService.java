package dev.ansatz.search;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.io.InputException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Solves in the background: submit an instance, listen to its incumbents, change the time limit while it runs, cancel and keep
 * the best plan, re-solve from the last plan after a change.
 *
 * <pre>{@code
 * try (PlanningService service = new PlanningService(2)) {
 *     PlanningJob<CvrpInstance, Routes> job = service.submit(Ansatz.cvrp().timeLimit(ofMinutes(1)), instance);
 *     job.onImprovement(incumbent -> show(incumbent.solution()));
 *     ...
 *     job = job.replan(CvrpChange.addCustomer(412, 87, 3)); // goes on from the plan of the first job
 *     Outcome<Routes> outcome = job.outcome().join();
 * }
 * }</pre>
 *
 * <p>At most the given number of jobs run at the same time, each in one platform thread (engines compute, and native ones would
 * pin virtual threads) beside those that {@link Ansatz.Job#threads} allows its engine; further jobs wait in the order of
 * submission. Threads are daemons and end after ten seconds without work, so a service that is forgotten keeps no thread; {@link
 * #close} cancels every job. Thread-safe.
 */
public final class PlanningService implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Set<PlanningJob<?, ?>> jobs = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param workers how many jobs run at the same time, at least 1
     */
    public PlanningService(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("The number of workers (" + workers + ") must be at least 1.");
        }
        this.workers = new ThreadPoolExecutor(
                workers,
                workers,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("ansatz-planning-"));
        this.workers.allowCoreThreadTimeOut(true);
        this.timer = new ScheduledThreadPoolExecutor(1, threads("ansatz-deadlines-"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        this.timer.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> Thread.ofPlatform()
                .daemon()
                .name(prefix + number.incrementAndGet())
                .unstarted(task);
    }

    /**
     * Queues an instance. Returns at once.
     *
     * @param how engine, limits, warm starts, a listener; a stop token given there cancels as {@link PlanningJob#cancel} does
     * @throws InputException if there is no such engine
     * @throws RejectedExecutionException if the service is closed
     */
    public <I extends Instance, S> PlanningJob<I, S> submit(Ansatz.Job<I, S> how, I instance) {
        PlanningJob<I, S> job = new PlanningJob<>(this, how, instance);
        add(job);
        enqueue(job);
        return job;
    }

    /** Jobs that have not ended, in no particular order: a snapshot. */
    public Set<PlanningJob<?, ?>> unfinished() {
        return Set.copyOf(jobs);
    }

    /**
     * Cancels all jobs and waits for them to end, which their engines do within a fraction of a second. Their outcomes are the
     * best plans so far. Later submissions are refused.
     */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closing waits for the workers
    public void close() {
        closed = true;
        jobs.forEach(PlanningJob::cancel);
        timer.shutdownNow();
        ((ExecutorService) workers).close();
    }

    /** Makes a job known; it is not queued yet. */
    void add(PlanningJob<?, ?> job) {
        jobs.add(job);
        if (closed) {
            jobs.remove(job);
            throw new RejectedExecutionException("The planning service is closed.");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the job tells its own future
    void enqueue(PlanningJob<?, ?> job) {
        try {
            workers.execute(job::run);
        } catch (RejectedExecutionException e) {
            job.cancel(); // closed meanwhile
        }
    }

    void remove(PlanningJob<?, ?> job) {
        jobs.remove(job);
    }

    /** Null where the service is closed: its jobs are being cancelled then. */
    @org.jspecify.annotations.Nullable
    ScheduledFuture<?> after(long nanos, Runnable task) {
        try {
            return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }
}
