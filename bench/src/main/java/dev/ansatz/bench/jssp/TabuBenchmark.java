package dev.ansatz.bench.jssp;

import dev.ansatz.classical.jssp.JobShopTabu;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.concurrent.TimeUnit;
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
 * Moves per second of the tabu search for job-shop scheduling on one thread. Each invocation is a whole run of
 * {@value #ITERATIONS} moves with the same seed from a dispatching rule, so the construction is included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class TabuBenchmark {
    private static final int ITERATIONS = 20_000;

    /** Jobs x machines; square ones are not solved to proven optimality within the iterations. */
    @Param({"15x15", "20x20", "30x20"})
    public String size;

    private JobShopInstance instance;

    @Setup
    public void prepare() {
        instance = JobShop.PROBLEM.generate(size, 1, "uniform");
    }

    @Benchmark
    @OperationsPerInvocation(ITERATIONS)
    public double moves() {
        return new JobShopTabu()
                .solve(instance, Options.<Schedule>ofIterations(ITERATIONS))
                .objective();
    }
}
