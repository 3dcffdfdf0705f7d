package dev.ansatz.classical.knapsack;

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
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import java.util.List;

/** The engines of the 0-1 knapsack problem. */
public final class KnapsackEngines implements ClassicalProvider<KnapsackInstance, ItemSet> {
    @Override
    public Problem<KnapsackInstance, ItemSet> problem() {
        return Knapsack.PROBLEM;
    }

    @Override
    public List<Engine<KnapsackInstance, ItemSet>> engines() {
        return List.of(
                Engine.of(new Combo(), REFINEMENT, EXACT, REFEREE).teaching(1_000_000),
                Engine.of("cpsat", Library.OR_TOOLS, () -> new CpSatKnapsack(), REFINEMENT, LIBRARY, EXACT),
                Engine.of("mip", Library.OR_TOOLS, () -> new MipKnapsack(), LIBRARY, EXACT),
                Engine.of("ortools", Library.OR_TOOLS, () -> new OrToolsKnapsack(), REFINEMENT, LIBRARY, EXACT),
                Engine.of("timefold", Library.TIMEFOLD, () -> new TimefoldKnapsack(), REFINEMENT, LIBRARY),
                Engine.of(new Greedy(), CONSTRUCTION));
    }
}
