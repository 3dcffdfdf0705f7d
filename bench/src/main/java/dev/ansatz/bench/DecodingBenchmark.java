package dev.ansatz.bench;

import dev.ansatz.neural.pointer.PointerDecoder;
import dev.ansatz.neural.pointer.PointerEncoder;
import dev.ansatz.neural.pointer.PointerEnvironment;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.neural.pointer.PointerWeights;
import java.util.SplittableRandom;
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
 * Speed of the attention policy on one thread: instances encoded per second, and sampled rollouts per second of an instance
 * that is already encoded. Weights are random: the time depends on their shapes (those of the bundled models), hardly on
 * their values.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init")
public class DecodingBenchmark {
    private static final int ROLLOUTS = 16;

    @Param({"tsp", "cvrp"})
    public String problem;

    @Param({"50", "100"})
    public int nodes;

    private PointerEncoder encoder;
    private PointerEnvironment environment;
    private PointerDecoder decoder;
    private SplittableRandom random;

    @Setup
    public void prepare() {
        PointerKind<?, ?> adapter = PointerKind.of(problem);
        PointerWeights weights = PointerWeights.random(adapter.architecture(3, 128, 8, 512), 1);
        random = new SplittableRandom(1);
        environment = adapter.random(nodes, random);
        encoder = new PointerEncoder(weights);
        decoder = new PointerDecoder(weights, environment.features(), encoder.project(environment.features()));
    }

    @Benchmark
    public float[] encode() {
        return encoder.project(environment.features());
    }

    /** {@return cost of the last rollout, in scaled units} */
    @Benchmark
    @OperationsPerInvocation(ROLLOUTS)
    public double rollouts() {
        environment.reset(ROLLOUTS);
        for (int t = 0; t < ROLLOUTS; t++) {
            environment.step(t, environment.start(t % environment.startCount()));
        }
        decoder.decode(environment, ROLLOUTS, 1.0, random, () -> false);
        return environment.cost(ROLLOUTS - 1);
    }
}
