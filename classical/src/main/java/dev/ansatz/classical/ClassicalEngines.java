package dev.ansatz.classical;

import dev.ansatz.classical.construction.GreedyTour;
import dev.ansatz.classical.construction.Savings;
import dev.ansatz.classical.jgrapht.JGraphTTours;
import dev.ansatz.classical.localsearch.CvrpLocalSearch;
import dev.ansatz.classical.localsearch.TspLocalSearch;
import dev.ansatz.classical.ortools.OrToolsRouting;
import dev.ansatz.classical.timefold.TimefoldRouting;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.List;

/** The engines of this module by problem, one line each. Listing them loads no native library. */
public final class ClassicalEngines {
    private ClassicalEngines() {}

    public static List<Solver<TspInstance, Tour>> tsp() {
        return List.of(
                new TspLocalSearch(), //
                OrToolsRouting.tsp(), //
                TimefoldRouting.tsp(), //
                new JGraphTTours(), //
                new GreedyTour());
    }

    public static List<Solver<CvrpInstance, Routes>> cvrp() {
        return List.of(
                new CvrpLocalSearch(), //
                OrToolsRouting.cvrp(), //
                TimefoldRouting.cvrp(), //
                new Savings() //
                );
    }
}
