package dev.ansatz.cli;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.Numbers;
import java.io.PrintWriter;
import java.math.BigDecimal;
import picocli.CommandLine.Command;

/** {@code ansatz check}. */
@Command(
        name = "check",
        description = {
            "Validates a solution: constraints, objective, and the objective that the file claims.",
            "Exit code 0 if all is well, 3 if a constraint is violated or the claim is wrong."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand extends SolutionCommand {
    @Override
    <I extends Instance, S> int tell(Problem<I, S> problem, I instance, S solution, Evaluation evaluation) {
        Double claimed = problem.formats().readClaimedObjective(solutionFile);
        boolean claimHolds = claimed == null || agrees(claimed, evaluation.objective());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Notes.lines(spec.commandLine().getErr(), instance.notes());
            out.println(JsonDocuments.line(Json.ofCheck(problem, instance, evaluation, claimed, claimHolds)));
        } else {
            out.println("instance   " + instance.name() + " (" + problem.title() + ")");
            out.println("verdict    " + (evaluation.feasible() ? "feasible" : "infeasible"));
            out.println("objective  " + Numbers.format(evaluation.objective()));
            if (claimed == null) {
                out.println("claimed    nothing");
            } else {
                out.println("claimed    " + Numbers.format(claimed)
                        + (claimHolds
                                ? " (right)"
                                : " (wrong by " + Numbers.format(round(claimed - evaluation.objective())) + ")"));
            }
            Notes.rows(out, instance.notes());
            for (Violation violation : evaluation.violations()) {
                out.println("violation  " + violation);
            }
        }
        return evaluation.feasible() && claimHolds ? ExitCode.OK : ExitCode.NO_SOLUTION;
    }

    /** Whether a claim equals the objective to the decimals that the claim has: files round real costs. */
    static boolean agrees(double claimed, double objective) {
        if (!Double.isFinite(claimed) || !Double.isFinite(objective)) {
            return false;
        }
        int decimals = Math.max(
                0, new BigDecimal(Double.toString(claimed)).stripTrailingZeros().scale());
        double halfUnit = 0.5 * Math.pow(10, -decimals);
        return Math.abs(claimed - objective) <= halfUnit + 1e-9 * Math.abs(objective);
    }

    private static double round(double difference) {
        return Math.rint(difference * 1e6) / 1e6;
    }
}
