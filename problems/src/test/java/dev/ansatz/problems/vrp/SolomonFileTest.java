package dev.ansatz.problems.vrp;

import static dev.ansatz.problems.vrp.TextFiles.cost;
import static dev.ansatz.problems.vrp.TextFiles.mistakes;
import static dev.ansatz.problems.vrp.TextFiles.plan;
import static dev.ansatz.problems.vrp.TextFiles.read;
import static dev.ansatz.problems.vrp.TextFiles.violations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.ansatz.problems.distance.Rounding;
import org.junit.jupiter.api.Test;

class SolomonFileTest {
    private static final SolomonFile FORMAT = new SolomonFile();
    private static final String HEAD = """
            small

            VEHICLE
            NUMBER     CAPACITY
              2         10

            CUSTOMER
            CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

            """;
    private static final String TEXT = HEAD + """
                0      0         0          0          0        60          0
                1      3         4          6          5         5          7
                2      3         0          4          0        30          5
                7      0         4          5          0        50          5
            """;

    @Test
    void stopsKeepTheNumbersOfTheFileAndTheFleetIsLimited() {
        VrpInstance instance = read(FORMAT, TEXT, null);
        assertThat(instance.name()).isEqualTo("small");
        assertThat(instance.stops()).extracting(Stop::id).containsExactly("1", "2", "7");
        assertThat(instance.types()).hasSize(1);
        assertThat(instance.type(0).number()).isEqualTo(2);
        assertThat(instance.type(0).capacity()).containsExactly(10);
        assertThat(instance.type(0).shiftEnd()).isEqualTo(60_000_000);
        assertThat(instance.scale()).isEqualTo(new Scale(1_000_000, 1_000_000, 1_000_000));
    }

    /** 5 to customer 1, where the service starts as the window closes, 4 to customer 2, 3 home; 8 for customer 7. */
    @Test
    void theWindowBoundsTheStartOfServiceAndTheCostIsTheDistance() {
        VrpInstance instance = read(FORMAT, TEXT, null);
        assertThat(cost(instance, "0: 1 2", "0: 7")).isEqualTo(20);
        RouteSchedule first =
                VrpSchedule.of(instance, plan(instance, "0: 1 2")).routes().get(0);
        assertThat(first.visits()).extracting(visit -> visit.start() / 1e6).containsExactly(0.0, 5.0, 16.0, 24.0);
        assertThat(violations(instance, "0: 2 1", "0: 7")).containsExactly("window 7.0");
        assertThat(violations(instance, "0: 1 7 2")).containsExactly("capacity 5.0");
        assertThat(violations(instance, "0: 1", "0: 2", "0: 7")).containsExactly("vehicles 1.0");
    }

    @Test
    void vehiclesCanGoFirst() {
        VrpInstance instance = read(FORMAT, TEXT, null).withObjective(Objective.VEHICLES);
        assertThat(Vrp.PROBLEM.parts(instance, plan(instance, "0: 1 2", "0: 7")))
                .containsEntry("vehicles", 2.0)
                .containsEntry("distance", 20.0);
        assertThat(Vrp.PROBLEM
                        .evaluate(instance, plan(instance, "0: 1 2", "0: 7"))
                        .objective())
                .isEqualTo(2 * 100 + 20); // 5 ways of 5 at most are below 100
    }

    /** A thousand customers in the corners of a square of 500, as many vehicles, and distances of a millionth. */
    @Test
    void vehiclesGoFirstInTheLargestFilesToo() {
        StringBuilder text = new StringBuilder(HEAD.replace("  2         10", "1000 10"));
        for (int i = 0; i <= 1000; i++) {
            text.append(i)
                    .append(i % 2 == 0 ? " 0 0" : " 500 500")
                    .append(i == 0 ? " 0" : " 1")
                    .append(" 0 9000 0\n");
        }
        VrpInstance instance = read(FORMAT, text.toString(), null).withObjective(Objective.VEHICLES);
        double longest = 500 * Math.sqrt(2) * 1e6;
        assertThat((double) instance.vehicleWeight()).isGreaterThan(2000 * longest);
        assertThat(1000.0 * instance.vehicleWeight()).isLessThan(0x1p53);
    }

    @Test
    void distancesAndTimesAreRoundedAlike() {
        String text = HEAD + """
                    0 0 0 0 0 100 0
                    1 1 1 1 2 2 1.5
                """;
        assertThat(cost(read(FORMAT, text, Rounding.DIMACS), "0: 1")).isEqualTo(2.8);
        assertThat(cost(read(FORMAT, text, null), "0: 1")).isCloseTo(2 * Math.sqrt(2), offset(1e-6));
        VrpInstance cut = read(FORMAT, text, Rounding.DIMACS);
        assertThat(cut.stop(0).windows()).isEqualTo(TimeWindows.of(20, 20));
        assertThat(cut.stop(0).service()).isEqualTo(15);
        assertThat(cut.notes()).isEmpty();
        assertThat(read(FORMAT, text, Rounding.ROUND).notes())
                .containsExactly("Times and limits have more decimals than the rounding 'round' keeps; they are rounded"
                        + " to the nearest.");
    }

    @Test
    void aFileWithoutANameIsCalledByItsOwn() {
        assertThat(read(FORMAT, TEXT.replace("small\n\n", ""), null).name()).isEqualTo("tiny");
    }

    @Test
    void allMistakesAreToldWithTheirLines() {
        String text = HEAD + """
                    0 0 0 1 0 60 0
                    1 3 4 6 20 5 7
                    2 3 0 4 0 30
                    2 3 zero 4 0 30 5
                    1 0 4 -5 0 50 -5
                    8 0 4 2.5 0 50 5 9
                    9 1e300 4 2.5 0 50 5
                """;
        assertThat(mistakes(FORMAT, text.replace(" 2         10", " 0 x")))
                .containsExactly(
                        "5: the number of vehicles 0 must be between 1 and 1000000.",
                        "5: the capacity 'x' is not a number.",
                        "10: the first row is the depot, whose demand and service time must be 0.",
                        "11: the time window ends before it begins: [20, 5].",
                        "12: the line ends where the service time is expected (columns: customer number, x coordinate, y"
                                + " coordinate, demand, ready time, due date, service time).",
                        "13: the y coordinate 'zero' is not a number.",
                        "14: the demand -5 is negative.",
                        "14: the service time -5 is negative.",
                        "14: the customer 1 is given twice; its first row is line 11.",
                        "15: unexpected '9' at the end of the line.",
                        "16: the x coordinate '1e300' is too large.",
                        "16: the demand '2.5' is not an integer.");
        assertThat(mistakes(FORMAT, HEAD)).containsExactly("9: the table needs the depot and at least one customer.");
        assertThat(mistakes(FORMAT, TEXT.replace("CUSTOMER\n", "STORES\n")))
                .containsExactly("7: the title CUSTOMER is expected instead of 'STORES'.");
    }
}
