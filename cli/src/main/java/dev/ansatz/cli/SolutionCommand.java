package dev.ansatz.cli;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that says something of a solution of an instance. */
@SuppressWarnings("NullAway.Init")
abstract class SolutionCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    private InstanceOptions input;

    @Parameters(
            index = "1",
            paramLabel = "SOLUTION",
            description = "Solution: .tour, .sol or .json; - is standard input.")
    InputFile solutionFile;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public final Integer call() {
        input.distinct(solutionFile);
        return read(input.problem());
    }

    private <I extends Instance, S> int read(Problem<I, S> problem) {
        I instance = input.read(problem);
        S solution = problem.readSolution(solutionFile, instance);
        return tell(problem, instance, solution, problem.evaluate(instance, solution));
    }

    /** Prints what is to be said; the exit code. */
    abstract <I extends Instance, S> int tell(Problem<I, S> problem, I instance, S solution, Evaluation evaluation);
}
