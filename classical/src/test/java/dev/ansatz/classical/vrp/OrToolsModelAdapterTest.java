package dev.ansatz.classical.vrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.RoutingDimension;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import com.google.ortools.constraintsolver.main;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.vrp.VrpPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrToolsModelAdapterTest {
    /** Nodes on a line: 0 and 1 are depots at 0 and 100; 2 at 10, 3 at 90, 4 at 20 to be brought to 5 at 80. */
    private static final int[] AT = {0, 100, 10, 90, 20, 80};

    @Test
    void aForeignModelWithWindowsDepotsAndAShipmentIsPlannedByAnotherEngine() {
        OrToolsNatives.load();
        RoutingIndexManager manager = new RoutingIndexManager(AT.length, 2, new int[] {0, 1}, new int[] {0, 1});
        RoutingModel model = new RoutingModel(manager);
        long[][] ways = new long[AT.length][AT.length];
        for (int i = 0; i < AT.length; i++) {
            for (int j = 0; j < AT.length; j++) {
                ways[i][j] = Math.abs(AT[i] - AT[j]);
            }
        }
        int arcs = model.registerTransitMatrix(ways);
        model.setArcCostEvaluatorOfAllVehicles(arcs);
        model.addDimension(arcs, 1000, 1000, false, "Time");
        model.addDimensionWithVehicleCapacity(
                model.registerUnaryTransitVector(new long[] {0, 0, 1, 1, 1, -1}), 0, new long[] {3, 3}, true, "Load");
        RoutingDimension time = model.getMutableDimension("Time");
        time.cumulVar(manager.nodeToIndex(5)).setRange(300, 400);
        time.cumulVar(manager.nodeToIndex(2)).setRange(0, 50);
        model.addPickupAndDelivery(manager.nodeToIndex(4), manager.nodeToIndex(5));
        model.solver()
                .addConstraint(model.solver()
                        .makeEquality(
                                model.vehicleVar(manager.nodeToIndex(4)), model.vehicleVar(manager.nodeToIndex(5))));
        model.solver()
                .addConstraint(model.solver()
                        .makeLessOrEqual(time.cumulVar(manager.nodeToIndex(4)), time.cumulVar(manager.nodeToIndex(5))));
        RoutingSearchParameters parameters = main.defaultRoutingSearchParameters();
        OrToolsModelAdapter adapter = OrToolsModelAdapter.of(
                manager,
                model,
                new OrToolsModelAdapter.Dimensions("Time", List.of("Load")),
                new int[][] {{4, 5}},
                parameters);

        VrpPlan plan = new TimefoldVrp()
                .solve(adapter.instance(), Options.<VrpPlan>ofIterations(3000).withTimeLimit(Duration.ofSeconds(5)))
                .best();
        Assignment start = adapter.assignment(plan);

        assertNotNull(start);
        // One goes 0, 10, 0 and the other 100, 90, 20, 80, 100, or the first takes all but 90: 20 + 160 each way.
        assertEquals(180, start.objectiveValue());
    }

    @Test
    void aDimensionThatIsNotThereIsNamed() {
        OrToolsNatives.load();
        RoutingIndexManager manager = new RoutingIndexManager(2, 1, 0);
        RoutingModel model = new RoutingModel(manager);
        RoutingSearchParameters parameters = main.defaultRoutingSearchParameters();
        var dimensions = new OrToolsModelAdapter.Dimensions("Tme", List.of());
        assertEquals(
                "The model has no dimension 'Tme'.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> OrToolsModelAdapter.of(manager, model, dimensions, new int[0][], parameters))
                        .getMessage());
    }
}
