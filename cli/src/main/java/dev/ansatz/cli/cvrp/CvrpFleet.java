package dev.ansatz.cli.cvrp;

import dev.ansatz.cli.FleetProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.io.InputFile;
import org.jspecify.annotations.Nullable;

/** Fleets of the capacitated vehicle routing problem; orders as a table need the capacity. */
public final class CvrpFleet implements FleetProvider<CvrpInstance, Routes> {
    @Override
    public Problem<CvrpInstance, Routes> problem() {
        return Cvrp.PROBLEM;
    }

    @Override
    public @Nullable CvrpInstance read(InputFile file, long capacity) {
        return Cvrp.isOrders(file) ? Cvrp.PROBLEM.readOrders(file, capacity) : null;
    }

    @Override
    public CvrpInstance withVehicles(CvrpInstance instance, int atMost) {
        return instance.withMaxVehicles(atMost);
    }

    @Override
    public CvrpInstance withCapacity(CvrpInstance instance, long each) {
        return instance.withCapacity(each);
    }
}
