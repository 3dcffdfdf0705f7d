package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.MatrixDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    private static void assertSame(Distances actual, Distances expected) {
        assertThat(actual.getClass()).isEqualTo(expected.getClass());
        assertThat(actual.matrix()).isEqualTo(expected.matrix());
        assertThat(actual.coordinates()).isEqualTo(expected.coordinates());
        if (expected instanceof CoordinateDistances c) {
            assertThat(((CoordinateDistances) actual).metric()).isEqualTo(c.metric());
        }
    }

    private static Distances points(Metric metric) {
        return new CoordinateDistances(
                new double[] {1.25, -7.0 / 3, 40, 3e-7}, new double[] {0, 12.5, 0.1 + 0.2, -89.59}, metric);
    }

    /** By hand: 3-4-5 triangle scaled by 1.1, so that 5.5 rounds to 6, and up from 4.4 to 5; ATT: sqrt(30.25 / 10) = 1.74. */
    @ParameterizedTest
    @CsvSource({"EUC_2D, 3, 4, 6", "CEIL_2D, 4, 5, 6", "ATT, 2, 2, 2", "MAN_2D, 3, 4, 8", "MAX_2D, 3, 4, 4"})
    void planarMetricsByHand(Metric metric, double a, double b, double c) {
        Distances triangle = new CoordinateDistances(new double[] {0, 3.3, 3.3}, new double[] {0, 0, 4.4}, metric);
        assertThat(triangle.between(0, 1)).isEqualTo(a);
        assertThat(triangle.between(1, 2)).isEqualTo(b);
        assertThat(triangle.between(0, 2)).isEqualTo(c);
    }

    /** One degree of latitude is 6378.388 * π / 180 = 111.32 km, and TSPLIB adds 1 before it cuts; 0.30 is half a degree. */
    @Test
    void geographicalDistanceByHand() {
        Distances poles = new CoordinateDistances(new double[] {10, 11, 10.30}, new double[] {20, 20, 20}, Metric.GEO);
        assertThat(poles.between(0, 1)).isEqualTo(112);
        assertThat(poles.between(0, 2)).isEqualTo(56);
    }

    @ParameterizedTest
    @CsvSource({
        "FULL_MATRIX, 0 1 2 3 1 0 4 5 2 4 0 6 3 5 6 0",
        "UPPER_ROW, 1 2 3 4 5 6",
        "LOWER_ROW, 1 2 4 3 5 6",
        "UPPER_DIAG_ROW, 0 1 2 3 0 4 5 0 6 0",
        "LOWER_DIAG_ROW, 9999 1 9999 2 4 9999 3 5 6 9999",
        "UPPER_COL, 1 2 4 3 5 6",
        "LOWER_COL, 1 2 3 4 5 6",
        "UPPER_DIAG_COL, 0 1 0 2 4 0 3 5 6 0",
        "LOWER_DIAG_COL, 0 1 2 3 0 4 5 0 6 0"
    })
    void everyFormOfAMatrixIsTheSameMatrix(String form, String entries) throws IOException {
        for (String separator : new String[] {" ", "\n", "\r\n \t"}) {
            Path file = file(
                    "m.tsp",
                    "DIMENSION: 4\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: " + form + "\nEDGE_WEIGHT_SECTION\n"
                            + entries.replace(" ", separator));
            assertThat(Tsp.PROBLEM.readInstance(file).distances().matrix())
                    .containsExactly(0, 1, 2, 3, 1, 0, 4, 5, 2, 4, 0, 6, 3, 5, 6, 0);
        }
    }

    /**
     * One degree of the equator, and of every meridian, is 6371008.8 * π / 180 = 111,195 m; half of it at 60° north, along the
     * parallel, but for the shorter great circle (2 * R * asin(sin(0.5°) * cos(60°)) = 55,597 m). From pole to pole is π R.
     */
    @Test
    void haversineIsMetresBetweenDecimalDegrees() {
        Distances places = new CoordinateDistances(
                new double[] {0, 0, 1, 60, 60, 90, -90, 0},
                new double[] {179.5, -179.5, 179.5, 10, 11, 0, 77, -0.5},
                Metric.HAVERSINE);
        assertThat(places.between(0, 1)).isEqualTo(111_195);
        assertThat(places.between(0, 2)).isEqualTo(111_195);
        assertThat(places.between(3, 4)).isEqualTo(55_597);
        assertThat(places.between(5, 6)).isEqualTo(20_015_114);
        assertThat(places.between(0, 7)).isEqualTo(20_015_114);
        assertThat(places.between(3, 3)).isZero();
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                assertThat(places.between(i, j)).isEqualTo(places.between(j, i));
            }
        }
        // On a map both sides of the date line stay together, and a degree of longitude is as wide as it is.
        double[][] map = new CoordinateDistances(
                        new double[] {60, 60, 61}, new double[] {179.5, -179.5, 179.5}, Metric.HAVERSINE)
                .onMap();
        assertThat(map[1][0] - map[0][0]).isCloseTo(0.49, within(0.01));
        assertThat(map[2][1] - map[0][1]).isCloseTo(1, within(1e-9));
    }

    private List<String> notes(String metric, String... places) throws IOException {
        StringBuilder text = new StringBuilder(
                "TYPE: TSP\nDIMENSION: " + places.length + "\nEDGE_WEIGHT_TYPE: " + metric + "\nNODE_COORD_SECTION\n");
        StringBuilder json =
                new StringBuilder("{\"problem\": \"tsp\", \"metric\": \"" + metric + "\", \"coordinates\": [");
        for (int i = 0; i < places.length; i++) {
            text.append(i + 1).append(' ').append(places[i]).append('\n');
            json.append(i == 0 ? "[" : ", [")
                    .append(places[i].replace(" ", ", "))
                    .append(']');
        }
        List<String> notes =
                Tsp.PROBLEM.readInstance(file("n.tsp", text.toString())).notes();
        assertThat(Tsp.PROBLEM.readInstance(file("n.json", json + "]}")).notes())
                .isEqualTo(notes);
        return notes;
    }

    @Test
    void decimalDegreesUnderGeoAreRefusedAndASlipIsNoted() throws IOException {
        assertThat(notes("GEO", "50.56 6.59", "51.10 7.00", "50.30 6.58")).isEmpty();
        assertThatThrownBy(() -> notes("GEO", "50.9375 6.9603", "50.12 6.15", "50.30 6.58"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("n.tsp:5: the coordinate 50.9375 and another have minutes above .59")
                .hasMessageContaining("HAVERSINE");
        String[] places = new String[20];
        Arrays.fill(places, "50.56 6.59");
        places[7] = "50.61 6.59";
        assertThat(notes("GEO", places))
                .contains(
                        "1 of 40 coordinates have minutes above .59; GEO reads degrees.minutes (DDD.MM), HAVERSINE decimal"
                                + " degrees.");
        assertThat(notes("GEO", "50.1234 6.5001", "50.5123 7.0999", "51.30 6.58"))
                .containsExactly("Most coordinates have more than two decimals; GEO reads degrees.minutes (DDD.MM),"
                        + " HAVERSINE decimal degrees.");
    }

    @Test
    void distancesThatRoundToNothingAreNoted() throws IOException {
        String[] degrees = {"50.93 6.96", "50.94 6.95", "50.92 6.95", "50.92 6.95"};
        assertThat(notes("EUC_2D", degrees))
                .containsExactly(
                        "All distances between different places round to 0, since EUC_2D has whole numbers only; use"
                                + " EXACT_2D (not rounded), HAVERSINE (latitude and longitude in decimal degrees) or a smaller"
                                + " unit.");
        assertThat(notes("CEIL_2D", degrees).get(0))
                .startsWith("All distances between different places round up to 1,");
        assertThat(notes("ATT", degrees)).hasSize(1);
        assertThat(notes("MAX_2D", degrees)).hasSize(1);
        assertThat(notes("EXACT_2D", degrees)).isEmpty();
        assertThat(notes("HAVERSINE", degrees)).isEmpty();
        // Of ten distances six are lost: those among four of five places.
        assertThat(notes("EUC_2D", "0 0.1", "0 0.2", "0 0.3", "0 0.4", "100 0").get(0))
                .startsWith("About 60 % of the");
        assertThat(notes("EUC_2D", "0 0.1", "0 0.2", "0 0.3", "50 0.4", "100 0"))
                .isEmpty();
        // Units of a grid are not lost.
        assertThat(notes("CEIL_2D", "0 0", "0 1", "1 0", "1 1")).isEmpty();
        // A sample decides on a large file.
        String[] many = new String[3000];
        Arrays.setAll(many, i -> "0." + i + " 0.5");
        assertThat(notes("EUC_2D", many)).hasSize(1);
    }

    @Test
    void aRemarkAfterTheTypeIsNoPartOfIt() throws IOException {
        assertThat(Tsp.PROBLEM
                        .readInstance(file(
                                "r.tsp",
                                "TYPE: TSP (of mine)\nDIMENSION: 1\nEDGE_WEIGHT_TYPE: EUC_2D\n"
                                        + "NODE_COORD_SECTION\n1 0 0\n"))
                        .size())
                .isEqualTo(1);
        Path tour = file("r.tour", "TYPE: TOUR (of mine)\nTOUR_SECTION\n1 -1\n");
        assertThat(Tsp.PROBLEM
                        .readSolution(tour, Tsp.PROBLEM.generate(1, 1, "uniform"))
                        .size())
                .isEqualTo(1);
        for (String type : List.of("CVRP (of mine)", "CVRP; mine", "ACVRP")) {
            Path file = file(
                    "r.txt",
                    "TYPE: " + type + "\nDIMENSION: 2\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EXPLICIT\n"
                            + "EDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n0 1 2 0\nDEMAND_SECTION\n1 0\n2 1\nDEPOT_SECTION\n1\n");
            assertThat(Problems.recognise(file)).isSameAs(Cvrp.PROBLEM);
            assertThat(Cvrp.PROBLEM.readInstance(file).distances().symmetric()).isFalse();
        }
        Path symmetric = file(
                "a.atsp",
                "TYPE: ATSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EXPLICIT\n"
                        + "EDGE_WEIGHT_FORMAT: FULL_MATRIX\nEDGE_WEIGHT_SECTION\n9999 3\n3 9999\n");
        assertThat(Problems.recognise(symmetric).readInstance(symmetric).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.atsp", "a.json"})
    void asymmetricTspFilesRoundTripAndSaySo(String name) {
        Distances oneWay = new MatrixDistances(3, new double[] {0, 1, 2, 9, 0, 3.5, 7, 8, 0}, null);
        Path file = folder.resolve(name);
        Tsp.PROBLEM.writeInstance(new TspInstance("a", oneWay), file);
        assertThat(Problems.recognise(file)).isSameAs(Tsp.PROBLEM);
        TspInstance read = Tsp.PROBLEM.readInstance(file);
        assertSame(read.distances(), oneWay);
        assertThat(read.notes()).contains("The distances are asymmetric.");
        // 1 -> 2 -> 3 -> 1 and back.
        assertThat(Tsp.PROBLEM.evaluate(read, new Tour(new int[] {0, 1, 2})).objective())
                .isEqualTo(11.5);
        assertThat(Tsp.PROBLEM.evaluate(read, new Tour(new int[] {0, 2, 1})).objective())
                .isEqualTo(19);
    }

    @Test
    void caseSpacingOrderLineEndsAndForeignLettersDoNotMatter() throws IOException {
        Path file = file(
                "odd.TXT",
                "comment\t: \"by S\u00f6rensen\"\r\nType:cvrp\t\r\nnode_coord_section\t\r\n 2\t3 0\r\n1 0 0\r\n  3 3 4.0\r\n"
                        + "\r\nDEPOT_SECTION :\r\n 1 -1\r\ndemand_section\r\n3 5\r\n1 0\r\n2 4.0\r\nCapacity:\t10\r\n"
                        + "EDGE_WEIGHT_TYPE : euc_2d\r\ndimension : 3");
        assertThat(Problems.recognise(file)).isSameAs(Cvrp.PROBLEM);
        CvrpInstance instance = Cvrp.PROBLEM.readInstance(file);
        assertThat(instance.name()).isEqualTo("odd");
        assertThat(instance.demands()).containsExactly(0, 4, 5);
        assertThat(instance.maxVehicles()).isNull();
        assertThat(instance.distances().between(0, 2)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void tspFilesRoundTrip(Metric metric) {
        TspInstance instance = new TspInstance("Straße \"7\"", points(metric));
        for (String name : new String[] {"t.json", "t.tsp"}) {
            Path file = folder.resolve(name);
            Tsp.PROBLEM.writeInstance(instance, file);
            assertThat(Problems.recognise(file)).isSameAs(Tsp.PROBLEM);
            TspInstance read = Tsp.PROBLEM.readInstance(file);
            assertThat(read.name()).isEqualTo(instance.name());
            assertSame(read.distances(), instance.distances());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v.vrp", "v.json"})
    void cvrpFilesRoundTripWithFleetLimitAndServiceTime(String name) {
        double[] asymmetric = {0, 1, 2, 9, 0, 3.5, 7, 8, 0};
        for (Distances distances : new Distances[] {
            new MatrixDistances(3, asymmetric, null),
            new MatrixDistances(3, asymmetric, new double[][] {{0, 1}, {2, 3}, {4, 5.5}}),
            new CoordinateDistances(new double[] {0, 1, 2}, new double[] {5, 6, 7.7}, Metric.EXACT_2D)
        }) {
            CvrpInstance instance = new CvrpInstance("v", distances, new long[] {0, 3, 4}, 9, 2, 12.5, 1.5);
            Path file = folder.resolve(name);
            Cvrp.PROBLEM.writeInstance(instance, file);
            assertThat(Problems.recognise(file)).isSameAs(Cvrp.PROBLEM);
            CvrpInstance read = Cvrp.PROBLEM.readInstance(file);
            assertSame(read.distances(), distances);
            assertThat(read.demands()).containsExactly(0, 3, 4);
            assertThat(read.capacity()).isEqualTo(9);
            assertThat(read.maxVehicles()).isEqualTo(2);
            assertThat(read.maxRouteLength()).isEqualTo(12.5);
            assertThat(read.serviceTime()).isEqualTo(1.5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s.tour", "s.json"})
    void toursRoundTripWithTheirLength(String name) {
        TspInstance instance = Tsp.PROBLEM.generate(6, 1, "uniform");
        Tour tour = new Tour(3, 1, 0, 5, 4, 2);
        Path file = folder.resolve(name);
        Tsp.PROBLEM.writeSolution(instance, tour, file);
        assertThat(Tsp.PROBLEM.readSolution(file, instance)).isEqualTo(tour);
        assertThat(Tsp.PROBLEM.formats().readClaimedObjective(file))
                .isEqualTo(Tsp.PROBLEM.evaluate(instance, tour).objective());
    }

    @ParameterizedTest
    @ValueSource(strings = {"s.sol", "s.json"})
    void routesRoundTripWithTheirCost(String name) {
        CvrpInstance instance = Cvrp.PROBLEM.generate(5, 1, "uniform");
        Routes routes = new Routes(new int[] {3, 1}, new int[] {5, 4, 2});
        Path file = folder.resolve(name);
        Cvrp.PROBLEM.writeSolution(instance, routes, file);
        assertThat(Cvrp.PROBLEM.readSolution(file, instance)).isEqualTo(routes);
        assertThat(Cvrp.PROBLEM.formats().readClaimedObjective(file))
                .isEqualTo(Cvrp.PROBLEM.evaluate(instance, routes).objective());
    }

    @Test
    void solutionsOfOthersAreRead() throws IOException {
        CvrpInstance instance = Cvrp.PROBLEM.generate(4, 1, "uniform");
        Path sol = file("a.sol", "ROUTE # 1 : 4 1\r\nroute #2:\r\nRoute 3: 3\t2\r\ncost: 12.50");
        assertThat(Cvrp.PROBLEM.readSolution(sol, instance)).isEqualTo(new Routes(new int[] {4, 1}, new int[] {3, 2}));
        assertThat(Cvrp.PROBLEM.formats().readClaimedObjective(sol)).isEqualTo(12.5);
        Path withoutCost = file("b.sol", "Route #1: 1\n");
        assertThat(Cvrp.PROBLEM.formats().readClaimedObjective(withoutCost)).isNull();
        Path tour =
                file("a.tour", "NAME: a\nCOMMENT: Optimal tour (7542)\nTYPE: TOUR\nTOUR_SECTION\n2 1\n3 -1\n-1\nEOF\n");
        assertThat(Tsp.PROBLEM.readSolution(tour, Tsp.PROBLEM.generate(3, 1, "uniform")))
                .isEqualTo(new Tour(1, 0, 2));
        assertThat(Tsp.PROBLEM.formats().readClaimedObjective(tour)).isEqualTo(7542);
    }

    @Test
    void theDepotMayBeAnyNode() throws IOException {
        CvrpInstance instance = Cvrp.PROBLEM.readInstance(
                file(
                        "d.vrp",
                        "TYPE: CVRP\nDIMENSION: 3\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: FULL_MATRIX\n"
                                + "EDGE_WEIGHT_SECTION\n0 1 2\n3 0 4\n5 6 0\nDEMAND_SECTION\n1 7\n2 0\n3 8\nDEPOT_SECTION\n2\n"));
        assertThat(instance.demands()).containsExactly(0, 7, 8);
        assertThat(instance.distances().matrix()).containsExactly(0, 3, 4, 1, 0, 2, 6, 5, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "NAME: A-n3-k7, 7, EUC_2D",
        "NAME: X-n3-k7, , EUC_2D",
        "'COMMENT: (Eilon et al, Min no of trucks: 4, Best value: 9)', 4, EUC_2D",
        "VEHICLES: 3, 3, EUC_2D",
        "TRUCKS: 2, 2, EUC_2D",
        "NAME: Golden_5, , EXACT_2D",
        "COMMENT: 6460.98, , EUC_2D",
        "'NAME: CMT3|COMMENT: 826.14', , EXACT_2D",
        "DISTANCE: 100, , EUC_2D"
    })
    void fleetAndRealDistancesAreTakenFromWhereTheSetsSayThem(String key, Integer vehicles, Metric metric)
            throws IOException {
        CvrpInstance instance = Cvrp.PROBLEM.readInstance(file(
                "x.vrp",
                key.replace('|', '\n')
                        + "\nTYPE: CVRP\nDIMENSION: 2\nCAPACITY: 9\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 1 1\n"
                        + "DEMAND_SECTION\n1 0\n2 1\nDEPOT_SECTION\n1\n-1\n"));
        assertThat(instance.maxVehicles()).isEqualTo(vehicles);
        assertThat(((CoordinateDistances) instance.distances()).metric()).isEqualTo(metric);
        boolean byNameOrComment = vehicles != null && !key.startsWith("VEHICLES") && !key.startsWith("TRUCKS");
        assertThat(instance.notes()).hasSize(byNameOrComment || metric == Metric.EXACT_2D ? 1 : 0);
    }

    @Test
    void whatANameMeansIsNoted() {
        CvrpInstance plain = Cvrp.PROBLEM.generate(5, 1, "uniform");
        CvrpInstance limited = plain.withMaxVehicles(2, "the name A-n6-k2");
        assertThat(limited.fleetLimit()).isEqualTo("at most 2 vehicles, from the name A-n6-k2");
        assertThat(limited.withDemand(1, 1).withoutCustomer(2).notes())
                .containsExactly("At most 2 vehicles, from the name A-n6-k2.");
        assertThat(limited.withMaxVehicles(3).notes()).isEmpty();
        assertThat(plain.withMaxVehicles(3).fleetLimit()).isEqualTo("at most 3 vehicles");
        assertThat(plain.fleetLimit()).isNull();
    }
}
