package dev.ansatz.classical.cvrp;

import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.SearchContext;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;

/**
 * The {@link SavingsRoutes} as an engine: no limit applies, seed and threads are ignored. Where they need more vehicles than
 * there are, {@link Packing} by demand alone is tried.
 */
public final class Savings implements Solver<CvrpInstance, Routes> {
    @Override
    public String name() {
        return "savings";
    }

    @Override
    public String description() {
        return "Clarke-Wright savings construction";
    }

    @Override
    public Outcome<Routes> solve(CvrpInstance instance, Options<Routes> options) {
        SearchContext<CvrpInstance, Routes> run = new SearchContext<>(Cvrp.PROBLEM, instance, options);
        int[][] routes = SavingsRoutes.routes(instance);
        run.offer(new Routes(routes), "savings");
        Integer vehicles = instance.maxVehicles();
        if (vehicles != null && routes.length > vehicles) {
            run.note("Savings need " + routes.length + " routes for " + vehicles + " vehicles.");
            Packing.offer(run);
        }
        return run.finish();
    }
}
