package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.vrp.VrpPlan;

/** Brings in what a construction has left out, by ruin and recreate, whatever it costs. Not thread-safe. */
final class Completion {
    private static final int STEPS_BETWEEN_CHECKS = 16;

    /** Steps for each stop after which it is given up. */
    private static final long MOST_STEPS = 200;

    private final SearchPlan plan;
    private final Recreate recreate;
    private final Ruin ruin;
    private final Xorshift random;
    private final Absences absences;

    Completion(SearchPlan plan, Insertion insertion, Recreate recreate, Xorshift random) {
        this.plan = plan;
        this.recreate = recreate;
        this.random = random;
        ruin = new Ruin(plan, random);
        absences = new Absences(plan.model);
        insertion.setBlink(0.01);
    }

    /** Searches until nothing is missing, or in vain; offers the plan. */
    void complete(SearchContext<?, VrpPlan> run) {
        long most = MOST_STEPS * Math.max(1, plan.model.stops);
        for (long step = 0; step < most && plan.missing > 0; step++) {
            if (step % STEPS_BETWEEN_CHECKS == 0 && run.shouldStop()) {
                return;
            }
            plan.begin();
            absences.begin(plan);
            int seed = absences.seed(plan, random);
            ruin.around(seed);
            recreate.after(ruin, seed);
            if (!plan.broken() && absences.accepts(plan, random.chance(0.1))) {
                plan.commit();
            } else {
                plan.rollback();
            }
        }
        if (plan.complete()) {
            plan.saveBest();
            run.offer(plan.best(), "insertion");
        }
    }
}
