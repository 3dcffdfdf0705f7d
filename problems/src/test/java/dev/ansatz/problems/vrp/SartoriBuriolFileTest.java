package dev.ansatz.problems.vrp;

import static dev.ansatz.problems.vrp.TextFiles.cost;
import static dev.ansatz.problems.vrp.TextFiles.mistakes;
import static dev.ansatz.problems.vrp.TextFiles.read;
import static dev.ansatz.problems.vrp.TextFiles.violations;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SartoriBuriolFileTest {
    private static final SartoriBuriolFile FORMAT = new SartoriBuriolFile();
    private static final String TEXT = """
            NAME: town
            LOCATION: Ancona
            COMMENT: made up
            TYPE: PDPTW
            SIZE: 5
            DISTRIBUTION: random
            DEPOT: central
            ROUTE-TIME: 60
            TIME-WINDOW: 30
            CAPACITY: 10
            NODES
            0 43.60 13.50 0 0 60 0 0 0
            1 43.61 13.51 6 0 60 5 0 3
            2 43.62 13.52 7 0 60 5 0 4
            3 43.63 13.53 -6 0 60 5 1 0
            4 43.64 13.54 -7 0 60 5 2 0
            EDGES
            0 4 5 6 7
            3 0 4 5 6
            5 3 0 4 5
            6 5 3 0 4
            7 6 5 3 0
            EOF
            """;

    @Test
    void distancesAndTimesAreTheMinutesOfTheMatrixInItsDirection() {
        VrpInstance instance = read(FORMAT, TEXT, null);
        assertThat(instance.name()).isEqualTo("town");
        assertThat(instance.travel(0).symmetric()).isFalse();
        assertThat(instance.scale()).isEqualTo(new Scale(1, 1, 1));
        assertThat(instance.type(0).number()).isEqualTo(2);
        assertThat(instance.type(0).shiftEnd()).isEqualTo(60);
        assertThat(instance.x(0)).isEqualTo(13.50); // longitude goes to the right
        assertThat(instance.y(0)).isEqualTo(43.60);
        assertThat(cost(instance, "0: 1 3", "0: 2 4")).isEqualTo((4 + 5 + 6) + (5 + 5 + 7));
        assertThat(cost(instance, "0: 1 3 2 4")).isEqualTo(4 + 5 + 3 + 5 + 7);
        assertThat(violations(instance, "0: 1 2 3 4")).containsExactly("capacity 3.0");
    }

    @Test
    void routesEndWithinTheRouteTime() {
        VrpInstance instance = read(FORMAT, TEXT.replace("ROUTE-TIME: 60", "ROUTE-TIME: 40"), null);
        // 24 minutes on the road and 20 of service
        assertThat(violations(instance, "0: 1 3 2 4")).containsExactly("shift 4.0");
    }

    @Test
    void allMistakesAreToldWithTheirLines() {
        String text = TEXT.replace("SIZE: 5", "SIZE: 6")
                .replace("DEPOT: central", "DEPOTS: central")
                .replace("CAPACITY: 10", "CAPACITY: ten")
                .replace("43.61 13.51", "143.61 13.51")
                .replace("-7 0 60 5 2 0", "-7 0 60 5 1 0")
                .replace("5 3 0 4 5", "5 3 1 4 5")
                .replace("6 5 3 0 4", "6 5 3 0")
                .replace("7 6 5 3 0\n", "7 6 -5 3 0\n9\n");
        assertThat(mistakes(FORMAT, text))
                .containsExactly(
                        "7: Unknown key 'DEPOTS'; did you mean DEPOT? Known are NAME, LOCATION, COMMENT, TYPE, SIZE,"
                                + " DISTRIBUTION, DEPOT, ROUTE-TIME, TIME-WINDOW, CAPACITY.",
                        "10: the CAPACITY 'ten' is not a number.",
                        "13: there is no such latitude and longitude: 143.61, 13.51.",
                        "14: the pickup 2 names 4 as its other end, which names 1 as its pickup.",
                        "17: there are 5 nodes, but SIZE is 6.",
                        "20: the matrix is not 0 from the place 3 to itself: 1.",
                        "21: the row 4 of the matrix has 4 entries, not 5.",
                        "22: the entry 3 -5 is negative.",
                        "23: unexpected '9' after the matrix.");
        assertThat(mistakes(FORMAT, TEXT.substring(0, TEXT.indexOf("EDGES"))))
                .containsExactly("16: the file has no EDGES.");
        assertThat(mistakes(FORMAT, TEXT.replace("SIZE: 5\n", "").replace("7 6 5 3 0\n", "")))
                .containsExactly("10: there is no SIZE before the nodes.", "21: the matrix ends after 4 of 5 rows.");
    }
}
