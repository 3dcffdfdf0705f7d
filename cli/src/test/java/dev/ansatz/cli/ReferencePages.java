package dev.ansatz.cli;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Role;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.search.Engines;
import dev.ansatz.search.Strategy;
import dev.ansatz.training.TrainingProvider;
import dev.ansatz.training.method.Compass;
import dev.ansatz.training.method.Imitation;
import dev.ansatz.training.method.Leader;
import dev.ansatz.training.method.Poppy;
import dev.ansatz.training.method.Reinforce;
import dev.ansatz.training.method.SelfLabelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The pages of {@code docs/reference}, made from the program: what {@code ansatz engines}, {@code models} and {@code help} know, and
 * the Javadoc of {@link Strategy} and {@link Method}.
 */
final class ReferencePages {
    private static final int WIDTH = 118;
    private static final String MADE = "Made from the program by `ReferencePages`; not edited by hand.";
    /** Each is told of by the doc comment of its settings. */
    private static final List<Class<?>> METHODS =
            List.of(Reinforce.class, Imitation.class, Poppy.class, Compass.class, SelfLabelling.class, Leader.class);

    private static final Pattern RECORD = Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public record");
    private static final Pattern CONSTANT =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*([A-Z][A-Z_]*)[,;]", Pattern.DOTALL);

    private ReferencePages() {}

    /** Contents by file name. */
    static Map<String, String> all(Path root) throws IOException {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("engines.md", engines());
        pages.put("strategies.md", strategies(root));
        pages.put("models.md", models());
        pages.put("training-options.md", training(root));
        pages.put("commands.md", commands());
        return pages;
    }

    private static String engines() {
        Page page = new Page("Engines");
        page.paragraph("What `ansatz solve FILE --engine NAME` takes, by problem, as `ansatz engines` lists it. *Asks"
                + " the policy* are those that ask the bundled model where the time limit allows it; with `--model` all"
                + " hybrids ask the one that is named. Beside these, `neural-STRATEGY` is the policy alone under one of"
                + " the [strategies](strategies.md). An iteration limit counts the iterations of the engine.");
        for (Problem<?, ?> problem : Problems.all()) {
            add(problem, page);
        }
        return page.text();
    }

    private static <I extends Instance, S> void add(Problem<I, S> problem, Page page) {
        String title = problem.title();
        page.heading(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) + " (`" + problem.id() + "`)");
        for (Solver<I, S> engine : Engines.of(problem)) {
            page.item("`" + engine.name() + "`: " + engine.description()
                    + (Engines.asksPolicy(problem, engine.name()) ? " (asks the policy)" : ""));
        }
    }

    private static String strategies(Path root) throws IOException {
        Page page = new Page("Strategies");
        page.paragraph(
                "How rollouts of a policy are chosen: option `--strategy` of `ansatz eval`, the engines"
                        + " `neural-NAME`, and `Strategy` in Java. How they compare: [research](../research/policy-search.md).");
        Map<String, String> texts = javadoc(root.resolve("search/src/main/java/dev/ansatz/search/Strategy.java"));
        for (Strategy strategy : Strategy.named()) {
            List<String> traits = new ArrayList<>();
            traits.add(strategy.isEndless() ? "goes on until a limit is met" : "ends by itself");
            if (strategy.needsLatent()) {
                traits.add("needs a model with a latent vector");
            }
            if (strategy.adapts()) {
                traits.add("the policy learns on the instance");
            }
            page.item(
                    "`" + strategy.id() + "`: " + texts.get(strategy.name()) + " *" + String.join("; ", traits) + ".*");
        }
        page.paragraph("Where none is named: " + texts.get(Strategy.ALL.name()));
        return page.text();
    }

    private static String models() {
        Page page = new Page("Models");
        page.paragraph("The bundled policies, the default one of each problem first, as `ansatz models` lists them. How"
                + " they were trained, step by step: [zoo](../../zoo), [research](../research/training.md).");
        for (ModelCard card : ModelZoo.bundled()) {
            page.heading("`" + card.name() + "`");
            page.item("problem: `" + card.problem() + "`; last method: `" + card.method() + "`");
            page.item("trained on: sizes " + card.sizes() + ", " + card.distribution() + "; "
                    + String.format(Locale.ROOT, "%,d", card.instances()) + " instances, "
                    + String.format(Locale.ROOT, "%,d", Math.round(card.seconds())) + " s on " + card.machine());
            page.item("network: " + card.layers() + (card.layers() == 1 ? " layer, " : " layers, ")
                    + card.embeddingSize() + " wide, " + card.heads() + " heads"
                    + (card.decoders() > 1 ? ", " + card.decoders() + " decoders" : "")
                    + (card.latentSize() > 0 ? ", latent vector of " + card.latentSize() : ""));
            page.item("validation: "
                    + new TreeMap<>(card.validation())
                            .entrySet().stream()
                                    .map(e -> e.getKey() + " " + Numbers.format(Progress.round(e.getValue())))
                                    .collect(Collectors.joining(", ")));
        }
        return page.text();
    }

    private static String training(Path root) throws IOException {
        Page page = new Page("Training options");
        page.paragraph("What `ansatz train` takes; the same names are keys of a stage in a plan (`--plan`). How to:"
                + " [training](../guide/training.md).");
        page.heading("Methods");
        for (Class<?> method : METHODS) {
            String source = Files.readString(
                    root.resolve("training/src/main/java/" + method.getName().replace('.', '/') + ".java"));
            page.item(describe(source));
        }
        page.heading("Options");
        options(AnsatzCommand.commandLine().getSubcommands().get("train"), page);
        page.heading("What is usual of a problem");
        page.paragraph("The defaults of `--size`, `--distribution`, `--method` and `--teacher-iterations`, and of"
                + " `--reference-time` of `ansatz eval`:");
        for (Problem<?, ?> problem : Problems.all()) {
            usual(problem, page);
        }
        return page.text();
    }

    private static <I extends Instance, S> void usual(Problem<I, S> problem, Page page) {
        TrainingProvider<I, S> training = TrainingProvider.of(problem);
        Engine<I, S> teacher = ClassicalEngines.first(problem, Role.TEACHER);
        long iterations = teacher == null ? 0 : teacher.teachingIterations();
        page.item("`" + problem.id() + "`: size " + training.sizes() + ", `" + training.distribution() + "`, `"
                + training.method() + "`"
                + (teacher == null
                        ? ""
                        : "; imitation of " + iterations + " iterations of `" + teacher.name() + "`, of `--instances` "
                                + training.userTeacherIterations(iterations))
                + "; reference " + training.refereeTime().toSeconds() + "s");
    }

    private static String commands() {
        Page page = new Page("Commands");
        page.paragraph("What `ansatz help COMMAND` says. Options of `train`: [training options](training-options.md)."
                + " How to: [command line](../guide/command-line.md).");
        AnsatzCommand.commandLine().getSubcommands().forEach((name, command) -> {
            command(command, page, !name.equals("train"));
            command.getSubcommands().values().forEach(below -> command(below, page, true));
        });
        return page.text();
    }

    private static void command(CommandLine command, Page page, boolean withOptions) {
        page.heading("`" + command.getCommandSpec().qualifiedName() + "`");
        page.paragraph(String.join(" ", command.getCommandSpec().usageMessage().description()));
        if (withOptions) {
            options(command, page);
        }
    }

    private static void options(CommandLine command, Page page) {
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            page.item("`" + parameter.paramLabel() + "`: " + description(parameter));
        }
        List<OptionSpec> options = new ArrayList<>(command.getCommandSpec().options());
        options.sort(Comparator.comparing(OptionSpec::longestName)); // reflection has no order of its own
        for (OptionSpec option : options) {
            if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
                String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                page.item("`" + String.join("`, `", option.names()) + value + "`: " + description(option));
            }
        }
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
                .replace("%n", " ")
                .replace("%%", "%");
    }

    /** The description of the record of a source: its doc comment up to the first tag. */
    private static String describe(String source) {
        Matcher matcher = RECORD.matcher(source);
        if (!matcher.find()) {
            throw new IllegalStateException("No documented record: " + source);
        }
        return prose(matcher.group(1).replaceFirst("(?s)\\s*\\R\\s*\\*\\s*\\R\\s*\\*\\s*@.*", ""));
    }

    private static String prose(String comment) {
        return comment.replaceAll("\\s*\\R\\s*\\*", " ")
                .replaceAll("\\{@(?:link|code) ([^}]*)}", "`$1`")
                .strip();
    }

    /** Javadoc of the constants of an enum by their names, with names of constants as on the command line. */
    private static Map<String, String> javadoc(Path source) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Matcher matcher = CONSTANT.matcher(Files.readString(source));
        while (matcher.find()) {
            texts.put(matcher.group(2), prose(matcher.group(1)));
        }
        List<String> longestFirst = new ArrayList<>(texts.keySet());
        longestFirst.sort((a, b) -> b.length() - a.length());
        texts.replaceAll((constant, text) -> {
            for (String other : longestFirst) {
                text = text.replaceAll(
                        "(?<!\\()(?<!al\\., )\\b" + other + "\\b",
                        "`" + other.toLowerCase(Locale.ROOT).replace('_', '-') + "`");
            }
            return text;
        });
        return texts;
    }

    /** Markdown with lines of bounded width. */
    private static final class Page {
        private final StringBuilder text = new StringBuilder();
        private boolean inList;

        Page(String title) {
            text.append("# ").append(title).append("\n\n").append(MADE).append('\n');
        }

        void heading(String title) {
            inList = false;
            text.append("\n## ").append(title).append('\n');
        }

        void paragraph(String words) {
            inList = false;
            text.append('\n');
            wrap("", "", words);
        }

        void item(String words) {
            if (!inList) {
                text.append('\n');
            }
            inList = true;
            wrap("- ", "  ", words);
        }

        private void wrap(String first, String rest, String words) {
            StringBuilder line = new StringBuilder(first);
            boolean empty = true;
            for (String word : Arrays.asList(words.strip().split("\\s+"))) {
                if (!empty && line.length() + 1 + word.length() > WIDTH) {
                    text.append(line).append('\n');
                    line = new StringBuilder(rest);
                    empty = true;
                }
                line.append(empty ? "" : " ").append(word);
                empty = false;
            }
            text.append(line).append('\n');
        }

        String text() {
            return text.toString();
        }
    }
}
