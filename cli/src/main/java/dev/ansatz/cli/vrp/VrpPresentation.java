package dev.ansatz.cli.vrp;

import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.Map;

/** What is shown of rich vehicle routing. */
public final class VrpPresentation implements PresentationProvider<VrpInstance, VrpPlan> {
    @Override
    public Problem<VrpInstance, VrpPlan> problem() {
        return Vrp.PROBLEM;
    }

    @Override
    public Picture picture(VrpInstance instance, VrpPlan plan) {
        return new DayPicture(instance, plan);
    }

    @Override
    public Map<String, String> facts(VrpPlan plan) {
        return Map.of("routes", Integer.toString(plan.routes().size()));
    }
}
