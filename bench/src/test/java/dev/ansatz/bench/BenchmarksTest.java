package dev.ansatz.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.io.InputException;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
    @Test
    void jmhFindsAndRunsABenchmark() throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true"); // other builds may run beside this one
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(ValidatorBenchmark.class.getName())
                        .param("nodes", "100")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        assertThat(results)
                .hasSize(2)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tsp", "cvrp"})
    void eachBenchmarkDoesTheWorkItTimes(String problem) {
        DecodingBenchmark decoding = new DecodingBenchmark();
        decoding.problem = problem;
        decoding.nodes = 50;
        decoding.prepare();
        assertThat(decoding.encode()).isNotEmpty();
        // A random tour through 50 uniform points of the unit square has length 26 on average.
        assertThat(decoding.rollouts()).isBetween(4.0, 60.0);

        ValidatorBenchmark validator = new ValidatorBenchmark();
        validator.problem = problem;
        validator.nodes = 100;
        validator.prepare();
        assertThat(validator.evaluate().feasible()).isTrue();

        LocalSearchBenchmark localSearch = new LocalSearchBenchmark();
        localSearch.problem = problem;
        localSearch.nodes = 100;
        localSearch.prepare();
        assertThat(localSearch.iterations()).isPositive().isEqualTo(localSearch.iterations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tsp local-search", "cvrp local-search", "jssp tabu"})
    void theSearchThatSetTheTargetReachesItBeforeTheLimit(String run) throws InterruptedException {
        TimeToTargetBenchmark benchmark = new TimeToTargetBenchmark();
        benchmark.run = run;
        benchmark.referenceIterations = 2_000;
        benchmark.prepare();
        long begin = System.nanoTime();
        assertThat(benchmark.timeToTarget()).isTrue();
        assertThat((System.nanoTime() - begin) * 1e-9).isLessThan(TimeToTargetBenchmark.LIMIT_SECONDS);
    }

    @Test
    void aNameThatMatchesNoBenchmarkIsBadInput() {
        assertThatThrownBy(() -> MicroBenchmarks.run("NoSuchBenchmark", null))
                .isInstanceOf(InputException.class)
                .hasMessage("No benchmark matches 'NoSuchBenchmark'.");
        assertThatThrownBy(() -> MicroBenchmarks.run("(", null))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("'(' is not a regular expression");
    }
}
