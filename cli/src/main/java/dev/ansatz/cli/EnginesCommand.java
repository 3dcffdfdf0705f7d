package dev.ansatz.cli;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.search.Engines;
import java.io.PrintWriter;
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
            ArrayNode rows = JsonDocuments.array();
            Problems.all().forEach(problem -> toJson(problem, rows));
            out.println(JsonDocuments.line(rows));
        } else {
            TextTable table = new TextTable("PROBLEM", "ENGINE", "DESCRIPTION");
            Problems.all().forEach(problem -> add(problem, table));
            out.print(table.text());
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

    private static <I extends Instance, S> void add(Problem<I, S> problem, TextTable table) {
        for (Solver<I, S> solver : Engines.of(problem)) {
            table.add(problem.id(), solver.name(), solver.description());
        }
    }
}
