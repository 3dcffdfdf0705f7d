package dev.ansatz.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.tsp.Tsp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityTableTest {
    private static final List<Duration> SHORT = List.of(Duration.ofMillis(50));

    @TempDir
    private Path folder;

    /** Corners of a square of side 10: the shortest tour has length 40. */
    private void square(String name) throws IOException {
        Files.writeString(folder.resolve(name + ".tsp"), """
                NAME : %s
                TYPE : TSP
                DIMENSION : 4
                EDGE_WEIGHT_TYPE : EUC_2D
                NODE_COORD_SECTION
                1 0 0
                2 10 10
                3 10 0
                4 0 10
                EOF
                """.formatted(name));
    }

    private static QualityTable run(Suite suite, List<String> engines, int seeds) {
        return QualityTable.run(suite, engines, SHORT, seeds, cell -> {});
    }

    @Test
    void gapsAreMeasuredAgainstTheBestKnownObjectivesOfTheFolder() throws IOException {
        square("a");
        square("b");
        Files.writeString(
                folder.resolve("bks.csv"), "instance,size,bks,proven_optimal\na,4,32,no\nb,4,40,yes\nc,9,,no\n");
        QualityTable table = run(Suite.of(folder.toString(), null), List.of("greedy", "local-search"), 2);

        assertThat(table.cells()).hasSize(2 * 2 * 2).allMatch(QualityTable.Cell::solved);
        assertThat(table.meanGapPercent(cell -> cell.instance().equals("a"))).isEqualTo(25.0);
        assertThat(table.meanGapPercent(cell -> cell.instance().equals("b"))).isEqualTo(0.0);
        String markdown = new QualityReport(table).markdown(false);
        assertThat(markdown)
                .contains("the reference is the best known objective of bks.csv.")
                .contains("One thread; 2 seeds")
                .contains("| Problem | Engine       | gap % at 50 ms | unsolved |")
                .contains("| tsp     | greedy       | 12.50          | 0 of 4   |")
                .contains("| tsp     | local-search | 12.50          | 0 of 4   |");
    }

    @Test
    void withoutBestKnownObjectivesTheBestRunIsTheReferenceAndTheCaptionSaysSo() {
        Suite suite = Suite.of("quick", null);
        assertThat(suite.entries()).hasSize(6);
        QualityTable table = run(suite, List.of("savings", "local-search"), 1);

        // Savings is for CVRP only.
        assertThat(table.cells()).hasSize(3 + 6).allMatch(QualityTable.Cell::solved);
        assertThat(table.cells())
                .allSatisfy(cell -> assertThat(table.gapPercent(cell)).isGreaterThanOrEqualTo(0));
        assertThat(table.meanGapPercent(cell -> cell.problem().equals("tsp"))).isZero();
        QualityReport report = new QualityReport(table);
        assertThat(report.caption())
                .anyMatch(line -> line.contains("best objective of all runs in this table (not proven optimal)"));
        assertThat(report.markdown(true)).contains("(of these runs)");
        assertThat(report.html()).startsWith("<!DOCTYPE html>").contains("<td>savings</td>");
    }

    @Test
    void anUnreachableInstanceCountsAsUnsolved() throws IOException {
        square("a");
        // One vehicle for two customers that need one each.
        Files.writeString(folder.resolve("full.vrp"), """
                NAME : full
                TYPE : CVRP
                VEHICLES : 1
                DIMENSION : 3
                EDGE_WEIGHT_TYPE : EUC_2D
                CAPACITY : 5
                NODE_COORD_SECTION
                1 0 0
                2 10 10
                3 10 0
                DEMAND_SECTION
                1 0
                2 5
                3 5
                DEPOT_SECTION
                1
                -1
                EOF
                """);
        QualityTable table = run(Suite.of(folder.toString(), null), List.of("local-search"), 1);
        assertThat(table.unsolved(cell -> cell.problem().equals("cvrp"))).isEqualTo(1);
        assertThat(table.unsolved(cell -> cell.problem().equals("tsp"))).isZero();
        assertThat(new QualityReport(table).markdown(false))
                .contains("| cvrp    | local-search | –              | 1 of 1   |");
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        Suite tsp = Suite.of("tsp", null);
        assertThatThrownBy(() -> run(tsp, List.of("greedy", "gredy"), 1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Unknown engine 'gredy'; for tsp there are ");
        assertThatThrownBy(() -> Suite.of("nowhere", null))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "'nowhere' is neither a folder nor one of the suites quick, tsp, cvrp, jssp, kp, mkp, rmab.");
        assertThatThrownBy(() -> Suite.of("cvrp", Tsp.PROBLEM))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no instance of the travelling salesman problem");
        Path bks = folder.resolve("bks.csv");
        Files.writeString(bks, "instance,size,bks,proven_optimal\na,4,forty,yes\n");
        assertThatThrownBy(() -> BestKnown.of(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(bks + ":2: 'forty' is not a number.");
    }
}
