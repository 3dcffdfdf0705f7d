package dev.ansatz.classical.jssp;

import static dev.ansatz.classical.Role.CONSTRUCTION;
import static dev.ansatz.classical.Role.EXACT;
import static dev.ansatz.classical.Role.LIBRARY;
import static dev.ansatz.classical.Role.REFEREE;
import static dev.ansatz.classical.Role.REFINEMENT;

import dev.ansatz.classical.ClassicalProvider;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Library;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import java.util.List;

/** The engines of the job-shop scheduling problem. */
public final class JobShopEngines implements ClassicalProvider<JobShopInstance, Schedule> {
    @Override
    public Problem<JobShopInstance, Schedule> problem() {
        return JobShop.PROBLEM;
    }

    @Override
    public List<Engine<JobShopInstance, Schedule>> engines() {
        return List.of(
                Engine.of(new JobShopTabu(), REFINEMENT).teaching(1500),
                Engine.of("cpsat", Library.OR_TOOLS, () -> new JobShopCpSat(), REFINEMENT, LIBRARY, EXACT, REFEREE),
                Engine.of("timefold", Library.TIMEFOLD, () -> new TimefoldJobShop(), REFINEMENT, LIBRARY),
                Engine.of(new Insertion(), CONSTRUCTION),
                Engine.of(new Dispatching(), CONSTRUCTION));
    }
}
