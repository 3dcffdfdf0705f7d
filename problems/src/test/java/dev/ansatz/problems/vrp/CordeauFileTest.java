package dev.ansatz.problems.vrp;

import static dev.ansatz.problems.vrp.TextFiles.cost;
import static dev.ansatz.problems.vrp.TextFiles.mistakes;
import static dev.ansatz.problems.vrp.TextFiles.plan;
import static dev.ansatz.problems.vrp.TextFiles.read;
import static dev.ansatz.problems.vrp.TextFiles.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CordeauFileTest {
    private static final CordeauFile FORMAT = new CordeauFile();

    /** Two depots, ten apart, with one vehicle each; the second one may be away for 20. */
    private static final String TWO_DEPOTS = """
            2 1 3 2
            0 10
            20 8
            1 3 4 1 6 1 2 1 2
            2 3 0 1 4 1 2 1 2
            3 10 4 1 5 1 1 1
            4 0 0 0 0 0 0
            5 10 0 0 0 0 0
            """;

    @Test
    void everyDepotHasItsVehiclesAndItsLimits() {
        VrpInstance instance = read(FORMAT, TWO_DEPOTS, null);
        assertThat(instance.types()).extracting(VehicleType::id).containsExactly("depot-4", "depot-5");
        assertThat(instance.types()).extracting(VehicleType::number).containsExactly(1, 1);
        assertThat(instance.type(0).maxDuration()).isEqualTo(TimeWindows.FOREVER);
        assertThat(instance.type(1).maxDuration()).isEqualTo(20_000_000);
        assertThat(instance.type(1).capacity()).containsExactly(8);
        assertThat(instance.locations().of(instance.type(1).start())).isEqualTo("5");
        assertThat(instance.task(0).vehicles()).isNull();
        // The codes go from left to right: of two bits, 1 is the second depot.
        assertThat(instance.task(2).vehicles()).isEqualTo(Set.of("depot-5"));
    }

    /** From (0, 0): 5, 4, 3. From (10, 0): 4 and back. */
    @Test
    void routesReturnToTheirDepotsAndTheDurationCountsService() {
        VrpInstance instance = read(FORMAT, TWO_DEPOTS, null);
        assertThat(cost(instance, "0: 1 2", "1: 3")).isEqualTo(12 + 8);
        assertThat(violations(instance, "0: 1 2", "0: 3")).contains("skill 1.0", "vehicles 1.0");
        // 7 + 7 on the road, and 7 + 4 + ... : customer 2 from the second depot, then 3: 7, sqrt(65), 4 and 2 of
        // service
        assertThat(violations(instance, "0: 1", "1: 2 3"))
                .hasSize(2)
                .contains("capacity 1.0")
                .anyMatch(violation -> violation.startsWith("duration 1.06"));
    }

    @Test
    void waitingCountsInTheDurationAndTheDepartureIsFree() {
        String text = """
                6 1 2 1
                14 10
                1 3 4 1 6 1 1 1 50 60
                2 3 0 1 4 1 1 1 0 70
                3 0 0 0 0 0 0 0 100
                """;
        VrpInstance instance = read(FORMAT, text, null);
        // 12 on the road and 2 of service are just the limit if nobody waits: it leaves at 45.
        assertThat(cost(instance, "0: 1 2")).isEqualTo(12);
        RouteSchedule route =
                VrpSchedule.of(instance, plan(instance, "0: 1 2")).routes().get(0);
        assertThat(route.visits().get(0).departure()).isEqualTo(45_000_000);
        assertThat(route.duration()).isEqualTo(14_000_000);
        // Customer 2 first, as late as may be, is served at 59 - 4 - 1 or before: no waiting either.
        assertThat(cost(instance, "0: 2 1")).isEqualTo(12);
        VrpInstance narrow = read(FORMAT, text.replace("0 70", "0 40"), null);
        // Now it is served at 40 and customer 1 at 50: 5 of waiting are too long.
        assertThat(violations(narrow, "0: 2 1")).containsExactly("duration 5.0");
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "4, ' 0 99'"})
    void aSingleDepotStandsInTheFirstRow(int type, String window) {
        String text = type + " 2 2 1\n0 10\n0 0 0 0 0 0 0" + window + "\n1 3 4 0 6 1 1 1" + window + "\n2 3 0 0 4 1 1 1"
                + window + "\n";
        VrpInstance instance = read(FORMAT, text, null);
        assertThat(instance.types()).extracting(VehicleType::id).containsExactly("vehicle");
        assertThat(instance.type(0).number()).isEqualTo(2);
        assertThat(cost(instance, "0: 1 2")).isEqualTo(12);
        assertThat(instance.type(0).shiftEnd()).isEqualTo(type == 4 ? 99_000_000 : TimeWindows.FOREVER);
    }

    @ParameterizedTest
    @CsvSource({"3, ''", "7, ' 0 99'"})
    void customersOfSiteDependentProblemsAllowTypesOfVehicles(int type, String window) {
        String text = type + " 2 2 3\n0 10\n0 20\n50 30\n0 0 0 0 0 0 0" + window + "\n1 3 4 0 6 1 1 4" + window
                + "\n2 3 0 0 4 1 2 1 2" + window + "\n";
        VrpInstance instance = read(FORMAT, text, null);
        assertThat(instance.types()).extracting(VehicleType::id).containsExactly("type-1", "type-2", "type-3");
        assertThat(instance.types()).extracting(VehicleType::number).containsExactly(2, 2, 2);
        assertThat(instance.task(0).vehicles()).isEqualTo(Set.of("type-1"));
        assertThat(instance.task(1).vehicles()).isEqualTo(Set.of("type-2", "type-3"));
        assertThat(cost(instance, "0: 1", "2: 2")).isEqualTo(10 + 6);
        assertThat(violations(instance, "0: 1 2")).containsExactly("skill 1.0");
    }

    @Test
    void periodicProblemsAreRefusedByName() {
        String text = "1 2 1 2\n0 10\n0 10\n0 0 0 0 0 0 0\n1 3 4 0 6 2 1 3\n";
        assertThat(TextFiles.FORMATS.stream().filter(format -> format.recognises(TextFiles.file(text))))
                .hasSize(1);
        assertThat(mistakes(FORMAT, text))
                .containsExactly(
                        "1: the type 1 of Cordeau's format, periodic vehicle routing (PVRP), is not supported.");
        assertThat(mistakes(FORMAT, text.replace("1 2 1 2", "5 2 1 2")))
                .containsExactly(
                        "1: the type 5 of Cordeau's format, periodic vehicle routing (PVRPTW), is not supported.");
    }

    @Test
    void allMistakesAreToldWithTheirLines() {
        String text = """
                6 1 4 2
                0 ten
                -20 8
                1 3 4 1 6 1 2 1 2 9 5
                1 3 0 1 4 2 2 1 2 0 9
                3 10 4 1 5 1 1 3 0 9
                4 10 4 1 5 1 2 1 2 0
                5 0 0 0 7 0 0 0 9
                6 10 0 0 0 0 0 0 9 9
                """;
        assertThat(mistakes(FORMAT, text))
                .containsExactly(
                        "2: the capacity 'ten' is not a number.",
                        "3: the longest duration -20 is negative.",
                        "4: the time window ends before it begins: [9, 5].",
                        "5: the id 1 is given twice; its first row is line 4.",
                        "5: the customer 1 is to be visited 2 times; only 1 is supported.",
                        "6: the combination 3 is not a power of two below 4: one of 2 depots or types of vehicles.",
                        "7: the line ends where the latest time is expected (columns: id, x coordinate, y coordinate,"
                                + " service time, demand, frequency, number of combinations, combination 1, combination 2,"
                                + " earliest time, latest time).",
                        "8: the frequency of 5 is 0, as of a depot, whose demand, service time and combinations must be 0.",
                        "9: unexpected '9' at the end of the line.");
        assertThat(mistakes(FORMAT, TWO_DEPOTS.substring(0, TWO_DEPOTS.indexOf("5 10 0"))))
                .containsExactly("7: the file ends after 4 of 5 rows: 3 customers and 2 depots.");
        assertThat(mistakes(FORMAT, TWO_DEPOTS + "6 0 0 0 0 0 0\n"))
                .containsExactly("9: unexpected row after 3 customers and 2 depots.");
        assertThat(mistakes(FORMAT, TWO_DEPOTS.replace("5 10 0 0 0 0 0", "5 10 0 0 0 1 1 1")))
                .containsExactly("1: there are 1 rows of frequency 0, which are depots, instead of 2.");
        assertThat(mistakes(FORMAT, "0 2 2 2\n0 10\n0 10\n0 0 0 0 0 0 0\n1 3 4 0 6 1 1 1\n2 3 0 0 4 1 1 1\n"))
                .containsExactly("1: the type 0 (VRP) has one depot, not 2.");
    }
}
