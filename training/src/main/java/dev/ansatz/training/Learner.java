package dev.ansatz.training;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.pointer.PointerKind;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Problem;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What the {@linkplain Trainer training loop} needs of a kind of policy. Weights are plain arrays by name, owned by the loop, which
 * updates them in place; all randomness of a gradient comes from the generator it is given.
 */
interface Learner {
    /** Dimensions of a network, of either kind of policy. */
    record Dimensions(int layers, int embeddingSize, int heads, int feedForwardSize, int decoders, int latentSize) {
        static Dimensions of(TrainingConfig config) {
            return new Dimensions(
                    config.layers(), config.embeddingSize(), config.heads(), config.feedForwardSize(), 1, 0);
        }

        static Dimensions of(ModelCard card) {
            return new Dimensions(
                    card.layers(),
                    card.embeddingSize(),
                    card.heads(),
                    card.feedForwardSize(),
                    card.decoders(),
                    card.latentSize());
        }

        /** As a method changes them. */
        Dimensions trainedBy(TrainingConfig config) {
            return switch (config.method()) {
                case POPPY -> with(config.decoders(), 0);
                case COMPASS -> with(1, config.latentSize());
                default -> with(1, 0);
            };
        }

        private Dimensions with(int newDecoders, int newLatentSize) {
            return new Dimensions(layers, embeddingSize, heads, feedForwardSize, newDecoders, newLatentSize);
        }
    }

    /**
     * The gradient of a method's loss on one batch.
     *
     * @param byWeight arrays that the caller may change
     * @param value mean over the batch of what {@link #valueName} says
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

    /** The learner for a problem's kind of policy. */
    static Learner of(
            TrainingConfig config,
            Dimensions dimensions,
            @Nullable Teacher teacher,
            @Nullable OwnInstances<?, ?> own,
            ExecutorService pool) {
        CandidateKind<?, ?> scoring = PolicyKinds.find(config.problem(), CandidateKind.class);
        return scoring == null
                ? new AttentionLearner(config, PointerKind.of(config.problem()), dimensions, teacher, own, pool)
                : new ScoringLearner<>(config, scoring, dimensions, teacher, own, pool);
    }

    /** What is trained. */
    PolicyKind<?, ?> kind();

    default Problem<?, ?> problem() {
        return kind().problem();
    }

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

    Gradient gradient(Map<String, float[]> weights, SplittableRandom random);

    /** Whether a weight is left as it is. */
    static boolean isFrozen(TrainingConfig config, String weight) {
        return config.frozen()
                && switch (config.method()) {
                    case COMPASS -> !weight.contains(".latent.");
                    case POPPY -> !weight.startsWith("decoder.");
                    default -> false;
                };
    }

    /** What the value of a gradient is: {@code loss}, or {@code sampled} for the mean cost of the samples. */
    String valueName();

    Validation validate(Map<String, float[]> weights);
}
