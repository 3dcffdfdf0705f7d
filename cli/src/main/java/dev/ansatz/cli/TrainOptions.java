package dev.ansatz.cli;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.Architecture;
import dev.ansatz.training.TrainingConfig;
import dev.ansatz.training.method.Compass;
import dev.ansatz.training.method.Imitation;
import dev.ansatz.training.method.Leader;
import dev.ansatz.training.method.Method;
import dev.ansatz.training.method.Poppy;
import dev.ansatz.training.method.Reinforce;
import dev.ansatz.training.method.SelfLabelling;
import dev.ansatz.training.method.Teacher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code ansatz train} by what they are about; each group checks itself. */
@SuppressWarnings("NullAway.Init")
final class TrainOptions {
    private TrainOptions() {}

    /** A sentence where a value makes no sense. */
    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InputException(otherwise);
        }
    }

    /** Training instances. */
    static final class Instances {
        @Option(
                names = "--instances",
                paramLabel = "DIR",
                description =
                        "Folder of your own past instances. The last fifth by name is held out for a report at the"
                                + " end; the default is imitation, from the bundled model on.")
        @Nullable
        Path folder;

        @Option(
                names = "--size",
                paramLabel = "N|MIN-MAX",
                description = "Size of the training instances; each batch has one (default: the problem's usual one).")
        @Nullable
        String size;

        @Option(
                names = "--distribution",
                completionCandidates = Candidates.Distributions.class,
                paramLabel = "NAME",
                split = ",",
                description = "Distributions of the training instances, in equal parts, such as uniform,clustered"
                        + " (default: the problem's usual one).")
        @Nullable
        List<String> distributions;

        @Option(
                names = "--validation-count",
                paramLabel = "N",
                defaultValue = "64",
                description = "Instances of the fixed validation set (default: ${DEFAULT-VALUE}).")
        int validationCount;

        boolean areUsers() {
            return folder != null;
        }
    }

    /** The report of a run on a user's own instances. */
    static final class Report {
        @Option(
                names = "--report",
                paramLabel = "RUN",
                description =
                        "No training: writes the report of a run with --instances anew (RUN/report.md, report.json).")
        @Nullable
        Path run;

        @Option(
                names = "--report-times",
                paramLabel = "TIMES",
                split = ",",
                defaultValue = "0.2s,1s,10s",
                description = "Time limits of the report (default: ${DEFAULT-VALUE}).")
        List<Duration> times;

        @Option(
                names = "--report-count",
                paramLabel = "N",
                defaultValue = "20",
                description =
                        "Held-out instances that the report looks at, the latest ones (default: ${DEFAULT-VALUE}).")
        int count;
    }

    /** How a policy is trained. */
    static final class Methods {
        /** Length of COMPASS's latent vectors. */
        private static final int LATENT_SIZE = 16;

        @Option(
                names = "--method",
                completionCandidates = Candidates.Methods.class,
                paramLabel = "METHOD",
                description =
                        "pomo, or reinforce with a greedy baseline; imitation of an engine; self-labelling; poppy or"
                                + " compass, which go on from --initial (default: pomo; imitation of --instances).")
        @Nullable
        String id;

        @Option(
                names = "--decoders",
                paramLabel = "K",
                defaultValue = "4",
                description = "Poppy: decoders on the one encoder (default: ${DEFAULT-VALUE}).")
        int decoders;

        @Option(
                names = "--latents",
                paramLabel = "N",
                defaultValue = "16",
                description = "COMPASS: latent vectors drawn for each batch (default: ${DEFAULT-VALUE}).")
        int latents;

        @Option(
                names = "--frozen",
                arity = "1",
                paramLabel = "true|false",
                defaultValue = "false",
                description =
                        "Poppy: the encoder stays as it is. COMPASS: the parent stays as it is, only what multiplies"
                                + " the latent vector learns (default: ${DEFAULT-VALUE}).")
        boolean frozen;

        @Option(
                names = "--latent-spread",
                paramLabel = "X",
                defaultValue = "0",
                description =
                        "COMPASS: the rows of the latent vector begin not at zero but along the directions in which"
                                + " the policy is most sensitive; each entry then moves it by X^2/2 nats (default:"
                                + " ${DEFAULT-VALUE}).")
        double latentSpread;

        @Option(
                names = "--leader-factor",
                paramLabel = "X",
                defaultValue = "10",
                description = "Leader: how many times the best trajectory counts (default: ${DEFAULT-VALUE}).")
        double leaderFactor;

        @Option(
                names = "--fresh-labels",
                paramLabel = "X",
                defaultValue = "0.25",
                description = "Imitation, self-labelling: share of a batch solved anew; the rest was solved before"
                        + " (default: ${DEFAULT-VALUE}).")
        double freshLabels;

        @Option(
                names = "--teacher-iterations",
                paramLabel = "N",
                description = "Imitation: iterations of the engine per instance (default: the engine's usual number; of"
                        + " --instances more).")
        @Nullable
        Long teacherIterations;

        /**
         * The method with its settings.
         *
         * @param usual name where none was given
         * @param teacher is asked for one where the method imitates
         */
        Method method(String usual, Architecture architecture, Supplier<Teacher> teacher) {
            require(
                    freshLabels > 0 && freshLabels <= 1,
                    "--fresh-labels (" + freshLabels + ") must be above 0 and at most 1.");
            require(leaderFactor > 1, "--leader-factor (" + leaderFactor + ") must be above 1.");
            String name = Method.checkedId(id == null ? usual : id);
            return switch (name) {
                case Method.POPPY -> new Poppy(decoders, frozen);
                case Method.COMPASS -> new Compass(latents, LATENT_SIZE, frozen, latentSpread, architecture.credit());
                case Method.IMITATION -> new Imitation(teacher.get(), freshLabels);
                case Method.SELF_LABELLING -> new SelfLabelling(freshLabels);
                case Method.LEADER -> new Leader(leaderFactor, architecture.scale());
                case Method.REINFORCE -> new Reinforce(Reinforce.Baseline.GREEDY, architecture.scale());
                default -> Reinforce.pomo(architecture.scale());
            };
        }
    }

    /** Trajectories and steps. */
    static final class Optimiser {
        @Option(
                names = "--batch",
                paramLabel = "N",
                description = "Instances per step (default: 32; 8 of --instances).")
        @Nullable
        Integer batch;

        @Option(
                names = "--starts",
                paramLabel = "N",
                description = "Trajectories per instance, and per decoder or latent vector (default: 16; 4 of imitated"
                        + " --instances).")
        @Nullable
        Integer starts;

        @Option(
                names = "--accumulate",
                paramLabel = "N",
                defaultValue = "1",
                description = "Batches whose gradients make one step (default: ${DEFAULT-VALUE}).")
        int accumulate;

        @Option(
                names = "--temperature",
                paramLabel = "T",
                defaultValue = "1",
                description = "Divides the logits of samples; below 1 closer to greedy (default: ${DEFAULT-VALUE}).")
        double temperature;

        @Option(
                names = "--learning-rate",
                paramLabel = "X",
                description =
                        "Learning rate of Adam (default: 4e-4; 5e-5 of --instances: a trained policy needs small steps).")
        @Nullable
        Double learningRate;

        @Option(
                names = "--averaging",
                paramLabel = "X",
                defaultValue = "0.998",
                description = "Decay of the moving average of the weights that is kept; 0 keeps the last weights"
                        + " (default: ${DEFAULT-VALUE}).")
        double averaging;

        @Option(
                names = "--threads",
                paramLabel = "N",
                defaultValue = "1",
                description =
                        "Threads of the rollouts; libtorch's own are set by OMP_NUM_THREADS (default: ${DEFAULT-VALUE}).")
        int threads;

        TrainingConfig.Batches batches(Method method, boolean areUsers) {
            boolean imitates = method instanceof Imitation;
            require(
                    temperature > 0 && (!imitates || temperature == 1),
                    "--temperature (" + temperature + ") must be positive, and 1 of imitation.");
            int size = batch != null ? batch : areUsers ? 8 : 32;
            int s = starts != null ? starts : areUsers && imitates ? 4 : 16;
            require(size > 0 && s > 0 && accumulate > 0 && threads > 0, POSITIVE);
            return new TrainingConfig.Batches(size, s, accumulate, temperature, threads);
        }

        TrainingConfig.Optimisation optimisation(Architecture architecture, boolean areUsers) {
            require(averaging >= 0 && averaging < 1, "--averaging (" + averaging + ") must be at least 0 and below 1.");
            double rate = learningRate != null ? learningRate : areUsers ? 5e-5 : 4e-4;
            require(rate > 0, POSITIVE);
            return new TrainingConfig.Optimisation(rate, averaging, architecture.mean());
        }
    }

    static final String POSITIVE =
            "--batch, --starts, --accumulate, --layers, --threads, --validation-count and --learning-rate must be"
                    + " positive.";

    /** The network of a new run. */
    static final class Network {
        @Option(
                names = "--architecture",
                completionCandidates = Candidates.Architectures.class,
                paramLabel = "KIND",
                description = "Kind of policy: pointer or candidate (default: that of the problem).")
        @Nullable
        String architecture;

        @Option(
                names = "--layers",
                paramLabel = "N",
                defaultValue = "3",
                description = "Encoder layers (default: ${DEFAULT-VALUE}).")
        int layers;

        /**
         * The architecture of the policy.
         *
         * @param begun that of the policy that is gone on with; null for none
         * @throws InputException if the problem has no policies of the architecture that was asked for
         */
        Architecture architecture(Problem<?, ?> problem, @Nullable String begun) {
            require(layers > 0, POSITIVE);
            return Architecture.of(problem, architecture == null ? begun : architecture);
        }
    }

    /** How long a run goes on, where it begins and where it lies. */
    static final class Run {
        @Option(names = "--time", paramLabel = "TIME", description = "Ends the training after this time.")
        @Nullable
        Duration time;

        @Option(names = "--steps", paramLabel = "N", description = "Ends the training after this many optimiser steps.")
        @Nullable
        Long steps;

        @Option(
                names = "--checkpoint-every",
                paramLabel = "TIME",
                defaultValue = "2m",
                description = "Time between validations and checkpoints (default: ${DEFAULT-VALUE}).")
        Duration checkpointEvery;

        @Option(
                names = "--seed",
                paramLabel = "S",
                defaultValue = "1",
                description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
        long seed;

        @Option(
                names = "--resume",
                paramLabel = "DIR",
                description = "Run to go on with, by its own options where no others are given.")
        @Nullable
        Path resume;

        @Option(
                names = {"--initial", "--from"},
                completionCandidates = Candidates.ModelNames.class,
                paramLabel = "MODEL",
                description =
                        "Checkpoint folder or bundled model whose weights and layers a new run starts from; none for"
                                + " random weights (default: none; of --instances the bundled model of the problem).")
        @Nullable
        String initial;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description =
                        "Where checkpoints go (default: runs/PROBLEM-METHOD-SIZE, runs/PROBLEM-own of --instances).")
        @Nullable
        Path out;

        @Option(names = "--quiet", description = "No progress, and no line for a checkpoint.")
        boolean quiet;
    }
}
