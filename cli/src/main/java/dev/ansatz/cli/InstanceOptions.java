package dev.ansatz.cli;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.NodeTable;
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

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "Instance: .tsp, .vrp, .csv, .json, ...; - is standard input.")
    private InputFile file;

    @Option(
            names = "--problem",
            completionCandidates = Candidates.ProblemIds.class,
            paramLabel = "P",
            description = "Problem, where the file does not tell.")
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

    @Nullable
    private Long capacity;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "CVRP: capacity of each vehicle; orders in a .csv file need it.")
    private void setCapacity(long each) {
        if (each < 0) {
            throw new ParameterException(spec.commandLine(), "--capacity (" + each + ") must not be negative");
        }
        capacity = each;
    }

    InputFile file() {
        return file;
    }

    /**
     * Refuses a second input of the command where both are standard input, which can be read only once.
     *
     * @param second the other input, or null for none
     */
    void distinct(@Nullable InputFile second) {
        if (second != null && !file.isFile() && !second.isFile()) {
            throw new InputException("Only one input can be " + file + ".");
        }
    }

    /** The problem that the user names, else the one that the file tells. */
    Problem<?, ?> problem() {
        return problemId == null ? Problems.recognise(file) : Problems.byId(problemId);
    }

    @SuppressWarnings("unchecked") // I is CvrpInstance in the branches that cast
    <I extends Instance> I read(Problem<I, ?> problem) {
        if (capacity != null && problem instanceof Cvrp cvrp && Cvrp.isOrders(file)) {
            return (I) limited(cvrp.readOrders(file, capacity));
        }
        I instance = index == null ? problem.readInstance(file) : problem.readInstance(file, index);
        if (vehicles == null && capacity == null) {
            return instance;
        }
        if (instance instanceof CvrpInstance cvrp) {
            return (I) limited(capacity == null ? cvrp : withCapacity(cvrp, capacity));
        }
        throw new InputException((capacity == null ? "--vehicles" : "--capacity") + " is for vehicle routing; " + file
                + " is none" + (NodeTable.recognises(file) ? ", its header has no column demand." : "."));
    }

    private CvrpInstance limited(CvrpInstance instance) {
        return vehicles == null ? instance : instance.withMaxVehicles(vehicles);
    }

    private static CvrpInstance withCapacity(CvrpInstance instance, long each) {
        try {
            return instance.withCapacity(each);
        } catch (IllegalArgumentException e) {
            throw new InputException("--capacity " + each + " does not fit " + instance.name() + ": " + e.getMessage());
        }
    }
}
