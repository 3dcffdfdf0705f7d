package dev.ansatz.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.tsp.Tsp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances of a benchmark: which ones, from where, with which best known objectives. */
class SuiteTest {
    @TempDir
    private Path folder;

    private Suite suite(@Nullable String match) {
        return Suite.of(folder.toString(), null, match);
    }

    private static List<String> names(Suite suite) {
        return suite.entries().stream().map(entry -> entry.instance().name()).toList();
    }

    private void cvrp(String name) throws IOException {
        Files.writeString(folder.resolve(name + ".vrp"), """
                NAME : %s
                TYPE : CVRP
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
                """.formatted(name));
    }

    @Test
    void patternsChooseFilesByNameWithOrWithoutExtension() throws IOException {
        for (String name : List.of("X-n3-k2", "X-n30-k2", "Y-n3-k2")) {
            cvrp(name);
        }
        assertThat(names(suite(null))).containsExactly("X-n3-k2", "X-n30-k2", "Y-n3-k2");
        assertThat(names(suite("X-n3-*, Y*.vrp"))).containsExactly("X-n3-k2", "Y-n3-k2");
        assertThat(names(suite("X-n3?-k2"))).containsExactly("X-n30-k2");
        assertThatThrownBy(() -> suite("Z*"))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("holds no instance of a known problem whose file matches 'Z*'.");
        assertThatThrownBy(() -> Suite.of("quick", null, "X*")).isInstanceOf(InputException.class);
    }

    @Test
    void gapsAreToTheBestKnownObjectivesOfTheFolder() throws IOException {
        cvrp("A-n3-k1");
        cvrp("X-n3-k1");
        // As a spreadsheet on Windows writes it.
        Files.writeString(
                folder.resolve("bks.csv"), "\ufeffinstance,size,bks,proven_optimal\r\nA-n3-k1,2,40,no\r\nc,9,,no\r\n");
        Experiment experiment = new Experiment(
                folder.toString(),
                null,
                null,
                List.of("savings"),
                List.of(0.05),
                1,
                1,
                Experiment.NONE,
                null,
                Experiment.SOLVER);
        Results results = Fixture.results(Plan.of(experiment, suite(null)), cell -> 48);
        assertThat(results.runs()).extracting(results::gapPercent).containsExactly(20.0, 0.0);
        assertThat(MarkdownReport.of(results, false))
                .contains(
                        "the best known objective of bks.csv for 1 instances, the best objective of all runs in this table"
                                + " (not proven optimal) for the other 1.");
    }

    @Test
    void generatedSuitesAreTheSameEverywhere() {
        for (String name : Suite.builtIn()) {
            for (Suite.Entry<?, ?> entry : Suite.of(name, null, null).entries()) {
                assertThat(entry.source().make(entry.problem()).name())
                        .isEqualTo(entry.instance().name());
            }
        }
        assertThat(names(Suite.of("recurring", null, null))).hasSize(10).contains("recurring-200-200001");
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        assertThatThrownBy(() -> Suite.of("nowhere", null, null))
                .isInstanceOf(InputException.class)
                .hasMessage("Unknown suite 'nowhere'; known are quick, tsp, policies, cvrp, recurring, jssp,"
                        + " kp, mkp, rmab, op, vrp, variants, or a folder of instances.");
        assertThatThrownBy(() -> Suite.of("cvrp", Tsp.PROBLEM, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no instance of the travelling salesman problem");
        Path bks = folder.resolve("bks.csv");
        Files.writeString(bks, "instance,size,bks,proven_optimal\na,4,forty,yes\n");
        assertThatThrownBy(() -> BestKnown.of(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(bks + ":2: 'forty' is not a number.");
        Suite tsp = Suite.of("tsp", null, null);
        Experiment typo = new Experiment(
                "tsp", null, null, List.of("gredy"), List.of(1.0), 1, 1, Experiment.NONE, null, Experiment.SOLVER);
        assertThatThrownBy(() -> Plan.of(typo, tsp))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Unknown engine 'gredy'; did you mean greedy? Known are hybrid, ");
        cvrp("one");
        Files.copy(folder.resolve("one.vrp"), folder.resolve("two.vrp"));
        Experiment twins = new Experiment(
                "f", null, null, List.of("savings"), List.of(1.0), 1, 1, Experiment.NONE, null, Experiment.SOLVER);
        Files.delete(bks);
        assertThatThrownBy(() -> Plan.of(twins, suite(null)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Two instances of ")
                .hasMessageEndingWith(" have the name one.");
    }
}
