package dev.ansatz.training.vrp;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.training.TrainingProvider;
import java.time.Duration;

/** Rich vehicle routing: policies are trained on all variants of one depot at once. */
public final class VrpTraining implements TrainingProvider<VrpInstance, VrpPlan> {
    @Override
    public Problem<VrpInstance, VrpPlan> problem() {
        return Vrp.PROBLEM;
    }

    @Override
    public String distribution() {
        return "mtvrp";
    }

    @Override
    public long userTeacherIterations(long usual) {
        return 10_000;
    }

    @Override
    public Duration refereeTime() {
        return Duration.ofSeconds(3);
    }
}
