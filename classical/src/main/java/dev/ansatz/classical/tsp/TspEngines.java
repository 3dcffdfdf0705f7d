package dev.ansatz.classical.tsp;

import static dev.ansatz.classical.Role.CONSTRUCTION;
import static dev.ansatz.classical.Role.LIBRARY;
import static dev.ansatz.classical.Role.REFEREE;
import static dev.ansatz.classical.Role.REFINEMENT;

import dev.ansatz.classical.ClassicalProvider;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Library;
import dev.ansatz.classical.routing.OrToolsRouting;
import dev.ansatz.classical.routing.TimefoldRouting;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.List;

/** The engines of the travelling salesman problem. */
public final class TspEngines implements ClassicalProvider<TspInstance, Tour> {
    @Override
    public Problem<TspInstance, Tour> problem() {
        return Tsp.PROBLEM;
    }

    @Override
    public List<Engine<TspInstance, Tour>> engines() {
        return List.of(
                Engine.of(new TspLocalSearch(), REFINEMENT, REFEREE).teaching(20),
                Engine.of(
                        "ortools", Library.OR_TOOLS, () -> new OrToolsRouting<>(new TspRouting()), REFINEMENT, LIBRARY),
                Engine.of(
                        "timefold",
                        Library.TIMEFOLD,
                        () -> new TimefoldRouting<>(new TspRouting()),
                        REFINEMENT,
                        LIBRARY),
                Engine.of(new GreedyTour(), CONSTRUCTION),
                Engine.of(new JGraphTTours(), CONSTRUCTION, LIBRARY));
    }
}
