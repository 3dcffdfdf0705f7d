package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Places on a line, one unit of distance and time apart. */
class ExplanationTest {
    private static VrpBuilder line() {
        VrpBuilder builder = VrpInstance.builder("line");
        for (int i = 0; i <= 10; i++) {
            builder.location("at-" + i);
        }
        return builder.profile("walk", ExplanationTest::apart, ExplanationTest::apart);
    }

    private static long apart(String from, String to) {
        return Math.abs(Long.parseLong(from.substring(3)) - Long.parseLong(to.substring(3)));
    }

    private static Consumer<VehicleSpec> home(Consumer<VehicleSpec> more) {
        return vehicle -> {
            vehicle.start("at-0").end("at-0");
            more.accept(vehicle);
        };
    }

    private static List<String> reasons(VrpInstance instance, VrpPlan plan) {
        return Explanation.of(instance, plan).unserved().stream()
                .map(left -> left.task() + ": " + left.reason())
                .toList();
    }

    private static VrpPlan route(int... stops) {
        return VrpPlan.of(new VrpPlan.Route(0, stops));
    }

    @Test
    void costsAreSaidByTermAndRoute() {
        VrpInstance instance = line().job("a", job -> job.at("at-3").service(4))
                .job("b", job -> job.at("at-5"))
                .vehicles(
                        "van",
                        2,
                        home(van -> van.fixedCost(10).costPerDistance(2).costPerService(0.5)))
                .build();
        Explanation explanation = Explanation.of(
                instance, VrpPlan.of(new VrpPlan.Route(0, new int[] {0}), new VrpPlan.Route(0, new int[] {1})));
        assertThat(explanation.objective()).isEqualTo(54);
        assertThat(explanation.parts()).isEqualTo(Map.of("fixed", 20.0, "distance", 32.0, "service", 2.0));
        assertThat(explanation.routes())
                .containsExactly(
                        new Explanation.RouteCost("van-1", 24, Map.of("fixed", 10.0, "distance", 12.0, "service", 2.0)),
                        new Explanation.RouteCost("van-2", 30, Map.of("fixed", 10.0, "distance", 20.0)));
        assertThat(explanation.unserved()).isEmpty();
        assertThat(explanation.violations()).isEmpty();
    }

    @Test
    void vehiclesThatCannotServeATaskAtAllAreToldApart() {
        VrpInstance instance = line().job("a", job -> job.at("at-3"))
                .job(
                        "heavy",
                        job -> job.at("at-5").delivery(8).allOf(List.of("lift")).optional(1))
                .vehicle("cart", home(cart -> cart.capacity(20)))
                .vehicle("bike", home(bike -> bike.capacity(5).skills(List.of("lift"))))
                .vehicle("cart-2", home(cart -> cart.capacity(20)))
                .build();
        assertThat(reasons(instance, route(0)))
                .containsExactly("heavy: vehicles 'cart', 'cart-2': the vehicle lacks lift; vehicle 'bike': "
                        + new Servable(instance).obstacle(1, 1));
    }

    @Test
    void aTaskThatDoesNotPaySaysByHowMuch() {
        VrpInstance instance = line().job("a", job -> job.at("at-3"))
                .job("far", job -> job.at("at-10").optional(7.5))
                .job("near", job -> job.at("at-2").optional(7.5))
                .vehicle("van", home(van -> {}))
                .build();
        // From at-3 on to at-10 and back: 14 more. at-2 is on the way.
        assertThat(reasons(instance, route(0)))
                .containsExactly(
                        "far: vehicle 'van': serving it would cost 6.5 more than its penalty of 7.5",
                        "near: vehicle 'van': vehicle 'van' could serve it for 0 more, less than its penalty of 7.5: the plan"
                                + " can be improved");
    }

    @Test
    void whatTheBestPlaceBreaksIsSaidWhereNoVehicleIsFree() {
        VrpInstance instance = line().job("a", job -> job.at("at-3").delivery(4).window(3, 4))
                .job("b", job -> job.at("at-6").delivery(4).window(6, 7).optional(100))
                .job(
                        "c",
                        job -> job.at("at-1")
                                .delivery(4)
                                .window(0, 1)
                                .service(2)
                                .optional(100))
                .job("d", job -> job.at("at-4").delivery(3).optional(100))
                .vehicle("van", home(van -> van.capacity(10).shift(0, 20)))
                .build();
        assertThat(reasons(instance, route(0, 1)))
                .containsExactly(
                        // Two seconds at at-1 make a one late, and two too much load.
                        "c: vehicle 'van': no vehicle is free, and no place on 1 route fits; at best, with vehicle 'van', the"
                                + " vehicle has 2 too little room for load and stop 'a' is reached 1 after its time window",
                        "d: vehicle 'van': no vehicle is free, and no place on 1 route fits; at best, with vehicle 'van', the"
                                + " vehicle has 1 too little room for load");
    }

    @Test
    void groupsAreRespected() {
        VrpInstance instance = line().job("a", job -> job.at("at-3"))
                .job("either", job -> job.at("at-5"))
                .job("or", job -> job.at("at-6"))
                .job("rival", job -> job.at("at-2").optional(5))
                .oneOf("choice", List.of("either", "or"))
                .apart("rivals", List.of("a", "rival"))
                .vehicle("van", home(van -> {}))
                .build();
        assertThat(reasons(instance, route(0, 1)))
                .containsExactly(
                        "or: 'either' of the group 'choice' is served in its place",
                        "rival: vehicle 'van': no vehicle is free, and it must not share a route with 'a'");
    }

    @Test
    void aTaskOfASharedRouteIsLookedAtThereOnly() {
        VrpInstance instance = line().job("a", job -> job.at("at-3"))
                .job("with-a", job -> job.at("at-4").optional(1))
                .sameRoute("pair", List.of("a", "with-a"))
                .vehicle("van", home(van -> {}))
                .vehicle("bus", home(bus -> bus.maxStops(9)))
                .build();
        assertThat(reasons(instance, route(0)))
                .containsExactly(
                        "with-a: vehicle 'van': serving it would cost 1 more than its penalty of 1; vehicle 'bus': it must"
                                + " share the route of 'a' with vehicle 'van'");
    }

    @Test
    void requiredTasksSayWhoCouldServeThem() {
        VrpInstance instance = line().job("a", job -> job.at("at-3"))
                .shipment(
                        "s",
                        s -> s.from(from -> from.at("at-1"))
                                .to(to -> to.at("at-4"))
                                .amount(1))
                .vehicle("van", home(van -> van.capacity(1)))
                .build();
        assertThat(reasons(instance, route(0)))
                .containsExactly("s: vehicle 'van': vehicle 'van' could serve it for 2 more");
    }

    @Test
    void largePlansAreCutWhereItIsSaid() {
        Random random = new Random(5);
        VrpBuilder builder = line();
        for (int j = 0; j < 3000; j++) {
            String place = "at-" + random.nextInt(11);
            builder.job("job-" + j, job -> job.at(place).delivery(1).optional(1).window(0, 5));
        }
        VrpInstance instance =
                builder.vehicles("van", 50, home(van -> van.capacity(40))).build();
        List<VrpPlan.Route> routes = new ArrayList<>();
        for (int r = 0; r < 50; r++) {
            routes.add(new VrpPlan.Route(0, IntStream.range(40 * r, 40 * r + 40).toArray()));
        }
        long start = System.nanoTime();
        Explanation explanation = Explanation.of(instance, new VrpPlan(routes));
        assertThat((System.nanoTime() - start) / 1e9).as("seconds").isLessThan(30);
        assertThat(explanation.unserved()).hasSize(1000).anyMatch(Explanation.Unserved::cut);
        assertThat(explanation.unserved().get(0).reason()).endsWith("; not all routes were looked at");
    }
}
