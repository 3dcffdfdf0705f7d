package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections of VRPLIB files, one at a time, on a rectangle of 3 by 4: the way round is 14, a diagonal 5. */
class VrplibFileTest {
    private static final String RECTANGLE = """
            EDGE_WEIGHT_TYPE : EUC_2D
            NODE_COORD_SECTION
            1 0 0
            2 3 0
            3 3 4
            4 0 4
            """;
    private static final String LOADS = "CAPACITY : 10\nDEMAND_SECTION\n1 0\n2 4\n3 3\n4 2\n";
    private static final String DEPOT = "DEPOT_SECTION\n1\n-1\n";

    private static String file(String type, String... parts) {
        return "NAME : t\nTYPE : " + type + "\nDIMENSION : 4\n" + String.join("", parts) + "EOF\n";
    }

    private static VrpInstance read(String text) {
        return VrpFormats.FORMATS.readInstance(InputFile.of("t.vrp", text));
    }

    private static VrpInstance read(String text, Rounding rounding) {
        return VrpFormats.FORMATS.withRounding(rounding).readInstance(InputFile.of("t.vrp", text));
    }

    private static Evaluation judge(VrpInstance instance, String... routes) {
        String text = String.join("\n", routes);
        return Vrp.PROBLEM.evaluate(instance, VrpFormats.FORMATS.readSolution(InputFile.of("t.sol", text), instance));
    }

    private static List<String> broken(VrpInstance instance, String... routes) {
        return judge(instance, routes).violations().stream()
                .map(Violation::constraint)
                .toList();
    }

    private static List<String> mistakes(String text) {
        InputException refusal = catchThrowableOfType(InputException.class, () -> read(text));
        assertThat(refusal).as("refusal of\n%s", text).isNotNull();
        return refusal.mistakes();
    }

    @Test
    void aPlainFileIsLeftToTheCvrpButCanBeRead() {
        String text = file("CVRP", RECTANGLE, LOADS, DEPOT);
        assertThat(Problems.recognise(InputFile.of("t.vrp", text))).isSameAs(Cvrp.PROBLEM);
        VrpInstance instance = read(text);
        assertThat(judge(instance, "Route #1: 1 2 3").objective()).isEqualTo(14);
        assertThat(judge(instance, "Route #1: 1 2 3").violations()).isEmpty();
        assertThat(judge(instance, "Route #7: 1 2", "Route #9: 3").objective()).isEqualTo(12 + 8);
        assertThat(broken(read(text.replace("CAPACITY : 10", "CAPACITY : 8")), "Route #1: 1 2 3"))
                .containsExactly("capacity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TIME_WINDOW_SECTION", "SERVICE_TIME_SECTION", "VEHICLES_DEPOT_SECTION", "BACKHAUL_SECTION"})
    void aSectionBeyondTheCvrpMakesItOurs(String section) {
        String text = file("CVRP", RECTANGLE, LOADS, section + "\n1 0\n", DEPOT);
        assertThat(Problems.recognise(InputFile.of("t.vrp", text))).isSameAs(Vrp.PROBLEM);
    }

    @Test
    void windowsBoundTheStartOfServiceAndThatOfTheDepotIsTheShift() {
        String windows = "SERVICE_TIME : 2\nTIME_WINDOW_SECTION\n1 0 20\n2 5 6\n3 0 12\n4 0 99\n";
        VrpInstance instance = read(file("VRPTW", RECTANGLE, LOADS, windows, DEPOT));
        // 3, wait to 5, served to 7, 11 to 13, 16 to 18, home at 22.
        assertThat(broken(instance, "Route #1: 1 2 3")).containsExactly("shift");
        assertThat(broken(instance, "Route #1: 1 2", "Route #2: 3")).isEmpty();
        // 5 to 7, 11 at node 2 of the file, whose window ends at 6.
        assertThat(broken(instance, "Route #1: 2 1", "Route #2: 3")).contains("window");
        assertThat(instance.stop(0).windows()).isEqualTo(TimeWindows.of(5, 6));
        assertThat(instance.type(0).shiftEnd()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"round, 1, 1", "trunc, 1, 1", "dimacs, 10, 1.4", "exact, 1000, 1.414", "none, 1000000, 1.414214"})
    void aRoundingHoldsForDistancesAndTimes(String rounding, long scale, double diagonal) {
        String text = file("VRPTW", """
                EDGE_WEIGHT_TYPE : EUC_2D
                NODE_COORD_SECTION
                1 0 0
                2 1 1
                3 0 0
                4 0 0
                TIME_WINDOW_SECTION
                2 7 9
                3 0 9
                4 0 9
                SERVICE_TIME : 2
                """, DEPOT);
        VrpInstance instance = read(text, Rounding.valueOf(rounding.toUpperCase(Locale.ROOT)));
        assertThat(instance.scale()).isEqualTo(new Scale(scale, scale, scale));
        assertThat(instance.travel(0).distance(0, 1) / (double) scale).isEqualTo(diagonal);
        assertThat(instance.travel(0).duration(0, 1) / (double) scale).isEqualTo(diagonal);
        assertThat(instance.stop(0).windows()).isEqualTo(TimeWindows.of(7 * scale, 9 * scale));
        assertThat(instance.stop(0).service()).isEqualTo(2 * scale);
        assertThat(judge(instance, "Route #1: 1", "Route #2: 2 3").objective()).isEqualTo(2 * diagonal);
    }

    @ParameterizedTest
    @CsvSource({
        "EUC_2D, , 1",
        "EUC_2D, 1000, 1.414",
        "EUC_2D, 1000000, 1.414214",
        "FLOOR_2D, 10, 1.4",
        "FLOOR_2D, , 1",
        "EXACT_2D, , 1.414",
        "CEIL_2D, , 2",
        "MAN_2D, , 2"
    })
    void theRoundingOfAFileIsItsMetricAndScale(String metric, String scale, double diagonal) {
        String text = file(
                "CVRPTW",
                "EDGE_WEIGHT_TYPE : " + metric + "\nNODE_COORD_SECTION\n1 0 0\n2 1 1\n3 0 0\n4 0 0\n",
                scale == null ? "" : "SCALE : " + scale + "\n",
                DEPOT);
        assertThat(judge(read(text), "Route #1: 1", "Route #2: 2 3").objective())
                .isEqualTo(2 * diagonal);
    }

    @Test
    void aMatrixIsDistanceAndDurationAndMayBeAsymmetricAndDecimal() {
        String text = file("VRPTW", """
                EDGE_WEIGHT_TYPE : EXPLICIT
                EDGE_WEIGHT_FORMAT : FULL_MATRIX
                EDGE_WEIGHT_SECTION
                0 1 2 3
                10 0 1.25 4
                20 7 0 5
                30 8 9 0
                TIME_WINDOW_SECTION
                1 0 45
                2 0 99
                3 0 99
                4 0 99
                """, DEPOT);
        VrpInstance instance = read(text);
        assertThat(instance.scale().time()).isEqualTo(100);
        assertThat(judge(instance, "Route #1: 1 2 3").objective()).isEqualTo(1 + 1.25 + 5 + 30);
        assertThat(judge(instance, "Route #1: 3 2 1").objective()).isEqualTo(3 + 9 + 7 + 10);
        assertThat(read(text, Rounding.ROUND).travel(0).distance(1, 2)).isEqualTo(1);
    }

    @Test
    void fleetsDifferInCapacityAndCostAndRouteNumbersAreTheirVehicles() {
        String fleet = """
                VEHICLES : 3
                CAPACITY_SECTION
                1 4
                2 9
                3 9
                VEHICLES_FIXED_COST_SECTION
                1 10.5
                2 20
                3 20
                VEHICLES_UNIT_DISTANCE_COST_SECTION
                1 1
                2 2
                3 2
                """;
        VrpInstance instance = read(file("HFVRP", RECTANGLE, fleet, LOADS.replace("CAPACITY : 10\n", ""), DEPOT));
        assertThat(instance.types()).extracting(VehicleType::number).containsExactly(1, 2);
        assertThat(judge(instance, "Route #1: 1", "Route #3: 2 3").objective())
                .isEqualTo(10.5 + 6 + 20 + 2 * (5 + 3 + 4));
        assertThat(broken(instance, "Route #1: 2 3", "Route #2: 1")).containsExactly("capacity");
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(1, new int[] {1, 2}), new VrpPlan.Route(0, new int[] {0}));
        assertThat(VrpFormats.FORMATS.formatSolution(instance, plan))
                .isEqualTo("Route #2: 2 3\nRoute #1: 1\nCost 60.5\n");
        assertThatThrownBy(
                        () -> judge(instance, "Route #4: 1", "Route #2: 9", "Route: 2", "Route #2: 3", "Cost x", "?"))
                .isInstanceOf(InputException.class)
                .hasMessage("""
                        t.sol:1: there is no vehicle 4; there are 3.
                        t.sol:2: there is no stop '9'.
                        t.sol:3: the route has no number, by which its vehicle is known where vehicles differ.
                        t.sol:4: vehicle 2 has two routes.
                        t.sol:5: the cost 'x' is not a number.
                        t.sol:6: expected 'Route #…: …' or 'Cost …', found '?'.""");
    }

    @Test
    void loadsMayHaveSeveralAmounts() {
        String text = file("CVRP", RECTANGLE, """
                VEHICLES : 2
                CAPACITY_SECTION
                1 10 5
                2 10 5
                DEMAND_SECTION
                2 1 3
                3 1 3
                4 1 0
                """, DEPOT);
        VrpInstance instance = read(text);
        assertThat(instance.types()).hasSize(1);
        assertThat(broken(instance, "Route #1: 1 2", "Route #2: 3")).containsExactly("capacity");
        assertThat(broken(instance, "Route #1: 1 3", "Route #2: 2")).isEmpty();
        assertThat(mistakes(text.replace("3 1 3", "3 1")))
                .containsExactly("t.vrp:16: node 3 has 1 amounts in DEMAND_SECTION, others have 2.");
    }

    @Test
    void vehiclesStartAndEndAtTheirDepots() {
        String text = file("MDVRP", RECTANGLE, """
                VEHICLES : 2
                DEPOT_SECTION
                1
                2
                VEHICLES_DEPOT_SECTION
                1 1
                2 2
                """);
        VrpInstance instance = read(text);
        assertThat(instance.stops()).extracting(Stop::id).containsExactly("2", "3");
        assertThat(judge(instance, "Route #1: 3", "Route #2: 2").objective()).isEqualTo(8 + 8);
        assertThat(judge(instance, "Route #2: 3", "Route #1: 2").objective()).isEqualTo(10 + 10);
        assertThat(mistakes(text.replace("2 2\nEOF", "2 3\nEOF")))
                .containsExactly("t.vrp:16: node 3 of vehicle 2 is no depot.");
    }

    @Test
    void clientsAreNodesWhereTheDepotIsNotTheFirst() {
        VrpInstance instance = read(file("ACVRP", RECTANGLE, """
                CAPACITY : 10
                VEHICLES : 2
                DEMAND_SECTION
                1 1
                2 1
                3 1
                4 0
                DEPOT_SECTION
                4
                """));
        assertThat(instance.stops()).extracting(Stop::id).containsExactly("1", "2", "3");
        assertThat(judge(instance, "Route #1: 1 2", "Route #2: 3").objective()).isEqualTo(12 + 6);
        // LKH-3's VEHICLES is the number of routes.
        assertThat(broken(instance, "Route #1: 1 2 3")).containsExactly("vehicles");
    }

    @Test
    void limitsOfRoutes() {
        String base = file("CVRP", RECTANGLE, LOADS, "%s", DEPOT);
        assertThat(broken(read(base.formatted("VEHICLES_MAX_DISTANCE : 13\n")), "Route #1: 1 2 3"))
                .containsExactly("distance");
        assertThat(broken(read(base.formatted("DISTANCE : 13\n")), "Route #1: 1 2 3"))
                .containsExactly("distance");
        assertThat(broken(read(base.formatted("DISTANCE : 14\n")), "Route #1: 1 2 3"))
                .isEmpty();
        assertThat(broken(read(base.formatted("DISTANCE : 16\nSERVICE_TIME : 1\n")), "Route #1: 1 2 3"))
                .containsExactly("duration");
        String waiting = "SERVICE_TIME : 1\nTIME_WINDOW_SECTION\n2 0 9\n3 20 30\n4 0 50\n";
        // Leaving at 13, it waits nowhere: 14 + 3.
        assertThat(broken(read(base.formatted("VEHICLES_MAX_DURATION : 16\n" + waiting)), "Route #1: 1 2 3"))
                .containsExactly("duration");
        assertThat(mistakes(base.formatted("DISTANCE : 16\n" + waiting)))
                .singleElement()
                .asString()
                .contains("DISTANCE does not say whether");
        VrpInstance each = read(base.formatted(
                "VEHICLES : 2\nVEHICLES_MAX_DISTANCE_SECTION\n1 6\n2 12\nVEHICLES_MAX_DURATION_SECTION\n1 99\n2 99\n"));
        assertThat(broken(each, "Route #1: 1", "Route #2: 2 3")).isEmpty();
        assertThat(broken(each, "Route #2: 1", "Route #1: 2 3")).containsExactly("distance");
    }

    @Test
    void aReloadShowsAsTheDepotInsideTheRoute() {
        String reloads = """
                VEHICLES : 1
                VEHICLES_RELOAD_DEPOT_SECTION
                1 1
                VEHICLES_MAX_RELOADS : 1
                RELEASE_TIME_SECTION
                2 0
                3 0
                4 30
                TIME_WINDOW_SECTION
                1 0 50
                2 0 99
                3 0 99
                4 0 99
                """;
        String text = file("MTVRPTWR", RECTANGLE, LOADS.replace(": 10", ": 7"), reloads, DEPOT);
        VrpInstance instance = read(text);
        assertThat(broken(instance, "Route #1: 1 2 3")).contains("capacity");
        Evaluation evaluation = judge(instance, "Route #1: 1 2 0 3");
        assertThat(evaluation.objective()).isEqualTo(12 + 8);
        assertThat(evaluation.violations()).isEmpty();
        assertThat(broken(instance, "Route #1: 1 0 2 0 3")).containsExactly("trips");
        // The second trip leaves at 30 and is back at 38.
        assertThat(broken(read(text.replace("1 0 50", "1 0 37")), "Route #1: 1 2 0 3"))
                .containsExactly("shift");
        VrpPlan plan = VrpFormats.FORMATS.readSolution(InputFile.of("t.sol", "Route #1: 1 2 0 3\n"), instance);
        assertThat(VrpFormats.FORMATS.formatSolution(instance, plan)).isEqualTo("Route #1: 1 2 0 3\nCost 20\n");
    }

    @Test
    void vehiclesMayBeBarredFromClients() {
        String text = file("SDVRPTW", RECTANGLE, LOADS, """
                VEHICLES : 2
                VEHICLES_ALLOWED_CLIENTS_SECTION
                1 2 3
                2 3 4
                """, DEPOT);
        VrpInstance instance = read(text);
        assertThat(broken(instance, "Route #1: 1 2", "Route #2: 3")).isEmpty();
        assertThat(broken(instance, "Route #2: 1 2", "Route #1: 3")).containsExactly("skill", "skill");
        assertThat(mistakes(file("SDVRP", RECTANGLE, LOADS, DEPOT)))
                .containsExactly(
                        "t.vrp:2: TYPE SDVRP without VEHICLES_ALLOWED_CLIENTS_SECTION: split deliveries are not"
                                + " supported.");
    }

    @Test
    void deliveriesAndPickups() {
        String loads = """
                CAPACITY : 10
                LINEHAUL_SECTION
                2 6
                3 4
                4 0
                BACKHAUL_SECTION
                2 0
                3 0
                4 9
                """;
        VrpInstance mixed = read(file("VRPMB", RECTANGLE, loads, DEPOT));
        assertThat(broken(mixed, "Route #1: 1 2 3")).isEmpty();
        assertThat(broken(mixed, "Route #1: 1 3 2")).containsExactly("capacity");
        VrpInstance strict = read(file("VRPB", RECTANGLE, loads, DEPOT));
        assertThat(broken(strict, "Route #1: 1 2 3")).isEmpty();
        assertThat(broken(strict, "Route #1: 2 3", "Route #2: 1")).isEmpty();
        assertThat(broken(strict, "Route #1: 3 2", "Route #2: 1")).contains("order");
        assertThat(broken(strict, "Route #1: 1 2", "Route #2: 3")).containsExactly("order");
    }

    @Test
    void backhaulsOfLkhAreAListAndItsVehiclesAreTheNumberOfRoutes() {
        String text = file("VRPB", RECTANGLE, "VEHICLES : 2\n", LOADS, "BACKHAUL_SECTION\n3 4\n-1\n", DEPOT);
        VrpInstance instance = read(text);
        assertThat(instance.stops())
                .extracting(Stop::kind)
                .containsExactly(Stop.Kind.DELIVERY, Stop.Kind.PICKUP, Stop.Kind.PICKUP);
        assertThat(broken(instance, "Route #1: 1 2 3")).containsExactly("vehicles");
        assertThat(instance.notes()).anySatisfy(note -> assertThat(note).startsWith("There must be 2 routes"));
    }

    @Test
    void amountsOfSimultaneousPickupAndDelivery() {
        String rows = """
                CAPACITY : 10
                PICKUP_AND_DELIVERY_SECTION
                1 0 0 100 0 0 0
                2 0 0 100 1 9 1
                3 0 0 100 1 0 9
                4 0 0 100 1 0 0
                """;
        VrpInstance instance = read(file("VRPSPDTW", RECTANGLE, rows, DEPOT));
        assertThat(broken(instance, "Route #1: 1 2 3")).containsExactly("capacity");
        assertThat(broken(instance, "Route #1: 3 2 1")).isEmpty();
        // 4, 1 served, 8 at node 3 of the file.
        VrpInstance late = read(file("VRPSPDTW", RECTANGLE, rows.replace("3 0 0 100", "3 0 0 7"), DEPOT));
        assertThat(broken(late, "Route #1: 3 2 1")).containsExactly("window");
        VrpInstance free = read(file("VRPSPD", RECTANGLE, rows.replace(" 100 ", " 10000000 "), DEPOT));
        assertThat(free.stops()).extracting(Stop::windows).containsOnly(TimeWindows.ALWAYS);
        assertThat(free.type(0).shiftEnd()).isEqualTo(TimeWindows.FOREVER);
    }

    @Test
    void pairsOfPickupAndDelivery() {
        String rows = """
                CAPACITY : 10
                PICKUP_AND_DELIVERY_SECTION
                1 0 0 100 0 0 0
                2 5 0 9 1 0 4
                3 0 0 100 1 0 0
                4 -5 0 100 1 2 0
                """;
        VrpInstance instance = read(file("PDPTW", RECTANGLE, rows, DEPOT));
        assertThat(instance.tasks()).extracting(Task::id).containsExactly("1-3", "2");
        assertThat(broken(instance, "Route #1: 1 2 3")).isEmpty();
        assertThat(broken(instance, "Route #1: 3 2 1")).contains("precedence");
        assertThat(mistakes(file("PDPTW", RECTANGLE, rows.replace("100 1 2 0", "100 1 3 0"), DEPOT)))
                .containsExactly(
                        "t.vrp:13: node 2 names 4 as its delivery, which does not name it as its pickup.",
                        "t.vrp:15: node 4 names 3 as its pickup, which does not name it as its delivery.");
        assertThat(mistakes(file("PDPTW", RECTANGLE, rows.replace("4 -5", "4 -4"), DEPOT)))
                .containsExactly("t.vrp:13: node 2 picks up 5, but its delivery 4 takes 4.");
        assertThat(mistakes(file("PDPTW", RECTANGLE, rows, LOADS.replace("CAPACITY : 10\n", ""), DEPOT)))
                .containsExactly(
                        "t.vrp:16: DEMAND_SECTION contradicts PICKUP_AND_DELIVERY_SECTION, which says the same of each"
                                + " node.");
    }

    @Test
    void clientsWithAPrizeMayBeLeftOutAndOneOfAGroupIsVisited() {
        VrpInstance prizes = read(file("PCVRP", RECTANGLE, LOADS, "PRIZE_SECTION\n2 0\n3 3\n4 0\n", DEPOT));
        assertThat(judge(prizes, "Route #1: 1 3").objective()).isEqualTo(3 + 5 + 4 + 3);
        assertThat(broken(prizes, "Route #1: 1 3")).isEmpty();
        assertThat(broken(prizes, "Route #1: 1 2")).containsExactly("unserved");
        VrpInstance groups =
                read(file("GVRP", RECTANGLE, LOADS, "MUTUALLY_EXCLUSIVE_GROUP_SECTION\n1 2 3\n2 4\n", DEPOT));
        assertThat(broken(groups, "Route #1: 1 3")).isEmpty();
        assertThat(broken(groups, "Route #1: 1 2 3")).containsExactly("group");
        assertThat(broken(groups, "Route #1: 3")).containsExactly("group");
        assertThat(broken(groups, "Route #1: 1")).containsExactly("unserved");
    }

    @Test
    void openRoutesEndAtTheirLastStop() {
        assertThat(judge(read(file("OVRP", RECTANGLE, LOADS, DEPOT)), "Route #1: 1 2 3")
                        .objective())
                .isEqualTo(10);
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirLines() {
        String text = """
                NAME : t
                TYPE : VRPTW
                DIMENSION : 4
                EDGE_WEIGHT_TYPE : EUC_2D
                CAPACITY : 10
                CAPACITY : 11
                SPEED : 3
                NODE_COORD_SECTION
                1 0 0
                2 3 0
                3 3 x
                4 0 4
                TIME_WINDOW_SECTION
                1 0 100
                2 9 5
                3 -1 5
                4 0
                DEMAND_SECTION
                2 4
                2 4
                3 -3
                5 1
                COLOUR_SECTION
                1 2
                DEPOT_SECTION
                1
                -1
                """;
        assertThat(mistakes(text))
                .containsExactly(
                        "t.vrp:6: CAPACITY is given twice, first in line 5.",
                        "t.vrp:7: the key 'SPEED' is not supported.",
                        "t.vrp:11: the y coordinate 'x' is not a number.",
                        "t.vrp:15: the window of node 2 ends before it begins: [9, 5].",
                        "t.vrp:16: the earliest time -1 of node 3 is negative.",
                        "t.vrp:17: the line ends where the latest time is expected.",
                        "t.vrp:20: node 2 is repeated in DEMAND_SECTION; it was given in line 19 already.",
                        "t.vrp:21: the demand -3 of node 3 is negative.",
                        "t.vrp:22: node 5 is outside 1..4.",
                        "t.vrp:23: the section COLOUR_SECTION is not supported.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TIME_WINDOW_SECTION\\n2 0 1\\n3 0 1\\n | 16: TIME_WINDOW_SECTION lacks 1 of 4 rows; node 4 is missing.",
                "DEMAND_SECTION\\n2 1\\n3 1\\n4 1\\n | 16: DEMAND_SECTION is given twice, first in line 11.",
                "SERVICE_TIME : 2\\nSERVICE_TIME_SECTION\\n2 1\\n3 1\\n4 1\\n | 17: SERVICE_TIME_SECTION contradicts SERVICE_TIME.",
                "SERVICE_TIME_SECTION\\n1 9\\n2 1\\n3 1\\n4 1\\n | 17: the service time of node 1 must be 0 since it is a depot.",
                "SCALE : 7\\n | 16: SCALE 7 is not supported with EDGE_WEIGHT_TYPE EUC_2D; supported are 1, 1000, 1000000.",
                "VEHICLES : 0\\n | 16: VEHICLES 0 must be between 1 and 2147483647.",
                "VEHICLES : 2\\nVEHICLES_FIXED_COST_SECTION\\n1 5\\n | 17: VEHICLES_FIXED_COST_SECTION lacks 1 of 2 rows; vehicle 2 is missing.",
                "VEHICLES : 1\\nCAPACITY_SECTION\\n1 5\\n | 17: CAPACITY_SECTION contradicts CAPACITY.",
                "VEHICLES : 1\\nVEHICLES_ALLOWED_CLIENTS_SECTION\\n1 5\\n | 18: node 5 in VEHICLES_ALLOWED_CLIENTS_SECTION is outside 1..4 (DIMENSION).",
                "MUTUALLY_EXCLUSIVE_GROUP_SECTION\\n1 2 3\\n2 3 4\\n | 18: node 3 is in group 2 and in another.",
                "BACKHAUL_SECTION\\n1 -1\\n | 17: node 1 in BACKHAUL_SECTION is no client.",
            })
    void whatCannotBeIsRefused(String part, String mistake) {
        assertThat(mistakes(file("VRPTW", RECTANGLE, LOADS, part.replace("\\n", "\n"), DEPOT)))
                .containsExactly("t.vrp:" + mistake);
    }

    @Test
    void aMatrixOfTheWrongSizeAndSeveralDepotsWithoutVehicles() {
        String matrix = "EDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : FULL_MATRIX\nEDGE_WEIGHT_SECTION\n"
                + "0 1 2 3\n1 0 2\n1 2 0 3\n1 2 3 0\n";
        assertThat(mistakes(file("VRPTW", matrix, "DEPOT_SECTION\n1\n2\n-1\n")))
                .containsExactly(
                        "t.vrp:11: EDGE_WEIGHT_SECTION ends after 15 of 16 entries.",
                        "t.vrp:11: there are 2 depots, but no VEHICLES_DEPOT_SECTION says which vehicle starts where.");
    }

    @Test
    void anUnknownTypeIsRefusedByName() {
        assertThat(mistakes(file("CVRPX", RECTANGLE, LOADS, DEPOT)))
                .singleElement()
                .asString()
                .startsWith("t.vrp:2: TYPE CVRPX is not supported here; supported are ACVRP, CVRP, CVRPTW,");
        assertThat(Problems.recognise(InputFile.of("t.vrp", file("CVRPX", RECTANGLE, LOADS, DEPOT))))
                .isSameAs(Vrp.PROBLEM);
    }
}
