package dev.ansatz.problems.vrp;

import static dev.ansatz.problems.vrp.TextFiles.cost;
import static dev.ansatz.problems.vrp.TextFiles.mistakes;
import static dev.ansatz.problems.vrp.TextFiles.read;
import static dev.ansatz.problems.vrp.TextFiles.violations;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiLimFileTest {
    private static final LiLimFile FORMAT = new LiLimFile();
    private static final String TEXT = """
            2 10 1
            0 0 0 0 0 100 0 0 0
            1 3 4 6 0 50 2 0 2
            2 3 0 -6 0 60 2 1 0
            3 0 4 -5 9 70 2 4 0
            4 0 8 5 0 80 2 0 3
            """;

    @Test
    void endsOfShipmentsKeepTheIdsOfTheFile() {
        VrpInstance instance = read(FORMAT, TEXT, null);
        assertThat(instance.tasks()).extracting(Task::id).containsExactly("1-2", "4-3");
        assertThat(instance.stops()).extracting(Stop::id).containsExactly("1", "2", "4", "3");
        assertThat(instance.task(1).isShipment()).isTrue();
        assertThat(instance.stop(2).pickup()).containsExactly(5);
        assertThat(instance.stop(3).delivery()).containsExactly(5);
        assertThat(instance.stop(3).windows().earliest()).isEqualTo(9_000_000);
        assertThat(instance.type(0).number()).isEqualTo(2);
    }

    /** 5 to the pickup, 4 to the delivery, 3 home; the other shipment goes 8, 4 and 4. Both on one route: 5, 4, 5, 4, 8. */
    @Test
    void theCostIsTheDistance() {
        VrpInstance instance = read(FORMAT, TEXT, null);
        assertThat(cost(instance, "0: 1 2", "0: 4 3")).isEqualTo(12 + 16);
        assertThat(cost(instance, "0: 4 3 1 2")).isEqualTo(8 + 4 + 3 + 4 + 3);
        assertThat(violations(instance, "0: 4 1 3 2")).containsExactly("capacity 1.0");
        assertThat(violations(instance, "0: 2 1", "0: 4 3")).anyMatch(violation -> violation.startsWith("precedence"));
        assertThat(violations(instance, "0: 1 3", "0: 4 2")).anyMatch(violation -> violation.startsWith("precedence"));
    }

    @Test
    void aSpeedOfNothingIsNone() {
        assertThat(cost(read(FORMAT, TEXT.replace("2 10 1", "2 10 0"), null), "0: 1 2", "0: 4 3"))
                .isEqualTo(28);
        assertThat(mistakes(FORMAT, TEXT.replace("2 10 1", "2 10 2")))
                .containsExactly("1: the speed 2 is not supported; only 1 is, or 0 for none stated.");
    }

    @Test
    void partnersThatAreNoneAreToldAllAtOnce() {
        String text = """
                2 10 1
                0 0 0 0 0 100 0 0 0
                1 3 4 6 0 50 2 0 2
                2 3 0 -5 0 60 2 1 0
                3 0 4 -5 70 9 2 4 0
                4 0 8 5 0 80 2 0 3
                5 0 8 5 0 80 2 0 6
                6 0 8 -5 0 80 2 1 0
                7 0 8 5 0 80 2 0 0
                8 0 8 5 0 80 2 3 3
                9 0 8 5 0 80 2 0 99
                10 0 8 -5 0 80 2 0 11
                11 0 8 5 0 80 2 10 0
                12 0 8 5 0 80 -2 0
                12 0 8 5 0 80 -2 0 13
                """;
        assertThat(mistakes(FORMAT, text))
                .containsExactly(
                        "3: the pickup 1 takes 6, but its delivery 2 has -5.",
                        "5: the time window ends before it begins: [70, 9].",
                        "7: the pickup 5 names 6 as its other end, which names 1 as its pickup.",
                        "8: the delivery 6 names 1 as its other end, which names 2 as its delivery.",
                        "9: the id 7 names neither a pickup nor a delivery; each end of a shipment names the other one.",
                        "10: the id 8 names both a pickup and a delivery; each end of a shipment names the other one.",
                        "11: the other end 99 of the pickup 9 is no customer.",
                        "12: the demand -5 of the pickup 10 is negative.",
                        "13: the demand 5 of the delivery 11 is positive.",
                        "14: the line ends where the delivery is expected (columns: id, x coordinate, y coordinate, demand,"
                                + " earliest time, latest time, service time, pickup, delivery).",
                        "15: the service time -2 is negative.",
                        "15: the id 12 is given twice; its first row is line 14.");
    }
}
