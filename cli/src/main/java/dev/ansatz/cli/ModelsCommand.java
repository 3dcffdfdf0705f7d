package dev.ansatz.cli;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.io.JsonDocuments;
import dev.ansatz.problems.io.Numbers;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ansatz models}. */
@Command(
        name = "models",
        description = "Lists the bundled models: what they were trained on and how good they are.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the cards as a JSON array.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<ModelCard> cards = ModelZoo.bundled();
        if (json) {
            out.println(JsonDocuments.line(cards));
            return ExitCode.OK;
        }
        TextTable table = new TextTable("MODEL", "PROBLEM", "METHOD", "SIZES", "DISTRIBUTION", "VALIDATION");
        for (ModelCard card : cards) {
            table.add(
                    card.name(),
                    card.problem(),
                    card.method(),
                    card.sizes(),
                    card.distribution(),
                    figures(card.validation()));
        }
        out.print(table.text());
        return ExitCode.OK;
    }

    private static String figures(Map<String, Double> validation) {
        return new TreeMap<>(validation)
                .entrySet().stream()
                        .map(e -> e.getKey() + " " + Numbers.format(Progress.round(e.getValue())))
                        .collect(Collectors.joining(", "));
    }
}
