package dev.ansatz.training.learner;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.labels.UserInstances;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What the training loop needs of a kind of policy. Weights are plain arrays by name, owned by the loop, which updates them in place;
 * all randomness of a batch comes from the generator it is given. Not thread-safe; it uses the threads of its pool.
 */
public interface Learner {
    /**
     * The gradient of a method's loss on one batch.
     *
     * @param byWeight arrays that the caller may change
     * @param value mean cost of the samples, or the loss where a method learns from labels
     */
    record Gradient(Map<String, float[]> byWeight, double value) {}

    /**
     * Figures on the fixed validation instances, in the instances' own units.
     *
     * @param objective mean objective by which checkpoints are ranked
     * @param greedy mean objective of one greedy solution each, or NaN where that is not measured
     * @param figures by name, for the card
     */
    record Validation(double objective, double greedy, Map<String, Double> figures) {}

    /** Trajectories of one batch of instances with their weights in the loss. */
    interface Batch {
        /**
         * The gradient at some weights: at those that the trajectories were made under at first, later at others.
         */
        Gradient gradient(Map<String, float[]> weights);
    }

    /**
     * The learner for a kind of policy.
     *
     * @param user instances of the problem, or null for generated ones
     * @throws InputException if the method needs what that kind does not have
     */
    static Learner of(
            TrainingConfig config, NetworkSize size, @Nullable UserInstances<?, ?> user, ExecutorService pool) {
        return of(Problems.byId(config.problem()), config, size, user, pool);
    }

    @SuppressWarnings("unchecked") // a user's instances are those of the problem
    private static <I extends Instance, S> Learner of(
            Problem<I, S> problem,
            TrainingConfig config,
            NetworkSize size,
            @Nullable UserInstances<?, ?> user,
            ExecutorService pool) {
        UserInstances<I, S> own = (UserInstances<I, S>) user;
        PolicyKind<I, S> kind =
                PolicyKinds.of(problem, size.base().architecture().id());
        if (kind instanceof PointerKind<I, S> pointer) {
            return new PointerLearner<>(config, pointer, size, own, pool);
        }
        if (config.method().decoders() > 1) {
            throw new InputException("Method " + config.method().id() + " trains several decoders on one encoder, which"
                    + " pointer policies have; policies that score candidates have one.");
        }
        return new CandidateLearner<>(config, (CandidateKind<I, S>) kind, size, own, pool);
    }

    /** What is trained. */
    PolicyKind<?, ?> kind();

    default Problem<?, ?> problem() {
        return kind().problem();
    }

    /** Size of the network. */
    NetworkSize size();

    /** Names and shapes of all weights. */
    Map<String, int[]> shapes();

    /** Name of the distribution of the training instances. */
    String distribution();

    /**
     * Weights to begin with.
     *
     * @param initial a policy to go on from, or null for random weights
     * @throws InputException if its network cannot become this one
     */
    Map<String, float[]> begin(Checkpoint.@Nullable Tensors initial);

    /**
     * Makes the trajectories of a batch.
     *
     * @param weights to sample from
     */
    Batch rollOut(Map<String, float[]> weights, SplittableRandom random);

    Validation validate(Map<String, float[]> weights);
}
