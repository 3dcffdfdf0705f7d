package org.example.binpacking;

import dev.ansatz.classical.ClassicalProvider;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Role;
import dev.ansatz.problems.Problem;
import java.util.List;

/** The engines: a construction, and a search that refines starts, teaches policies and referees evaluations. */
public final class BinPackingEngines implements ClassicalProvider<BinPackingInstance, Bins> {
    @Override
    public Problem<BinPackingInstance, Bins> problem() {
        return BinPacking.PROBLEM;
    }

    @Override
    public List<Engine<BinPackingInstance, Bins>> engines() {
        return List.of(
                Engine.of(new BinExchange(), Role.REFINEMENT, Role.REFEREE).teaching(20_000),
                Engine.of(new FirstFitDecreasing(), Role.CONSTRUCTION));
    }
}
