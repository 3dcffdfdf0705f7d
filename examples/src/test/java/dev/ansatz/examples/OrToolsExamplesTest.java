package dev.ansatz.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.main;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import dev.ansatz.classical.cvrp.RoutingModelAdapter;
import dev.ansatz.classical.jssp.JobShopModelAdapter;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.examples.cpsat.ShopModel;
import dev.ansatz.examples.ortools.DeliveryModel;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrToolsExamplesTest {
    private static final int DEPOT = 4;

    private static long[][] metres(int n) {
        int[] x = new Random(1).ints(n, 0, 1000).toArray();
        int[] y = new Random(2).ints(n, 0, 1000).toArray();
        long[][] metres = new long[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                metres[i][j] = Math.round(Math.hypot(x[i] - x[j], y[i] - y[j]));
            }
        }
        return metres;
    }

    private static long[] boxes(int n) {
        long[] boxes = new Random(3).longs(n, 1, 10).toArray();
        boxes[DEPOT] = 0;
        return boxes;
    }

    @Test
    void theRoutingSearchBeginsWithOurPlan() {
        int n = 41;
        try (DeliveryModel model = new DeliveryModel(metres(n), boxes(n), DEPOT, 8, 35, 1)) {
            DeliveryModel.Result result = model.plan(Duration.ofMillis(300));
            assertThat(result.start()).isEqualTo(result.seed());
            assertThat(result.first()).isLessThanOrEqualTo(result.seed());
            assertThat(result.end()).isLessThanOrEqualTo(result.first());
            assertThat(result.routes().stream().flatMapToInt(Arrays::stream).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, n)
                            .filter(node -> node != DEPOT)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void theInstanceOfARoutingModelHasItsDistancesDemandsAndRooms() {
        OrToolsNatives.load();
        long[][] metres = metres(6);
        metres[2][5] = 77; // one way only
        RoutingIndexManager manager = new RoutingIndexManager(6, 2, DEPOT);
        RoutingModel model = new RoutingModel(manager);
        model.setArcCostEvaluatorOfAllVehicles(model.registerTransitMatrix(metres));
        int demand = model.registerUnaryTransitVector(boxes(6));
        assertThat(model.addDimensionWithVehicleCapacity(demand, 0, new long[] {40, 30}, true, "Boxes"))
                .isTrue();
        assertThatThrownBy(
                        () -> RoutingModelAdapter.of(manager, model, "Weight", main.defaultRoutingSearchParameters()))
                .hasMessage("The model has no dimension 'Weight'.");
        RoutingModelAdapter adapter =
                RoutingModelAdapter.of(manager, model, "Boxes", main.defaultRoutingSearchParameters());
        CvrpInstance instance = adapter.instance();
        assertThat(instance.size()).isEqualTo(5);
        assertThat(instance.capacity()).isEqualTo(30);
        assertThat(instance.maxVehicles()).isEqualTo(2);
        for (int i = 0; i < 6; i++) {
            assertThat(instance.demand(i)).isEqualTo(boxes(6)[adapter.node(i)]);
            for (int j = 0; j < 6; j++) {
                assertThat(instance.distances().between(i, j)).isEqualTo(metres[adapter.node(i)][adapter.node(j)]);
            }
        }
        assertThat(adapter.assignment(new Routes(new int[] {1, 2, 3}, new int[] {4, 5})))
                .isNotNull();
        assertThat(adapter.assignment(new Routes(new int[] {1, 2, 3, 4, 5}, new int[0])) == null)
                .isEqualTo(Arrays.stream(boxes(6)).sum() > 40);
        assertThat(adapter.assignment(new Routes(new int[] {1}, new int[] {2}, new int[] {3})))
                .isNull();
        model.delete();
        manager.delete();
    }

    @Test
    void cpSatBeginsWithOurSchedule() {
        JobShopInstance shop = JobShop.PROBLEM.generate("15x10", 5, "uniform");
        int[][] machine = new int[shop.jobs()][shop.machines()];
        int[][] minutes = new int[shop.jobs()][shop.machines()];
        for (int j = 0; j < shop.jobs(); j++) {
            for (int op = 0; op < shop.machines(); op++) {
                machine[j][op] = shop.machine(j, op);
                minutes[j][op] = shop.duration(j, op);
            }
        }
        ShopModel.Result result =
                new ShopModel(machine, minutes, shop.machines()).plan(Duration.ofMillis(300), Duration.ofSeconds(1));
        assertThat(result.first()).isLessThanOrEqualTo(result.seed());
        assertThat(result.last()).isLessThanOrEqualTo(result.first());
    }

    @Test
    void hintsFollowOffsetsAndKeepThoseOfOtherVariables() {
        OrToolsNatives.load();
        CpModel model = new CpModel();
        IntVar other = model.newIntVar(0, 9, "other");
        model.addHint(other, 7);
        IntVar begin = model.newIntVar(0, 99, "begin");
        IntVar end = model.newIntVar(0, 99, "end");
        IntervalVar first = model.newFixedSizeIntervalVar(begin, 3, "first");
        IntervalVar second =
                model.newIntervalVar(LinearExpr.affine(begin, 1, 5), LinearExpr.constant(2), end, "second");
        JobShopModelAdapter adapter = JobShopModelAdapter.of(
                model, List.of(List.of(first), List.of(second)), List.of(List.of(first, second)));
        assertThat(adapter.instance().duration(1, 0)).isEqualTo(2);
        adapter.hint(Schedule.of(new long[][] {{1}, {6}}));
        var hint = model.getBuilder().getSolutionHint();
        assertThat(hint.getVarsList()).containsExactlyInAnyOrder(other.getIndex(), begin.getIndex(), end.getIndex());
        assertThat(hint.getValues(hint.getVarsList().indexOf(begin.getIndex()))).isEqualTo(1);
        assertThat(hint.getValues(hint.getVarsList().indexOf(end.getIndex()))).isEqualTo(8);
        assertThat(hint.getValues(hint.getVarsList().indexOf(other.getIndex()))).isEqualTo(7);
        assertThatThrownBy(() -> JobShopModelAdapter.of(model, List.of(List.of(first)), List.of(List.of(second))))
                .hasMessage("Operation 0 of job 0 is on no machine.");
    }
}
