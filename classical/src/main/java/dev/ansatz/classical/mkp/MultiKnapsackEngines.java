package dev.ansatz.classical.mkp;

import static dev.ansatz.classical.Role.CONSTRUCTION;
import static dev.ansatz.classical.Role.EXACT;
import static dev.ansatz.classical.Role.LIBRARY;
import static dev.ansatz.classical.Role.REFEREE;
import static dev.ansatz.classical.Role.REFINEMENT;

import dev.ansatz.classical.ClassicalProvider;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Library;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import java.util.List;

/** The engines of the multi-dimensional knapsack problem. */
public final class MultiKnapsackEngines implements ClassicalProvider<MultiKnapsackInstance, ItemSet> {
    @Override
    public Problem<MultiKnapsackInstance, ItemSet> problem() {
        return MultiKnapsack.PROBLEM;
    }

    @Override
    public List<Engine<MultiKnapsackInstance, ItemSet>> engines() {
        return List.of(
                Engine.of(new MultiKnapsackCoreSearch(), REFINEMENT, EXACT, REFEREE)
                        .teaching(3000),
                Engine.of("mip", Library.OR_TOOLS, () -> new MultiKnapsackMip(), LIBRARY, EXACT),
                Engine.of("cpsat", Library.OR_TOOLS, () -> new MultiKnapsackCpSat(), REFINEMENT, LIBRARY, EXACT),
                Engine.of(new MultiKnapsackGreedy(), CONSTRUCTION));
    }
}
