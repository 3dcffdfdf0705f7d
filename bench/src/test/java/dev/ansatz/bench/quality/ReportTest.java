package dev.ansatz.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.bench.quality.Summary.Duel;
import dev.ansatz.bench.quality.Summary.Figure;
import dev.ansatz.problems.io.InputException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Figures, tables, files and comparisons of invented runs. */
class ReportTest {
    private static final Plan PLAN = Plan.of(Fixture.experiment(2, 1.0), Fixture.suite());

    /** Local search finds 1000 on every instance; greedy is 10 % worse, with seed 2 20 %. */
    private static double objective(Cell cell) {
        return cell.engine().equals("local-search") ? 1000 : cell.seed() == 1 ? 1100 : 1200;
    }

    private static final Results RESULTS = Fixture.results(PLAN, ReportTest::objective);

    @TempDir
    private Path folder;

    @Test
    void figuresAreMeansOverInstancesAndSeeds() {
        Figure greedy = new Summary(RESULTS)
                .figures().stream()
                        .filter(figure -> figure.engine().equals("greedy"))
                        .findFirst()
                        .orElseThrow();
        assertThat(greedy.runs()).isEqualTo(20);
        assertThat(greedy.meanGap()).isEqualTo(15);
        assertThat(greedy.spread()).as("of 10 and 20").isCloseTo(Math.sqrt(50), within(1e-9));
        assertThat(greedy.interval()).as("every instance has 15").isEqualTo(new Statistics.Interval(15, 15));
        // Seed 1: nothing for 1 %, 1320 for 9 %, 1100 for 90 % of the time.
        double first = 0.01 + 0.09 * 320 / 1320 + 0.9 * 100 / 1100;
        double second = 0.01 + 0.09 * 440 / 1440 + 0.9 * 200 / 1200;
        assertThat(greedy.primalIntegral()).isCloseTo(100 * (first + second) / 2, within(1e-9));
    }

    @Test
    void duelsCountInstances() {
        Duel duel = new Summary(RESULTS).duels().getFirst();
        assertThat(List.of(duel.wins(), duel.ties(), duel.losses())).containsExactly(10, 0, 0);
        assertThat(duel.meanDifference()).isEqualTo(-15);
        assertThat(duel.p()).isEqualTo(2.0 / 1024);
        assertThat(MarkdownReport.of(RESULTS, false))
                .contains("| tsp     | local-search | 0.00 ± 0.00 [0.00, 0.00]    |")
                .contains("| tsp     | greedy       | 15.00 ± 7.07 [15.00, 15.00] |")
                .contains("| 10 / 0 / 0 ")
                .contains("best objective of all runs in this table (not proven optimal)");
    }

    @Test
    void theJsonFileGivesTheSameReportAgain() throws IOException {
        Path file = folder.resolve("results.json");
        ResultsFile.write(RESULTS, file);
        Results read = ResultsFile.read(file);
        assertThat(MarkdownReport.of(read, true)).isEqualTo(MarkdownReport.of(RESULTS, true));
        assertThat(HtmlReport.of(read, PlanPicture.NONE)).isEqualTo(HtmlReport.of(RESULTS, PlanPicture.NONE));
        assertThat(Files.readString(file))
                .contains("\"commit\": \"0123456789ab\"", "\"referenceSource\":\"best of these runs\"")
                .contains("\"reference\":1000", "\"gapPercent\":20,", "\"trace\":[[0.01,1320],[0.1,1100]]");
        Files.writeString(file, "{\"cells\": []}");
        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": holds no results of a benchmark.");
        Files.writeString(file, "[1");
        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": holds no results of a benchmark");
    }

    @Test
    void thePageIsWellFormedAndNeedsNoNetwork() throws Exception {
        String page = HtmlReport.of(RESULTS, PlanPicture.NONE);
        assertThat(page).doesNotContain("http").doesNotContain("src=").doesNotContain("@import");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)));
        assertThat(document.getElementsByTagName("details").getLength()).isEqualTo(10);
        assertThat(document.getElementsByTagName("figure").getLength()).isEqualTo(2);
        // Two charts and one legend of two engines.
        assertThat(page.split("class=\"line ", -1)).hasSize(1 + 3 * 2);
        assertThat(page).contains("prefers-color-scheme:dark").doesNotContain("NaN");
    }

    @Test
    void namesAreTextOnThePage() throws Exception {
        String name = "<script>alert('&')</script>\u0001";
        String first = PLAN.cells().getFirst().instance();
        Results results = Results.of(
                PLAN,
                Fixture.PROVENANCE,
                PLAN.cells().stream()
                        .filter(cell -> cell.instance().equals(first))
                        .map(cell -> new Cell(
                                cell.problem(),
                                name,
                                cell.size(),
                                cell.source(),
                                cell.engine() + name,
                                cell.timeLimit(),
                                cell.seed()))
                        .map(cell -> Fixture.run(cell, 1000))
                        .toList());
        String page = HtmlReport.of(results, PlanPicture.NONE);
        assertThat(page).contains("&lt;script&gt;alert(").containsOnlyOnce("<script>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
        String curves = AnytimeReport.svg(List.of(results));
        assertThat(curves).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void aComparisonShowsWhatBecameWorseBeyondNoise() {
        Results worse = Fixture.results(
                PLAN,
                cell -> objective(cell)
                        + (cell.engine().equals("local-search")
                                ? 30
                                : (cell.instance().hashCode() & 1) * 2 - 1));
        Comparison comparison = new Comparison(RESULTS, worse);
        List<Comparison.Change> changes = comparison.byEngine();
        assertThat(changes).extracting(Comparison.Change::engine).containsExactly("local-search", "greedy");
        assertThat(changes.getFirst().verdict()).isEqualTo(Comparison.Verdict.WORSE);
        assertThat(changes.getFirst().gapAfter()).as("to the reference of both").isCloseTo(3, within(1e-9));
        assertThat(changes.getLast().verdict()).isEqualTo(Comparison.Verdict.SAME);
        assertThat(comparison.regressed()).isTrue();
        assertThat(comparison.markdown())
                .contains("3.00 [3.00, 3.00]")
                .contains("10 of 20 cells changed by more than the noise of their seeds");
        assertThat(new Comparison(worse, RESULTS).byEngine().getFirst().verdict())
                .isEqualTo(Comparison.Verdict.BETTER);
        assertThat(new Comparison(RESULTS, RESULTS).regressed()).isFalse();
    }

    @Test
    void anUnsolvedRunIsALossAndARegression() {
        Results failing = Results.of(
                PLAN,
                Fixture.PROVENANCE,
                PLAN.cells().stream()
                        .map(cell -> cell.engine().equals("greedy")
                                ? CellRun.without(cell, CellRun.FAILED, "out of memory")
                                : Fixture.run(cell, 1000))
                        .toList());
        Duel duel = new Summary(failing).duels().getFirst();
        assertThat(duel.wins()).isEqualTo(10);
        assertThat(MarkdownReport.of(failing, true)).contains("20 of 20", "failed: out of memory");
        assertThat(HtmlReport.of(failing, PlanPicture.NONE)).contains("failed: out of memory");
        assertThat(new Comparison(RESULTS, failing).byEngine().getLast().verdict())
                .isEqualTo(Comparison.Verdict.WORSE);
    }
}
