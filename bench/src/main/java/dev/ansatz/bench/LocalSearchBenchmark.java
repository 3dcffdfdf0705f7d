package dev.ansatz.bench;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.search.Engines;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Iterations per second of our own local search on one thread: kicks and children of crossovers (TSP), ruin-and-recreate steps
 * (CVRP); allocations with the profiler {@code gc}. Each
 * invocation is a whole run of {@value #ITERATIONS} iterations with the same seed, so the construction and the neighbour
 * lists are included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class LocalSearchBenchmark {
    private static final int ITERATIONS = 10_000;

    @Param({"tsp", "cvrp"})
    public String problem;

    @Param({"100", "1000"})
    public int nodes;

    private DoubleSupplier run;

    @Setup
    public void prepare() {
        run = prepare(Problems.byId(problem));
    }

    private <I extends Instance, S> DoubleSupplier prepare(Problem<I, S> family) {
        I instance = family.generate(nodes, 1, "uniform");
        Solver<I, S> engine = Engines.byName(family, "local-search", null);
        Options<S> options = Options.ofIterations(ITERATIONS);
        return () -> engine.solve(instance, options).objective();
    }

    @Benchmark
    @OperationsPerInvocation(ITERATIONS)
    public double iterations() {
        return run.getAsDouble();
    }
}
