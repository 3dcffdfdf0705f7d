package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import dev.ansatz.problems.vrp.Vrp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the public benchmark files where they are beside the repository; skipped elsewhere. */
class PublicDataTest {
    private static Path data(String path) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data").resolve(path);
            if (Files.exists(file)) {
                return file;
            }
        }
        return Assumptions.abort("no public data at ../shared/data/" + path);
    }

    private static List<Path> files(String folder, String extension) throws IOException {
        try (Stream<Path> walk = Files.walk(data(folder))) {
            return walk.filter(p -> p.toString().endsWith(extension)).sorted().toList();
        }
    }

    /** Reinelt's check values: the length of the tour 1, 2, …, n. */
    @ParameterizedTest
    @CsvSource({"pcb442, 221440", "gr666, 423710"})
    void canonicalToursHaveTheLengthsGivenByTsplib(String name, double length) {
        TspInstance instance = Tsp.PROBLEM.readInstance(data("tsplib/" + name + ".tsp"));
        Tour canonical = new Tour(IntStream.range(0, instance.size()).toArray());
        assertThat(Tsp.PROBLEM.evaluate(instance, canonical).objective()).isEqualTo(length);
    }

    @Test
    void everyTspFileReadsExceptThoseWithFixedEdges() throws IOException {
        for (Path file : files("tsplib", ".tsp")) {
            assertThat(Problems.recognise(file)).isSameAs(Tsp.PROBLEM);
            if (file.endsWith("linhp318.tsp")) {
                assertThatThrownBy(() -> Tsp.PROBLEM.readInstance(file))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("FIXED_EDGES_SECTION is not supported");
                continue;
            }
            TspInstance instance = Tsp.PROBLEM.readInstance(file);
            String digits = file.getFileName().toString().replaceAll("\\D", "");
            assertThat(instance.size()).as(instance.name()).isEqualTo(Integer.parseInt(digits));
            assertThat(instance.distances().integral()).isTrue();
        }
    }

    @Test
    void everyVrpFileReads() throws IOException {
        for (Path file : files("cvrp", ".vrp")) {
            assertThat(Problems.recognise(file)).isSameAs(Cvrp.PROBLEM);
            CvrpInstance instance = Cvrp.PROBLEM.readInstance(file);
            String set = file.getParent().getFileName().toString();
            assertThat(instance.maxVehicles() != null)
                    .as("fixed fleet of %s", file)
                    .isEqualTo(List.of("A", "B", "E", "F", "M", "P").contains(set));
            boolean real = instance.distances() instanceof CoordinateDistances c && c.metric() == Metric.EXACT_2D;
            assertThat(real).as("real distances of %s", file).isEqualTo(set.equals("Golden"));
        }
    }

    @Test
    void timeWindowsAreRefusedByTheCvrpAndLeftToRichRouting() throws IOException {
        for (Path file : files("vrptw", ".vrp")) {
            assertThat(Problems.recognise(file)).isSameAs(Vrp.PROBLEM);
            assertThatThrownBy(() -> Cvrp.PROBLEM.readInstance(file))
                    .isInstanceOf(InputException.class)
                    .hasMessage(file + ":2: TYPE VRPTW is not supported here; only CVRP and ACVRP are.");
        }
    }
}
