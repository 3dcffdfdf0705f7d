package dev.ansatz.search.jssp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.search.HybridTuning;
import dev.ansatz.search.SearchProvider;
import dev.ansatz.search.Strategy;

/** How the policies of the job-shop scheduling problem are used. */
public final class JobShopHybrids implements SearchProvider<JobShopInstance, Schedule> {
    @Override
    public Problem<JobShopInstance, Schedule> problem() {
        return JobShop.PROBLEM;
    }

    @Override
    public HybridTuning tuning() {
        return new HybridTuning(2, 1, 0.5, 0.05, Strategy.SGBS, 1);
    }
}
