package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written in VRPLIB, and what is not. */
class VrplibWriterTest {
    @TempDir
    Path folder;

    /** Two stops and their depot, by the ids that VRPLIB has for them. */
    private static VrpBuilder plain() {
        return VrpInstance.builder("small")
                .location("0", 0, 0)
                .location("1", 1, 1)
                .location("2", 0, 2)
                .profile("plane", Metric.EXACT_2D, Rounding.ROUND);
    }

    private static VrpBuilder withTasks(VrpBuilder builder) {
        return builder.job("1", job -> job.at("1").delivery(3))
                .job("2", job -> job.at("2").delivery(4));
    }

    private static VehicleSpec home(VehicleSpec vehicle) {
        return vehicle.start("0").end("0").capacity(9);
    }

    private static String written(VrpInstance instance) throws IOException {
        StringWriter text = new StringWriter();
        VrpFormats.FORMATS.writeInstance(instance, text);
        return text.toString();
    }

    private static VrpInstance read(String text) {
        return VrpFormats.FORMATS.readInstance(InputFile.of("again.vrp", text));
    }

    @Test
    void aSmallFileAsItIs() throws IOException {
        VrpInstance instance = plain().job(
                        "1", job -> job.at("1").delivery(3).window(5, 9).service(2))
                .job("2", job -> job.at("2").pickup(4).release(1).optional(2.5))
                .vehicles("vehicle", 2, vehicle -> home(vehicle).shift(0, 50).maxDuration(40))
                .build();
        assertThat(VrpFormats.FORMATS.notNative(instance)).isNull();
        assertThat(written(instance)).isEqualTo("""
                NAME : small
                TYPE : VRPTW
                DIMENSION : 3
                VEHICLES : 2
                CAPACITY : 9
                EDGE_WEIGHT_TYPE : EUC_2D
                NODE_COORD_SECTION
                1 0 0
                2 1 1
                3 0 2
                DEMAND_SECTION
                2 3
                3 0
                BACKHAUL_SECTION
                2 0
                3 4
                SERVICE_TIME_SECTION
                2 2
                3 0
                TIME_WINDOW_SECTION
                1 0 50
                2 5 9
                3 0 1125899906842624
                RELEASE_TIME_SECTION
                2 0
                3 1
                PRIZE_SECTION
                2 0
                3 2.5
                VEHICLES_MAX_DURATION_SECTION
                1 40
                2 40
                DEPOT_SECTION
                1
                -1
                EOF
                """);
        VrpInstance again = read(written(instance));
        assertThat(again.tasks()).isEqualTo(instance.tasks());
        assertThat(again.types()).usingRecursiveComparison().isEqualTo(instance.types());
        assertThat(again.stop(1).windows()).isEqualTo(TimeWindows.ALWAYS);
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void everyRoundingComesBack(Rounding rounding) throws IOException {
        VrpInstance instance = withTasks(VrpInstance.builder("r")
                        .location("0", 0, 0)
                        .location("1", 1.25, 1)
                        .location("2", 0.7, 2)
                        .profile("plane", Metric.EXACT_2D, rounding)
                        .scale(rounding.scale(), rounding.scale()))
                .vehicle("vehicle", vehicle -> home(vehicle).shift(0, 77 * rounding.scale()))
                .build();
        String text = written(instance);
        assertThat(text).contains("NODE_COORD_SECTION").doesNotContain("EDGE_WEIGHT_SECTION");
        VrpInstance again = read(text);
        assertThat(again.scale()).isEqualTo(instance.scale());
        assertThat(again.travel(0).distance(1, 2)).isEqualTo(instance.travel(0).distance(1, 2));
        assertThat(again.type(0).shiftEnd()).isEqualTo(77 * rounding.scale());
    }

    @Test
    void aMatrixAndShipmentsAndAFleetOfOpenOrClosedRoutes() throws IOException {
        long[][] road = {{0, 15, 22}, {31, 0, 47}, {58, 69, 0}};
        VrpInstance pairs = VrpInstance.builder("m")
                .location("0")
                .location("1")
                .location("2")
                .profile("road", road, road)
                .scale(10, 10)
                .shipment(
                        "1-2",
                        pair -> pair.amount(3)
                                .from(stop -> stop.at("1").id("1").window(0, 90))
                                .to(stop -> stop.at("2").id("2").window(0, 900).service(15)))
                .vehicle("type-1", vehicle -> home(vehicle).fixedCost(4))
                .vehicle("type-2", vehicle -> home(vehicle).costPerDistance(0.5))
                .build();
        assertThat(VrpFormats.FORMATS.notNative(pairs)).isNull();
        VrpInstance again = read(written(pairs));
        assertThat(again.tasks()).isEqualTo(pairs.tasks());
        assertThat(again.scale()).isEqualTo(pairs.scale());
        assertThat(again.types()).usingRecursiveComparison().isEqualTo(pairs.types());
        VrpPlan plan = VrpPlan.of(new VrpPlan.Route(1, new int[] {0, 1}));
        assertThat(Vrp.PROBLEM.evaluate(again, plan).objective()).isEqualTo(0.5 * (1.5 + 4.7 + 5.8));

        VrpInstance open = withTasks(plain())
                .vehicle("vehicle", vehicle -> vehicle.start("0").capacity(9))
                .build();
        assertThat(read(written(open)).type(0).end()).isEqualTo(-1);
    }

    private static Arguments lost(String what, Consumer<VrpBuilder.TaskSpec> task, Consumer<VehicleSpec> vehicle) {
        return Arguments.of(what, task, vehicle);
    }

    static Stream<Arguments> beyond() {
        Consumer<VrpBuilder.TaskSpec> same = task -> {};
        Consumer<VehicleSpec> usual = vehicle -> {};
        return Stream.of(
                lost("several windows of a stop", task -> task.window(1, 2).window(4, 5), usual),
                lost("setup times", task -> task.setup(3), usual),
                lost("priorities", task -> task.priority(2), usual),
                lost("breaks", same, vehicle -> vehicle.pause("lunch", TimeWindows.of(1, 5), 2)),
                lost("costs of time", same, vehicle -> vehicle.costPerTime(1)),
                lost("limits of stops", same, vehicle -> vehicle.maxStops(1)),
                lost("limits of driving time", same, vehicle -> vehicle.maxDriving(1)),
                lost("latest starts", same, vehicle -> vehicle.latestStart(1)),
                lost("initial loads", same, vehicle -> vehicle.initialLoad(1)),
                lost("ends other than the start", same, vehicle -> vehicle.end("2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beyond")
    void whatHasNoPlaceIsSaid(String what, Consumer<VrpBuilder.TaskSpec> task, Consumer<VehicleSpec> vehicle) {
        VrpInstance instance = plain().job("1", job -> task.accept(job.at("1").delivery(3)))
                .job("2", job -> job.at("2"))
                .vehicle("vehicle", one -> vehicle.accept(home(one)))
                .build();
        assertThat(VrpFormats.FORMATS.notNative(instance))
                .isEqualTo("VRPLIB has no place for " + what + "; write a .json file.");
        Path file = folder.resolve("lost.vrp");
        assertThatThrownBy(() -> Vrp.PROBLEM.writeInstance(instance, file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": VRPLIB has no place for " + what + "; write a .json file.");
    }

    @Test
    void routesThatBeginAtTheirFirstStopHaveNoPlace() {
        VrpInstance instance = withTasks(plain())
                .vehicle("vehicle", vehicle -> vehicle.end("0"))
                .build();
        assertThat(VrpFormats.FORMATS.notNative(instance))
                .isEqualTo("VRPLIB has no place for routes that begin at their first stop; write a .json file.");
    }

    @Test
    void namesHaveNoPlace() {
        VrpInstance named = VrpInstance.builder("named")
                .location("yard", 0, 0)
                .location("shop", 1, 1)
                .profile("plane", Metric.EXACT_2D, Rounding.ROUND)
                .job("order 7", job -> job.at("shop"))
                .vehicle("van", vehicle -> vehicle.start("yard").end("yard"))
                .build();
        assertThat(VrpFormats.FORMATS.notNative(named))
                .isEqualTo(
                        "VRPLIB has no place for ids other than the numbers of nodes, each a depot or one stop; write"
                                + " a .json file.");
    }

    @Test
    void plansNameReloadsAndBreaksByTheirIdsAndNeverByThatOfAStop() {
        VrpInstance instance = VrpInstance.builder("day")
                .location("yard", 0, 0)
                .location("shop", 1, 1)
                .profile("plane", Metric.EXACT_2D, Rounding.ROUND)
                .job("lunch", job -> job.at("shop"))
                .job("order 7", job -> job.at("shop"))
                .vehicle(
                        "van",
                        vehicle -> vehicle.start("yard")
                                .end("yard")
                                .reload("refill", "yard", 0, 99, 0)
                                .pause("lunch", TimeWindows.of(0, 50), 2))
                .build();
        VrpPlan plan = VrpPlan.of(
                new VrpPlan.Route(0, new int[] {1, instance.breakActivity(0, 0), instance.reloadActivity(0, 0), 0}));
        String text = VrpFormats.FORMATS.formatSolution(instance, plan);
        assertThat(text).isEqualTo("Route #1: \"order 7\" break:lunch refill lunch\nCost 4\n");
        assertThat(VrpFormats.FORMATS.readSolution(InputFile.of("day.sol", text), instance))
                .isEqualTo(plan);
        assertThat(VrpFormats.FORMATS.readClaimedObjective(InputFile.of("day.sol", text)))
                .isEqualTo(4);
        String withDepots = "Instance name : day\nSolution\nRoute 1 : yard \"order 7\" lunch yard\n";
        assertThat(VrpFormats.FORMATS.readSolution(InputFile.of("day.sol", withDepots), instance))
                .isEqualTo(VrpPlan.of(new VrpPlan.Route(0, new int[] {1, 0})));
        assertThat(List.of(new VrplibFile().recognises(InputFile.of("day.sol", withDepots))))
                .containsExactly(false);
    }
}
