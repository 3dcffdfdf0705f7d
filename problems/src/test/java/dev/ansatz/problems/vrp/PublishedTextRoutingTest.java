package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reads the published instances whose text is not VRPLIB, where they are beside the repository, and judges their published routes.
 * Skipped elsewhere.
 */
class PublishedTextRoutingTest {
    private static final Pattern OURS = Pattern.compile(
            "(vrptw/(Solomon|GH[24]00)|pdptw/.*|mdvrp/Cordeau|mdvrptw/Cordeau2001|hfvrp/(DLP|TaillardGolden))/[^/]*[.]txt$");

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
        try (Stream<Path> walk = Files.list(data(folder))) {
            List<Path> files = walk.filter(path -> path.toString().endsWith(extension))
                    .sorted()
                    .toList();
            assertThat(files).as("%s files of %s", extension, folder).isNotEmpty();
            return files;
        }
    }

    /** Reads a file that exactly one of the formats beside VRPLIB recognises, as the command line does. */
    private static VrpInstance read(Path path, @Nullable Rounding rounding) {
        InputFile file = InputFile.of(path);
        assertThat(TextFiles.FORMATS.stream().filter(format -> format.recognises(file)))
                .as("formats of %s", path)
                .hasSize(1);
        return (rounding == null ? VrpFormats.FORMATS : VrpFormats.FORMATS.withRounding(rounding)).readInstance(file);
    }

    private static VrpPlan plan(String path, VrpInstance instance) {
        return Vrp.PROBLEM.formats().readSolution(InputFile.of(data(path)), instance);
    }

    private static Map<String, String[]> table(Path csv) throws IOException {
        Map<String, String[]> rows = new HashMap<>();
        for (String line : Files.readAllLines(csv)) {
            String[] fields = line.split(",", -1);
            rows.put(fields[0], fields);
        }
        return rows;
    }

    /**
     * The routes of files that list the best known values, judged.
     *
     * @param decimals of the published cost; with the default, no rounding, each way may differ by half a millionth besides
     */
    @ParameterizedTest
    @CsvSource({
        "vrptw/Solomon, vrptw/Solomon, bks.csv, DIMACS, 1, 29",
        "vrptw/Solomon, vrptw/Solomon/vehicles-first, bks_vehicles_first.csv, , 2, 29",
        "vrptw/GH200, vrptw/GH200, bks.csv, , 4, 15",
        "vrptw/GH400, vrptw/GH400, bks.csv, , 4, 8",
        "pdptw/LiLim100, pdptw/LiLim100, bks.csv, , 4, 28",
        "pdptw/LiLim200, pdptw/LiLim200, bks.csv, , 4, 10",
        "pdptw/LiLim400, pdptw/LiLim400, bks.csv, , 4, 4",
        "pdptw/LiLim1000, pdptw/LiLim1000, bks.csv, , 4, 2",
        "pdptw/SartoriBuriol100, pdptw/SartoriBuriol100, bks.csv, , 0, 13"
    })
    void publishedRoutesAreFeasibleAtTheirCost(
            String set, String routes, String best, @Nullable Rounding rounding, int decimals, int number)
            throws IOException {
        Map<String, String[]> known = table(data(set + "/" + best));
        SoftAssertions softly = new SoftAssertions();
        List<Path> solutions = files(routes, ".sol");
        softly.assertThat(solutions).hasSize(number);
        for (Path solution : solutions) {
            String name = solution.getFileName().toString().replace(".sol", "");
            VrpInstance instance = read(data(set + "/" + name + ".txt"), rounding);
            VrpPlan plan = plan(routes + "/" + name + ".sol", instance);
            Evaluation evaluation = Vrp.PROBLEM.evaluate(instance, plan);
            boolean real = instance.scale().distance() == Rounding.NONE.scale();
            int ways = instance.size() + plan.routes().size();
            double tolerance = real ? 0.5 * Math.pow(10, -decimals) + 0.5e-6 * ways : 1e-9;
            softly.assertThat(evaluation.violations()).as("%s/%s", set, name).isEmpty();
            softly.assertThat(evaluation.objective())
                    .as("cost of %s/%s", set, name)
                    .isCloseTo(Vrp.PROBLEM.formats().readClaimedObjective(solution), offset(tolerance));
            String[] row = known.get(name);
            if (!solution.endsWith("vehicles-first/RC107.sol")) { // the list has a better value than those routes
                softly.assertThat(evaluation.objective())
                        .as("best known of %s/%s", set, name)
                        .isCloseTo(Double.parseDouble(row[2]), offset(0.005 + 0.5e-6 * ways));
            }
            Map<String, Double> parts = Vrp.PROBLEM.parts(instance.withObjective(Objective.VEHICLES), plan);
            softly.assertThat(parts.get("distance")).as("distance of %s", name).isEqualTo(evaluation.objective());
            if (row.length > 4) {
                softly.assertThat(parts.get("vehicles"))
                        .as("vehicles of %s", name)
                        .isEqualTo(Double.parseDouble(row[4]));
            }
            softly.assertThat(Vrp.PROBLEM.validate(instance))
                    .as("issues of %s", name)
                    .isEmpty();
        }
        softly.assertAll();
    }

    @Test
    void knownFiguresOfTheFirstFilesAreFound() {
        VrpInstance r101 = read(data("vrptw/Solomon/R101.txt"), null);
        VrpPlan fewest = plan("vrptw/Solomon/vehicles-first/R101.sol", r101);
        assertThat(Vrp.PROBLEM.parts(r101.withObjective(Objective.VEHICLES), fewest))
                .containsEntry("vehicles", 19.0);
        assertThat(Vrp.PROBLEM.evaluate(r101, fewest).objective()).isCloseTo(1650.80, offset(0.005));
        VrpInstance cut = read(data("vrptw/Solomon/R101.txt"), Rounding.DIMACS);
        VrpPlan shortest = plan("vrptw/Solomon/R101.sol", cut);
        assertThat(Vrp.PROBLEM.evaluate(cut, shortest).objective()).isEqualTo(1637.7);
        assertThat(r101.type(0).number()).isEqualTo(25);
    }

    /** Sizes, fleets and limits against the header that the test reads by itself. */
    @ParameterizedTest
    @CsvSource({"mdvrp/Cordeau, 17", "mdvrptw/Cordeau2001, 3"})
    void everyFileOfSeveralDepotsReads(String folder, int number) throws IOException {
        Map<String, String[]> known = table(data(folder + "/bks.csv"));
        List<Path> files = files(folder, ".txt");
        assertThat(files).hasSize(number);
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".txt", "");
            VrpInstance instance = read(file, null);
            List<String[]> lines = Files.readAllLines(file).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .toList();
            int depots = Integer.parseInt(lines.get(0)[3]);
            assertThat(instance.size()).as(name).isEqualTo(Integer.parseInt(known.get(name)[1]));
            assertThat(instance.types()).as("depots of %s", name).hasSize(depots);
            for (int k = 0; k < depots; k++) {
                VehicleType type = instance.type(k);
                double duration = Double.parseDouble(lines.get(k + 1)[0]);
                assertThat(type.number()).as(name).isEqualTo(Integer.parseInt(lines.get(0)[1]));
                assertThat(type.capacity()).as(name).containsExactly(Long.parseLong(lines.get(k + 1)[1]));
                assertThat(type.maxDuration())
                        .as(name)
                        .isEqualTo(duration == 0 ? TimeWindows.FOREVER : Math.round(duration * 1e6));
                assertThat(type.start()).as(name).isEqualTo(instance.size() + k).isEqualTo(type.end());
                assertThat(type.shiftEnd())
                        .as(name)
                        .isEqualTo(lines.get(0)[0].equals("6") ? 1_000_000_000L : TimeWindows.FOREVER);
            }
            assertThat(instance.tasks()).as(name).allMatch(task -> task.vehicles() == null);
            assertThat(Vrp.PROBLEM.validate(instance)).as(name).isEmpty();
            assertThat(instance.withObjective(Objective.VEHICLES).vehicleWeight())
                    .as(name)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"hfvrp/TaillardGolden, 22", "hfvrp/DLP, 5"})
    void everyFileOfMixedFleetsReads(String folder, int number) throws IOException {
        Map<String, String[]> known = table(data(folder + "/bks.csv"));
        List<Path> files = files(folder, ".txt");
        assertThat(files).hasSize(number);
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".txt", "");
            VrpInstance instance = read(file, null);
            List<String[]> lines = Files.readAllLines(file).stream()
                    .filter(line -> !line.strip().startsWith("//"))
                    .map(line -> line.strip().split("\\s+"))
                    .toList();
            int types = Integer.parseInt(lines.get(0)[1]);
            double scale = instance.scale().cost();
            assertThat(instance.size()).as(name).isEqualTo(Integer.parseInt(known.get(name)[1]));
            assertThat(instance.types()).as("types of %s", name).hasSize(types);
            long fleet = 0;
            for (int k = 0; k < types; k++) {
                String[] row = lines.get(k + 1);
                VehicleType type = instance.type(k);
                assertThat(type.number()).as(name).isEqualTo(Integer.parseInt(row[0]));
                assertThat(type.capacity()).as(name).containsExactly(Long.parseLong(row[1]));
                assertThat(type.costs().fixed() / scale).as(name).isEqualTo(Double.parseDouble(row[2]));
                assertThat(type.costs().distance() * instance.scale().distance() / scale)
                        .as(name)
                        .isEqualTo(Double.parseDouble(row[3]));
                assertThat(type.maxDistance()).as(name).isEqualTo(TimeWindows.FOREVER);
                fleet += type.number() * type.capacity()[0];
                if (name.startsWith("vfmp")) {
                    assertThat(type.number()).as("unlimited fleet of %s", name).isEqualTo(instance.size());
                }
            }
            assertThat(fleet)
                    .as("capacity of %s", name)
                    .isGreaterThanOrEqualTo(instance.stops().stream()
                            .mapToLong(stop -> stop.delivery()[0])
                            .sum());
            assertThat(Vrp.PROBLEM.validate(instance)).as(name).isEmpty();
            assertThat(instance.withObjective(Objective.VEHICLES).vehicleWeight())
                    .as(name)
                    .isPositive();
        }
    }

    @Test
    void routesOfOneCustomerCostWhatIsComputedByHand() {
        VrpInstance p01 = read(data("mdvrp/Cordeau/p01.txt"), null);
        VrpPlan.Route first = new VrpPlan.Route(0, new int[] {0}); // (20, 20) to (37, 52) and back
        assertThat(VrpSchedule.route(p01, first, 0, "route 1").cost()
                        / (double) p01.scale().cost())
                .isCloseTo(2 * Math.sqrt(17 * 17 + 32 * 32), offset(1e-6));
        VrpInstance paris = read(data("hfvrp/DLP/HVRP_DLP_75.txt"), null);
        VrpPlan.Route van = new VrpPlan.Route(0, new int[] {0}); // 20, and 1 a kilometre for twice 1238 m
        assertThat(VrpSchedule.route(paris, van, 0, "route 1").cost()
                        / (double) paris.scale().cost())
                .isEqualTo(22.476);
    }

    /** Whatever the routes, their distances stay below the weight of one vehicle, and all weights below 2^53. */
    @Test
    void vehiclesGoBeforeTheDistanceOfAThousandCustomers() {
        VrpInstance largest = read(data("pdptw/LiLim1000/LR2_10_1.txt"), null).withObjective(Objective.VEHICLES);
        assertThat(largest.size()).isGreaterThan(1000);
        Travel travel = largest.travel(0);
        long longest = 0;
        for (int i = 0; i < travel.size(); i++) {
            for (int j = 0; j < travel.size(); j++) {
                longest = Math.max(longest, travel.distance(i, j));
            }
        }
        assertThat(largest.vehicleWeight())
                .isGreaterThan(longest * (largest.size() + 250))
                .isLessThan((1L << 53) / 250);
    }

    /** Files that hold none of these formats, and those that other problems would take. */
    @Test
    void noOtherPublicFileIsMistaken() throws IOException {
        List<Path> ours = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(data("vrptw").getParent())) {
            walk.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> (OURS.matcher(file.toString()).find() ? ours : others).add(file));
        }
        assertThat(ours).hasSize(29 + 15 + 8 + 28 + 10 + 4 + 2 + 13 + 17 + 3 + 22 + 5);
        assertThat(others).hasSizeGreaterThan(500);
        SoftAssertions softly = new SoftAssertions();
        for (Path file : others) {
            InputFile input = InputFile.of(file);
            softly.assertThat(TextFiles.FORMATS)
                    .as("%s", file)
                    .noneMatch(format -> Files.exists(file) && format.recognises(input));
        }
        for (Path file : ours) {
            softly.assertThat(Problems.recognise(file))
                    .as("problem of %s", file)
                    .isSameAs(Vrp.PROBLEM);
            InputFile input = InputFile.of(file);
            for (Problem<?, ?> problem : Problems.all()) {
                softly.assertThat(problem.formats().recognises(input))
                        .as("%s as %s", file, problem.id())
                        .isEqualTo(problem.id().equals(Vrp.ID));
            }
        }
        softly.assertAll();
    }
}
