package dev.ansatz.cli;

import dev.ansatz.problems.Breakdown;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.Numbers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code ansatz explain}. */
@Command(
        name = "explain",
        description = {
            "Says what a solution costs, term by term and route by route, and why it leaves out what it leaves out.",
            "Exit code 0 if the solution is feasible, 3 if not."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExplainCommand extends SolutionCommand {
    @Override
    <I extends Instance, S> int tell(Problem<I, S> problem, I instance, S solution, Evaluation evaluation) {
        Breakdown breakdown = problem.explain(instance, solution);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonDocuments.line(Json.ofBreakdown(problem, instance, evaluation.objective(), breakdown)));
        } else {
            out.println("instance   " + instance.name() + " (" + problem.title() + ")");
            out.println("objective  " + Numbers.format(evaluation.objective()) + " = " + sum(breakdown.terms()));
            evaluation.violations().stream()
                    .map(Violation::toString)
                    .forEach(violation -> out.println("violation  " + violation));
            if (!breakdown.parts().isEmpty()) {
                out.println();
                out.print(table(breakdown.parts()));
            }
            for (Breakdown.Omission omission : breakdown.omissions()) {
                out.println();
                out.println("'" + omission.id() + "' is not served:");
                omission.reasons().forEach(reason -> out.println("  " + reason));
            }
        }
        return evaluation.feasible() ? ExitCode.OK : ExitCode.NO_SOLUTION;
    }

    private static String sum(Map<String, Double> terms) {
        return terms.entrySet().stream()
                .map(term -> term.getKey() + " " + Numbers.format(term.getValue()))
                .collect(Collectors.joining(" + "));
    }

    private static String table(List<Breakdown.Part> parts) {
        Set<String> names = new LinkedHashSet<>();
        parts.forEach(part -> names.addAll(part.figures().keySet()));
        List<String> heads = new ArrayList<>(List.of(""));
        heads.addAll(names);
        TextTable table = new TextTable(heads.toArray(String[]::new));
        for (Breakdown.Part part : parts) {
            List<String> row = new ArrayList<>(List.of(part.name()));
            for (String name : names) {
                Double value = part.figures().get(name);
                row.add(value == null ? "" : Numbers.format(Math.rint(value * 1e6) / 1e6));
            }
            table.add(row.toArray(String[]::new));
        }
        return table.text();
    }
}
