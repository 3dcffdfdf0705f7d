package dev.ansatz.cli;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.io.InputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The instance that a command works on: its file and how to read it. */
@SuppressWarnings("NullAway.Init")
final class InstanceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "Instance: .tsp, .vrp, .json, ...; - is standard input.")
    private InputFile file;

    @Option(names = "--problem", paramLabel = "P", description = "Problem, where the file does not tell.")
    private @Nullable String problemId;

    @Option(
            names = "--index",
            paramLabel = "I",
            description = "Of a file that holds several instances (.mkp): which one, from 1.")
    private @Nullable Integer index;

    @Nullable
    private Integer vehicles;

    @Option(names = "--vehicles", paramLabel = "K", description = "CVRP: at most K vehicles.")
    private void setVehicles(int atMost) {
        if (atMost < 1) {
            throw new ParameterException(spec.commandLine(), "--vehicles (" + atMost + ") must be at least 1");
        }
        vehicles = atMost;
    }

    InputFile file() {
        return file;
    }

    /**
     * A second input of the command.
     *
     * @throws InputException if both are standard input, which can be read only once
     */
    InputFile distinct(InputFile second) {
        if (!file.isFile() && !second.isFile()) {
            throw new InputException("Only one input can be " + file + ".");
        }
        return second;
    }

    /** The problem that the user names, else the one that the file tells. */
    Problem<?, ?> problem() {
        return problemId == null ? Problems.recognise(file) : Problems.byId(problemId);
    }

    @SuppressWarnings("unchecked") // I is CvrpInstance in the one branch that casts
    <I extends Instance> I read(Problem<I, ?> problem) {
        I instance = index == null ? problem.readInstance(file) : problem.readInstance(file, index);
        if (vehicles == null) {
            return instance;
        }
        if (instance instanceof CvrpInstance cvrp) {
            return (I) cvrp.withMaxVehicles(vehicles);
        }
        throw new InputException("--vehicles is for vehicle routing; " + file + " is none.");
    }
}
