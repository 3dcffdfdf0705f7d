package dev.ansatz.classical.vrp;

import static dev.ansatz.classical.Role.CONSTRUCTION;
import static dev.ansatz.classical.Role.LIBRARY;
import static dev.ansatz.classical.Role.REFEREE;
import static dev.ansatz.classical.Role.REFINEMENT;

import dev.ansatz.classical.ClassicalProvider;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Library;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.List;

/** The engines of rich vehicle routing. */
public final class VrpEngines implements ClassicalProvider<VrpInstance, VrpPlan> {
    @Override
    public Problem<VrpInstance, VrpPlan> problem() {
        return Vrp.PROBLEM;
    }

    @Override
    public List<Engine<VrpInstance, VrpPlan>> engines() {
        return List.of(
                Engine.of(new VrpLocalSearch(), REFINEMENT, REFEREE).teaching(2000),
                Engine.of("ortools", Library.OR_TOOLS, OrToolsVrp::new, REFINEMENT, LIBRARY),
                Engine.of("timefold", Library.TIMEFOLD, TimefoldVrp::new, REFINEMENT, LIBRARY),
                Engine.of(new VrpInsertion(), CONSTRUCTION));
    }
}
