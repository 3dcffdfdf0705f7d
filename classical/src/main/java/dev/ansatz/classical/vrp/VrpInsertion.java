package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import org.jspecify.annotations.Nullable;

/**
 * Parallel cheapest insertion: tasks are put one by one to their cheapest place on any route, in some orders, of which the best plan counts:
 * far ones first, large ones first, by the begin of their windows, narrow windows first. Where none of these serves all that is required, what is
 * missing is brought in by ruin and recreate. One iteration is one order.
 */
public final class VrpInsertion implements Solver<VrpInstance, VrpPlan> {
    private static final Recreate.Order[] ORDERS = {
        Recreate.Order.FAR, Recreate.Order.LARGE, Recreate.Order.EARLIEST, Recreate.Order.NARROW
    };

    /** Stops beyond which one order is enough. */
    private static final int MANY = 2000;

    @Override
    public String name() {
        return "insertion";
    }

    @Override
    public String description() {
        return "tasks one by one at their cheapest places, in several orders";
    }

    @Override
    public @Nullable String refuses(VrpInstance instance) {
        return Requests.refusal(instance, name());
    }

    @Override
    public Outcome<VrpPlan> solve(VrpInstance instance, Options<VrpPlan> options) {
        checkAccepts(instance);
        SearchContext<VrpInstance, VrpPlan> run = new SearchContext<>(Vrp.PROBLEM, instance, options);
        if (run.shouldStop(0)) {
            return run.finish();
        }
        SearchPlan plan = new SearchPlan(new SearchModel(instance));
        Xorshift random = new Xorshift(options.seed());
        Insertion insertion = new Insertion(plan, random);
        insertion.setBlink(0);
        Recreate recreate = new Recreate(plan, insertion, random);
        int orders = instance.size() > MANY ? 1 : ORDERS.length;
        for (int i = 0; i < orders && !run.shouldStop(i); i++) {
            plan.clear();
            recreate.all(ORDERS[i]);
            plan.commit();
            if (plan.complete()) {
                plan.saveBest();
                run.offer(plan.best(), "insertion");
            }
        }
        if (run.best() == null) {
            new Completion(plan, insertion, recreate, random).complete(run);
        }
        return run.finish();
    }
}
