package dev.ansatz.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.tsp.Tsp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs in this process and in one of their own. */
class RunnersTest {
    private static final InstanceSource INSTANCE = new InstanceSource.Generated("30", 7, "uniform");

    private static Cell cell(String engine, InstanceSource source, double seconds) {
        return new Cell("tsp", "uniform-30-7", 30, source, engine, seconds, 1);
    }

    private static ProcessRunner isolated(String limitCounts) {
        Experiment experiment = new Experiment(
                "tsp",
                null,
                null,
                java.util.List.of("greedy"),
                java.util.List.of(1.0),
                1,
                1,
                Experiment.PROCESS,
                ProcessRunner.cores(null, 1),
                limitCounts);
        return new ProcessRunner(experiment);
    }

    private static CellRun solved(@Nullable CellRun run) {
        assertThat(run).isNotNull();
        assertThat(run.message()).isNull();
        assertThat(run.solved()).isTrue();
        assertThat(run.trace().getLast().objective()).isEqualTo(run.objective());
        return run;
    }

    @Test
    void aRequestGoesThroughTheWordsOfACommandLine() {
        for (InstanceSource source : java.util.List.of(INSTANCE, new InstanceSource.InFile("a b/#c.tsp", 3))) {
            CellWorker.Request request = new CellWorker.Request(
                    new Cell("tsp", "a b-1", 30, source, "neural-sampling@0.3", 0.25, -7),
                    2,
                    true,
                    1.5e12,
                    java.nio.file.Path.of("result.json"));
            assertThat(CellWorker.Request.of(request.words().toArray(String[]::new)))
                    .isEqualTo(request);
        }
    }

    @Tag("slow")
    @Test
    void aProcessOfItsOwnFindsTheSameAsThisOneAndTellsItsStartUp() {
        Cell cell = cell("greedy", INSTANCE, 5);
        CellRun there = solved(isolated(Experiment.SOLVER).run(cell, new StopToken()));
        CellRun here = solved(new InProcessRunner(1).run(cell, new StopToken()));
        assertThat(there.objective())
                .isEqualTo(here.objective())
                .isGreaterThanOrEqualTo(Tsp.PROBLEM.generate(30, 7, "uniform").size());
        assertThat(there.jvmSeconds()).isBetween(0.01, 60.0);
        assertThat(there.seconds()).isLessThan(5);
        assertThat(here.jvmSeconds()).isZero();

        CellRun whole = solved(isolated(Experiment.PROCESS).run(cell, new StopToken()));
        assertThat(whole.seconds()).isGreaterThan(whole.jvmSeconds());
        assertThat(whole.trace().getFirst().seconds()).isGreaterThan(whole.jvmSeconds());
    }

    @Test
    void aProcessThatFailsIsAFailedRunAndNotTheEndOfTheBenchmark() {
        CellRun run = isolated(Experiment.SOLVER)
                .run(cell("greedy", new InstanceSource.InFile("nowhere.tsp", 1), 1), new StopToken());
        assertThat(run).isNotNull();
        assertThat(run.status()).isEqualTo(CellRun.FAILED);
        assertThat(run.message()).contains("exit code 1", "nowhere.tsp");
    }

    @Test
    void aStoppedRunEndsAtOnceAndLeavesNothing() {
        StopToken stop = new StopToken();
        CompletableFuture<Void> later =
                CompletableFuture.runAsync(stop::stop, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
        long begin = System.nanoTime();
        assertThat(isolated(Experiment.SOLVER).run(cell("local-search", INSTANCE, 100), stop))
                .isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        later.join();
    }

    @Test
    void coresAreAListOfThoseThatThereAre() {
        assertThat(ProcessRunner.expand("0,2-4")).containsExactly(0, 2, 3, 4);
        assertThatThrownBy(() -> ProcessRunner.cores("last", 1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("--core 'last' must be a list of processors such as 1 or 0,2-3.");
        assertThatThrownBy(() -> ProcessRunner.cores("99999", 1)).isInstanceOf(InputException.class);
    }
}
