package dev.ansatz.cli;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ansatz train}. */
@Command(
        name = "train",
        description = "Trains a policy on generated instances, and writes resumable checkpoints.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
final class TrainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PROBLEM", description = "Problem such as tsp or cvrp.")
    private String problemId;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "pomo",
            description = "Training method (default: ${DEFAULT-VALUE}).")
    private String method;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "50",
            description = "Size of the training instances (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--time", paramLabel = "TIME", description = "Ends the training after this time.")
    private @Nullable Duration time;

    @Option(names = "--steps", paramLabel = "N", description = "Ends the training after this many optimiser steps.")
    private @Nullable Long steps;

    @Option(names = "--batch", paramLabel = "N", description = "Instances per step.")
    private @Nullable Integer batch;

    @Option(names = "--starts", paramLabel = "N", description = "Rollouts per instance.")
    private @Nullable Integer starts;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--resume", paramLabel = "DIR", description = "Checkpoint to go on from.")
    private @Nullable Path resume;

    @Option(names = "--out", paramLabel = "DIR", description = "Where checkpoints go.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        return train(Problems.byId(problemId));
    }

    /** The one place where the command meets the trainer. */
    private int train(Problem<?, ?> problem) {
        throw new InputException("There is no training method '" + method + "' for " + problem.id() + ".");
    }
}
