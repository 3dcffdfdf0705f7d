package dev.ansatz.classical.mkp;

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
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;

/**
 * Mixed-integer programming by SCIP, as bundled with OR-Tools. The best warm start, else the greedy solution, is its hint and
 * the first incumbent; the next one comes at the end, since the Java interface has no callback. An iteration is a node of the
 * tree.
 *
 * <p>SCIP computes in floating point: a solution that is infeasible within its tolerances is repaired, and its bound is widened
 * by 1e-9 of its value before it counts as proven.
 */
public final class MultiKnapsackMip implements Solver<MultiKnapsackInstance, ItemSet> {
    @Override
    public String name() {
        return "mip";
    }

    @Override
    public String description() {
        return "mixed-integer programming by SCIP with its bound, hinted by the greedy solution";
    }

    @Override
    public void warmUp() {
        OrToolsNatives.load();
    }

    @Override
    public Outcome<ItemSet> solve(MultiKnapsackInstance instance, Options<ItemSet> options) {
        SearchContext<MultiKnapsackInstance, ItemSet> run =
                new SearchContext<>(MultiKnapsack.PROBLEM, instance, options);
        LinearRelaxation relaxation = MultiKnapsackGreedy.construct(run);
        if (!run.shouldStop(0)) {
            MPSolver solver = Scip.create();
            try {
                search(run, solver, new PseudoUtility(instance, relaxation));
            } finally {
                solver.delete();
            }
        }
        return run.finish();
    }

    private static void search(
            SearchContext<MultiKnapsackInstance, ItemSet> run, MPSolver solver, PseudoUtility utility) {
        MultiKnapsackInstance instance = run.instance();
        int n = instance.size();
        MPVariable[] items = solver.makeBoolVarArray(n);
        MPObjective objective = solver.objective();
        for (int j = 0; j < n; j++) {
            objective.setCoefficient(items[j], instance.profit(j));
        }
        objective.setMaximization();
        for (int i = 0; i < instance.constraints(); i++) {
            if (run.shouldStop()) {
                return;
            }
            MPConstraint row = solver.makeConstraint(0, instance.capacity(i));
            for (int j = 0; j < n; j++) {
                if (instance.weight(i, j) != 0) {
                    row.setCoefficient(items[j], instance.weight(i, j));
                }
            }
        }
        ItemSet start = run.best();
        if (start != null) {
            double[] values = new double[n];
            for (int k = 0; k < start.size(); k++) {
                values[start.item(k)] = 1;
            }
            solver.setHint(items, values);
        }
        if (Scip.solve(solver, run)) {
            boolean[] chosen = new boolean[n];
            for (int j = 0; j < n; j++) {
                chosen[j] = items[j].solutionValue() > 0.5;
            }
            utility.repair(chosen);
            run.offer(ItemSet.of(chosen), "mip");
            Scip.upperBound(solver).ifPresent(bound -> run.offerBound(bound / instance.profitScale()));
        }
    }
}
