package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.Workers;
import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anytime local search for all attributes of the model: the best warm start or an insertion, then ruin and recreate (SISR) under simulated
 * annealing, whose temperature falls with the share of the limit that is used up: give the limit that you mean.
 *
 * <p>Every route of a plan on the way keeps all rules; what finds no place is left out, those first that were left out most often. Where
 * vehicles count first, a part of the limit is spent on getting rid of routes.
 *
 * <p>One iteration is one ruin-and-recreate step. With several threads each searches for itself; towards the end they go on from the best plan
 * of all, four times.
 */
public final class VrpLocalSearch implements Solver<VrpInstance, VrpPlan> {
    @Override
    public String name() {
        return "local-search";
    }

    @Override
    public boolean refinesAnyStart() {
        return true;
    }

    @Override
    public String description() {
        return "ruin and recreate under simulated annealing from the warm start or an insertion";
    }

    @Override
    public @Nullable String refuses(VrpInstance instance) {
        return Requests.refusal(instance, name());
    }

    @Override
    public Outcome<VrpPlan> solve(VrpInstance instance, Options<VrpPlan> options) {
        checkAccepts(instance);
        SearchContext<VrpInstance, VrpPlan> run = new SearchContext<>(Vrp.PROBLEM, instance, options);
        SearchModel model = new SearchModel(instance);
        List<VrpPlan> starts = run.warmStarts();
        Workers workers = new Workers(run);
        Budget budget = new Budget(run);
        workers.runAll(number -> {
            Xorshift random = new Xorshift(options.seed() * 1_000_003L + number);
            SearchPlan plan = new SearchPlan(model);
            VrpPlan best = run.best();
            if (best != null && !starts.isEmpty()) {
                plan.load(number == 0 ? best : starts.get(number % starts.size()));
            }
            new VrpAnnealing(run, workers, plan, random, budget).anneal();
        });
        return run.finish();
    }
}
