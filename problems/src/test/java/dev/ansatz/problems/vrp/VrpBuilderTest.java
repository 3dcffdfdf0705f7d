package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VrpBuilderTest {
    private static VrpBuilder line() {
        return VrpInstance.builder("monday")
                .location("hub", 0, 0)
                .location("near", 5, 0)
                .location("far", 20, 0)
                .profile("car", Metric.MAN_2D, Rounding.ROUND);
    }

    private static Consumer<VehicleSpec> home() {
        return vehicle -> vehicle.start("hub").end("hub");
    }

    private static List<String> rules(VrpBuilder builder) {
        return builder.validate().stream()
                .map(issue -> issue.rule() + issue.ids())
                .toList();
    }

    private static List<String> texts(VrpBuilder builder) {
        return builder.validate().stream().map(Issue::text).toList();
    }

    @Test
    void allMistakesAreToldAtOnceWithIds() {
        VrpBuilder builder = line().location("near", 1, 1)
                .job("a", job -> job.at("naer").window(9, 8).delivery(-1))
                .job(
                        "b",
                        job -> job.at("far")
                                .window(0, 5)
                                .window(4, 9)
                                .service(-3)
                                .optional(-2))
                .job("b", job -> job.at("far").vehicles(List.of("vn")))
                .job("c", job -> job.window(-4, 3))
                .shipment(
                        "d",
                        s -> s.from(p -> p.at("near"))
                                .to(p -> p.at("mars").setup(-1))
                                .maxRide(-1))
                .vehicle(
                        "van",
                        home().andThen(v -> v.shift(10, 5)
                                .speedFactor(0)
                                .fixedCost(Double.NaN)
                                .profile("cra")))
                .vehicle(
                        "van",
                        v -> v.start("hbu")
                                .shift(10, 20)
                                .latestStart(5)
                                .maxTrips(0)
                                .maxDistance(-1))
                .sameRoute("g", List.of("a", "z", "a"));
        assertThat(rules(builder))
                .containsExactly(
                        "duplicate-id[near]",
                        "duplicate-id[b]",
                        "duplicate-id[van]",
                        "location[a]",
                        "amount[a]",
                        "window[a]",
                        "time[b]",
                        "window[b]",
                        "penalty[b]",
                        "vehicle[b]",
                        "location[c]",
                        "window[c]",
                        "location[d]",
                        "time[d]",
                        "time[d]",
                        "shift[van]",
                        "speed[van]",
                        "cost[van]",
                        "profile[van]",
                        "location[van]",
                        "limit[van]",
                        "shift[van]",
                        "limit[van]",
                        "group[g]",
                        "group[g]");
        assertThat(texts(builder))
                .contains(
                        "job 'a' is at the unknown location 'naer'; did you mean near?",
                        "job 'a' has a window that ends before it begins: [9, 8].",
                        "job 'b' has windows that overlap: [0, 5] and [4, 9].",
                        "job 'b' allows the unknown vehicle 'vn'; did you mean van?",
                        "job 'c' has no location.",
                        "the delivery of shipment 'd' is at the unknown location 'mars'.",
                        "vehicle 'van' has a shift that ends before it begins: [10, 5].",
                        "vehicle 'van' must start by 5, before its shift begins at 10.",
                        "vehicle 'van' goes by the unknown profile 'cra'; did you mean car?");
        assertThatThrownBy(builder::build)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("naer")
                .hasMessageContaining("mars");
        List<Issue> added = new ArrayList<>();
        assertThat(builder.build(added)).isNull();
        assertThat(added).isEqualTo(builder.validate());
    }

    @Test
    void anEmptyBuilderIsToldWhatItLacks() {
        assertThat(rules(VrpInstance.builder(" ").scale(0, 1).minRoutes(-1)))
                .containsExactly("name[ ]", "scale[]", "vehicles[]", "profile[]", "vehicles[]");
    }

    @Test
    void nothingThatDoesNotFitTheKindOfTaskIsDropped() {
        VrpBuilder builder = line().job(
                        "a", job -> job.at("near").amount(3).maxRide(4).to(p -> p.at("far")))
                .shipment("b", s -> s.delivery(2).from(p -> p.at("near")).to(p -> p.at("far")))
                .vehicle("van", home());
        assertThat(rules(builder)).containsExactly("amount[a]", "location[a]", "ride[a]", "amount[b]");
    }

    @Test
    void penaltiesThatDoNotCountAreTold() {
        VrpInstance instance = line().job("c", job -> job.at("near").optional(0.001))
                .job("d", job -> job.at("near"))
                .oneOf("g", List.of("c", "d"), 5)
                .vehicle("van", home())
                .build();
        assertThat(instance.notes()).hasSize(1);
        assertThat(instance.penalty(0)).isZero();
        assertThat(instance.task(1).required()).isFalse();
        assertThat(instance.scale().cost()).isEqualTo(1);
    }

    @Test
    void matricesMustBeSquareNotNegativeAndZeroOnTheDiagonal() {
        long[][] ragged = {{0, 1}, {1, 0, 3}};
        long[][] wrong = {{4, -1}, {Integer.MAX_VALUE, 0}};
        VrpBuilder builder = VrpInstance.builder("matrix")
                .location("a")
                .location("b")
                .profile("ragged", ragged, ragged)
                .profile("wrong", wrong, new long[3][3])
                .vehicle("van", v -> v.profile("wrong"));
        assertThat(texts(builder))
                .containsExactly(
                        "the matrix of durations of profile 'ragged' has 3 entries in the row of 'b', not 2.",
                        "the matrix of durations of profile 'wrong' is not 0 from 'a' to itself: 4.",
                        "the matrix of durations of profile 'wrong' is negative (2^50 means that there is no way) from 'a' to 'b': -1.",
                        "the matrix of durations of profile 'wrong' has what looks like a mark of no way (2^50 means that there is none) from 'b' to 'a': 2147483647.",
                        "the matrix of distances of profile 'wrong' has 3 rows for 2 locations.");
        long[][] marks = new long[10][10];
        for (long[] row : marks) {
            java.util.Arrays.fill(row, -1);
        }
        VrpBuilder many =
                VrpInstance.builder("many").vehicle("van", v -> v.capacity(1)).profile("p", marks, marks);
        for (int i = 0; i < 10; i++) {
            many.location("l" + i);
        }
        assertThat(texts(many))
                .hasSize(6)
                .last()
                .isEqualTo("the matrix of durations of profile 'p' has 95 more such entries.");
    }

    @Test
    void coordinatesMustBeKnownAndOnEarth() {
        VrpBuilder builder = VrpInstance.builder("earth")
                .location("a", 52.5, 13.4)
                .location("b")
                .location("c", 520, 13)
                .greatCircle("car", 10)
                .greatCircle("boat", 0)
                .vehicle("van", v -> v.profile("car"));
        assertThat(rules(builder)).contains("coordinates[b]", "coordinates[c]", "speed[boat]");
    }

    @Test
    void loadsMustFitTheDimensions() {
        VrpBuilder builder = line().job("a", job -> job.at("near").delivery(1, 2))
                .vehicle("van", home().andThen(v -> v.capacity(5)))
                .vehicle("bike", home().andThen(v -> v.capacity(5, 5).initialLoad(6)));
        assertThat(texts(builder))
                .containsExactly(
                        "vehicle 'van' has 1 capacities where loads have 2 dimensions.",
                        "vehicle 'bike' has 6 aboard all day, above its capacity of 5.");
        assertThat(rules(line().dimensions("kg")
                        .job("a", job -> job.at("near").delivery(1, 2))
                        .vehicle("van", home())))
                .containsExactly("amount[a]");
    }

    @Test
    void aBreakMustFitIntoTheShift() {
        assertThat(texts(
                        line().vehicle("van", home().andThen(v -> v.shift(0, 10).pause("lunch", 5, 20, 6)))))
                .containsExactly("break 'lunch' of vehicle 'van' does not fit into its shift.");
        assertThat(texts(
                        line().vehicle("van", home().andThen(v -> v.shift(0, 11).pause("lunch", 5, 20, 6)))))
                .isEmpty();
        assertThat(rules(line().vehicle("van", home().andThen(v -> v.pause("lunch", 5, 2, -6)))))
                .containsExactly("time[van]", "window[van]");
    }

    @Test
    void touchingWindowsAreOne() {
        VrpInstance instance = line().job(
                        "a", job -> job.at("near").window(10, 12).window(4, 7).window(7, 9))
                .vehicle("van", home())
                .build();
        assertThat(instance.stop(0).windows().bounds()).containsExactly(4, 9, 10, 12);
    }

    @Test
    void timesOfTheDayAreSeconds() {
        VrpInstance instance = line().job(
                        "a",
                        job -> job.at("near")
                                .window(LocalTime.of(9, 0), LocalTime.of(11, 30))
                                .service(Duration.ofMinutes(5))
                                .release(LocalTime.of(8, 0)))
                .vehicle(
                        "van",
                        home().andThen(v -> v.shift(LocalTime.of(8, 0), LocalTime.of(16, 0))
                                .maxDuration(Duration.ofHours(7))
                                .pause("lunch", LocalTime.NOON, LocalTime.of(13, 0), Duration.ofMinutes(30))))
                .build();
        assertThat(instance.stop(0).windows().bounds()).containsExactly(32_400, 41_400);
        assertThat(instance.stop(0).service()).isEqualTo(300);
        assertThat(instance.task(0).release()).isEqualTo(28_800);
        assertThat(instance.type(0).maxDuration()).isEqualTo(25_200);
        assertThat(instance.type(0).breaks().get(0).duration()).isEqualTo(1800);
    }

    @Test
    void costsAreCountedInTheFewestUnitsInWhichTheyAreWhole() {
        VrpBuilder hourly = line().job("a", job -> job.at("near"))
                .vehicle("van", home().andThen(v -> v.costPerTime(36.0 / 3600).costPerDistance(0.5)));
        assertThat(hourly.build().scale().cost()).isEqualTo(100);
        VrpBuilder thirds =
                line().job("a", job -> job.at("near")).vehicle("van", home().andThen(v -> v.costPerTime(20.0 / 3600)));
        assertThat(thirds.build().scale().cost()).isEqualTo(3600);
        VrpInstance real = VrpInstance.builder("real")
                .location("a", 0, 0)
                .location("b", 1, 1)
                .profile("p", Metric.EXACT_2D, Rounding.NONE)
                .scale(Rounding.NONE.scale(), Rounding.NONE.scale())
                .job("j", job -> job.at("b"))
                .vehicle("van", v -> v.start("a").end("a"))
                .build();
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(0, new int[] {0}));
        assertThat(Vrp.PROBLEM.evaluate(real, plan).objective()).isEqualTo(2.828428);
    }

    @Test
    void costsBeyondExactNumbersAreRefused() {
        assertThat(rules(line().job("a", job -> job.at("near").optional(1e16)).vehicle("van", home())))
                .containsExactly("penalty[a]");
        assertThat(rules(line().job("a", job -> job.at("near").optional(9e15))
                        .job("b", job -> job.at("near").optional(9e15))
                        .vehicle("van", home())))
                .containsExactly("overflow[]");
        assertThat(rules(VrpInstance.builder("wide")
                        .location("a", 0, 0)
                        .location("b", 1e12, 0)
                        .profile("p", Metric.EXACT_2D, Rounding.NONE)
                        .scale(1_000_000, 1_000_000)
                        .job("j", job -> job.at("b"))
                        .vehicle("van", v -> v.start("a").end("a"))))
                .containsExactly("overflow[]");
        assertThat(rules(line().job("a", job -> job.at("near").optional(1e12))
                        .vehicle("van", home().andThen(v -> v.costPerDistance(1.23456e-7)))))
                .containsExactly("cost[van]");
    }

    @Test
    void aRequiredTaskThatNothingCanServeHasNoSolution() {
        VrpBuilder builder = line().job("heavy", job -> job.at("near").delivery(12))
                .job("early", job -> job.at("far").window(0, 15))
                .job("skilled", job -> job.at("near").allOf(List.of("crane")))
                .job("maybe", job -> job.at("near").delivery(99).optional(5))
                .shipment(
                        "long",
                        s -> s.from(p -> p.at("near")).to(p -> p.at("far")).maxRide(10))
                .vehicle("van", home().andThen(v -> v.capacity(10)))
                .vehicle("bike", home().andThen(v -> v.capacity(2).maxDistance(30)));
        assertThat(builder.build(new ArrayList<>())).isNotNull();
        assertThat(builder.validate()).allMatch(issue -> issue.kind() == Issue.Kind.INFEASIBLE);
        assertThat(texts(builder))
                .containsExactly(
                        "task 'heavy' is required, but no vehicle can serve it: vehicle 'van': its 12 of load are above the 10 that the vehicle has free; vehicle 'bike': its 12 of load are above the 2 that the vehicle has free.",
                        "task 'early' is required, but no vehicle can serve it: vehicle 'van': it is reached 5 after its time window, even on a route of its own; vehicle 'bike': it is reached 5 after its time window, even on a route of its own.",
                        "task 'skilled' is required, but no vehicle can serve it: vehicle 'van': the vehicle lacks crane; vehicle 'bike': the vehicle lacks crane.",
                        "task 'long' is required, but no vehicle can serve it: vehicle 'van': its direct ride is 5 longer than the longest ride; vehicle 'bike': its direct ride is 5 longer than the longest ride.");
    }

    @Test
    void detoursMayServeWhatTheDirectWayCannot() {
        long[][] matrix = {{0, 9, 2}, {9, 0, 9}, {2, 2, 0}};
        VrpBuilder builder = VrpInstance.builder("detour")
                .location("hub")
                .location("here")
                .location("on the way")
                .profile("p", matrix, matrix)
                .job("j", job -> job.at("here").window(0, 4))
                .job("k", job -> job.at("on the way"))
                .vehicle("van", v -> v.start("hub"));
        assertThat(builder.validate()).isEmpty();
        assertThat(new Servable(builder.build()).obstacle(0, 0))
                .isEqualTo("it is reached 5 after its time window, even on a route of its own");
        matrix[2][1] = 3;
        assertThat(rules(builder)).containsExactly("unservable[j]");
    }

    @Test
    void groupsAndFleetsMayHaveNoSolution() {
        VrpBuilder builder = line().job("a", job -> job.at("near").delivery(12))
                .job("b", job -> job.at("near").delivery(13))
                .oneOf("g", List.of("a", "b"))
                .minRoutes(3)
                .vehicle("van", home().andThen(v -> v.capacity(10)));
        assertThat(rules(builder)).containsExactly("vehicles[]", "unservable[g]");
    }

    @Test
    void aShipmentCannotBeServedWhereDeliveriesGoFirst() {
        VrpBuilder builder = line().shipment(
                        "s", s -> s.amount(1).from(p -> p.at("near")).to(p -> p.at("far")))
                .vehicle("van", home().andThen(v -> v.order(VehicleType.Order.DELIVERIES_FIRST)));
        assertThat(rules(builder)).containsExactly("unservable[s]");
    }

    @Test
    void aFunctionIsAskedOnceForEachPairOfIds() {
        List<String> asked = new ArrayList<>();
        VrpInstance instance = VrpInstance.builder("asked")
                .location("a")
                .location("b")
                .profile(
                        "p",
                        (from, to) -> {
                            asked.add(from + to);
                            return 3;
                        },
                        (from, to) -> 7)
                .vehicle("van", v -> v.start("a"))
                .build();
        assertThat(asked).containsExactly("ab", "ba");
        assertThat(instance.travel(0).duration(0, 1)).isEqualTo(3);
        assertThat(instance.travel(0).distance(0, 1)).isEqualTo(7);
    }

    @Test
    void anEntryMayNotBeCalledLikeOneOfSeveralThatAreAlike() {
        VrpBuilder builder = VrpInstance.builder("names")
                .location("depot", 0, 0)
                .profile("plane", Metric.EUC_2D, Rounding.ROUND)
                .vehicles("van", 3, van -> van.start("depot"))
                .vehicle("van-2", van -> van.start("depot"))
                .vehicle("van-4", van -> van.start("depot"));
        assertThat(builder.validate().stream().map(Issue::text))
                .containsExactly("the vehicle 'van-2' has the id of one of the 3 of vehicle 'van'.");
    }
}
