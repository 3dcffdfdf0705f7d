package dev.ansatz.classical.knapsack;

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
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import org.jspecify.annotations.Nullable;

/**
 * CP-SAT of OR-Tools: a literal an item, one linear constraint. The best warm start is given as a hint. Incumbents and bounds are
 * streamed; an iteration is a conflict.
 */
public final class CpSatKnapsack implements Solver<KnapsackInstance, ItemSet> {
    /** Largest sum that the library takes without risk of overflow. */
    static final long MAX_SUM = 1L << 60;

    @Override
    public String name() {
        return "cpsat";
    }

    @Override
    public String description() {
        return "OR-Tools CP-SAT with its bound";
    }

    @Override
    public void warmUp() {
        OrToolsNatives.load();
    }

    @Override
    public @Nullable String refuses(KnapsackInstance instance) {
        return sumsExceed(instance, MAX_SUM)
                ? "OR-Tools adds in 64 bits, and the profits or weights of " + instance.name()
                        + " add up to more than 2^60."
                : null;
    }

    static boolean sumsExceed(KnapsackInstance instance, long limit) {
        long profit = 0;
        long weight = 0;
        for (int i = 0; i < instance.size(); i++) {
            profit += instance.profit(i);
            weight += instance.weight(i);
            if (profit > limit || weight > limit) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Outcome<ItemSet> solve(KnapsackInstance instance, Options<ItemSet> options) {
        checkAccepts(instance);
        SearchContext<KnapsackInstance, ItemSet> run = new SearchContext<>(Knapsack.PROBLEM, instance, options);
        GreedyFill.answerFirst(run);
        OrToolsNatives.load();
        int n = instance.size();
        CpModel model = new CpModel();
        BoolVar[] chosen = new BoolVar[n];
        for (int i = 0; i < n; i++) {
            chosen[i] = model.newBoolVar("");
        }
        model.addLessOrEqual(LinearExpr.weightedSum(chosen, instance.weights()), instance.capacity());
        model.maximize(LinearExpr.weightedSum(chosen, instance.profits()));
        ItemSet start = run.best();
        if (start != null) {
            for (int i = 0; i < n; i++) {
                model.addHint(chosen[i], start.contains(i));
            }
        }
        CpSolver solver = CpSat.solverByConflicts(run);
        CpSolverStatus status = CpSolverStatus.UNKNOWN;
        if (!run.shouldStop(0)) {
            try (RunWatch watch = new RunWatch(run, solver::stopSearch)) {
                status = solver.solve(model, new CpSolverSolutionCallback() {
                    @Override
                    public void onSolutionCallback() {
                        boolean[] in = new boolean[n];
                        for (int i = 0; i < n; i++) {
                            in[i] = booleanValue(chosen[i]);
                        }
                        run.offer(ItemSet.of(in), "cpsat");
                        run.offerBound(Math.floor(bestObjectiveBound()));
                    }
                });
            }
        }
        if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
            run.offerBound(Math.floor(solver.bestObjectiveBound()));
        }
        GreedyFill.answerIfNone(run, "CP-SAT");
        return run.finish();
    }
}
