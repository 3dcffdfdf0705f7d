package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Command lines that people have written down are understood. */
class TrainCommandTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** From the name of the command to the end of the line, of the code or of the comment behind it. */
    private static final Pattern TRAIN = Pattern.compile("ansatz train ([a-z]+ --[^`#|;\n]+|--[^`#|;\n]+)");

    private static List<String> inDocuments() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                String text = unwrapped(Files.readString(file));
                TRAIN.matcher(text).results().map(MatchResult::group).forEach(commands::add);
            }
        }
        return commands;
    }

    /** Commands on one line: in blocks of code they go on behind a backslash, within a sentence anywhere. */
    private static String unwrapped(String text) {
        return Pattern.compile("(?<!`)`[^`]+`(?!`)")
                .matcher(text.replaceAll("\\s*\\\\\n\\s*", " "))
                .replaceAll(code -> Matcher.quoteReplacement(code.group().replaceAll("\\s+", " ")));
    }

    private static List<String> inCards() {
        return ModelZoo.bundled().stream()
                .map(ModelCard::command)
                .filter(command -> command.startsWith("ansatz train"))
                .toList();
    }

    @Test
    void commandsInDocumentsAndInTheCardsOfTheBundledModelsAreUnderstood() throws IOException {
        List<String> commands = new ArrayList<>(inDocuments());
        assertThat(commands).hasSizeGreaterThan(15);
        commands.addAll(inCards());
        CommandLine parent = AnsatzCommand.commandLine();
        for (String command : commands) {
            String options =
                    command.replaceFirst("ansatz train ", "").replaceFirst("(\\s+\\(|[,;] ).*", ""); // words for people
            List<String> words = List.of(options.strip().split("\\s+"));
            assertThatCode(() -> TrainCommand.stage(parent, words)).as(command).doesNotThrowAnyException();
        }
    }

    @Test
    void curriculaOfTheBundledModelsAreUnderstood() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("zoo"))) {
            List<Path> plans =
                    files.filter(path -> path.toString().endsWith(".yaml")).toList();
            assertThat(plans).isNotEmpty();
            for (Path plan : plans) {
                TrainingPlan.read(plan, null).check(AnsatzCommand.commandLine());
            }
        }
    }
}
