package dev.ansatz.training.loop;

import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.StopToken;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.Architecture;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.labels.UserInstances;
import dev.ansatz.training.learner.Learner;
import dev.ansatz.training.learner.NetworkSize;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains the policy of any problem by one of the {@linkplain dev.ansatz.training.method.Method methods}.
 *
 * <p>One step: the gradient of one batch or the mean over several, then Adam; a method may take several steps with the same batches.
 *
 * <p>What is validated and kept is a moving average of the weights over the steps (Polyak and Juditsky 1992), which is better than
 * any of them where the learning rate does not fall.
 *
 * <p>All randomness derives from the seed and the step number, hence a resumed run goes on as if it had never stopped, up to the
 * rounding of libtorch's sums (and except that methods which learn from labels begin a new pool of them).
 *
 * <p>A step whose gradient is not finite is skipped; after some of them in a row, or when a weight is not finite, the run goes back to
 * its last checkpoint with half the learning rate and other batches.
 */
public final class Trainer {
    private final TrainingConfig config;
    private final @Nullable UserInstances<?, ?> user;
    private final Consumer<String> log;
    private final StopToken stop;
    private volatile long stepsMade;

    /** Trains on generated instances. */
    public Trainer(TrainingConfig config, Consumer<String> log, StopToken stop) {
        this(config, null, log, stop);
    }

    /**
     * @param user a user's instances to train on, or null for generated ones; sizes and validation of the settings are of no meaning
     *     with them
     * @param log receives one line per progress report
     * @throws InputException if the settings do not fit the method
     */
    public Trainer(TrainingConfig config, @Nullable UserInstances<?, ?> user, Consumer<String> log, StopToken stop) {
        if (config.method().needsInitial()
                && config.run().initial() == null
                && !config.run().resume()) {
            throw new InputException("Method " + config.method().id()
                    + " goes on from a trained policy: name a checkpoint folder or a bundled model as the"
                    + " initial one.");
        }
        this.config = config;
        this.user = user;
        this.log = log;
        this.stop = stop;
    }

    /**
     * Trains until a limit is met or the stop token is set, then writes a last checkpoint.
     *
     * @return the card of the best checkpoint, which lies in {@code directory/best}
     * @throws InputException if a checkpoint cannot be read or the directory cannot be written
     */
    public ModelCard train() {
        Path directory = config.run().directory();
        try (ExecutorService pool =
                Executors.newFixedThreadPool(config.batches().threads())) {
            Start start = start(pool);
            // Nothing is written of a run that cannot begin.
            RunFolder.create(directory.resolve("best"));
            try (RunLog runLog = new RunLog(config, start.learner(), log)) {
                new TrainingLoop(
                                config,
                                start.learner(),
                                start.state(),
                                runLog,
                                stop,
                                this::card,
                                steps -> stepsMade = steps)
                        .run();
            }
            return Checkpoint.loadCard(directory.resolve("best"));
        }
    }

    /** Whether a directory holds a run that can be gone on with. */
    public static boolean canResume(Path directory) {
        return RunState.isIn(directory);
    }

    /** Optimiser steps of the run so far, those before a resumption included; may be read from any thread while it trains. */
    public long steps() {
        return stepsMade;
    }

    private record Start(Learner learner, RunState state) {}

    /** Where the run starts: its own last state, another policy's weights or random ones. */
    private Start start(ExecutorService pool) {
        TrainingConfig.Run run = config.run();
        if (run.resume()) {
            RunState.require(run.directory());
            ModelCard card = Checkpoint.loadCard(run.directory());
            checkProblem(card, run.directory().toString());
            Learner learner = Learner.of(config, NetworkSize.of(card), user, pool);
            return new Start(learner, RunState.read(run.directory(), learner.shapes()));
        }
        Checkpoint.Tensors initial = run.initial() == null ? null : ModelZoo.tensors(run.initial());
        if (initial != null) {
            checkProblem(initial.card(), String.valueOf(run.initial()));
        }
        TrainingConfig.Network base = initial == null ? config.network() : base(initial.card());
        Learner learner = Learner.of(config, NetworkSize.of(base, config.method()), user, pool);
        Map<String, float[]> weights = learner.begin(initial);
        return new Start(learner, RunState.begin(weights));
    }

    /** The network of the initial policy, which a method goes on with. */
    private TrainingConfig.Network base(ModelCard initial) {
        TrainingConfig.Network base = NetworkSize.of(initial).base();
        Architecture wanted = config.network().architecture();
        if (base.architecture() != wanted) {
            throw new InputException("Model '" + config.run().initial() + "' has the architecture "
                    + base.architecture().id() + ", not " + wanted.id() + ".");
        }
        return base;
    }

    private void checkProblem(ModelCard card, String source) {
        if (!card.problem().equals(config.problem())) {
            throw new InputException(
                    "Model '" + source + "' is for problem " + card.problem() + ", not for " + config.problem() + ".");
        }
    }

    /** The card of a checkpoint. */
    private ModelCard card(Learner learner, RunState state, Map<String, Double> validation) {
        NetworkSize size = learner.size();
        TrainingConfig.Network base = size.base();
        String sizes = config.instances().sizes();
        return new ModelCard(
                config.problem() + "-" + (user == null ? config.instances().maxSize() : "own")
                        + config.method().suffix(),
                config.problem(),
                learner.kind().architecture(),
                config.method().id(),
                sizes,
                learner.distribution(),
                base.layers(),
                base.embeddingSize(),
                base.heads(),
                base.feedForwardSize(),
                size.decoders(),
                size.latentSize(),
                learner.kind().columns(),
                state.step(),
                state.instances(),
                Math.round(state.seconds()),
                config.run().seed(),
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.arch"),
                config.run().command(),
                validation,
                user == null ? null : user.profile());
    }
}
