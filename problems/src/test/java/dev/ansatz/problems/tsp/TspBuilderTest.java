package dev.ansatz.problems.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import java.util.List;
import org.junit.jupiter.api.Test;

class TspBuilderTest {
    private static TspBuilder trip() {
        return TspInstance.builder("trip").city("a", 0, 0).city("b", 3, 4).city("c", 0, 8);
    }

    @Test
    void citiesAreKnownByTheIdsOfTheUser() {
        TspInstance trip = trip().build();
        assertThat(trip.ids(new Tour(2, 0, 1))).containsExactly("c", "a", "b");
        assertThat(trip.tour(List.of("b", "c", "a"))).isEqualTo(new Tour(1, 2, 0));
        assertThat(Tsp.PROBLEM.evaluate(trip, new Tour(0, 1, 2)).objective()).isEqualTo(18);
        TspInstance globe = TspInstance.builder("globe")
                .metric(Metric.HAVERSINE)
                .city("north", 10, 0)
                .city("south", -10, 0)
                .build();
        assertThat(globe.distances().between(0, 1)).isBetween(2.2e6, 2.3e6);
    }

    @Test
    void distancesMayBeAMatrixOrAFunction() {
        assertThat(trip().distances((from, to) -> Math.abs(from.charAt(0) - to.charAt(0)) * 0.1)
                        .build()
                        .distances()
                        .between(0, 2))
                .isCloseTo(0.2, org.assertj.core.data.Offset.offset(1e-12));
        // What differs by rounding is the same.
        assertThat(trip().distances((from, to) -> from.compareTo(to) < 0 ? 1 : 1 + 1e-15)
                        .build()
                        .distances()
                        .symmetric())
                .isTrue();
        TspInstance oneWay = trip().distances(new double[][] {{0, 1, 2}, {1, 0, 3}, {2, 4, 0}})
                .build();
        assertThat(oneWay.symmetric()).isFalse();
        assertThat(oneWay.distances().between(1, 2)).isEqualTo(3);
        assertThat(oneWay.distances().between(2, 1)).isEqualTo(4);
    }

    @Test
    void mistakesAreToldAllAtOnceAndManyDistancesAreCounted() {
        assertThatThrownBy(
                        () -> trip().city("a", 1, 1).city(" ", 1, 1).city("d").build())
                .isInstanceOf(InputException.class)
                .hasMessage("""
                        in trip, the id 'a' is given twice.
                        in trip, the id is missing.
                        in trip, 'd' has no finite coordinates.""");
        assertThatThrownBy(() -> TspInstance.builder("empty").build()).hasMessage("empty has no city.");
        TspBuilder many = TspInstance.builder("many");
        for (int i = 0; i < 10; i++) {
            many.city("c" + i);
        }
        List<Issue> issues = many.distances((from, to) -> -1).validate();
        assertThat(issues).hasSize(21).last().hasToString("in many, 70 more distances cannot be.");
    }
}
