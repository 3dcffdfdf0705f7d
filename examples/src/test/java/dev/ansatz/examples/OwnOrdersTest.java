package dev.ansatz.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.examples.orders.OwnOrders;
import dev.ansatz.examples.orders.OwnOrders.Order;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.search.cvrp.CvrpChange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnOrdersTest {
    @Test
    void thePlanComesBackInTheNumbersOfTheOrders() {
        List<List<String>> plan = OwnOrders.plan(
                List.of(
                        new Order("A-17", 52.60, 13.40, 3),
                        new Order("B 2", 52.44, 13.40, 3),
                        new Order("C-3", 52.61, 13.41, 3),
                        new Order("D-4", 52.43, 13.41, 3)),
                6,
                Duration.ofSeconds(1));
        assertThat(plan).hasSize(2);
        assertThat(plan)
                .anySatisfy(tour -> assertThat(tour).containsExactlyInAnyOrder("A-17", "C-3"))
                .anySatisfy(tour -> assertThat(tour).containsExactlyInAnyOrder("B 2", "D-4"));
    }

    @Test
    void allMistakesAreToldByTheNumbersOfTheOrders() {
        List<Order> orders = List.of(
                new Order("A-17", 52.6, 13.4, 30), new Order("A-17", 152.4, 13.4, 3), new Order("hub", 52.4, 13.4, -1));
        assertThatThrownBy(() -> OwnOrders.plan(orders, 6, Duration.ofSeconds(1)))
                .isInstanceOf(InputException.class)
                .hasMessage("""
                        in tuesday, the demand 30 of 'A-17' is above the capacity 6.
                        in tuesday, the demand -1 of 'hub' is negative.
                        in tuesday, the id 'A-17' is given twice.
                        in tuesday, the id 'hub' is given twice.
                        in tuesday, 'A-17': the latitude 152.4 is outside -90..90; HAVERSINE takes latitude, longitude \
                        in decimal degrees.""");
    }

    @Test
    void distancesMayBeTheApplicationsOwnAndOrdersComeAndGoByTheirIds() {
        CvrpInstance instance = CvrpInstance.builder("line")
                .depot("hub")
                .order("a", 1)
                .order("b", 2)
                .order("c", 3)
                .capacity(9)
                .distances((from, to) -> from.equals("hub") ? to.charAt(0) - 'a' + 1 : 1)
                .build();
        assertThat(instance.distances().between(0, 3)).isEqualTo(3);
        assertThat(instance.distances().between(3, 0)).isEqualTo(1);
        Routes before = instance.routes(List.of(List.of("c", "b", "a")));
        var change = CvrpChange.removeCustomer("b")
                .then(CvrpChange.addCustomer("d", new double[] {1, 1, 1}, new double[] {1, 1, 1}, 2));
        CvrpInstance after = change.instance(instance);
        assertThat(after.ids(change.plan(instance, after, before)).stream().flatMap(List::stream))
                .containsExactlyInAnyOrder("a", "c", "d");
    }
}
