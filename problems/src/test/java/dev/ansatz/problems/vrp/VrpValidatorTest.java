package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What each attribute means, on a line: the location {@code 7} lies 7 from the depot {@code 0}, and a unit of distance takes a unit of
 * time.
 */
class VrpValidatorTest {
    private static VrpBuilder line() {
        VrpBuilder builder = VrpInstance.builder("line");
        for (int x = 0; x <= 20; x++) {
            builder.location(Integer.toString(x), x, 0);
        }
        return builder.profile("car", Metric.MAN_2D, Rounding.ROUND);
    }

    /** One job at a place, which is also its id. */
    private static Consumer<VrpBuilder.TaskSpec> at(int x) {
        return job -> job.at(Integer.toString(x));
    }

    private static Consumer<VehicleSpec> home() {
        return vehicle -> vehicle.start("0").end("0");
    }

    private static int activity(VrpInstance instance, int type, String id) {
        VehicleType of = instance.type(type);
        for (int r = 0; r < of.reloads().size(); r++) {
            if (of.reloads().get(r).id().equals(id)) {
                return instance.reloadActivity(type, r);
            }
        }
        for (int b = 0; b < of.breaks().size(); b++) {
            if (of.breaks().get(b).id().equals(id)) {
                return instance.breakActivity(type, b);
            }
        }
        for (int s = 0; s < instance.size(); s++) {
            if (instance.stop(s).id().equals(id)) {
                return s;
            }
        }
        throw new AssertionError(id);
    }

    /** A route of the first vehicle type, unless its first word is another's id. */
    private static VrpPlan plan(VrpInstance instance, String... routes) {
        List<VrpPlan.Route> all = new ArrayList<>();
        for (String route : routes) {
            String[] words = route.split(" ");
            List<String> types = instance.types().stream().map(VehicleType::id).toList();
            int type = Math.max(0, types.indexOf(words[0]));
            all.add(new VrpPlan.Route(
                    type,
                    Arrays.stream(words)
                            .skip(types.contains(words[0]) ? 1 : 0)
                            .mapToInt(id -> activity(instance, type, id))
                            .toArray()));
        }
        return new VrpPlan(all);
    }

    private static List<String> violations(VrpInstance instance, String... routes) {
        return Vrp.PROBLEM.evaluate(instance, plan(instance, routes)).violations().stream()
                .map(Object::toString)
                .toList();
    }

    private static RouteSchedule route(VrpInstance instance, String route) {
        VrpSchedule schedule = VrpSchedule.of(instance, plan(instance, route));
        assertThat(schedule.violations()).isEmpty();
        return schedule.routes().get(0);
    }

    /** Kind and times of all visits: {@code SERVICE 5-8-9} arrives at 5, starts at 8 and leaves at 9. */
    private static List<String> times(VrpInstance instance, String route) {
        return route(instance, route).visits().stream()
                .map(visit -> visit.kind() + " " + visit.arrival() + "-" + visit.start() + "-" + visit.departure())
                .toList();
    }

    private static double cost(VrpInstance instance, String... routes) {
        Evaluation evaluation = Vrp.PROBLEM.evaluate(instance, plan(instance, routes));
        assertThat(evaluation.violations()).isEmpty();
        return evaluation.objective();
    }

    @Test
    void oneWindowBoundsTheStartOfService() {
        VrpInstance instance = line().job(
                        "5", at(5).andThen(job -> job.window(8, 10).service(4)))
                .job("9", at(9).andThen(job -> job.window(0, 16)))
                .vehicle("van", home())
                .build();
        assertThat(times(instance, "5 9"))
                .containsExactly("START 0-0-0", "SERVICE 5-8-12", "SERVICE 16-16-16", "END 25-25-25");
        assertThat(violations(instance, "9 5")).containsExactly("window: stop '5' on route 1 (vehicle 'van') by 3");
    }

    @Test
    void afterALateStopTheRouteGoesOnFromItsLatestTime() {
        VrpInstance instance = line().job("5", at(5).andThen(job -> job.window(0, 2)))
                .job("9", at(9).andThen(job -> job.window(0, 6)))
                .vehicle("van", home().andThen(v -> v.shift(0, 14)))
                .build();
        assertThat(violations(instance, "5 9"))
                .containsExactly(
                        "window: stop '5' on route 1 (vehicle 'van') by 3",
                        "shift: the end of route 1 (vehicle 'van') by 1");
    }

    @Test
    void ofSeveralWindowsTheNextOneCounts() {
        VrpInstance instance = line().job(
                        "5", at(5).andThen(job -> job.window(0, 3).window(7, 7).window(10, 12)))
                .job("9", at(9))
                .vehicle("van", home())
                .build();
        assertThat(times(instance, "5 9")).contains("SERVICE 5-7-7");
        assertThat(violations(instance, "9 5")).containsExactly("window: stop '5' on route 1 (vehicle 'van') by 1");
    }

    @Test
    void amountsAreInTheUsersUnit() {
        VrpInstance instance = line().scale(10, 10)
                .job("5", at(5).andThen(job -> job.window(0, 2)))
                .vehicle("van", home().andThen(v -> v.maxDistance(5)))
                .build();
        assertThat(violations(instance, "5"))
                .containsExactly(
                        "window: stop '5' on route 1 (vehicle 'van') by 0.3",
                        "distance: route 1 (vehicle 'van') by 0.5");
        assertThat(Vrp.PROBLEM.evaluate(instance, plan(instance, "5")).objective())
                .isEqualTo(1);
    }

    @Test
    void setupIsPaidOncePerPlace() {
        VrpInstance instance = line().job(
                        "a", at(5).andThen(job -> job.service(1).setup(10)))
                .job("b", at(5).andThen(job -> job.service(1).setup(10)))
                .job("c", at(6).andThen(job -> job.setup(3)))
                .vehicle("van", home().andThen(v -> v.costPerService(1)))
                .build();
        assertThat(times(instance, "a b c"))
                .containsExactly(
                        "START 0-0-0", "SERVICE 5-5-16", "SERVICE 16-16-17", "SERVICE 18-18-21", "END 27-27-27");
        assertThat(cost(instance, "a b c")).isEqualTo(15);
        assertThat(cost(instance, "a c b")).isEqualTo(25);
    }

    @Test
    void shiftBoundsDepartureAndReturn() {
        VrpInstance instance = line().job("5", at(5))
                .vehicle("van", home().andThen(v -> v.shift(3, 13)))
                .vehicle("bike", home().andThen(v -> v.shift(3, 12)))
                .build();
        assertThat(times(instance, "van 5")).containsExactly("START 3-3-3", "SERVICE 8-8-8", "END 13-13-13");
        assertThat(violations(instance, "bike 5")).containsExactly("shift: the end of route 1 (vehicle 'bike') by 1");
    }

    @Test
    void latestStartBoundsTheDepartureOnly() {
        VrpInstance instance = line().job("5", at(5).andThen(job -> job.window(18, 20)))
                .vehicle("van", home().andThen(v -> v.latestStart(4).costPerTime(1)))
                .build();
        assertThat(times(instance, "5")).containsExactly("START 4-4-4", "SERVICE 9-18-18", "END 23-23-23");
    }

    @Test
    void withoutACostOfTimeVehiclesLeaveAsEarlyAsTheyMay() {
        VrpInstance instance = line().job("5", at(5).andThen(job -> job.window(18, 20)))
                .vehicle("van", home())
                .build();
        RouteSchedule route = route(instance, "5");
        assertThat(route.visits().get(0).departure()).isZero();
        assertThat(route.duration()).isEqualTo(23);
        assertThat(route.waiting()).isEqualTo(13);
    }

    @Test
    void whereTimeCostsVehiclesLeaveWhenTheRouteIsShortest() {
        VrpInstance instance = line().job(
                        "5", at(5).andThen(job -> job.window(0, 2).window(18, 20)))
                .job("9", at(9).andThen(job -> job.window(10, 12).window(30, 40)))
                .vehicle("van", home().andThen(v -> v.costPerTime(2).costPerDistance(1)))
                .build();
        // The first leaves 5 at 20 and waits until 30; no schedule waits less than 6.
        RouteSchedule route = route(instance, "5 9");
        assertThat(route.visits().get(0).departure()).isEqualTo(15);
        assertThat(route.waiting()).isEqualTo(6);
        assertThat(cost(instance, "5 9")).isEqualTo(18 + 2 * 24);
    }

    @Test
    void maxDurationHasAFreeStart() {
        Consumer<VrpBuilder.TaskSpec> late = at(5).andThen(job -> job.window(18, 20));
        VrpInstance instance = line().job("5", late)
                .vehicle("van", home().andThen(v -> v.maxDuration(11)))
                .vehicle("bike", home().andThen(v -> v.maxDuration(9)))
                .vehicle("bound", home().andThen(v -> v.maxDuration(12).latestStart(8)))
                .build();
        // As early as the limit allows, not as late as can be.
        assertThat(times(instance, "van 5")).containsExactly("START 12-12-12", "SERVICE 17-18-18", "END 23-23-23");
        assertThat(violations(instance, "bike 5")).containsExactly("duration: route 1 (vehicle 'bike') by 1");
        assertThat(violations(instance, "bound 5")).containsExactly("duration: route 1 (vehicle 'bound') by 3");
    }

    @Test
    void aRouteThatIsLateIsToldToBeTooLongAsWell() {
        VrpInstance instance = line().job(
                        "5", at(5).andThen(job -> job.window(0, 2).service(7)))
                .vehicle("van", home().andThen(v -> v.maxDuration(15)))
                .build();
        assertThat(violations(instance, "5"))
                .containsExactly(
                        "window: stop '5' on route 1 (vehicle 'van') by 3", "duration: route 1 (vehicle 'van') by 2");
    }

    @Test
    void overtimeCostsBeyondTheRegularDuration() {
        RouteSchedule route = route(
                line().job("5", at(5).andThen(job -> job.service(5)))
                        .vehicle(
                                "van",
                                home().andThen(v -> v.overtimeAfter(12, 3).costPerTime(1)))
                        .build(),
                "5");
        assertThat(route.overtime()).isEqualTo(3);
        assertThat(route.cost()).isEqualTo(15 + 9);
    }

    @Test
    void limitsOfDrivingDistanceAndStops() {
        VrpInstance instance = line().profile(
                        "slow",
                        (from, to) -> 2L * Math.abs(Integer.parseInt(from) - Integer.parseInt(to)),
                        (from, to) -> Math.abs(Integer.parseInt(from) - Integer.parseInt(to)))
                .job("5", at(5))
                .job("9", at(9))
                .vehicle(
                        "free",
                        home().andThen(v ->
                                v.profile("slow").maxDriving(36).maxDistance(18).maxStops(2)))
                .vehicle(
                        "tight",
                        home().andThen(v ->
                                v.profile("slow").maxDriving(35).maxDistance(16).maxStops(1)))
                .build();
        assertThat(violations(instance, "free 5 9")).isEmpty();
        assertThat(violations(instance, "tight 5 9"))
                .containsExactly(
                        "driving: route 1 (vehicle 'tight') by 1",
                        "distance: route 1 (vehicle 'tight') by 2",
                        "stops: route 1 (vehicle 'tight') by 1");
    }

    @Test
    void waitingAndServiceAreNoDriving() {
        VrpInstance instance = line().job(
                        "5", at(5).andThen(job -> job.window(50, 60).service(30)))
                .vehicle("van", home().andThen(v -> v.maxDriving(10)))
                .build();
        assertThat(violations(instance, "5")).isEmpty();
    }

    @Test
    void capacityHoldsInEachDimension() {
        VrpInstance instance = line().dimensions("kg", "pallets")
                .job("5", at(5).andThen(job -> job.delivery(6, 1)))
                .job("9", at(9).andThen(job -> job.delivery(4, 2)))
                .vehicle("van", home().andThen(v -> v.capacity(10, 3)))
                .vehicle("bike", home().andThen(v -> v.capacity(9, 1)))
                .build();
        assertThat(violations(instance, "van 5 9")).isEmpty();
        assertThat(violations(instance, "bike 5 9"))
                .containsExactly(
                        "capacity: kg on route 1 (vehicle 'bike') by 1",
                        "capacity: pallets on route 1 (vehicle 'bike') by 2");
    }

    @Test
    void atOneStopTheDeliveryGoesOutBeforeThePickupComesIn() {
        VrpInstance instance = line().job(
                        "5", at(5).andThen(job -> job.delivery(6).pickup(4)))
                .job("9", at(9).andThen(job -> job.delivery(4).pickup(7)))
                .vehicle("van", home().andThen(v -> v.capacity(11)))
                .vehicle("bike", home().andThen(v -> v.capacity(10)))
                .build();
        RouteSchedule route = route(instance, "van 5 9");
        assertThat(route.visits()).extracting(visit -> visit.load()[0]).containsExactly(10L, 8L, 11L, 11L);
        assertThat(violations(instance, "bike 5 9")).containsExactly("capacity: load on route 1 (vehicle 'bike') by 1");
        assertThat(violations(instance, "bike 9 5")).containsExactly("capacity: load on route 1 (vehicle 'bike') by 3");
    }

    @Test
    void mixedLoadsCountWhereTheyAreAboardTogether() {
        VrpInstance instance = line().job("in", at(5).andThen(job -> job.pickup(10)))
                .job("out", at(9).andThen(job -> job.delivery(10)))
                .vehicle("van", home().andThen(v -> v.capacity(10)))
                .build();
        assertThat(violations(instance, "out in")).isEmpty();
        assertThat(violations(instance, "in out")).containsExactly("capacity: load on route 1 (vehicle 'van') by 10");
    }

    @Test
    void initialLoadIsAboardAllDay() {
        VrpInstance instance = line().job("in", at(5).andThen(job -> job.pickup(3)))
                .vehicle("van", home().andThen(v -> v.capacity(10).initialLoad(7)))
                .vehicle("bike", home().andThen(v -> v.capacity(10).initialLoad(8)))
                .build();
        assertThat(violations(instance, "van in")).isEmpty();
        assertThat(violations(instance, "bike in")).containsExactly("capacity: load on route 1 (vehicle 'bike') by 1");
    }

    private static VrpBuilder rides(long most) {
        return line().shipment(
                        "s",
                        s -> s.amount(2)
                                .from(p -> p.id("s+").at("2"))
                                .to(d -> d.id("s-").at("9").window(30, 40))
                                .maxRide(most))
                .shipment(
                        "t",
                        s -> s.amount(1)
                                .from(p -> p.id("t+").at("4"))
                                .to(d -> d.id("t-").at("6")));
    }

    @Test
    void shipmentsArePickedUpBeforeTheyAreDelivered() {
        VrpInstance instance = rides(TimeWindows.FOREVER)
                .vehicle("van", home().andThen(v -> v.capacity(3)))
                .vehicle("bike", home().andThen(v -> v.capacity(2)))
                .build();
        assertThat(violations(instance, "van s+ t+ t- s-")).isEmpty();
        assertThat(violations(instance, "bike s+ t+ t- s-"))
                .containsExactly("capacity: load on route 1 (vehicle 'bike') by 1");
        assertThat(violations(instance, "bike s+ s- t+ t-")).isEmpty();
        assertThat(violations(instance, "van s- s+ t+ t-"))
                .containsExactly(
                        "precedence: shipment 's' is delivered before it is picked up on route 1 (vehicle 'van') by 1");
        assertThat(violations(instance, "van s+ t+ t-", "bike s-"))
                .containsExactly(
                        "precedence: shipment 's' is never delivered on route 1 (vehicle 'van') by 1",
                        "precedence: shipment 's' is delivered before it is picked up on route 2 (vehicle 'bike') by 1");
        assertThat(violations(instance, "van s+ t+ t-"))
                .containsExactly(
                        "precedence: shipment 's' is never delivered on route 1 (vehicle 'van') by 1",
                        "shipment: shipment 's' has one end on a route only by 1");
    }

    @Test
    void aLimitedRideDelaysThePickup() {
        VrpInstance instance =
                rides(10).vehicle("van", home().andThen(v -> v.capacity(3))).build();
        // Delivered at 30, so picked up not before 20, and t between them.
        assertThat(times(instance, "s+ t+ t- s-"))
                .containsExactly(
                        "START 0-0-0",
                        "SERVICE 2-20-20",
                        "SERVICE 22-22-22",
                        "SERVICE 24-24-24",
                        "SERVICE 27-30-30",
                        "END 39-39-39");
        VrpInstance tight =
                rides(6).vehicle("van", home().andThen(v -> v.capacity(3))).build();
        assertThat(violations(tight, "s+ t+ t- s-"))
                .containsExactly("ride: shipment 's' on route 1 (vehicle 'van') by 1");
    }

    @Test
    void rideLimitsThatContradictEachOtherAreToldTogether() {
        VrpInstance instance = line().shipment(
                        "s",
                        s -> s.from(p -> p.id("s+").at("2").window(0, 10))
                                .to(d -> d.id("s-").at("5"))
                                .maxRide(4))
                .shipment(
                        "t",
                        s -> s.from(p -> p.id("t+").at("4"))
                                .to(d -> d.id("t-").at("6").window(20, 30))
                                .maxRide(4))
                .vehicle("van", home())
                .build();
        // s begins by 10 and ends by 14 at 5; t begins at 4 between them, so by 13, and must wait until 16.
        assertThat(violations(instance, "s+ t+ s- t-"))
                .containsExactly("ride: the rides together on route 1 (vehicle 'van') by 2");
    }

    @Test
    void breaksMayInterruptAWay() {
        VrpInstance instance = line().job("9", at(9))
                .vehicle("van", home().andThen(v -> v.pause("lunch", 4, 6, 10)))
                .build();
        assertThat(times(instance, "lunch 9"))
                .containsExactly("START 0-0-0", "BREAK 4-4-14", "SERVICE 19-19-19", "END 28-28-28");
        assertThat(violations(instance, "9 lunch"))
                .containsExactly("break: break 'lunch' before the end of route 1 (vehicle 'van') by 3");
        assertThat(violations(instance, "9"))
                .containsExactly("break: break 'lunch' is taken 0 times on route 1 (vehicle 'van') by 1");
        assertThat(violations(instance, "lunch lunch 9"))
                .contains("break: break 'lunch' is taken 2 times on route 1 (vehicle 'van') by 1");
    }

    @Test
    void severalBreaksOnOneWayFollowEachOther() {
        VrpInstance instance = line().job("9", at(9))
                .vehicle("van", home().andThen(v -> v.pause("tea", 2, 4, 1).pause("lunch", 5, 8, 3)))
                .build();
        // 2 on the way, 1 of tea, 2 on the way, 3 of lunch, 5 on the way.
        assertThat(times(instance, "tea lunch 9"))
                .containsExactly("START 0-0-0", "BREAK 2-2-3", "BREAK 5-5-8", "SERVICE 13-13-13", "END 22-22-22");
    }

    @Test
    void breaksBeforeTheFirstAndAfterTheLastStopOfOpenRoutes() {
        VrpInstance instance = line().job("9", at(9))
                .vehicle("van", v -> v.pause("tea", 2, 4, 1).pause("lunch", 5, 8, 3))
                .build();
        assertThat(times(instance, "tea 9 lunch")).containsExactly("BREAK 2-2-3", "SERVICE 3-3-3", "BREAK 5-5-8");
        assertThat(route(instance, "tea 9 lunch").duration()).isEqualTo(8);
    }

    @Test
    void breaksCountInTheDuration() {
        VrpInstance instance = line().job("5", at(5))
                .vehicle("van", home().andThen(v -> v.pause("lunch", 0, 50, 30).maxDuration(39)))
                .build();
        assertThat(violations(instance, "lunch 5")).containsExactly("duration: route 1 (vehicle 'van') by 1");
    }

    private static VrpBuilder trips() {
        return line().job("5", at(5).andThen(job -> job.delivery(6)))
                .job("9", at(9).andThen(job -> job.delivery(7).pickup(2)));
    }

    @Test
    void aReloadEndsATripAndBeginsTheNext() {
        VrpInstance instance = trips().vehicle(
                        "van", home().andThen(v -> v.capacity(10).reload("refill", "1", 0, 9, 3)))
                .vehicle(
                        "bike",
                        home().andThen(v -> v.capacity(10).reload("again", "0").maxTrips(1)))
                .build();
        assertThat(violations(instance, "van 5 9")).containsExactly("capacity: load on route 1 (vehicle 'van') by 3");
        assertThat(times(instance, "van 5 refill 9"))
                .containsExactly("START 0-0-0", "SERVICE 5-5-5", "RELOAD 9-9-12", "SERVICE 20-20-20", "END 29-29-29");
        assertThat(route(instance, "van 5 refill 9").visits())
                .extracting(visit -> visit.load()[0])
                .containsExactly(6L, 0L, 7L, 2L, 2L);
        assertThat(violations(instance, "van 9 refill 5"))
                .containsExactly("window: reload 'refill' on route 1 (vehicle 'van') by 8");
        assertThat(violations(instance, "bike 5 again 9")).containsExactly("trips: route 1 (vehicle 'bike') by 1");
    }

    @Test
    void shipmentsEndWithinTheTrip() {
        VrpInstance instance = rides(TimeWindows.FOREVER)
                .vehicle("van", home().andThen(v -> v.capacity(3).reload("refill", "1")))
                .build();
        assertThat(violations(instance, "s+ refill s- t+ t-"))
                .containsExactly("precedence: shipment 's' is aboard at a reload on route 1 (vehicle 'van') by 1");
    }

    @Test
    void aTripLeavesAfterTheReleaseOfAllThatItServes() {
        VrpInstance instance = line().job("5", at(5))
                .job("9", at(9).andThen(job -> job.release(25)))
                .vehicle("van", home().andThen(v -> v.reload("refill", "0")))
                .vehicle("bike", home().andThen(v -> v.latestStart(20)))
                .build();
        assertThat(times(instance, "van 5 refill 9"))
                .containsExactly("START 0-0-0", "SERVICE 5-5-5", "RELOAD 10-10-25", "SERVICE 34-34-34", "END 43-43-43");
        assertThat(times(instance, "van 5 9")).startsWith("START 25-25-25", "SERVICE 30-30-30");
        assertThat(violations(instance, "bike 5 9"))
                .containsExactly("release: the start of route 1 (vehicle 'bike') by 5");
    }

    @Test
    void deliveriesFirst() {
        VrpInstance instance = line().job("out", at(5).andThen(job -> job.delivery(1)))
                .job("in", at(9).andThen(job -> job.pickup(1)))
                .job("look", at(7))
                .vehicle("any", home())
                .vehicle("first", home().andThen(v -> v.order(VehicleType.Order.DELIVERIES_FIRST)))
                .vehicle(
                        "needed",
                        home().andThen(v -> v.order(VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED)
                                .reload("refill", "0")))
                .build();
        assertThat(violations(instance, "any look in out")).isEmpty();
        assertThat(violations(instance, "first look out in")).isEmpty();
        assertThat(violations(instance, "needed look out in")).isEmpty();
        assertThat(violations(instance, "first look in out"))
                .containsExactly("order: delivery 'out' after a pickup on route 1 (vehicle 'first') by 1");
        assertThat(violations(instance, "first in look", "any out")).isEmpty();
        assertThat(violations(instance, "needed in look", "any out"))
                .containsExactly("order: a trip of pickups only on route 1 (vehicle 'needed') by 1");
        assertThat(violations(instance, "needed look out refill in"))
                .containsExactly("order: a trip of pickups only on route 1 (vehicle 'needed') by 1");
    }

    @Test
    void skillsAndAllowedVehicles() {
        VrpInstance instance = line().job("all", at(1).andThen(job -> job.allOf(List.of("lift", "cool"))))
                .job("any", at(2).andThen(job -> job.anyOf(List.of("lift", "tow"))))
                .job("none", at(3).andThen(job -> job.noneOf(List.of("tow"))))
                .job("mine", at(4).andThen(job -> job.vehicles(List.of("big"))))
                .shipment(
                        "pair",
                        s -> s.allOf(List.of("tow"))
                                .from(p -> p.id("+").at("5"))
                                .to(d -> d.id("-").at("6")))
                .vehicle("big", home().andThen(v -> v.skills(List.of("lift", "cool"))))
                .vehicle("tug", home().andThen(v -> v.skills(List.of("tow"))))
                .build();
        assertThat(violations(instance, "big all any none mine", "tug + -")).isEmpty();
        assertThat(violations(instance, "tug all any none mine", "big + -"))
                .containsExactly(
                        "skill: task 'all' on route 1 (vehicle 'tug') by 1",
                        "skill: task 'none' on route 1 (vehicle 'tug') by 1",
                        "skill: task 'mine' on route 1 (vehicle 'tug') by 1",
                        "skill: task 'pair' on route 2 (vehicle 'big') by 1");
    }

    @Test
    void groups() {
        VrpBuilder builder = line();
        for (int x = 1; x <= 6; x++) {
            builder.job(Integer.toString(x), at(x).andThen(job -> job.optional(0)));
        }
        VrpInstance instance = builder.oneOf("either", List.of("1", "2"))
                .oneOf("maybe", List.of("3", "4"), 7)
                .sameRoute("together", List.of("3", "5", "6"))
                .apart("rivals", List.of("1", "2", "5"))
                .vehicles("van", 3, home())
                .build();
        assertThat(violations(instance, "1 3", "6"))
                .containsExactly("group: group 'together' is on several routes by 1");
        assertThat(violations(instance, "1 5")).containsExactly("group: group 'rivals' shares routes by 1");
        assertThat(violations(instance, "1", "2"))
                .containsExactly("group: group 'either': more than one is served by 1");
        assertThat(violations(instance, "3")).containsExactly("group: group 'either': none is served by 1");
        assertThat(cost(instance, "1")).isEqualTo(2 + 7);
        assertThat(cost(instance, "1", "3 5")).isEqualTo(2 + 10);
    }

    @Test
    void tasksAreRequiredOrCostAPenalty() {
        VrpInstance instance = line().job("5", at(5))
                .job("9", at(9).andThen(job -> job.optional(12.5)))
                .vehicles("van", 2, home())
                .build();
        assertThat(cost(instance, "5")).isEqualTo(22.5);
        assertThat(cost(instance, "5 9")).isEqualTo(18);
        assertThat(violations(instance, "9")).containsExactly("unserved: required task '5' by 1");
        assertThat(violations(instance, "5 9", "5")).containsExactly("repeated: task '5' by 1");
        assertThat(Vrp.PROBLEM.parts(instance, plan(instance, "5")))
                .containsExactlyInAnyOrderEntriesOf(java.util.Map.of("unserved", 12.5, "distance", 10.0));
    }

    @Test
    void fleets() {
        VrpInstance instance = line().job("5", at(5))
                .job("9", at(9))
                .vehicles("van", 1, home())
                .vehicles("bike", 3, home())
                .minRoutes(2)
                .build();
        assertThat(violations(instance, "van 5", "bike 9")).isEmpty();
        assertThat(violations(instance, "van 5", "van 9"))
                .containsExactly("vehicles: 2 routes for 1 of vehicle 'van' by 1");
        assertThat(violations(instance, "van 5 9"))
                .containsExactly("vehicles: 1 routes where at least 2 are needed by 1");
        assertThat(VrpSchedule.of(instance, plan(instance, "bike 5", "bike 9")).routes())
                .extracting(RouteSchedule::vehicle)
                .containsExactly("bike-1", "bike-2");
    }

    @Test
    void openRoutesAndDifferentEnds() {
        VrpInstance instance = line().job("5", at(5))
                .job("9", at(9))
                .vehicle("closed", home())
                .vehicle("noEnd", v -> v.start("0"))
                .vehicle("noStart", v -> v.end("0"))
                .vehicle("neither", v -> v.costPerDistance(1))
                .vehicle("across", v -> v.start("3").end("12"))
                .build();
        assertThat(cost(instance, "closed 5 9")).isEqualTo(18);
        assertThat(cost(instance, "noEnd 5 9")).isEqualTo(9);
        assertThat(cost(instance, "noStart 5 9")).isEqualTo(13);
        assertThat(cost(instance, "neither 5 9")).isEqualTo(4);
        assertThat(cost(instance, "across 5 9")).isEqualTo(9);
        assertThat(times(instance, "noStart 5 9")).containsExactly("SERVICE 0-0-0", "SERVICE 4-4-4", "END 13-13-13");
        assertThat(times(instance, "noEnd 5 9")).containsExactly("START 0-0-0", "SERVICE 5-5-5", "SERVICE 9-9-9");
    }

    @Test
    void theShiftOfAnOpenRouteEndsWithItsLastService() {
        VrpInstance instance = line().job("5", at(5).andThen(job -> job.service(4)))
                .vehicle("van", v -> v.start("0").shift(0, 8))
                .build();
        assertThat(violations(instance, "5")).containsExactly("shift: the end of route 1 (vehicle 'van') by 1");
    }

    @Test
    void profilesAreAsymmetricAndScaledByASpeedFactor() {
        long[][] durations = {{0, 10}, {4, 0}};
        long[][] distances = {{0, 3}, {5, 0}};
        VrpInstance instance = VrpInstance.builder("roads")
                .location("a")
                .location("b")
                .profile("road", durations, distances)
                .job("j", job -> job.at("b"))
                .vehicle("slow", v -> v.start("a").end("a").costPerDriving(1).costPerDistance(100))
                .vehicle(
                        "fast",
                        v -> v.start("a")
                                .end("a")
                                .speedFactor(4)
                                .costPerDriving(1)
                                .costPerDistance(100))
                .build();
        assertThat(times(instance, "slow j")).containsExactly("START 0-0-0", "SERVICE 10-10-10", "END 14-14-14");
        assertThat(cost(instance, "slow j")).isEqualTo(814);
        // 10 / 4 is rounded to 3.
        assertThat(times(instance, "fast j")).containsExactly("START 0-0-0", "SERVICE 3-3-3", "END 4-4-4");
        assertThat(cost(instance, "fast j")).isEqualTo(804);
        assertThat(instance.travel(0).symmetric()).isFalse();
    }

    @Test
    void noWayIsAViolationOfItsOwn() {
        long none = Travel.UNREACHABLE;
        long[][] matrix = {{0, 3, 3}, {none, 0, 1}, {3, 1, 0}};
        VrpInstance instance = VrpInstance.builder("river")
                .location("a")
                .location("b")
                .location("c")
                .profile("boat", matrix, matrix)
                .job("b", job -> job.at("b"))
                .job("c", job -> job.at("c"))
                .vehicle("boat", v -> v.start("a").end("a"))
                .build();
        assertThat(cost(instance, "b c")).isEqualTo(7);
        assertThat(violations(instance, "c b"))
                .containsExactly(
                        "unreachable: from stop 'b' on route 1 (vehicle 'boat') to the end of route 1 (vehicle 'boat') by 1");
    }

    @Test
    void costsOfTypesAddUp() {
        VrpInstance instance = line().job(
                        "5", at(5).andThen(job -> job.service(4).window(10, 20)))
                .vehicle(
                        "van",
                        home().andThen(v -> v.fixedCost(100)
                                .costPerDistance(0.5)
                                .costPerDriving(0.25)
                                .costPerService(2)
                                .costPerTime(1)
                                .overtimeAfter(10, 10)))
                .build();
        assertThat(Vrp.PROBLEM.parts(instance, plan(instance, "5")))
                .containsExactlyInAnyOrderEntriesOf(java.util.Map.of(
                        "fixed",
                        100.0,
                        "distance",
                        5.0,
                        "driving",
                        2.5,
                        "service",
                        8.0,
                        "duration",
                        14.0,
                        "overtime",
                        40.0));
        assertThat(cost(instance, "5")).isEqualTo(169.5);
    }

    @Test
    void vehiclesFirstCountsUnservedThenVehiclesThenDistance() {
        VrpInstance instance = line().job("5", at(5).andThen(job -> job.optional(3)))
                .job("9", at(9).andThen(job -> job.optional(0.5)))
                .job("11", at(11))
                .job("12", at(12))
                .oneOf("either", List.of("11", "12"), 4)
                .vehicles("van", 3, home().andThen(v -> v.fixedCost(70).costPerTime(5)))
                .build()
                .withObjective(Objective.VEHICLES);
        assertThat(Vrp.PROBLEM.parts(instance, plan(instance, "5", "9")))
                .isEqualTo(java.util.Map.of("unserved", 1.0, "vehicles", 2.0, "distance", 28.0));
    }

    @Test
    void vehiclesFirstOrdersPlans() {
        VrpInstance instance = line().job("5", at(5).andThen(job -> job.optional(1)))
                .job("20", at(20))
                .vehicles("van", 3, home())
                .build()
                .withObjective(Objective.VEHICLES);
        double all = cost(instance, "20 5");
        double two = cost(instance, "20", "5");
        double left = cost(instance, "20");
        assertThat(all).isLessThan(two);
        assertThat(two).isLessThan(left);
        assertThat(instance.withObjective(Objective.COST).objective()).isEqualTo(Objective.COST);
    }

    @Test
    void whatIsNoPlanIsTold() {
        VrpInstance instance = line().job("5", at(5))
                .vehicle("van", home().andThen(v -> v.reload("refill", "0")))
                .vehicle("bike", home())
                .build();
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(7, new int[] {0}), new VrpPlan.Route(1, new int[] {
            0, -3, 99, instance.reloadActivity(0, 0)
        }));
        assertThat(Vrp.PROBLEM.evaluate(instance, plan).violations())
                .extracting(Object::toString)
                .containsExactly(
                        "unknown-vehicle: route 1 by 1",
                        "unknown-task: activity -3 on route 2 (vehicle 'bike') by 1",
                        "unknown-task: activity 99 on route 2 (vehicle 'bike') by 1",
                        "vehicle: a break or reload of another vehicle on route 2 (vehicle 'bike') by 1");
        assertThat(Vrp.PROBLEM.evaluate(instance, new VrpPlan(List.of())).violations())
                .hasSize(1);
    }
}
