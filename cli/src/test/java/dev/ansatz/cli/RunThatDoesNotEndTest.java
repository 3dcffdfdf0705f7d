package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Incumbent;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines that hear neither stop token nor interrupt nor time limit, or fail: the best that they had found is never lost. */
@Tag("slow")
@Timeout(60)
class RunThatDoesNotEndTest {
    @TempDir
    private Path folder;

    private final TspInstance instance = Tsp.PROBLEM.generate(10, 1, "uniform");
    private final Tour tour = new Tour(IntStream.range(0, 10).toArray());
    private final StopToken stop = new StopToken();
    private final CountDownLatch released = new CountDownLatch(1);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private SolveCommand command;

    @BeforeEach
    void parse() {
        parse("--out", folder.resolve("plan.tour").toString());
    }

    private void parse(String... options) {
        command = new SolveCommand();
        Converters.register(new picocli.CommandLine(command))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .parseArgs(
                        Stream.concat(Stream.of("any.tsp"), Stream.of(options)).toArray(String[]::new));
    }

    @AfterEach
    void release() {
        released.countDown();
    }

    /** Tells of one solution, if it has one, and then does as {@code after} says. */
    private record Stubborn(boolean finds, Tour tour, Runnable after) implements Solver<TspInstance, Tour> {
        @Override
        public String name() {
            return "stubborn";
        }

        @Override
        public String description() {
            return "Hears nothing.";
        }

        @Override
        public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
            if (finds) {
                double objective = Tsp.PROBLEM.evaluate(instance, tour).objective();
                options.listener().accept(new Incumbent<>(tour, objective, 0.1, null, "greedy"));
            }
            after.run();
            throw new AssertionError("unreachable");
        }
    }

    private void hearNothing() {
        while (true) {
            try {
                released.await();
                throw new IllegalStateException("the test is over");
            } catch (InterruptedException e) {
                // as a native library would
            }
        }
    }

    private int solve(boolean finds, Runnable after, Duration limit) {
        SolveCommand.Attempt<TspInstance, Tour> attempt =
                command.new Attempt<>(Tsp.PROBLEM, instance, new Stubborn(finds, tour, after));
        Watchdog watchdog = new Watchdog(stop);
        Options<Tour> options = Options.<Tour>ofTime(limit).withStopToken(stop);
        return attempt.report(watchdog.watch(() -> {
            attempt.run(options, watchdog);
            return true;
        }));
    }

    private void stopSoon() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                return;
            }
            stop.stop();
        });
    }

    @Test
    void stoppedItIsLeftWithinASecondAndItsBestPlanIsWritten() {
        long begin = System.nanoTime();
        stopSoon();
        assertThat(solve(true, this::hearNothing, Duration.ofMinutes(10))).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
        assertThat(Tsp.PROBLEM.readSolution(folder.resolve("plan.tour"), instance))
                .isEqualTo(tour);
        assertThat(out.toString()).contains("Engine stubborn did not end when it was stopped and was left");
        assertThat(Watchdog.anyLeft()).isTrue();
    }

    @Test
    void stoppedWithoutAPlanItEndsWithExitCode3AndNoFile() {
        stopSoon();
        assertThat(solve(false, this::hearNothing, Duration.ofMinutes(10))).isEqualTo(3);
        assertThat(err.toString()).contains("no feasible solution of uniform-10-1 was found");
        assertThat(folder.resolve("plan.tour")).doesNotExist();
    }

    @Test
    void aSecondAfterItsTimeLimitItIsLeft() {
        long begin = System.nanoTime();
        assertThat(solve(true, this::hearNothing, Duration.ofMillis(200))).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1100));
        assertThat(out.toString()).contains("did not end in time and was left");
        assertThat(folder.resolve("plan.tour")).isNotEmptyFile();
    }

    @Test
    void outOfMemoryAfterAPlanThePlanIsWrittenAndTheExitCodeIs0() {
        assertThat(solve(
                        true,
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        },
                        Duration.ofMinutes(10)))
                .isZero();
        assertThat(err.toString()).contains("out of memory", "ANSATZ_JAVA_OPTIONS");
        assertThat(folder.resolve("plan.tour")).isNotEmptyFile();
    }

    @Test
    void aBugAfterAPlanWritesThePlanAndIsStillABug() {
        assertThatThrownBy(() -> solve(
                        true,
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        Duration.ofMinutes(10)))
                .hasMessage("a bug");
        assertThat(folder.resolve("plan.tour")).isNotEmptyFile();
    }

    @Test
    void withQuietThePlanIsPrintedAndAWarningSaysWhatHappened() {
        parse("--quiet");
        assertThat(solve(
                        true,
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        },
                        Duration.ofMinutes(10)))
                .isZero();
        assertThat(out.toString()).contains("TOUR_SECTION").doesNotContain("note");
        assertThat(err.toString()).contains("Engine stubborn failed; the answer is the best solution until then.");
    }

    @Test
    void withQuietABugAfterAPlanPrintsThePlanAndIsStillABug() {
        parse("--quiet");
        assertThatThrownBy(() -> solve(
                        true,
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        Duration.ofMinutes(10)))
                .hasMessage("a bug");
        assertThat(out.toString()).contains("TOUR_SECTION").doesNotContain("note");
        assertThat(err.toString()).contains("Engine stubborn failed; the answer is the best solution until then.");
    }

    /** Engines by name are guarded: their runs end with an outcome that says that they were left. */
    @Test
    void withQuietAnOutcomeOfAnEngineThatWasLeftComesWithAWarning() {
        parse("--quiet");
        SearchContext<TspInstance, Tour> run = new SearchContext<>(Tsp.PROBLEM, instance, Options.defaults());
        run.offer(tour, "greedy");
        run.note(new Note.EngineLeft("tired", "ran out of stack", true));
        SolveCommand.Attempt<TspInstance, Tour> attempt =
                command.new Attempt<>(Tsp.PROBLEM, instance, new Left(run.finish()));
        Watchdog watchdog = new Watchdog(stop);
        assertThat(attempt.report(watchdog.watch(() -> {
                    attempt.run(Options.ofTime(Duration.ofMinutes(1)), watchdog);
                    return true;
                })))
                .isZero();
        assertThat(out.toString()).contains("TOUR_SECTION").doesNotContain("note");
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "ansatz: Engine tired ran out of stack; the answer is the best solution until then.");
    }

    private record Left(Outcome<Tour> outcome) implements Solver<TspInstance, Tour> {
        @Override
        public String name() {
            return "tired";
        }

        @Override
        public String description() {
            return "Was left.";
        }

        @Override
        public Outcome<Tour> solve(TspInstance instance, Options<Tour> options) {
            return outcome;
        }
    }

    @Test
    void whatIsWatchedMayAlsoReturnOrThrow() throws Exception {
        Watchdog.Result<String> value = new Watchdog(stop).watch(() -> "done");
        assertThat(value.orThrow().value()).isEqualTo("done");
        Watchdog.Result<String> failed = new Watchdog(stop).watch(() -> {
            throw new IllegalArgumentException("no");
        });
        assertThatThrownBy(failed::orThrow).isInstanceOf(IllegalArgumentException.class);
        assertThat(Files.exists(folder)).isTrue();
        assertThat(released.await(1, TimeUnit.MILLISECONDS)).isFalse();
    }
}
