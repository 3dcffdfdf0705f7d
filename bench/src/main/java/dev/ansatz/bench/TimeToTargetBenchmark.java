package dev.ansatz.bench;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.Role;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.StopToken;
import dev.ansatz.search.Engines;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Seconds until an engine, on one thread, has a solution within {@value #TOLERANCE_PERCENT} % of a long run of our own engine, on
 * one generated instance of 100 nodes, or of 20 jobs and 15 machines. That run is limited by iterations and so gives the same target to every
 * engine. A miss counts as {@value #LIMIT_SECONDS} s and is printed.
 *
 * <p>Each measurement has a seed of its own. The time ends when the engine returns, so it includes the engine's delay in
 * noticing that it was stopped.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class TimeToTargetBenchmark {
    static final int LIMIT_SECONDS = 10;
    static final double TOLERANCE_PERCENT = 3;
    private static final String NODES = "100";
    private static final String SHOP = "20x15";

    /** Problem and engine: each library alone, from a classical construction, from the policy; our own engine; the default one. */
    @Param({
        "tsp ortools",
        "tsp seeded-ortools",
        "tsp hybrid-ortools",
        "tsp timefold",
        "tsp seeded-timefold",
        "tsp hybrid-timefold",
        "tsp local-search",
        "tsp hybrid",
        "cvrp ortools",
        "cvrp seeded-ortools",
        "cvrp hybrid-ortools",
        "cvrp timefold",
        "cvrp seeded-timefold",
        "cvrp hybrid-timefold",
        "cvrp local-search",
        "cvrp hybrid",
        "jssp cpsat",
        "jssp seeded-cpsat",
        "jssp hybrid-cpsat",
        "jssp timefold",
        "jssp seeded-timefold",
        "jssp hybrid-timefold",
        "jssp tabu",
        "jssp hybrid"
    })
    public String run;

    /** Iterations of the reference run. */
    @Param("200000")
    public long referenceIterations;

    private LongPredicate reaches;
    private long seed;
    private boolean reached;

    @Setup(Level.Trial)
    public void prepare() {
        String[] words = run.split(" ");
        reaches = prepare(Problems.byId(words[0]), words[1]);
    }

    private <I extends Instance, S> LongPredicate prepare(Problem<I, S> family, String engine) {
        // The size of problems that have two numbers, such as jobs and machines, is written with an x.
        String size = family.generator().exampleSize().contains("x") ? SHOP : NODES;
        String own = Objects.requireNonNull(ClassicalEngines.first(family, Role.TEACHER), "an own search")
                .name();
        I instance = family.generate(size, 1, "uniform");
        double reference = Engines.byName(family, own, null)
                .solve(instance, Options.ofIterations(referenceIterations))
                .objective();
        double sign = family.sense() == Sense.MINIMISE ? 1 : -1;
        double target = reference + sign * Math.abs(reference) * TOLERANCE_PERCENT / 100;
        Solver<I, S> solver = Engines.byName(family, engine, null);
        solver.warmUp();
        return runSeed -> {
            StopToken stop = new StopToken();
            double objective = solver.solve(
                            instance,
                            Options.<S>ofTime(Duration.ofSeconds(LIMIT_SECONDS))
                                    .withSeed(runSeed)
                                    .withStopToken(stop)
                                    .withListener(incumbent -> {
                                        if (!family.sense().better(target, incumbent.objective())) {
                                            stop.stop();
                                        }
                                    }))
                    .objective();
            return !Double.isNaN(objective) && !family.sense().better(target, objective);
        };
    }

    /** {@return whether the target was reached} */
    @Benchmark
    public boolean timeToTarget() throws InterruptedException {
        long begin = System.nanoTime();
        reached = reaches.test(++seed);
        if (!reached) {
            // An engine that gives up early must not look fast.
            long left = TimeUnit.SECONDS.toNanos(LIMIT_SECONDS) - (System.nanoTime() - begin);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        }
        return reached;
    }

    @TearDown(Level.Iteration)
    public void reportMiss() {
        if (!reached) {
            System.out.print("[miss: target not reached in " + LIMIT_SECONDS + " s] ");
        }
    }
}
