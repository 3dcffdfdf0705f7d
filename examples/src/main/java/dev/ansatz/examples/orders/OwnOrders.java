package dev.ansatz.examples.orders;

import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.cvrp.CvrpBuilder;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.search.Ansatz;
import java.time.Duration;
import java.util.List;

/** Orders, as an application has them, become an instance, and the plan comes back in the ids of the application. */
public final class OwnOrders {
    /** What the application has. */
    public record Order(String number, double latitude, double longitude, int boxes) {}

    /** Numbers of the orders of each tour, in the order of the stops. */
    public static List<List<String>> plan(List<Order> orders, int boxesPerVan, Duration patience) {
        CvrpBuilder builder = CvrpInstance.builder("tuesday")
                .metric(Metric.HAVERSINE) // metres on the globe; or .distances((from, to) -> minutes by road)
                .depot("hub", 52.5200, 13.4050)
                .capacity(boxesPerVan);
        for (Order order : orders) {
            builder.order(order.number(), order.latitude(), order.longitude(), order.boxes());
        }
        CvrpInstance instance = builder.build(); // every mistake at once, by the number of its order

        Outcome<Routes> outcome = Ansatz.cvrp().timeLimit(patience).solve(instance);
        return instance.ids(outcome.best()); // and back: instance.routes(ids), for a warm start
    }

    private OwnOrders() {}
}
