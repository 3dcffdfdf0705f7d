package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every plan of the public sets in VRPLIB form is feasible and costs what was published: the reader and the validator against the authors of
 * the sets.
 */
class PublishedRoutingTest {
    private static final Path DATA = Path.of("../../shared/data");

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

    private static int check(Path file, @Nullable String rounding, double unit, int decimals) {
        VrpFormats formats = rounding == null
                ? VrpFormats.FORMATS
                : VrpFormats.FORMATS.withRounding(Rounding.byId(rounding));
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
        double tolerance = 0.500000 * Math.pow(10, -decimals);
        assertThat(evaluation.objective() / unit).as(name).isCloseTo(claimed, org.assertj.core.data.Offset.offset(tolerance));
        String text = formats.formatSolution(instance, plan);
        assertThat(formats.readSolution(InputFile.of("again.sol", text), instance))
                .as(name)
                .isEqualTo(plan);
        return 1;
    }

    private static List<Path> files(String set, String extension) throws IOException {
        assumeTrue(Files.isDirectory(DATA.resolve(set)), () -> "there is no " + DATA.resolve(set));
        try (Stream<Path> all = Files.list(DATA.resolve(set))) {
            return all.filter(file -> file.toString().endsWith(extension)).sorted().toList();
        }
    }
}
