package dev.ansatz.classical.knapsack;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.classical.ortools.Scip;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackBounds;
import dev.ansatz.problems.knapsack.KnapsackInstance;

/**
 * Mixed-integer programming by SCIP, as bundled with OR-Tools. SCIP computes in floating point: a solution that violates the
 * capacity within its tolerance loses its least dense items, and its bound is widened by 1e-9 of its value before it counts as
 * proven; with profits or weights above 1e7 only Martello and Toth's bound counts. The best warm start is given as a hint.
 * Incumbents come at the end only; an iteration is a node of the tree.
 */
public final class MipKnapsack implements Solver<KnapsackInstance, ItemSet> {
    /** With coefficients of 1e10, SCIP was seen to report a bound below the optimum. */
    private static final long MAX_COEFFICIENT = 10_000_000;

    /** Items between looks at the clock while the model is built. */
    private static final int LOOK = 10_000;

    @Override
    public String name() {
        return "mip";
    }

    @Override
    public String description() {
        return "mixed-integer programming by SCIP with its bound";
    }

    @Override
    public void warmUp() {
        OrToolsNatives.load();
    }

    @Override
    public Outcome<ItemSet> solve(KnapsackInstance instance, Options<ItemSet> options) {
        SearchContext<KnapsackInstance, ItemSet> run = new SearchContext<>(Knapsack.PROBLEM, instance, options);
        GreedyFill.answerFirst(run);
        run.offerBound(KnapsackBounds.martelloToth(instance));
        MPSolver solver = Scip.create();
        try {
            if (!run.shouldStop(0)) {
                search(run, solver);
            }
        } finally {
            solver.delete();
        }
        GreedyFill.answerIfNone(run, "SCIP");
        return run.finish();
    }

    private static void search(SearchContext<KnapsackInstance, ItemSet> run, MPSolver solver) {
        KnapsackInstance instance = run.instance();
        int n = instance.size();
        MPVariable[] chosen = solver.makeBoolVarArray(n);
        MPConstraint capacity = solver.makeConstraint(0, instance.capacity());
        MPObjective profit = solver.objective();
        for (int i = 0; i < n; i++) {
            if (i % LOOK == 0 && run.shouldStop()) {
                return;
            }
            capacity.setCoefficient(chosen[i], instance.weight(i));
            profit.setCoefficient(chosen[i], instance.profit(i));
        }
        profit.setMaximization();
        ItemSet start = run.best();
        if (start != null) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = start.contains(i) ? 1 : 0;
            }
            solver.setHint(chosen, values);
        }
        if (Scip.solve(solver, run)) {
            boolean[] in = new boolean[n];
            for (int i = 0; i < n; i++) {
                in[i] = chosen[i].solutionValue() > 0.5;
            }
            GreedyFill.repair(instance, in);
            run.offer(ItemSet.of(in), "mip");
            if (trustworthy(instance)) {
                Scip.upperBound(solver).ifPresent(run::offerBound);
            }
        }
    }

    private static boolean trustworthy(KnapsackInstance instance) {
        for (int i = 0; i < instance.size(); i++) {
            if (Math.max(instance.profit(i), instance.weight(i)) > MAX_COEFFICIENT) {
                return false;
            }
        }
        return true;
    }
}
