package dev.ansatz.classical.mkp;

import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Note;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;

/**
 * Greedy by pseudo-utility: profit by weight, the weights of all constraints summed at the dual prices of the LP relaxation
 * (Pirkul 1987; Chu and Beasley 1998). With it comes the bound of the relaxation. Deterministic; seed, threads and iterations
 * have no influence.
 */
public final class MultiKnapsackGreedy implements Solver<MultiKnapsackInstance, ItemSet> {
    /** Part of the time for the relaxation. */
    static final double LP_SHARE = 0.5;

    @Override
    public String name() {
        return "greedy";
    }

    @Override
    public String description() {
        return "items by profit per weight at the dual prices of the LP relaxation, with its bound";
    }

    @Override
    public void warmUp() {
        OrToolsNatives.lack(); // there is another way without
    }

    @Override
    public Outcome<ItemSet> solve(MultiKnapsackInstance instance, Options<ItemSet> options) {
        SearchContext<MultiKnapsackInstance, ItemSet> run =
                new SearchContext<>(MultiKnapsack.PROBLEM, instance, options);
        construct(run);
        return run.finish();
    }

    /** Solves the relaxation, and offers its bound and the greedy solution. */
    static LinearRelaxation construct(SearchContext<MultiKnapsackInstance, ItemSet> run) {
        MultiKnapsackInstance instance = run.instance();
        LinearRelaxation relaxation =
                LinearRelaxation.of(instance, run.remaining().toNanos() * 1e-9 * LP_SHARE);
        String lack = OrToolsNatives.lack();
        if (lack != null) {
            run.note(new Note.LibraryLeftOut("OR-Tools", lack, "Prices are those of a subgradient method"));
        }
        run.offerBound((double) relaxation.bound() / instance.profitScale());
        boolean[] chosen = new boolean[instance.size()];
        new PseudoUtility(instance, relaxation).repair(chosen);
        run.offer(ItemSet.of(chosen), "greedy");
        return relaxation;
    }
}
