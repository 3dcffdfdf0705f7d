package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.Status;
import dev.ansatz.problems.StopReason;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Engines that do what they must not, under guard. */
class GuardedSolverTest {
    private static final TspInstance INSTANCE = Tsp.PROBLEM.generate(5, 1, "uniform");
    private static final Tour TOUR = new Tour(0, 1, 2, 3, 4);

    /** An engine that finds a tour, or none, and then does something. */
    private static Solver<TspInstance, Tour> engine(boolean finds, Consumer<SearchContext<TspInstance, Tour>> then) {
        return new GuardedSolver<>(Tsp.PROBLEM, new Solver<>() {
            @Override
            public String name() {
                return "odd";
            }

            @Override
            public String description() {
                return "does what it must not";
            }

            @Override
            public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
                SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, options);
                if (finds) {
                    run.offer(TOUR, "odd");
                }
                then.accept(run);
                return run.finish();
            }
        });
    }

    private static void sleepThrough(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // a library that cannot be stopped
            }
        }
    }

    private static int recurse(int depth) {
        return depth < 0 ? 0 : 1 + recurse(depth + 1);
    }

    @Test
    void anEngineThatDoesNotStopIsLeftWithItsIncumbent() {
        CountDownLatch end = new CountDownLatch(1);
        Starvation starvation = new Starvation();
        long begin = System.nanoTime();
        List<Incumbent<Tour>> heard = new CopyOnWriteArrayList<>();
        Outcome<Tour> outcome = engine(true, run -> {
                    sleepThrough(end);
                    run.offer(new Tour(0, 2, 1, 3, 4), "late");
                    run.offer(new Tour(0, 2, 4, 1, 3), "late");
                })
                .solve(INSTANCE, Options.<Tour>ofTime(Duration.ofMillis(100)).withListener(heard::add));
        assertThat((System.nanoTime() - begin) * 1e-9 - starvation.seconds()).isLessThan(0.41);
        end.countDown();
        assertThat(outcome.best()).isEqualTo(TOUR);
        assertThat(outcome.status()).isEqualTo(Status.FEASIBLE);
        assertThat(outcome.trace()).hasSize(1);
        assertThat(outcome.stopReason()).isEqualTo(StopReason.TIME);
        assertThat(outcome.notes()).singleElement().asString().contains("left behind");
        assertThat(heard).hasSize(1);
    }

    @Test
    void aStopAndAnInterruptAlsoLeaveIt() {
        CountDownLatch end = new CountDownLatch(1);
        StopToken token = new StopToken();
        token.stop();
        Solver<TspInstance, Tour> engine = engine(true, run -> sleepThrough(end));
        assertThat(engine.solve(INSTANCE, Options.<Tour>ofIterations(1).withStopToken(token))
                        .best())
                .isEqualTo(TOUR);
        Thread.currentThread().interrupt();
        assertThat(engine.solve(INSTANCE, Options.ofIterations(1)).best()).isEqualTo(TOUR);
        assertThat(Thread.interrupted()).isTrue();
        end.countDown();
    }

    @Test
    void anEngineThatIsLeftBeforeItToldOfItsWarmStartHasItReturned() {
        CountDownLatch end = new CountDownLatch(1);
        List<Incumbent<Tour>> heard = new ArrayList<>();
        StopToken token = new StopToken();
        token.stop();
        Solver<TspInstance, Tour> silent = new GuardedSolver<>(Tsp.PROBLEM, new Silent(end));
        silent.warmUp(); // else there is more patience
        Outcome<Tour> outcome = silent.solve(
                INSTANCE,
                Options.<Tour>ofIterations(1)
                        .withStopToken(token)
                        .withWarmStart(TOUR)
                        .withListener(heard::add));
        end.countDown();
        assertThat(outcome.best()).isEqualTo(TOUR);
        assertThat(heard).hasSize(1);
    }

    /** As long as a library builds its model. */
    private record Silent(CountDownLatch end) implements Solver<TspInstance, Tour> {
        @Override
        public String name() {
            return "silent";
        }

        @Override
        public String description() {
            return "for tests";
        }

        @Override
        public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
            sleepThrough(end);
            return new SearchContext<>(Tsp.PROBLEM, instance, options).finish();
        }
    }

    @Test
    void noMoreThanAFewAreLeftAtATime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Solver<TspInstance, Tour> engine = engine(true, run -> sleepThrough(end));
        Options<Tour> brief = Options.ofTime(Duration.ofMillis(20));
        for (int i = 0; i < GuardedSolver.MOST_LEFT; i++) {
            assertThat(engine.solve(INSTANCE, brief).solved()).isTrue();
        }
        Outcome<Tour> refused = engine.solve(INSTANCE, brief);
        assertThat(refused.solved()).isFalse();
        assertThat(refused.notes()).singleElement().asString().contains("had no time to run");
        end.countDown();
        // They end, and the next run waits for that.
        assertThat(engine(true, run -> {})
                        .solve(INSTANCE, Options.ofTime(Duration.ofSeconds(5)))
                        .solved())
                .isTrue();
    }

    @Test
    void memoryAndStackThatRunOutDoNotCostThePlan() {
        Outcome<Tour> outcome = engine(true, run -> {
                    throw new OutOfMemoryError("test");
                })
                .solve(INSTANCE, Options.defaults());
        assertThat(outcome.best()).isEqualTo(TOUR);
        assertThat(outcome.notes()).singleElement().asString().contains("ran out of memory");
        assertThat(engine(true, run -> recurse(0))
                        .solve(INSTANCE, Options.defaults())
                        .notes())
                .singleElement()
                .asString()
                .contains("ran out of stack");
        assertThatThrownBy(() -> engine(false, run -> {
                            throw new OutOfMemoryError("test");
                        })
                        .solve(INSTANCE, Options.defaults()))
                .isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> engine(true, run -> {
                            throw new IllegalStateException("a fault of the engine");
                        })
                        .solve(INSTANCE, Options.defaults()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aListenerThatThrowsIsDroppedAndTheRunGoesOn() {
        Outcome<Tour> outcome = engine(true, run -> {
                    run.offer(new Tour(0, 2, 1, 3, 4), "again");
                    run.offer(new Tour(0, 2, 4, 1, 3), "again");
                })
                .solve(INSTANCE, Options.<Tour>defaults().withListener(incumbent -> {
                    throw new IllegalStateException("a fault of the listener");
                }));
        assertThat(outcome.solved()).isTrue();
        assertThat(outcome.notes()).singleElement().asString().contains("a fault of the listener");
    }

    @Test
    void whatIsProvenInfeasibleIsGivenToNoEngine() {
        CvrpInstance tooSmall = Cvrp.PROBLEM.generate(30, 1, "uniform").withMaxVehicles(1);
        for (Solver<CvrpInstance, Routes> engine : Engines.of(Cvrp.PROBLEM)) {
            Outcome<Routes> outcome = engine.solve(tooSmall, Options.ofTime(Duration.ofSeconds(10)));
            assertThat(outcome.status()).as(engine.name()).isEqualTo(Status.INFEASIBLE);
            assertThat(outcome.seconds()).isLessThan(1);
            assertThat(outcome.notes()).anySatisfy(note -> assertThat(note).contains("exceed the one vehicle"));
        }
    }

    @Test
    void anEngineThatNeverAsksIsLeftWhenAStopRuleIsMet() {
        CountDownLatch end = new CountDownLatch(1);
        Outcome<Tour> outcome = engine(true, run -> sleepThrough(end))
                .solve(INSTANCE, Options.<Tour>ofTime(Duration.ofMinutes(5)).withNoImprovement(Duration.ofMillis(50)));
        end.countDown();
        assertThat(outcome.best()).isEqualTo(TOUR);
        assertThat(outcome.seconds()).isBetween(0.05, 60.0);
        assertThat(outcome.stopReason()).isEqualTo(StopReason.NO_IMPROVEMENT);
        assertThat(outcome.events()).hasAtLeastOneElementOfType(Note.EngineLeft.class);
    }
}
