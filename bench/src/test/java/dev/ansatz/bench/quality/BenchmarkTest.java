package dev.ansatz.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interruption, continuation and what is refused. */
class BenchmarkTest {
    private static final Plan PLAN = Plan.of(Fixture.experiment(2, 1.0, 2.0), Fixture.suite());

    @TempDir
    private Path folder;

    private final List<Cell> made = new ArrayList<>();

    private static double objective(Cell cell) {
        return 1000
                + cell.seed()
                + (cell.engine().equals("greedy") ? 70 : 0)
                + cell.instance().hashCode() % 50;
    }

    /** Runs until {@code count} runs were made, as by Ctrl-C. */
    private Results run(Path file, int count) {
        StopToken stop = new StopToken();
        CellRunner runner = (cell, token) -> {
            if (made.size() == count) {
                stop.stop();
                return null;
            }
            made.add(cell);
            return Fixture.run(cell, objective(cell));
        };
        try (Journal journal = Journal.open(file, PLAN, Fixture.PROVENANCE)) {
            return new Benchmark(PLAN, runner, Benchmark.Progress.NONE).run(journal, Fixture.PROVENANCE, stop);
        }
    }

    @Test
    void anInterruptedBenchmarkGoesOnAndEndsAsAnUninterruptedOne() throws IOException {
        Path file = folder.resolve("results.journal.jsonl");
        Results partial = run(file, 7);
        assertThat(partial.complete()).isFalse();
        assertThat(MarkdownReport.of(partial, false)).startsWith("Interrupted: 7 of 80 runs were made.");
        // The power failed in the middle of a line.
        Files.writeString(file, Files.readString(file) + "{\"instance\":\"unif");

        Results resumed = run(file, 1000);
        assertThat(resumed.complete()).isTrue();
        assertThat(made).hasSize(80).doesNotHaveDuplicates();
        Results whole = Fixture.results(PLAN, BenchmarkTest::objective);
        assertThat(MarkdownReport.of(resumed, true)).isEqualTo(MarkdownReport.of(whole, true));
        assertThat(ResultsFile.format(resumed)).isEqualTo(ResultsFile.format(whole));

        run(file, 1000);
        assertThat(made).as("nothing is run again").hasSize(80);
    }

    @Test
    void enginesTakeTurns() {
        assertThat(PLAN.cells().subList(0, 4))
                .extracting(Cell::engine)
                .containsExactly("local-search", "greedy", "local-search", "greedy");
        assertThat(PLAN.cells().subList(0, 8)).extracting(Cell::instance).containsOnly("uniform-50-50050");
    }

    private static void assertRefused(Path file, Plan plan, Provenance provenance, String sentence) {
        assertThatThrownBy(() -> Journal.open(file, plan, provenance))
                .isInstanceOf(InputException.class)
                .hasMessage(file + sentence);
    }

    @Test
    void otherArgumentsAndOtherCommitsAreRefused() {
        Path file = folder.resolve("results.journal.jsonl");
        run(file, 3);
        Plan longer = Plan.of(Fixture.experiment(3, 1.0, 2.0), PLAN.suite());
        assertRefused(
                file,
                longer,
                Fixture.PROVENANCE,
                ": is the journal of another benchmark (seeds 2 there, 3 here); give another --json, or --fresh to begin"
                        + " anew.");
        Provenance old = Fixture.PROVENANCE;
        assertRefused(
                file,
                PLAN,
                new Provenance("fedcba987654", old.date(), old.command(), old.machine(), old.versions()),
                ": is the journal of another benchmark (commit 0123456789ab there, fedcba987654 here); give another --json,"
                        + " or --fresh to begin anew.");
    }

    @Test
    void malformedJournalsAreRefusedWithTheirLine() throws IOException {
        Path file = folder.resolve("results.journal.jsonl");
        run(file, 2);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), "{\"instance\": 3", lines.get(1)));
        assertRefused(file, PLAN, Fixture.PROVENANCE, ":2: is not a run of a benchmark.");
        Files.write(file, List.of(lines.get(0), lines.get(1), "{}"));
        assertRefused(file, PLAN, Fixture.PROVENANCE, ":3: is not a run of a benchmark.");
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(1)));
        assertRefused(
                file,
                PLAN,
                Fixture.PROVENANCE,
                ":3: the run of local-search on uniform-50-50050 is not planned, or is there twice; the instances may have"
                        + " changed.");
        Files.write(file, List.of("time,objective"));
        assertRefused(file, PLAN, Fixture.PROVENANCE, ":1: is not the head of a benchmark's journal.");
        Files.write(file, List.of("{}"));
        assertRefused(file, PLAN, Fixture.PROVENANCE, ":1: is not the head of a benchmark's journal.");
    }

    /** As the report of a user's own instances does, whose policy and time limits change. */
    @Test
    void aSharedJournalKeepsTheRunsOfAllPlansAndMakesWhatIsMissing() throws IOException {
        Path file = folder.resolve("report-runs.jsonl");
        Plan brief = Plan.of(Fixture.experiment(1, 1.0), PLAN.suite());
        Plan longer = Plan.of(Fixture.experiment(1, 1.0, 2.0), PLAN.suite());
        assertThat(shared(file, brief).complete()).isTrue();
        int first = made.size();
        assertThat(first).isEqualTo(brief.cells().size());
        Files.writeString(file, Files.readString(file) + "{\"run\":\"tabu, own|1 s|x\",\"objective\":3}\n{\"cut o");

        Results results = shared(file, longer);
        assertThat(results.complete()).isTrue();
        assertThat(made).hasSize(longer.cells().size()).doesNotHaveDuplicates();
        assertThat(made.subList(first, made.size())).allMatch(cell -> cell.timeLimit() == 2);

        assertThat(shared(file, brief).runs()).allMatch(run -> run.timeLimit() == 1);
        assertThat(shared(file, longer).complete()).isTrue();
        assertThat(made).as("nothing is run again").hasSize(longer.cells().size());
    }

    private Results shared(Path file, Plan plan) {
        CellRunner runner = (cell, token) -> {
            made.add(cell);
            return Fixture.run(cell, objective(cell));
        };
        try (Journal journal = Journal.shared(file, plan, Fixture.PROVENANCE)) {
            return new Benchmark(plan, runner, Benchmark.Progress.NONE)
                    .run(journal, Fixture.PROVENANCE, new StopToken());
        }
    }
}
