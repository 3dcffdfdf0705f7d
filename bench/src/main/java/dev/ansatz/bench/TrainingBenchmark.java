package dev.ansatz.bench;

import dev.ansatz.problems.StopToken;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.loop.Trainer;
import dev.ansatz.training.method.LossMean;
import dev.ansatz.training.method.Reinforce;
import dev.ansatz.training.method.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * Speed of training on one thread: instances per second of POMO steps (16 instances, 16 starts, 3 layers, 128 wide), with the
 * writing of a checkpoint and two small validations in every {@value #STEPS} steps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init")
public class TrainingBenchmark {
    private static final int STEPS = 16;
    private static final int BATCH = 16;

    @Param({"tsp", "cvrp"})
    public String problem;

    @Param({"50", "100"})
    public int nodes;

    private Path directory;

    @Setup
    public void prepare() throws IOException {
        directory = Files.createTempDirectory("training-benchmark");
    }

    /** {@return steps made} */
    @Benchmark
    @OperationsPerInvocation(STEPS * BATCH)
    public long pomo() {
        TrainingConfig config = TrainingConfig.of(problem, Reinforce.pomo(Scale.BATCH), directory)
                .with(new TrainingConfig.Instances(nodes, nodes, List.of("uniform"), nodes, 1))
                .with(new TrainingConfig.Batches(BATCH, 16, 1, 1, 1))
                .with(new TrainingConfig.Optimisation(1e-4, 0.998, LossMean.TRAJECTORY))
                .with(new TrainingConfig.Limits(null, (long) STEPS, Duration.ofHours(1)));
        return new Trainer(config, line -> {}, new StopToken()).train().steps();
    }
}
