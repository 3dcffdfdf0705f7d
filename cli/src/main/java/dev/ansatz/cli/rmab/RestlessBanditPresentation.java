package dev.ansatz.cli.rmab;

import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;

/** What is shown of the restless bandit problem. */
public final class RestlessBanditPresentation implements PresentationProvider<RestlessBanditInstance, PolicyRecord> {
    @Override
    public Problem<RestlessBanditInstance, PolicyRecord> problem() {
        return RestlessBandit.PROBLEM;
    }

    @Override
    public Picture picture(RestlessBanditInstance instance, PolicyRecord solution) {
        return new ArmPicture(instance, solution);
    }
}
