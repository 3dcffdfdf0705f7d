package dev.ansatz.training.rmab;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.training.SizeRange;
import dev.ansatz.training.TrainingProvider;
import java.time.Duration;

/** Restless bandits. */
public final class RestlessBanditTraining implements TrainingProvider<RestlessBanditInstance, PolicyRecord> {
    @Override
    public Problem<RestlessBanditInstance, PolicyRecord> problem() {
        return RestlessBandit.PROBLEM;
    }

    @Override
    public SizeRange sizes() {
        return new SizeRange(8, 30);
    }

    @Override
    public Duration refereeTime() {
        return Duration.ofSeconds(10);
    }
}
