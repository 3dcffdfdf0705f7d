package dev.ansatz.cli;

import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Providers;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.NodeTable;
import dev.ansatz.problems.io.Suggestions;
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

    @Option(
            names = "--rounding",
            paramLabel = "R",
            completionCandidates = Candidates.Roundings.class,
            description =
                    "Rounding of distances and times that are computed from coordinates: none, round, trunc, dimacs or exact"
                            + " (default: the format's own).")
    private @Nullable String rounding;

    @Option(
            names = "--objective",
            paramLabel = "O",
            description = "What is minimised, where the problem has a choice: cost, or vehicles first.")
    private @Nullable String objective;

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

    /** The instance, with the objective and the fleet that the options say. */
    <I extends Instance> I read(Problem<I, ?> problem) {
        I instance = readFile(problem);
        return objective == null ? instance : problem.withObjective(instance, objective);
    }

    @SuppressWarnings("unchecked") // a provider is of the types of its problem
    private <I extends Instance> I readFile(Problem<I, ?> problem) {
        FleetProvider<I, ?> fleet = (FleetProvider<I, ?>) Providers.first(FleetProvider.class, problem);
        I instance = fleet == null || capacity == null ? null : fleet.read(file, capacity);
        boolean hasCapacity = instance != null;
        if (instance == null) {
            Formats<I, ?> formats = rounding == null
                    ? problem.formats()
                    : problem.formats()
                            .withRounding(Suggestions.choose("rounding", rounding, Rounding.values(), Rounding::id));
            instance = index == null ? formats.readInstance(file) : formats.readInstance(file, index);
        }
        if (vehicles == null && capacity == null) {
            return instance;
        }
        if (fleet == null) {
            throw new InputException((capacity == null ? "--vehicles" : "--capacity") + " is for vehicle routing; "
                    + file + " is none" + (NodeTable.recognises(file) ? ", its header has no column demand." : "."));
        }
        if (capacity != null && !hasCapacity) {
            try {
                instance = fleet.withCapacity(instance, capacity);
            } catch (IllegalArgumentException e) {
                throw new InputException(
                        "--capacity " + capacity + " does not fit " + instance.name() + ": " + e.getMessage());
            }
        }
        return vehicles == null ? instance : fleet.withVehicles(instance, vehicles);
    }
}
