package dev.ansatz.classical.op;

import static dev.ansatz.classical.Role.CONSTRUCTION;
import static dev.ansatz.classical.Role.LIBRARY;
import static dev.ansatz.classical.Role.REFEREE;
import static dev.ansatz.classical.Role.REFINEMENT;

import dev.ansatz.classical.ClassicalProvider;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Library;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.op.OpInstance;
import dev.ansatz.problems.op.Orienteering;
import dev.ansatz.problems.op.Visits;
import java.util.List;

/** The engines of the orienteering problem. */
public final class OpEngines implements ClassicalProvider<OpInstance, Visits> {
    @Override
    public Problem<OpInstance, Visits> problem() {
        return Orienteering.PROBLEM;
    }

    @Override
    public List<Engine<OpInstance, Visits>> engines() {
        return List.of(
                Engine.of(new OpLocalSearch(), REFINEMENT, REFEREE).teaching(20_000),
                Engine.of("ortools", Library.OR_TOOLS, OrToolsOrienteering::new, REFINEMENT, LIBRARY),
                Engine.of(new GreedyPath(), CONSTRUCTION));
    }
}
