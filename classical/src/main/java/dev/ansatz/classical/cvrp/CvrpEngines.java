package dev.ansatz.classical.cvrp;

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
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import java.util.List;

/** The engines of the capacitated vehicle routing problem. */
public final class CvrpEngines implements ClassicalProvider<CvrpInstance, Routes> {
    @Override
    public Problem<CvrpInstance, Routes> problem() {
        return Cvrp.PROBLEM;
    }

    @Override
    public List<Engine<CvrpInstance, Routes>> engines() {
        return List.of(
                Engine.of(new CvrpLocalSearch(), REFINEMENT, REFEREE).teaching(20),
                Engine.of(
                        "ortools",
                        Library.OR_TOOLS,
                        () -> new OrToolsRouting<>(new CvrpRouting()),
                        REFINEMENT,
                        LIBRARY),
                Engine.of(
                        "timefold",
                        Library.TIMEFOLD,
                        () -> new TimefoldRouting<>(new CvrpRouting()),
                        REFINEMENT,
                        LIBRARY),
                Engine.of(new Savings(), CONSTRUCTION),
                Engine.of(new Sweep(), CONSTRUCTION));
    }
}
