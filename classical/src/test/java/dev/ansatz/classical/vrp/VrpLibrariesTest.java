package dev.ansatz.classical.vrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.vrp.Objective;
import dev.ansatz.problems.vrp.TimeWindows;
import dev.ansatz.problems.vrp.VehicleType;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpBuilder;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VrpLibrariesTest {
    private static final VrpRoutingLibrary OR_TOOLS = new OrToolsVrp();
    private static final VrpRoutingLibrary TIMEFOLD = new TimefoldVrp();

    static List<VrpRoutingLibrary> libraries() {
        return List.of(OR_TOOLS, TIMEFOLD);
    }

    private static Options<VrpPlan> enough(Solver<?, ?> library) {
        return Options.<VrpPlan>ofIterations(library == OR_TOOLS ? 200 : 3000).withTimeLimit(Duration.ofMillis(800));
    }

    /** Places on a line, the depot at 0; ways take as long as they are. */
    private static VrpBuilder line(String name, int... places) {
        VrpBuilder builder = VrpInstance.builder(name).location("depot", 0, 0);
        long[][] ways = new long[places.length + 1][places.length + 1];
        for (int i = 0; i <= places.length; i++) {
            for (int j = 0; j <= places.length; j++) {
                ways[i][j] = Math.abs((i == 0 ? 0 : places[i - 1]) - (j == 0 ? 0 : places[j - 1]));
            }
        }
        for (int place : places) {
            builder.location("at" + place, place, 0);
        }
        return builder.profile("line", ways, ways);
    }

    private static double solved(VrpRoutingLibrary library, VrpBuilder builder) {
        VrpInstance instance = builder.build();
        assertNull(library.refuses(instance));
        Outcome<VrpPlan> outcome = library.solve(instance, enough(library));
        VrpPlan plan = outcome.solution();
        assertNotNull(plan, () -> instance.name() + ": " + outcome.notes());
        Evaluation judged = Vrp.PROBLEM.evaluate(instance, plan);
        assertTrue(judged.feasible(), () -> judged.violations().toString());
        assertEquals(judged.objective(), outcome.objective());
        return judged.objective();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void windowsForceAnOrder(VrpRoutingLibrary library) {
        // 30 first (by 30), then back to 10 and out to 20: 30 + 20 + 10 + 20.
        VrpBuilder builder = line("windows", 10, 20, 30)
                .vehicle("van", van -> van.start("depot").end("depot"))
                .job("far", job -> job.at("at30").window(0, 30))
                .job("near", job -> job.at("at10").window(40, 50))
                .job("middle", job -> job.at("at20").window(60, 100));
        assertEquals(80, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aVehicleWaitsForTheNextOfSeveralWindows(VrpRoutingLibrary library) {
        // Paid by time: leaves at 25 for 35, serves till 40, at 10 again at 65 within [60, 70], home at 75: 50.
        VrpBuilder builder = line("several", 10, 35)
                .vehicle("van", van -> van.start("depot").end("depot").costPerTime(1))
                .job("near", job -> job.at("at10").window(0, 5).window(100, 120))
                .job("far", job -> job.at("at35").window(20, 30).window(80, 81));
        // At 35 at 80, then 10 at 105, home at 115; left at 45: 70.
        assertEquals(70, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aShipmentIsPickedUpBeforeItIsDelivered(VrpRoutingLibrary library) {
        VrpBuilder builder = line("shipments", 10, 20, 30)
                .vehicle("van", van -> van.start("depot").end("depot").capacity(1))
                .shipment(
                        "out",
                        s -> s.amount(1)
                                .from(f -> f.at("at30").id("a"))
                                .to(t -> t.at("at20").id("b")))
                .shipment(
                        "in",
                        s -> s.amount(1)
                                .from(f -> f.at("at10").id("c"))
                                .to(t -> t.at("at20").id("d")));
        // 10, 20, 30, 20, home.
        assertEquals(60, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aRideIsNoLongerThanItMayBe(VrpRoutingLibrary library) {
        VrpBuilder builder = line("ride", 10, 20, 30)
                .vehicle("van", van -> van.start("depot").end("depot"))
                .job("far", job -> job.at("at30").window(0, 1000))
                .shipment(
                        "rider",
                        s -> s.maxRide(10)
                                .amount(1)
                                .from(f -> f.at("at10").id("a").window(0, 10))
                                .to(t -> t.at("at20").id("b")));
        assertEquals(60, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void whatCostsMoreThanItsPenaltyIsLeftOut(VrpRoutingLibrary library) {
        VrpBuilder builder = line("optional", 10, 50)
                .vehicle("van", van -> van.start("depot").end("depot"))
                .job("near", job -> job.at("at10").optional(25))
                .job("far", job -> job.at("at50").optional(75));
        // Near costs 20 and far 80 more: 20 + 75.
        assertEquals(95, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void vehiclesOfSeveralTypesAndDepotsAreUsedWhereTheyAreCheap(VrpRoutingLibrary library) {
        VrpBuilder builder = line("fleet", 10, 90, 100)
                .vehicles(
                        "here",
                        2,
                        van -> van.start("depot").end("depot").capacity(2).fixedCost(5))
                .vehicles(
                        "there",
                        2,
                        van -> van.start("at100").end("at100").capacity(1).fixedCost(7))
                .job("near", job -> job.at("at10").delivery(1))
                .job("far", job -> job.at("at90").delivery(1));
        assertEquals(5 + 20 + 7 + 20, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void anOpenRouteEndsAtItsLastStop(VrpRoutingLibrary library) {
        VrpBuilder builder = line("open", 10, 40)
                .vehicle("van", van -> van.start("depot"))
                .job("near", job -> job.at("at10").delivery(1))
                .job("far", job -> job.at("at40").delivery(1));
        assertEquals(40, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void deliveriesGoBeforePickups(VrpRoutingLibrary library) {
        // One van, pickup at 10 on the way must wait for the way back.
        VrpBuilder builder = line("backhaul", 10, 20, 30)
                .vehicle(
                        "van",
                        van -> van.start("depot")
                                .end("depot")
                                .capacity(2)
                                .order(VehicleType.Order.DELIVERIES_FIRST_AND_NEEDED)
                                .costPerTime(1)
                                .costPerDistance(1))
                .job("back", job -> job.at("at30").pickup(2).service(1))
                .job("out", job -> job.at("at20").delivery(1).service(1))
                .job("out too", job -> job.at("at10").delivery(1).service(1));
        // Distance 60 and time 63.
        assertEquals(123, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aBreakIsTakenWithinItsWindow(VrpRoutingLibrary library) {
        VrpBuilder builder = line("break", 50)
                .vehicle(
                        "van",
                        van -> van.start("depot")
                                .end("depot")
                                .costPerTime(1)
                                .shift(0, 500)
                                .pause("lunch", TimeWindows.of(60, 70), 30))
                .job("far", job -> job.at("at50").service(20));
        assertEquals(150, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void tasksOfAGroupAreTogetherOrApart(VrpRoutingLibrary library) {
        VrpBuilder builder = line("groups", 10, 20, 30, 40)
                .vehicles("van", 3, van -> van.start("depot").end("depot").capacity(3))
                .job("a", job -> job.at("at10").delivery(1))
                .job("b", job -> job.at("at20").delivery(1))
                .job("c", job -> job.at("at30").delivery(1))
                .job("d", job -> job.at("at40").delivery(1))
                .apart("apart", List.of("c", "d"))
                .sameRoute("together", List.of("a", "b"))
                .oneOf("one", List.of("b", "c"));
        // a and b with d, c not at all: 80.
        assertEquals(80, solved(library, builder));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void fewerVehiclesGoBeforeTheDistance(VrpRoutingLibrary library) {
        VrpInstance instance = line("vehicles", 10, 20)
                .vehicles("van", 2, van -> van.start("depot").end("depot").capacity(2))
                .job("a", job -> job.at("at10").delivery(1).window(30, 40))
                .job("b", job -> job.at("at20").delivery(1).window(0, 100))
                .build()
                .withObjective(Objective.VEHICLES);
        VrpPlan plan = library.solve(instance, enough(library)).best();
        assertEquals(1, plan.routes().size());
        assertEquals(40, Vrp.PROBLEM.parts(instance, plan).get("distance"));
    }

    @Test
    void timefoldReloads() {
        VrpBuilder builder = line("reload", 10)
                .vehicle(
                        "van",
                        van -> van.start("depot")
                                .end("depot")
                                .capacity(1)
                                .reload("yard", "depot", 0, 100, 5)
                                .maxTrips(2))
                .job("a", job -> job.at("at10").delivery(1))
                .job("b", job -> job.at("at10").delivery(1));
        assertEquals(40, solved(TIMEFOLD, builder));
        assertEquals(
                "OR-Tools is not given reloads: vehicle 'van' may make several trips.",
                OR_TOOLS.refuses(builder.build()));
    }

    @Test
    void orToolsRefusesASetupThatIsSavedBetweenStopsAtOnePlace() {
        VrpBuilder builder = line("setup", 10)
                .vehicle("van", van -> van.start("depot").end("depot").costPerTime(1))
                .job("a", job -> job.at("at10").setup(7).service(1))
                .job("b", job -> job.at("at10").setup(7).service(1));
        assertEquals(20 + 7 + 2, solved(TIMEFOLD, builder));
        assertEquals(
                "OR-Tools cannot express a setup time that is saved between stops at one location: task 'a'.",
                OR_TOOLS.refuses(builder.build()));
    }

    static Stream<Arguments> attributes() {
        return libraries().stream()
                .flatMap(library ->
                        Stream.of(RandomVrp.Attribute.values()).map(attribute -> Arguments.of(library, attribute)));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void eachAttributeAloneIsSolvedToOptimality(VrpRoutingLibrary library, RandomVrp.Attribute attribute) {
        for (int seed = 1; seed <= 2; seed++) {
            VrpInstance instance = RandomVrp.with(seed, attribute);
            if (ExactVrp.isTiny(instance) && library.refuses(instance) == null) {
                Outcome<VrpPlan> outcome = library.solve(instance, enough(library));
                double optimum = ExactVrp.objective(instance);
                assertEquals(Double.isNaN(optimum), outcome.solution() == null, instance::name);
                if (!Double.isNaN(optimum)) {
                    assertEquals(optimum, outcome.objective(), 1e-9, instance.name() + instance.notes());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void noCombinationGivesAnInvalidPlan(VrpRoutingLibrary library) {
        int solved = 0;
        int optimal = 0;
        int tiny = 0;
        for (int seed = 1; seed <= 200; seed++) {
            VrpInstance instance = RandomVrp.of(seed, Set.of());
            if (library.refuses(instance) != null) {
                continue;
            }
            Outcome<VrpPlan> outcome =
                    library.solve(instance, Options.<VrpPlan>ofIterations(60).withTimeLimit(Duration.ofMillis(250)));
            VrpPlan plan = outcome.solution();
            boolean small = ExactVrp.isTiny(instance);
            double optimum = small ? ExactVrp.objective(instance) : Double.NaN;
            if (plan == null) {
                continue;
            }
            solved++;
            VrpSchedule schedule = VrpSchedule.of(instance, plan);
            assertTrue(schedule.violations().isEmpty(), () -> instance.name() + schedule.violations());
            assertEquals(schedule.objective() / (double) instance.scale().cost(), outcome.objective());
            if (small) {
                assertFalse(Double.isNaN(optimum), () -> instance.name() + " has a plan, but none was enumerated");
                assertTrue(outcome.objective() >= optimum - 1e-9, instance::name);
                tiny++;
                optimal += outcome.objective() <= optimum + 1e-9 ? 1 : 0;
            }
        }
        assertTrue(solved >= 100, "solved " + solved);
        assertTrue(optimal >= 0.7 * tiny, optimal + " of " + tiny + " are optimal");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void beginsWithTheWarmStartAndKeepsIt(VrpRoutingLibrary library) {
        int taken = 0;
        for (int seed = 1; seed <= 40; seed++) {
            VrpInstance instance = RandomVrp.of(seed, Set.of());
            VrpPlan best =
                    ExactVrp.isTiny(instance) && library.refuses(instance) == null ? ExactVrp.solve(instance) : null;
            if (best != null) {
                Outcome<VrpPlan> outcome = library.solve(
                        instance,
                        Options.<VrpPlan>ofIterations(5)
                                .withTimeLimit(Duration.ofSeconds(2))
                                .withWarmStart(best));
                assertEquals(Vrp.PROBLEM.evaluate(instance, best).objective(), outcome.objective(), 1e-9);
                assertFalse(
                        outcome.notes().stream().anyMatch(note -> note.contains("did not take the warm start")),
                        () -> instance.name() + instance.notes() + outcome.notes());
                taken++;
            }
        }
        assertTrue(taken >= 10, "warm starts taken: " + taken);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void keepsItsTimeLimit(VrpRoutingLibrary library) {
        library.warmUp();
        VrpInstance instance = RandomVrp.with(3, RandomVrp.Attribute.WINDOWS, RandomVrp.Attribute.TIME_COST);
        long begin = System.nanoTime();
        Outcome<VrpPlan> outcome = library.solve(instance, Options.ofTime(Duration.ofMillis(400)));
        double seconds = (System.nanoTime() - begin) * 1e-9;
        assertNotNull(outcome.solution());
        assertTrue(seconds < 0.4 * 1.05 + 0.2, "took " + seconds);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void theSameIterationsGiveTheSamePlan(VrpRoutingLibrary library) {
        VrpInstance instance = RandomVrp.with(5, RandomVrp.Attribute.WINDOWS, RandomVrp.Attribute.TYPES);
        assertEquals(
                library.solve(instance, Options.ofIterations(50)).best(),
                library.solve(instance, Options.ofIterations(50)).best());
    }
}
