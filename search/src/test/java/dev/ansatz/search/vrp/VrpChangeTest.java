package dev.ansatz.search.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.vrp.RouteSchedule;
import dev.ansatz.problems.vrp.RouteSchedule.Visit;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import dev.ansatz.search.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Places on a line: the depot at 0, a at 10, b at 20, c at 30. One unit of distance takes one of time. Two vans of capacity 2, by
 * matrices.
 */
class VrpChangeTest {
    private static VrpInstance line() {
        int[] at = {0, 10, 20, 30};
        long[][] matrix = new long[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                matrix[i][j] = Math.abs(at[i] - at[j]);
            }
        }
        return VrpInstance.builder("line")
                .location("depot")
                .location("a")
                .location("b")
                .location("c")
                .profile("van", matrix, matrix)
                .vehicles(
                        "van",
                        2,
                        van -> van.start("depot").end("depot").capacity(2).shift(0, 200))
                .job("order-a", job -> job.at("a").delivery(1).service(5))
                .job("order-b", job -> job.at("b").delivery(1).service(5))
                .shipment(
                        "parcel",
                        parcel -> parcel.amount(1)
                                .from(end -> end.at("a"))
                                .to(end -> end.at("c").window(0, 100)))
                .build();
    }

    /** The first van serves order-a and order-b, the second one the parcel. */
    private static final VrpPlan PLAN =
            VrpPlan.of(new VrpPlan.Route(0, new int[] {0, 1}), new VrpPlan.Route(0, new int[] {2, 3}));

    private static List<String> stops(VrpInstance instance, VrpPlan plan, String vehicle) {
        return VrpSchedule.of(instance, plan).routes().stream()
                .filter(route -> route.vehicle().equals(vehicle))
                .flatMap(route -> route.visits().stream())
                .filter(visit -> visit.kind() == RouteSchedule.Kind.SERVICE)
                .map(visit -> instance.stop(visit.activity()).id())
                .toList();
    }

    private static VrpPlan apply(Change<VrpInstance, VrpPlan> change, VrpInstance before, VrpInstance after) {
        VrpPlan plan = change.plan(before, after, PLAN);
        assertThat(Vrp.PROBLEM.evaluate(after, plan).violations()).isEmpty();
        return plan;
    }

    @Test
    void aNewJobGoesToItsCheapestPlaceAndTheOthersStay() {
        VrpInstance before = line();
        Change<VrpInstance, VrpPlan> change =
                VrpChange.addJob("order-c", job -> job.at("c").delivery(1));
        VrpInstance after = change.instance(before);
        VrpPlan plan = apply(change, before, after);
        // The van with the parcel comes by c; it has room for one more.
        assertThat(stops(after, plan, "van-2")).contains("order-c");
        assertThat(stops(after, plan, "van-1")).containsExactly("order-a", "order-b");
        assertThat(Vrp.PROBLEM.evaluate(after, plan).objective())
                .isEqualTo(Vrp.PROBLEM.evaluate(before, PLAN).objective());
    }

    @Test
    void aTaskThatIsTakenAwayLeavesItsRoute() {
        VrpInstance before = line();
        Change<VrpInstance, VrpPlan> change = VrpChange.removeTask("order-a");
        VrpInstance after = change.instance(before);
        VrpPlan plan = apply(change, before, after);
        assertThat(stops(after, plan, "van-1")).containsExactly("order-b");
        assertThat(stops(after, plan, "van-2")).containsExactly("parcel", "parcel");
    }

    @Test
    void whatARouteCannotKeepMovesToAnotherOne() {
        VrpInstance before = line();
        // Too late for the van that serves order-a first: 35 at b after 10 + 5 + 10.
        Change<VrpInstance, VrpPlan> change = VrpChange.changeTask("order-b", job -> job.window(0, 20));
        VrpInstance after = change.instance(before);
        VrpPlan plan = apply(change, before, after);
        assertThat(VrpSchedule.of(after, plan).unserved()).isEmpty();
    }

    @Test
    void theTasksOfAVehicleThatFallsOutAreTakenOverByTheOthers() {
        VrpInstance before = line();
        Change<VrpInstance, VrpPlan> change =
                VrpChange.edit(builder -> builder.separateVehicles(2).withoutVehicle("van-2"));
        VrpInstance after = change.instance(before);
        VrpPlan plan = apply(change, before, after);
        assertThat(plan.routes()).hasSize(1);
        assertThat(VrpSchedule.of(after, plan).unserved()).isEmpty();
    }

    @Test
    void whatIsPinnedStaysOnItsVehicle() {
        VrpInstance before = line();
        Change<VrpInstance, VrpPlan> change =
                VrpChange.edit(builder -> builder.separateVehicles(2)).then(VrpChange.pin("order-a", "van-2"));
        VrpInstance after = change.instance(before);
        VrpPlan plan = change.plan(before, after, PLAN);
        assertThat(Vrp.PROBLEM.evaluate(after, plan).violations()).isEmpty();
        assertThat(stops(after, plan, "van-2")).contains("order-a");
    }

    @Test
    void unknownIdsAreTold() {
        assertThatThrownBy(() -> VrpChange.removeTask("order-x").instance(line()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'order-x'; did you mean order-");
    }

    @Test
    void asTimeMovesOnWhatIsVisitedOrUnderWayIsDone() {
        VrpInstance before = line();
        // At 12 the first van serves order-a until 15; the second has left a at 10 and is on its way to c.
        Change<VrpInstance, VrpPlan> change = VrpChange.advance(PLAN, 12);
        VrpInstance after = change.instance(before);
        VrpPlan plan = apply(change, before, after);
        assertThat(after.tasks().stream().map(task -> task.id())).containsExactly("order-b");
        List<RouteSchedule> routes = VrpSchedule.of(after, plan).routes();
        assertThat(routes).hasSize(1);
        List<Visit> visits = routes.get(0).visits();
        assertThat(routes.get(0).vehicle()).isEqualTo("van-1");
        assertThat(after.locations().of(visits.get(0).location())).isEqualTo("a");
        assertThat(visits.get(0).departure()).isEqualTo(15);
        assertThat(visits.get(1).arrival()).isEqualTo(25);
        // What is to come: from a to b and home.
        assertThat(Vrp.PROBLEM.evaluate(after, plan).objective()).isEqualTo(30);
    }

    @Test
    void aShipmentThatIsAboardIsDeliveredByItsVehicle() {
        VrpInstance before = line();
        VrpPlan together = VrpPlan.of(new VrpPlan.Route(0, new int[] {2, 0, 1, 3}));
        // At 11 the parcel is aboard and order-a, at the same place, is being served.
        Change<VrpInstance, VrpPlan> change = VrpChange.advance(together, 11);
        VrpInstance after = change.instance(before);
        VrpPlan plan = change.plan(before, after, together);
        assertThat(Vrp.PROBLEM.evaluate(after, plan).violations()).isEmpty();
        assertThat(after.tasks().stream().map(task -> task.id())).containsExactly("order-b", "parcel");
        assertThat(after.task(1).isShipment()).isFalse();
        assertThat(after.task(1).vehicles()).containsExactly("van-1");
        assertThat(stops(after, plan, "van-1")).containsExactly("order-b", "parcel");
    }

    @Test
    void whatAVehicleHasUsedOfItsLimitsIsUsed() {
        VrpInstance before = line().edit()
                .changeVehicle("van", van -> van.maxDuration(60).maxDistance(70).maxStops(2))
                .build();
        VrpInstance after = VrpChange.advance(PLAN, 12).instance(before);
        int van = after.types().stream().map(type -> type.id()).toList().indexOf("van-1");
        assertThat(after.type(van).maxDuration()).isEqualTo(60 - 15);
        assertThat(after.type(van).maxDistance()).isEqualTo(70 - 10);
        assertThat(after.type(van).maxStops()).isEqualTo(1);
    }
}
