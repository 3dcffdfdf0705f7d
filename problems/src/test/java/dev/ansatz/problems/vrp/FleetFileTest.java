package dev.ansatz.problems.vrp;

import static dev.ansatz.problems.vrp.TextFiles.cost;
import static dev.ansatz.problems.vrp.TextFiles.mistakes;
import static dev.ansatz.problems.vrp.TextFiles.read;
import static dev.ansatz.problems.vrp.TextFiles.violations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.ansatz.problems.distance.Rounding;
import org.junit.jupiter.api.Test;

class FleetFileTest {
    private static final FleetFile FORMAT = new FleetFile();
    private static final String PLANE = """
            // a remark
            3 2 999999.0 0.0 0 0
            1 10 20 1.0
            2 6 5.5 1.25 // small ones
            0 0
            3 4 6
            3 0 4

            0 4 5
            """;
    private static final String ROADS = """
            //-- made up
            2 2 999999 0 0 0
            1 10 20 1
            2 6 5 2.1
            0 // the depot
            0 1500 2500
            1600 0 1200
            2400 1100 0
            1 4
            2 5
            """;

    /** The large vehicle goes 5, 4 and 3 for 20 + 12, a small one 8 for 5.5 + 1.25 each. */
    @Test
    void theCostIsFixedAndByDistanceOfEachTypeOfVehicle() {
        VrpInstance instance = read(FORMAT, PLANE, null);
        assertThat(instance.types()).extracting(VehicleType::id).containsExactly("type-1", "type-2");
        assertThat(instance.types()).extracting(VehicleType::number).containsExactly(1, 2);
        assertThat(instance.stops()).extracting(Stop::id).containsExactly("1", "2", "3");
        assertThat(cost(instance, "0: 1 2", "1: 3")).isEqualTo(20 + 12 + 5.5 + 1.25 * 8);
        assertThat(violations(instance, "1: 1 2", "1: 3")).containsExactly("capacity 4.0");
        assertThat(violations(instance, "0: 1", "0: 2", "1: 3")).containsExactly("vehicles 1.0");
    }

    @Test
    void aRangeLimitsTheDistanceAndCountsServiceWhereThereIsAny() {
        VrpInstance range = read(FORMAT, PLANE.replace("999999.0", "11.5"), null);
        assertThat(violations(range, "0: 1 2", "1: 3")).containsExactly("distance 0.5");
        VrpInstance service = read(FORMAT, PLANE.replace("999999.0 0.0", "11.5 2"), null);
        assertThat(violations(service, "0: 1 2", "1: 3")).containsExactly("duration 4.5");
        assertThat(cost(read(FORMAT, PLANE.replace("999999.0", "0"), null), "0: 1 2", "1: 3"))
                .isEqualTo(47.5);
    }

    /** 20 for the vehicle and 1 for each of 1.5 + 1.2 + 2.4 km; the other way 2.5 + 1.1 + 1.6. */
    @Test
    void roadsAreInMetresAndTheCostIsByKilometre() {
        VrpInstance instance = read(FORMAT, ROADS, null);
        assertThat(instance.travel(0).symmetric()).isFalse();
        assertThat(instance.scale().distance()).isEqualTo(1000);
        assertThat(instance.notes()).isEmpty();
        assertThat(read(FORMAT, ROADS, Rounding.DIMACS).notes())
                .containsExactly("The rounding 'dimacs' changes nothing: distances are whole numbers of a matrix.");
        assertThat(cost(instance, "0: 1 2")).isEqualTo(25.1);
        assertThat(cost(instance, "0: 2 1")).isEqualTo(25.2);
        assertThat(cost(instance, "1: 1", "1: 2")).isEqualTo(2 * 5 + 2.1 * (3.1 + 4.9));
    }

    @Test
    void theDepotOfAMatrixMayBeAnyIndex() {
        VrpInstance instance =
                read(FORMAT, ROADS.replace("\n0 // the", "\n2 // the").replace("2 5\n", "0 5\n"), null);
        assertThat(instance.stops()).extracting(Stop::id).containsExactly("1", "0");
        assertThat(cost(instance, "0: 1 0")).isCloseTo(20 + 1.1 + 1.6 + 2.5, offset(1e-12));
    }

    @Test
    void aDemandBeyondTheMatrixIsLeftOutAndSaid() {
        VrpInstance instance = read(FORMAT, ROADS + "3 7\n\n", null);
        assertThat(instance.size()).isEqualTo(2);
        assertThat(instance.notes())
                .containsExactly("The demand of 3 in line 11 is left out: the matrix has no such place.");
    }

    @Test
    void allMistakesAreToldWithTheirLines() {
        assertThat(mistakes(FORMAT, """
                        3 2 -1 x 0 0
                        0 10 20 1.0
                        2 6 -5.5 1.25
                        0 0
                        3 4 6 1
                        3 4.5
                        0 4 -5
                        1 1 1
                        """))
                .containsExactly(
                        "1: the range -1 is negative.",
                        "1: the service time 'x' is not a number.",
                        "2: the number of vehicles 0 must be between 1 and 1000000.",
                        "3: the fixed cost -5.5 is negative.",
                        "5: unexpected '1' at the end of the line.",
                        "6: the line ends where the demand is expected (columns: x coordinate, y coordinate, demand).",
                        "7: the demand -5 is negative.",
                        "8: unexpected '1' after the last customer.");
        assertThat(mistakes(
                        FORMAT,
                        ROADS.replace("999999", "30")
                                .replace("1600 0 1200", "1600 7 1200 1")
                                .replace("2400 1100 0", "2400 -1100 3")
                                .replace("2 5", "0 5\n9 9")))
                .containsExactly(
                        "2: a range or service time beside a matrix in metres is not supported, for want of a unit.",
                        "7: the row 2 of the matrix has 4 entries, not 3.",
                        "8: the entry 2 -1100 is negative.",
                        "8: the matrix is not 0 from the place 3 to itself: 3.",
                        "10: the index 0 is no customer; they are below 3 and not the depot.");
        assertThat(mistakes(FORMAT, PLANE.replace("0 4 5\n", "")))
                .containsExactly("8: the file ends after 2 of 3 customers.");
        assertThat(mistakes(FORMAT, ROADS.replace("2 5", "1 5")))
                .containsExactly("10: the demand of 1 is given twice; it stands in line 9 as well.");
    }
}
