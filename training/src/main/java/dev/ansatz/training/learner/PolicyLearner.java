package dev.ansatz.training.learner;

import dev.ansatz.neural.PolicyKind;
import dev.ansatz.problems.Instance;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.labels.GeneratedInstances;
import dev.ansatz.training.labels.InstanceSource;
import dev.ansatz.training.labels.Labels;
import dev.ansatz.training.labels.UserInstances;
import dev.ansatz.training.method.Method;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** What the learners of all kinds of policies have: settings, instances, labels. */
abstract class PolicyLearner<I extends Instance, S, K extends PolicyKind<I, S>> implements Learner {
    final TrainingConfig config;
    final Method method;
    final K kind;
    final InstanceSource<I> source;
    final Labels<I, S> labels;
    final ExecutorService pool;
    private final NetworkSize size;

    PolicyLearner(
            TrainingConfig config, K kind, NetworkSize size, @Nullable UserInstances<I, S> user, ExecutorService pool) {
        this.config = config;
        this.kind = kind;
        this.size = size;
        this.pool = pool;
        method = config.method();
        source = user != null ? user : new GeneratedInstances<>(kind, config.instances());
        labels = new Labels<>(source, user, method, config.run().directory());
    }

    @Override
    public final K kind() {
        return kind;
    }

    @Override
    public final NetworkSize size() {
        return size;
    }

    @Override
    public final String distribution() {
        return source.description();
    }

    /** Mean of the costs of all trajectories of a batch. */
    static double mean(double[][][] costs) {
        return Arrays.stream(costs)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElse(Double.NaN);
    }
}
