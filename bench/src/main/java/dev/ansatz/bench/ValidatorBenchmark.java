package dev.ansatz.bench;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Role;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Validations of a feasible constructed solution per second; every incumbent of every engine pays for one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class ValidatorBenchmark {
    @Param({"tsp", "cvrp"})
    public String problem;

    @Param({"100", "1000"})
    public int nodes;

    private Supplier<Evaluation> evaluation;

    @Setup
    public void prepare() {
        evaluation = prepare(Problems.byId(problem));
    }

    private <I extends Instance, S> Supplier<Evaluation> prepare(Problem<I, S> family) {
        Engine<I, S> construction =
                Objects.requireNonNull(ClassicalEngines.first(family, Role.CONSTRUCTION), "a construction");
        I instance = family.generate(nodes, 1, "uniform");
        S solution =
                construction.maker().get().solve(instance, Options.defaults()).best();
        return () -> family.evaluate(instance, solution);
    }

    @Benchmark
    public Evaluation evaluate() {
        return evaluation.get();
    }
}
