package dev.ansatz.neural.vrp;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.vrp.Vrp;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import java.util.List;

/** Policies of rich vehicle routing. */
public final class VrpPolicies implements PolicyProvider<VrpInstance, VrpPlan> {
    @Override
    public Problem<VrpInstance, VrpPlan> problem() {
        return Vrp.PROBLEM;
    }

    @Override
    public List<PolicyKind<VrpInstance, VrpPlan>> kinds() {
        return List.of(new VrpPointerKind());
    }
}
