package dev.ansatz.classical.knapsack;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;

/** {@link GreedyFill} as an engine, with Dantzig's bound: no limit applies, seed and threads are ignored. */
public final class Greedy implements Solver<KnapsackInstance, ItemSet> {
    @Override
    public String name() {
        return "greedy";
    }

    @Override
    public String description() {
        return "items by profit per weight, each put in where it fits";
    }

    @Override
    public Outcome<ItemSet> solve(KnapsackInstance instance, Options<ItemSet> options) {
        SearchContext<KnapsackInstance, ItemSet> run = new SearchContext<>(Knapsack.PROBLEM, instance, options);
        GreedyFill greedy = new GreedyFill(instance);
        run.offer(greedy.solution(), "greedy");
        run.offerBound(greedy.dantzig());
        return run.finish();
    }
}
