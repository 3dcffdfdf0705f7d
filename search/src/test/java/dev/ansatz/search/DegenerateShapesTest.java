package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every engine on {@link Shapes}: it ends within its limit, 10 % and 0.3 s, also when it is stopped or interrupted at a random moment, and
 * takes less than {@value #MOST_MEGABYTES} MB; or it refuses by name beforehand. What it returns is feasible. Processor time that
 * the machine did not give is forgiven.
 *
 * <p>The large shapes take a quarter of an hour:
 * {@code mvn test -pl search -am -Dtest=DegenerateShapesTest -Dgroups=slow -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class DegenerateShapesTest {
    /** Resident memory beyond what the process has when a shape begins: of one run and of up to four that were left behind. */
    private static final long MOST_MEGABYTES = 5120;

    private static final Duration BRIEF = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    static Stream<Shapes.Shape<?>> small() {
        return Shapes.small().stream();
    }

    static Stream<Shapes.Shape<?>> large() {
        return Shapes.large().stream();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("small")
    <I extends Instance> void smallOnesAreSolved(Shapes.Shape<I> shape) {
        I instance = shape.instance().get();
        forEachEngine(shape, instance, (problem, engine) -> {
            Outcome<Object> outcome = timed(engine, instance, BRIEF);
            // A policy alone may need longer for its first rollout, and knows nothing of packing.
            assertThat(outcome.solved() || engine.name().startsWith("neural"))
                    .as("%s is solved (%s)", engine.name(), outcome.notes())
                    .isTrue();
            check(problem, instance, outcome);
        });
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = 1)
    void endsSoonWhenStoppedOrInterruptedAtARandomMoment(long seed) {
        Random random = new Random(seed);
        List<Shapes.Shape<?>> shapes = Shapes.small();
        // One shape for each problem and round: all of them together would take minutes.
        Stream.of("tsp", "cvrp", "jssp", "kp", "mkp", "rmab", "op").forEach(id -> {
            List<Shapes.Shape<?>> own = shapes.stream()
                    .filter(shape -> shape.problem().id().equals(id))
                    .toList();
            stopAtRandom(own.get(own.size() - 1 - (int) (seed % 2)), random);
        });
    }

    private static <I extends Instance> void stopAtRandom(Shapes.Shape<I> shape, Random random) {
        I instance = shape.instance().get();
        forEachEngine(shape, instance, (problem, engine) -> {
            boolean interrupt = random.nextBoolean();
            check(problem, instance, stopped(engine, instance, random.nextInt(60), interrupt));
        });
    }

    @Tag("huge")
    @ParameterizedTest
    @MethodSource("large")
    <I extends Instance> void largeOnesKeepTimeAndMemoryOrAreRefused(Shapes.Shape<I> shape) {
        resetPeak();
        long before = megabytes("VmRSS:");
        I instance = shape.instance().get();
        for (Duration limit : List.of(Duration.ofMillis(200), Duration.ofSeconds(2))) {
            forEachEngine(
                    shape, instance, (problem, engine) -> check(problem, instance, timed(engine, instance, limit)));
        }
        forEachEngine(shape, instance, (problem, engine) -> {
            Random random = new Random(engine.name().hashCode());
            check(problem, instance, stopped(engine, instance, random.nextInt(1500), random.nextBoolean()));
        });
        assertThat(megabytes("VmHWM:") - before).as("megabytes").isLessThan(MOST_MEGABYTES);
    }

    @FunctionalInterface
    private interface Trial<I extends Instance> {
        void of(Problem<I, Object> problem, Solver<I, Object> engine);
    }

    /** Tries all engines that take the instance, those by strategy of the policy too. */
    @SuppressWarnings("unchecked") // solutions go from the engine to the validator of the same problem
    private static <I extends Instance> void forEachEngine(Shapes.Shape<I> shape, I instance, Trial<I> trial) {
        Problem<I, Object> problem = (Problem<I, Object>) shape.problem();
        List<Solver<I, Object>> engines = new ArrayList<>(Engines.of(problem));
        for (Strategy strategy : Strategy.named()) {
            // On small shapes they search alike: two of each problem will do.
            boolean isTried = instance.size() == 1
                    || instance.size() > 1000
                    || shape.name().contains("one place");
            if (isTried && Engines.has(problem, "neural-" + strategy.id())) {
                engines.add(Engines.byName(problem, "neural-" + strategy.id(), null));
            }
        }
        for (Solver<I, Object> engine : engines) {
            long begin = System.nanoTime();
            Starvation starvation = new Starvation();
            String refusal = engine.refuses(instance);
            if (refusal != null) {
                assertThat((System.nanoTime() - begin) * 1e-9 - starvation.seconds())
                        .as("seconds until %s refused", engine.name())
                        .isLessThan(2);
                continue;
            }
            engine.warmUp();
            try {
                trial.of(problem, engine);
            } catch (InputException e) {
                boolean unused = Thread.interrupted();
                // a strategy that its policy is not made for, by name
                assertThat(e).hasMessageContaining("Strategy");
            }
        }
    }

    private static <I extends Instance> void check(Problem<I, Object> problem, I instance, Outcome<Object> outcome) {
        if (outcome.solved()) {
            assertThat(problem.evaluate(instance, outcome.best()).violations()).isEmpty();
        }
    }

    private static <I extends Instance> Outcome<Object> timed(Solver<I, Object> engine, I instance, Duration limit) {
        double seconds = limit.toMillis() * 1e-3;
        return inTime(engine, seconds * 1.1 + 0.3, () -> engine.solve(instance, Options.ofTime(limit)));
    }

    private static <I extends Instance> Outcome<Object> stopped(
            Solver<I, Object> engine, I instance, int millis, boolean interrupt) {
        StopToken token = new StopToken();
        Thread caller = Thread.currentThread();
        Outcome<Object> outcome = inTime(engine, millis * 1e-3 + 0.6, () -> {
            Thread stopper = Thread.ofPlatform().start(() -> {
                pause(millis);
                if (interrupt) {
                    caller.interrupt();
                } else {
                    token.stop();
                }
            });
            try {
                return engine.solve(instance, Options.<Object>ofTime(LONG).withStopToken(token));
            } finally {
                while (stopper.isAlive()) {
                    Thread.onSpinWait(); // an interrupt that comes after the end belongs to this run too
                }
            }
        });
        assertThat(Thread.interrupted()).as(engine.name()).isEqualTo(interrupt);
        return outcome;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Attempt {
        Outcome<Object> run();
    }

    /** Three attempts: a loaded machine may halt any run for a while. */
    private static Outcome<Object> inTime(Solver<?, ?> engine, double seconds, Attempt attempt) {
        double late = Double.POSITIVE_INFINITY;
        Outcome<Object> outcome = null;
        for (int i = 0; i < 3 && late > 0; i++) {
            if (i > 0) {
                boolean unused = Thread.interrupted();
            }
            Starvation starvation = new Starvation();
            long begin = System.nanoTime();
            outcome = attempt.run();
            late = Math.min(late, (System.nanoTime() - begin) * 1e-9 - starvation.seconds() - seconds);
        }
        assertThat(late).as("seconds that %s was late", engine.name()).isLessThanOrEqualTo(0);
        return Objects.requireNonNull(outcome);
    }

    /** Largest resident memory of this process; 0 where it is not known. */
    /** The peak is told from here on (Linux, proc(5)). */
    private static void resetPeak() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException e) {
            // then it is told from the beginning of the process on
        }
    }

    private static long megabytes(String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
