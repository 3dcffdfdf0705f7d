package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopReason;
import dev.ansatz.problems.TracePoint;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.search.cvrp.CvrpChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PlanningServiceTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final PlanningService service = new PlanningService(2);
    private final CvrpInstance instance = Cvrp.PROBLEM.generate(40, 3, "uniform");
    private final Ansatz.Job<CvrpInstance, Routes> localSearch =
            Ansatz.cvrp().engine("local-search").timeLimit(LONG);

    @AfterEach
    void close() {
        service.close();
    }

    /** Offers the routes of one customer each, then waits for the end. Counts how many run at the same time. */
    private static final class Waiting implements Solver<CvrpInstance, Routes> {
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

        @Override
        public String name() {
            return "waiting";
        }

        @Override
        public String description() {
            return "for tests";
        }

        @Override
        public Outcome<Routes> solve(CvrpInstance instance, Options<Routes> options) {
            begun.add(instance.name());
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            SearchContext<CvrpInstance, Routes> run = new SearchContext<>(Cvrp.PROBLEM, instance, options);
            run.offer(oneRouteEach(instance), "waiting");
            while (!run.shouldStop()) {
                LockSupport.parkNanos(100_000);
            }
            running.decrementAndGet();
            return run.finish();
        }
    }

    private static Routes oneRouteEach(CvrpInstance instance) {
        return new Routes(IntStream.rangeClosed(1, instance.size())
                .mapToObj(customer -> new int[] {customer})
                .toArray(int[][]::new));
    }

    private static void awaitIncumbent(PlanningJob<?, ?> job) {
        while (job.incumbent() == null) {
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void incumbentsAreHeardInOrderAndALateListenerHearsThePresentOne() {
        List<Incumbent<Routes>> early = Collections.synchronizedList(new ArrayList<>());
        List<Incumbent<Routes>> late = Collections.synchronizedList(new ArrayList<>());
        PlanningJob<CvrpInstance, Routes> job =
                service.submit(localSearch.timeLimit(Duration.ofMillis(300)).onImprovement(early::add), instance);
        awaitIncumbent(job);
        job.onImprovement(late::add);
        assertThat(late).isNotEmpty();
        Outcome<Routes> outcome = job.outcome().join();
        assertThat(job.state()).isEqualTo(PlanningJob.State.DONE);
        assertThat(early).extracting(Incumbent::objective).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(early).last().isEqualTo(job.incumbent());
        assertThat(late).last().isEqualTo(job.incumbent());
        assertThat(outcome.best()).isEqualTo(early.get(early.size() - 1).solution());
        assertThat(outcome.trace()).hasSameSizeAs(early);
        assertThat(service.unfinished()).isEmpty();
    }

    @Test
    void aCancelledJobReturnsItsBestPlanAtOnce() throws Exception {
        PlanningJob<CvrpInstance, Routes> job = service.submit(localSearch, instance);
        awaitIncumbent(job);
        Outcome<Routes> outcome = job.cancel().get(2, TimeUnit.SECONDS);
        assertThat(job.state()).isEqualTo(PlanningJob.State.CANCELLED);
        assertThat(Cvrp.PROBLEM.evaluate(instance, outcome.best()).feasible()).isTrue();
    }

    @Test
    void theTimeLimitCanShrinkAndGrowWhileTheJobRuns() {
        PlanningJob<CvrpInstance, Routes> shrinking = service.submit(localSearch, instance);
        PlanningJob<CvrpInstance, Routes> growing =
                service.submit(localSearch.timeLimit(Duration.ofMillis(200)), instance);
        awaitIncumbent(shrinking);
        awaitIncumbent(growing);
        shrinking.timeLimit(Duration.ofMillis(100));
        growing.timeLimit(Duration.ofMillis(600));
        Outcome<Routes> shorter = shrinking.outcome().join();
        assertThat(shrinking.state()).isEqualTo(PlanningJob.State.DONE);
        assertThat(shorter.solved()).isTrue();
        Outcome<Routes> longer = growing.outcome().join();
        assertThat(longer.seconds()).isBetween(0.59, 5.0);
        assertThat(longer.notes()).contains("The time limit was raised: another run from the best plan.");
        assertThat(longer.objective()).isEqualTo(growing.incumbent().objective());
    }

    @Test
    void noMoreJobsRunThanThereAreWorkers() {
        Waiting engine = new Waiting();
        Ansatz.Job<CvrpInstance, Routes> job = Ansatz.cvrp().engine(engine).timeLimit(Duration.ofMillis(40));
        List<PlanningJob<CvrpInstance, Routes>> jobs = IntStream.range(0, 6)
                .mapToObj(day -> service.submit(job, instance))
                .toList();
        jobs.forEach(each -> each.outcome().join());
        assertThat(engine.begun).hasSize(6);
        assertThat(engine.most.get()).isBetween(1, 2);
    }

    @Test
    void jobsWaitInTheOrderOfSubmission() {
        Waiting engine = new Waiting();
        Ansatz.Job<CvrpInstance, Routes> job = Ansatz.cvrp().engine(engine).timeLimit(Duration.ofMillis(10));
        try (PlanningService single = new PlanningService(1)) {
            List<PlanningJob<CvrpInstance, Routes>> jobs = IntStream.range(0, 4)
                    .mapToObj(day -> single.submit(job, Cvrp.PROBLEM.generate(5, day, "uniform")))
                    .toList();
            jobs.forEach(each -> each.outcome().join());
        }
        assertThat(engine.begun).containsExactly("uniform-5-0", "uniform-5-1", "uniform-5-2", "uniform-5-3");
    }

    @Test
    void aQueuedJobIsCancelledWithoutRunning() throws Exception {
        Waiting engine = new Waiting();
        Ansatz.Job<CvrpInstance, Routes> job = Ansatz.cvrp().engine(engine).timeLimit(LONG);
        awaitIncumbent(service.submit(job, instance));
        awaitIncumbent(service.submit(job, instance));
        PlanningJob<CvrpInstance, Routes> third = service.submit(job, instance);
        assertThat(third.state()).isEqualTo(PlanningJob.State.QUEUED);
        assertThat(third.cancel().get(1, TimeUnit.SECONDS).solved()).isFalse();
        assertThat(third.state()).isEqualTo(PlanningJob.State.CANCELLED);
        Routes plan = oneRouteEach(instance);
        PlanningJob<CvrpInstance, Routes> fourth = service.submit(job.warmStart(plan), instance);
        assertThat(fourth.cancel().join().best()).isEqualTo(plan);
        assertThat(fourth.outcome().join().stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(engine.begun).hasSize(2);
    }

    @Test
    void aChangeGoesOnFromTheLastPlan() {
        PlanningJob<CvrpInstance, Routes> monday =
                service.submit(localSearch.timeLimit(Duration.ofMillis(300)), instance);
        Routes plan = monday.outcome().join().best();

        List<Incumbent<Routes>> heard = Collections.synchronizedList(new ArrayList<>());
        Change<CvrpInstance, Routes> change =
                CvrpChange.addCustomer(5000, 5000, 4).then(CvrpChange.removeCustomer(7));
        CvrpInstance changed = change.instance(instance);
        double repaired = Cvrp.PROBLEM
                .evaluate(changed, change.plan(instance, changed, plan))
                .objective();
        PlanningJob<CvrpInstance, Routes> tuesday = monday.replan(change);
        tuesday.onImprovement(heard::add);
        Outcome<Routes> outcome = tuesday.outcome().join();

        assertThat(tuesday.instance().size()).isEqualTo(40);
        assertThat(heard.get(0).objective()).isLessThanOrEqualTo(repaired);
        assertThat(outcome.trace().get(0).phase()).isEqualTo("warm start");
        assertThat(outcome.trace().get(0).objective()).isEqualTo(repaired);
        assertThat(Cvrp.PROBLEM.evaluate(tuesday.instance(), outcome.best()).feasible())
                .isTrue();
    }

    @Test
    void changesInQuickSuccessionKeepThePlan() {
        PlanningJob<CvrpInstance, Routes> job = service.submit(localSearch, instance);
        awaitIncumbent(job);
        PlanningJob<CvrpInstance, Routes> last = job;
        for (int i = 0; i < 5; i++) {
            last = last.replan(CvrpChange.addCustomer(100.0 * i, 200.0 * i, 1 + i));
        }
        last.timeLimit(Duration.ofMillis(100));
        Outcome<Routes> outcome = last.outcome().join();
        assertThat(job.state()).isEqualTo(PlanningJob.State.CANCELLED);
        assertThat(last.instance().size()).isEqualTo(45);
        assertThat(outcome.trace().get(0).phase()).isEqualTo("warm start");
        assertThat(Cvrp.PROBLEM.evaluate(last.instance(), outcome.best()).feasible())
                .isTrue();
    }

    /** Offers the routes of one customer each where it is not stopped before, then waits for the end and does as it was told. */
    private record Careless(Runnable after) implements Solver<CvrpInstance, Routes> {
        @Override
        public String name() {
            return "careless";
        }

        @Override
        public String description() {
            return "for tests: looks at no warm start";
        }

        @Override
        public Outcome<Routes> solve(CvrpInstance instance, Options<Routes> options) {
            SearchContext<CvrpInstance, Routes> run =
                    new SearchContext<>(Cvrp.PROBLEM, instance, options.withWarmStarts(List.of()));
            if (instance.size() == 40) {
                run.offer(oneRouteEach(instance), "careless");
            }
            while (!run.shouldStop()) {
                LockSupport.parkNanos(100_000);
            }
            after.run();
            return run.finish();
        }
    }

    /** Whether it still waits for the job before, waits for a worker, or runs: the plan before the change is the least. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 200})
    void aJobThatIsCancelledRightAfterAChangeHasThePlanBeforeIt(int millis) throws Exception {
        Change<CvrpInstance, Routes> change = CvrpChange.addCustomer(100, 200, 1);
        for (Solver<CvrpInstance, Routes> engine : List.of(new Waiting(), new Careless(() -> {}))) {
            PlanningJob<CvrpInstance, Routes> job =
                    service.submit(Ansatz.cvrp().engine(engine).timeLimit(LONG), instance);
            awaitIncumbent(job);
            PlanningJob<CvrpInstance, Routes> next = job.replan(change);
            Thread.sleep(millis);
            Outcome<Routes> outcome = next.cancel().get(10, TimeUnit.SECONDS);
            assertThat(next.state()).isEqualTo(PlanningJob.State.CANCELLED);
            assertThat(outcome.best()).isEqualTo(change.plan(instance, next.instance(), oneRouteEach(instance)));
            assertThat(next.incumbent()).isNotNull();
            assertThat(outcome.trace()).hasSize(1);
        }
    }

    @Test
    void aJobThatReplacesOneThatFailedGoesOnFromItsPlan() {
        Solver<CvrpInstance, Routes> engine = new Careless(() -> {
            throw new IllegalStateException("a fault of the engine");
        });
        PlanningJob<CvrpInstance, Routes> job =
                service.submit(Ansatz.cvrp().engine(engine).timeLimit(LONG), instance);
        awaitIncumbent(job);
        PlanningJob<CvrpInstance, Routes> next = job.replan(CvrpChange.changeDemand(1, 1));
        assertThat(next.cancel().join().best()).isEqualTo(oneRouteEach(instance));
        assertThat(job.state()).isEqualTo(PlanningJob.State.FAILED);
    }

    @Test
    void listenersGoOnWithTheJobThatReplacesTheirs() {
        List<Incumbent<Routes>> fromTheBeginning = new CopyOnWriteArrayList<>();
        List<Incumbent<Routes>> addedLater = new CopyOnWriteArrayList<>();
        PlanningJob<CvrpInstance, Routes> job =
                service.submit(localSearch.onImprovement(fromTheBeginning::add), instance);
        job.onImprovement(addedLater::add);
        awaitIncumbent(job);
        PlanningJob<CvrpInstance, Routes> next = job.replan(CvrpChange.addCustomer(100, 200, 1));
        next.timeLimit(Duration.ofMillis(200));
        Outcome<Routes> outcome = next.outcome().join();
        // The last plans heard are those of the larger instance, all of them and in order.
        int heard = outcome.trace().size();
        for (List<Incumbent<Routes>> all : List.of(fromTheBeginning, addedLater)) {
            assertThat(all.subList(all.size() - heard, all.size()))
                    .extracting(Incumbent::objective)
                    .isEqualTo(
                            outcome.trace().stream().map(TracePoint::objective).toList());
        }
    }

    @Test
    void aChangeThatMakesNoSenseLeavesTheJobAlone() {
        PlanningJob<CvrpInstance, Routes> job = service.submit(localSearch, instance);
        assertThatThrownBy(() -> job.replan(CvrpChange.removeCustomer(41)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no customer 41; they are numbered from 1 to 40.");
        assertThat(job.state().isFinal()).isFalse();
    }

    @Test
    void failuresAreReportedByTheOutcome() {
        CvrpInstance unmapped = new CvrpInstance(
                "unmapped",
                new MatrixDistances(41, instance.distances().matrix(), null),
                instance.demands(),
                instance.capacity());
        PlanningJob<CvrpInstance, Routes> job = service.submit(Ansatz.cvrp().engine("neural"), unmapped);
        assertThatThrownBy(() -> job.outcome().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(InputException.class)
                .hasMessageContaining("needs coordinates");
        assertThat(job.state()).isEqualTo(PlanningJob.State.FAILED);
        assertThatThrownBy(() -> service.submit(Ansatz.cvrp().engine("no such engine"), instance))
                .isInstanceOf(InputException.class);
    }

    @Test
    void aListenerThatThrowsIsNotCalledAgainAndTheJobGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        Outcome<Routes> outcome = service.submit(
                        localSearch.timeLimit(Duration.ofMillis(200)).onImprovement(incumbent -> {
                            calls.incrementAndGet();
                            throw new IllegalStateException("no screen");
                        }),
                        instance)
                .outcome()
                .join();
        assertThat(calls).hasValue(1);
        assertThat(outcome.solved()).isTrue();
        assertThat(outcome.notes()).anyMatch(note -> note.contains("no screen"));
    }

    @Test
    void aSlowListenerHoldsNobodyUpWhoOnlyAsks() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Incumbent<Routes>> other = Collections.synchronizedList(new ArrayList<>());
        PlanningJob<CvrpInstance, Routes> job = service.submit(
                Ansatz.cvrp().engine(new Waiting()).timeLimit(LONG).onImprovement(incumbent -> {
                    called.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }),
                instance);
        assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
        job.onImprovement(other::add); // would wait for ever inside a lock
        assertThat(other).hasSize(1);
        goOn.countDown();
        assertThat(job.cancel().get(2, TimeUnit.SECONDS).solved()).isTrue();
    }

    @Test
    void aJobEndsByItsStopRules() {
        Ansatz.Job<CvrpInstance, Routes> waiting =
                Ansatz.cvrp().engine(new Waiting()).timeLimit(LONG);
        Outcome<Routes> patient = service.submit(waiting.noImprovementFor(Duration.ofMillis(100)), instance)
                .outcome()
                .join();
        assertThat(patient.stopReason()).isEqualTo(StopReason.NO_IMPROVEMENT);
        PlanningJob<CvrpInstance, Routes> target = service.submit(waiting.target(Double.MAX_VALUE), instance);
        assertThat(target.outcome().join().stopReason()).isEqualTo(StopReason.TARGET);
        assertThat(target.state()).isEqualTo(PlanningJob.State.DONE);
        PlanningJob<CvrpInstance, Routes> shrunk = service.submit(waiting, instance);
        awaitIncumbent(shrunk);
        shrunk.timeLimit(Duration.ZERO);
        Outcome<Routes> ended = shrunk.outcome().join();
        assertThat(ended.stopReason()).isEqualTo(StopReason.TIME);
        assertThat(shrunk.used().toNanos() * 1e-9).isPositive().isLessThanOrEqualTo(ended.seconds());
    }

    @Test
    void aListenerMayCallItsJob() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        PlanningJob<CvrpInstance, Routes> job =
                service.submit(Ansatz.cvrp().engine(new Waiting()).timeLimit(LONG), instance);
        job.onImprovement(incumbent -> {
            assertThat(job.incumbent()).isEqualTo(incumbent);
            job.timeLimit(LONG);
            assertThat(job.cancel()).isNotNull();
            cancelled.countDown();
        });
        assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(job.outcome().get(2, TimeUnit.SECONDS).solved()).isTrue();
    }

    @Test
    void closingEndsEverythingAndLeavesNoThread() {
        Ansatz.Job<CvrpInstance, Routes> job =
                Ansatz.cvrp().engine(new Waiting()).timeLimit(LONG);
        List<PlanningJob<CvrpInstance, Routes>> jobs = IntStream.range(0, 5)
                .mapToObj(i -> service.submit(job, instance))
                .toList();
        PlanningJob<CvrpInstance, Routes> replanned = jobs.get(0).replan(CvrpChange.changeDemand(1, 1));
        service.close();
        assertThat(jobs).allMatch(each -> each.state() == PlanningJob.State.CANCELLED);
        assertThat(replanned.outcome()).isCompleted();
        assertThat(service.unfinished()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("ansatz-planning-"));
        assertThatThrownBy(() -> service.submit(job, instance)).isInstanceOf(RejectedExecutionException.class);
    }
}
