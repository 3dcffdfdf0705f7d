package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every plan of the public sets in VRPLIB form is feasible and costs what was published: the reader and the validator against the authors of
 * the sets.
 */
class PublishedRoutingTest {
    /** A copy of a file from which someone lost a number: its row of node 2 ends in a word. */
    private static final List<String> DAMAGED = List.of("CON3-0.vrpspd");

    @ParameterizedTest
    @CsvSource({
        // set, extension, rounding, units of the file in one of the published cost, decimals of the published cost
        "mdvrptw/Vidal2013, .vrp, exact, 1, 2",
        "sdvrptw/Cordeau, .vrp, exact, 1, 2",
        "mtvrptwr/Yang, .vrp, dimacs, 1, 1",
        "pcvrptw/GH1000, .vrp, dimacs, 1, 1",
        "gvrp/Bektas, .vrp, , 1, 0",
        "hfvrp/Pessoa2018, .vrp, exact, 100, 2",
        "vrpb/Queiroga, .vrp, , 1, 0",
        "vrpb/GoetschalckxJacobsBlecha, .vrpb, , 1, 2",
        "vrpbtw/Gelinas, .vrpbtw, , 1, 2",
        "vrpspd/Dethloff, .vrpspd, , 1, 0",
        "vrpmpd/SalhiNagy, .vrpmpd, , 1, 2",
        "vrpspdtw/WangChen, .vrpspdtw, , 1, 2",
        "acvrp/Fischetti, .vrp, , 1, 0",
        "vrptw/ORTEC-asymmetric, .txt, , 1, 0",
    })
    void everyPublishedPlanIsFeasibleAndCostsWhatItClaims(
            String set, String extension, @Nullable String rounding, double unit, int decimals) throws IOException {
        List<Path> files = files(set, extension);
        assertThat(files).isNotEmpty();
        int plans = 0;
        for (Path file : files) {
            if (!DAMAGED.contains(file.getFileName().toString())) {
                plans += check(file, rounding, unit, decimals);
            }
        }
        System.out.printf("%s: %d files, %d plans%n", set, files.size(), plans);
        assertThat(plans).isPositive();
    }

    private static int check(Path file, @Nullable String rounding, double unit, int decimals) throws IOException {
        VrpFormats formats = rounding == null
                ? VrpFormats.FORMATS
                : VrpFormats.FORMATS.withRounding(Rounding.valueOf(rounding.toUpperCase(Locale.ROOT)));
        if (!file.toString().contains("acvrp")) {
            assertThat(Problems.recognise(file)).as(file.toString()).isSameAs(Vrp.PROBLEM);
        }
        VrpInstance instance = formats.readInstance(InputFile.of(file));
        String name = file.getFileName().toString();
        Path routes = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".sol");
        if (!Files.exists(routes)) {
            return 0;
        }
        VrpPlan plan = formats.readSolution(InputFile.of(routes), instance);
        Evaluation evaluation = Vrp.PROBLEM.evaluate(instance, plan);
        assertThat(evaluation.violations()).as(name).isEmpty();
        double claimed = Objects.requireNonNull(formats.readClaimedObjective(InputFile.of(routes)));
        double tolerance = 0.5000001 * Math.pow(10, -decimals);
        assertThat(evaluation.objective() / unit).as(name).isCloseTo(claimed, within(tolerance));
        String text = formats.formatSolution(instance, plan);
        assertThat(formats.readSolution(InputFile.of("again.sol", text), instance))
                .as(name)
                .isEqualTo(plan);
        checkWritten(instance, plan, evaluation);
        return 1;
    }

    /** What is written means the same, as far as the plan tells. */
    private static void checkWritten(VrpInstance instance, VrpPlan plan, Evaluation evaluation) throws IOException {
        VrpFormats formats = VrpFormats.FORMATS;
        if (instance.minRoutes() > 0) {
            assertThat(formats.notNative(instance)).contains("a least number of routes");
            return;
        }
        assertThat(formats.notNative(instance)).as(instance.name()).isNull();
        StringWriter text = new StringWriter();
        formats.writeInstance(instance, text);
        VrpInstance again = formats.readInstance(InputFile.of("again.vrp", text.toString()));
        assertThat(again.tasks()).as(instance.name()).isEqualTo(instance.tasks());
        assertThat(again.stops().stream().map(PublishedRoutingTest::text).toList())
                .as(instance.name())
                .isEqualTo(instance.stops().stream()
                        .map(PublishedRoutingTest::text)
                        .toList());
        assertThat(again.groups()).usingRecursiveComparison().isEqualTo(instance.groups());
        assertThat(again.types()).usingRecursiveComparison().isEqualTo(instance.types());
        assertThat(Vrp.PROBLEM.evaluate(again, plan)).as(instance.name()).isEqualTo(evaluation);
    }

    private static String text(Stop stop) {
        return stop.id() + " " + stop.kind() + " " + stop.location() + " " + stop.windows() + " " + stop.service() + " "
                + Arrays.toString(stop.delivery()) + Arrays.toString(stop.pickup());
    }

    @Test
    void aDamagedFileIsRefusedAtItsLine() {
        Path file = data("vrpspd/Dethloff").resolve(DAMAGED.get(0));
        assertThatThrownBy(() -> Vrp.PROBLEM.readInstance(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ":63: the pickup 'VRPSPD' is not a number.");
    }

    /** What {@code cvrp} reads can be read as the special case that it is. */
    @Test
    void plainFilesReadTooAndAreLeftToTheCvrp() throws IOException {
        for (Path file : files("cvrp/X", ".vrp")) {
            assertThat(Problems.recognise(file)).isSameAs(Cvrp.PROBLEM);
            CvrpInstance plain = Cvrp.PROBLEM.readInstance(file);
            VrpInstance rich = Vrp.PROBLEM.readInstance(file);
            assertThat(rich.size()).isEqualTo(plain.size());
            int last = plain.size();
            assertThat(rich.travel(0).distance(0, last))
                    .isEqualTo((long) plain.distances().between(0, last));
            assertThat(rich.type(0).capacity()).containsExactly(plain.capacity());
        }
    }

    private static Path data(String path) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data").resolve(path);
            if (Files.exists(file)) {
                return file;
            }
        }
        return Assumptions.abort("no public data at ../shared/data/" + path);
    }

    private static List<Path> files(String set, String extension) throws IOException {
        try (Stream<Path> all = Files.list(data(set))) {
            return all.filter(file -> file.toString().endsWith(extension))
                    .sorted()
                    .toList();
        }
    }
}
