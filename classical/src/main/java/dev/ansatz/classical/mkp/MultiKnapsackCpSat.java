package dev.ansatz.classical.mkp;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverSolutionCallback;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import dev.ansatz.classical.RunWatch;
import dev.ansatz.classical.ortools.CpSat;
import dev.ansatz.classical.ortools.OrToolsNatives;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;

/**
 * CP-SAT of OR-Tools: one literal for each item, one linear constraint for each dimension. The best warm start, else the greedy
 * solution, is its hint and the first incumbent. Incumbents are streamed, each with the bound of its time; an iteration is a
 * conflict.
 */
public final class MultiKnapsackCpSat implements Solver<MultiKnapsackInstance, ItemSet> {
    @Override
    public String name() {
        return "cpsat";
    }

    @Override
    public String description() {
        return "Google OR-Tools CP-SAT with its bound, hinted by the greedy solution";
    }

    @Override
    public void warmUp() {
        OrToolsNatives.load();
    }

    @Override
    public Outcome<ItemSet> solve(MultiKnapsackInstance instance, Options<ItemSet> options) {
        SearchContext<MultiKnapsackInstance, ItemSet> run =
                new SearchContext<>(MultiKnapsack.PROBLEM, instance, options);
        OrToolsNatives.load();
        MultiKnapsackGreedy.construct(run);
        if (run.shouldStop(0)) {
            return run.finish();
        }
        CpModel model = new CpModel();
        int n = instance.size();
        BoolVar[] items = new BoolVar[n];
        ItemSet start = run.best();
        for (int j = 0; j < n; j++) {
            items[j] = model.newBoolVar("");
            if (start != null) {
                model.addHint(items[j], start.contains(j));
            }
        }
        long[][] weights = instance.weights();
        for (int i = 0; i < weights.length; i++) {
            model.addLessOrEqual(LinearExpr.weightedSum(items, weights[i]), instance.capacity(i));
        }
        model.maximize(LinearExpr.weightedSum(items, instance.profits()));
        CpSolver solver = CpSat.solverByConflicts(run);
        CpSolverStatus status;
        try (RunWatch watch = new RunWatch(run, solver::stopSearch)) {
            status = solver.solve(model, new CpSolverSolutionCallback() {
                @Override
                public void onSolutionCallback() {
                    boolean[] chosen = new boolean[n];
                    for (int j = 0; j < n; j++) {
                        chosen[j] = booleanValue(items[j]);
                    }
                    offerBound(run, bestObjectiveBound());
                    run.offer(ItemSet.of(chosen), "cpsat");
                }
            });
        }
        if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
            offerBound(run, solver.bestObjectiveBound());
        }
        return run.finish();
    }

    private static void offerBound(SearchContext<MultiKnapsackInstance, ItemSet> run, double bound) {
        run.offerBound(Math.floor(bound) / run.instance().profitScale());
    }
}
