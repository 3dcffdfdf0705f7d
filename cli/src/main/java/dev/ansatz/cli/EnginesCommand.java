package dev.ansatz.cli;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.search.Engines;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ansatz engines}. */
@Command(name = "engines", description = "Lists the engines of each problem.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class EnginesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON array of objects.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode rows = Json.array();
            Problems.all().forEach(problem -> toJson(problem, rows));
            out.println(Json.text(rows));
        } else {
            out.println(String.format(Locale.ROOT, "%-8s %-20s %s", "PROBLEM", "ENGINE", "DESCRIPTION"));
            Problems.all().forEach(problem -> print(problem, out));
        }
        return ExitCode.OK;
    }

    private static <I extends Instance, S> void toJson(Problem<I, S> problem, ArrayNode rows) {
        for (Solver<I, S> solver : Engines.of(problem)) {
            ObjectNode row = rows.addObject();
            row.put("problem", problem.id());
            row.put("engine", solver.name());
            row.put("description", solver.description());
        }
    }

    private static <I extends Instance, S> void print(Problem<I, S> problem, PrintWriter out) {
        List<Solver<I, S>> solvers = Engines.of(problem);
        for (Solver<I, S> solver : solvers) {
            out.println(String.format(Locale.ROOT, "%-8s %-20s %s", problem.id(), solver.name(), solver.description()));
        }
    }
}
