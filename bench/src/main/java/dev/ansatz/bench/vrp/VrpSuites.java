package dev.ansatz.bench.vrp;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.List;

/** Suites of rich vehicle routing: windows, open routes, shipments and fleets apart, and mixtures of all. */
public final class VrpSuites implements SuiteProvider<VrpInstance, VrpPlan> {
    @Override
    public Problem<VrpInstance, VrpPlan> problem() {
        return Vrp.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("vrp", "cvrptw", List.of("100"), 20),
                new Suite.Family("vrp", "ovrptw", List.of("100"), 20),
                new Suite.Family("vrp", "li-lim", List.of("50"), 20),
                new Suite.Family("vrp", "rich", List.of("100"), 20),
                new Suite.Family("variants", "mtvrp", List.of("50", "100"), 16));
    }
}
